"""The approved wording for each target, unchanged: what cards quote and what is copied."""

from dataclasses import dataclass
from datetime import date

from bot.commands.budskap.targets import Ally, BudgetNow, Main, NtpNow, Recipient, StepOf, Target, Theme, TrackOf
from bot.commands.shared.open_windows import open_budget
from content.emphasis import tracks_in_order
from content.schema.messages import Campaign, Issue, Track
from content.schema.pack import Pack


@dataclass(frozen=True)
class Approved:
    """A piece of approved wording with its heading."""

    heading: str
    text: str


def wording(target: Target, pack: Pack, campaign: Campaign | None, today: date) -> tuple[Approved, ...]:  # noqa: PLR0911 - one a kind
    """Return the approved wording; empty if there is none."""
    match target:
        case TrackOf(_, track):
            return of_track(track)
        case Theme(issue):
            return of_issue(issue, campaign, today)
        case Recipient(audiences):
            issues = {issue.id: issue for issue, _ in audiences}.values()
            return tuple(each for issue in issues for each in of_issue(issue, campaign, today))
        case StepOf(_, step):
            return (Approved("Slagord", step.slogan),)
        case Main(named):
            return of_main(named)
        case Ally():
            return of_main(campaign) if campaign else ()
        case BudgetNow():
            return tuple(Approved(use.name, use.budskap) for use in open_budget(pack, today) if use.budskap)
        case NtpNow():
            return ()


def of_track(track: Track) -> tuple[Approved, ...]:
    """Return the approved texts of a track: message, why, demand and gain."""
    items = (("Budskap", track.budskap), ("Hvorfor", track.hvorfor), ("Krav", track.krav), ("Gevinst", track.gevinst))
    return tuple(Approved(heading, text) for heading, text in items if text)


def of_issue(issue: Issue, campaign: Campaign | None, today: date) -> tuple[Approved, ...]:
    """Return the campaign's priority, and the message of each track; all the texts of a track if it is the only one."""
    tracks = of_track(issue.tracks[0]) if len(issue.tracks) == 1 else _each_message(issue, today)
    known = {each.text for each in tracks}
    priority = of_priority(issue, campaign)
    return tracks if {each.text for each in priority} <= known else (*priority, *tracks)


def of_priority(issue: Issue, campaign: Campaign | None) -> tuple[Approved, ...]:
    """Return the campaign's texts about an issue: the priority and its demand."""
    priorities = [each for each in campaign.main.priorities if each.theme == issue.id] if campaign else []
    return tuple(
        approved
        for each in priorities
        for approved in (Approved(f"Prioritering: {issue.name}", each.text), Approved("Krav", each.krav))
    )


def _each_message(issue: Issue, today: date) -> tuple[Approved, ...]:
    return tuple(Approved(TrackOf(issue, track).label, track.budskap) for track in tracks_in_order(issue, today))


def of_main(campaign: Campaign) -> tuple[Approved, ...]:
    """Return the main message of a campaign with its priorities and demands."""
    main = campaign.main
    rows = [f"– {each.text}\n   • {each.krav}" for each in main.priorities]
    return (
        Approved(f"Hovedbudskap {campaign.year}", main.text),
        Approved("Prioriteringer", "\n".join((main.intro, *rows))),
    )
