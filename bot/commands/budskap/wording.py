"""The wording for each target, unchanged: what cards quote and what is copied."""

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
from content.emphasis import tracks_in_order
from content.schema.base import DRAFT, Clearing
from content.schema.messages import Campaign, Issue, Track
from content.schema.pack import Pack


@dataclass(frozen=True)
class Wording:
    """A text that may be said outwards, with its heading, and whether it is cleared."""

    heading: str
    text: str
    clearing: Clearing


def wording(target: Target, pack: Pack, campaign: Campaign | None, today: date) -> tuple[Wording, ...]:  # noqa: PLR0911 - one a kind
    """Return the wording; empty if there is none."""
    match target:
        case TrackOf(_, track):
            return of_track(track)
        case Theme(issue):
            return of_issue(issue, campaign, today)
        case Recipient(audiences):
            issues = {issue.id: issue for issue, _ in audiences}.values()
            return tuple(each for issue in issues for each in of_issue(issue, campaign, today))
        case StepOf(_, step):
            return _some(Wording("Slagord", step.slogan, step.clearing))
        case Main(named):
            return of_main(named)
        case Ally():
            return of_main(campaign) if campaign else ()
        case BudgetNow():
            return _some(*(Wording(use.name, use.budskap, use.clearing) for use in open_budget(pack, today)))
        case ThreeThings():
            return (three_things(target, pack, today),)
        case _:
            return ()


def of_track(track: Track) -> tuple[Wording, ...]:
    """Return the texts of a track: message, why, demand and gain."""
    items = (
        ("Budskap", track.budskap),
        ("Hvorfor", track.hvorfor),
        ("Krav", track.krav),
        ("Gevinst", track.gevinst),
        ("Budskap på nynorsk", track.budskap_nn),
        ("Krav på nynorsk", track.krav_nn),
    )
    return tuple(Wording(heading, text, track.clearing) for heading, text in items if text)


def of_issue(issue: Issue, campaign: Campaign | None, today: date) -> tuple[Wording, ...]:
    """Return the campaign's priority, and the message of each track; all the texts of a track if it is the only one."""
    tracks = of_track(issue.tracks[0]) if len(issue.tracks) == 1 else _each_message(issue, today)
    known = {each.text for each in tracks}
    priority = of_priority(issue, campaign)
    return tracks if {each.text for each in priority} <= known else (*priority, *tracks)


def of_priority(issue: Issue, campaign: Campaign | None) -> tuple[Wording, ...]:
    """Return the campaign's texts about an issue: the priority and its demand."""
    priorities = [each for each in campaign.main.priorities if each.theme == issue.id] if campaign else []
    return tuple(
        piece
        for each in priorities
        for piece in (
            Wording(f"Prioritering: {issue.name}", each.text, each.clearing),
            Wording("Krav", each.krav, each.clearing),
        )
    )


def _each_message(issue: Issue, today: date) -> tuple[Wording, ...]:
    tracks = tracks_in_order(issue, today)
    return tuple(Wording(TrackOf(issue, track).label, track.budskap, track.clearing) for track in tracks)


def of_main(campaign: Campaign) -> tuple[Wording, ...]:
    """Return the main message of a campaign with its priorities and demands."""
    main = campaign.main
    rows = [f"– {each.text}\n   • {each.krav}" for each in main.priorities]
    listed = "\n".join((main.intro, *rows)) if rows else ""
    are_cleared = all(each.is_cleared for each in main.priorities)
    return _some(
        Wording(f"Hovedbudskap {campaign.year}", main.text, main.clearing),
        Wording("Prioriteringer", listed, main.clearing if are_cleared else DRAFT),
    )


def _some(*pieces: Wording) -> tuple[Wording, ...]:
    return tuple(each for each in pieces if each.text)


def three_things(target: ThreeThings, pack: Pack, today: date) -> Wording:
    """Return the text of one page that asks for the demands of an issue, each with its reason and its gain.

    It is a draft unless all of them are cleared.
    """
    own, issue = pack.organisation, target.issue
    to = (f"Til {target.place}",) if target.place else ()
    things = [_thing(number, track) for number, track in enumerate(target.tracks, 1)]
    sender = f"Hilsen {own.short_name}, {today.year}"
    clearing = target.tracks[0].clearing if all(each.is_cleared for each in target.tracks) else DRAFT
    return Wording(target.label, "\n\n".join((*to, *_priority_of(issue, pack, today), *things, sender)), clearing)


def _priority_of(issue: Issue, pack: Pack, today: date) -> tuple[str, ...]:
    """Return what the year's campaign says of the issue, unless it only repeats a track."""
    campaign = pack.campaign(today.year)
    said = [each.text for each in campaign.main.priorities if each.theme == issue.id] if campaign else []
    return tuple(text for text in said if text not in {track.budskap for track in issue.tracks})


def _thing(number: int, track: Track) -> str:
    reasons = (("Hvorfor", track.hvorfor), ("Gevinst", track.gevinst))
    rows = [f"{number}. {track.name}", f"Krav: {track.krav}", *(f"{name}: {text}" for name, text in reasons if text)]
    return "\n".join(rows)
