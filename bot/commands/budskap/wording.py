"""The approved wording for each target, unchanged: what cards quote and what is copied."""

from dataclasses import dataclass
from datetime import date

from bot.commands.budskap.targets import (
    Ally,
    BudgetNow,
    Main,
    Recipient,
    StepOf,
    Target,
    Theme,
    ThreeThings,
    TrackOf,
)
from bot.commands.shared.open_windows import open_budget
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
            return of_issue(issue, campaign)
        case Recipient(audiences):
            issues = {issue.id: issue for issue, _ in audiences}.values()
            return tuple(each for issue in issues for each in of_issue(issue, campaign))
        case StepOf(_, step):
            return (Approved("Slagord", step.slogan),)
        case Main(named):
            return of_main(named)
        case Ally():
            return of_main(campaign) if campaign else ()
        case BudgetNow():
            return tuple(Approved(use.name, use.budskap) for use in open_budget(pack, today) if use.budskap)
        case ThreeThings():
            return (three_things(target, pack, today),)
        case _:
            return ()


def of_track(track: Track) -> tuple[Approved, ...]:
    """Return the approved texts of a track: message, why, demand and gain."""
    items = (("Budskap", track.budskap), ("Hvorfor", track.hvorfor), ("Krav", track.krav), ("Gevinst", track.gevinst))
    return tuple(Approved(heading, text) for heading, text in items if text)


def of_issue(issue: Issue, campaign: Campaign | None) -> tuple[Approved, ...]:
    """Return the campaign's priority, and the message of each track; all the texts of a track if it is the only one."""
    tracks = of_track(issue.tracks[0]) if len(issue.tracks) == 1 else _each_message(issue)
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


def _each_message(issue: Issue) -> tuple[Approved, ...]:
    return tuple(Approved(TrackOf(issue, track).label, track.budskap) for track in issue.tracks)


def of_main(campaign: Campaign) -> tuple[Approved, ...]:
    """Return the main message of a campaign with its priorities and demands."""
    main = campaign.main
    rows = [f"– {each.text}\n   • {each.krav}" for each in main.priorities]
    return (
        Approved(f"Hovedbudskap {campaign.year}", main.text),
        Approved("Prioriteringer", "\n".join((main.intro, *rows))),
    )


def three_things(target: ThreeThings, pack: Pack, today: date) -> Approved:
    """Return the text of one page that asks for the demands of an issue, each with its reason and its gain."""
    own, issue = pack.organisation, target.issue
    to = (f"Til {target.place}",) if target.place else ()
    things = [_thing(number, track) for number, track in enumerate(target.tracks, 1)]
    sender = f"Hilsen {own.short_name}, {today.year}"
    return Approved(target.label, "\n\n".join((*to, *_priority_of(issue, pack, today), *things, sender)))


def _priority_of(issue: Issue, pack: Pack, today: date) -> tuple[str, ...]:
    """Return what the year's campaign says of the issue, unless it only repeats a track."""
    campaign = pack.campaign(today.year)
    said = [each.text for each in campaign.main.priorities if each.theme == issue.id] if campaign else []
    return tuple(text for text in said if text not in {track.budskap for track in issue.tracks})


def _thing(number: int, track: Track) -> str:
    reasons = (("Hvorfor", track.hvorfor), ("Gevinst", track.gevinst))
    rows = [f"{number}. {track.name}", f"Krav: {track.krav}", *(f"{name}: {text}" for name, text in reasons if text)]
    return "\n".join(rows)
