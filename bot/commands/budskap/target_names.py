"""The words that people may use for each target, in comparable form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.commands.budskap.targets import Ally, BudgetNow, Main, NtpNow, Recipient, StepOf, Target, Theme, TrackOf
from bot.commands.parse.comparable import comparable
from content.emphasis import tracks_in_order
from content.schema.messages import Audience, Campaign, Issue, Step
from content.schema.pack import Pack

ORDINALS = {1: "første", 2: "andre", 3: "tredje", 4: "fjerde"}
OTHER_WORDS = {
    "hovedbudskap": ("hovedbudskapet", "kampanje", "kampanjen"),
    "statsbudsjett": ("statsbudsjettet", "budsjett", "budsjettet"),
    "ntp": ("nasjonal transportplan", "transportplan", "transportplanen"),
}


@dataclass(frozen=True)
class TargetName:
    """Comparable words for a target. Rank 0 is its name, 1 a keyword of it, 2 a keyword of a theme, 3 an ally."""

    words: str
    rank: int
    target: Target


def targets(pack: Pack, today: date) -> tuple[Target, ...]:
    """Return everything there is a message for, in the order to offer it."""
    campaign = campaign_for(pack, today)
    issues = by_priority(pack)
    tracks = [TrackOf(issue, track) for issue in issues for track in tracks_in_order(issue, today)]
    main = [Main(campaign)] if campaign else []
    steps = [StepOf(campaign, step) for step in campaign.steps] if campaign else []
    allies = [Ally(alliance) for alliance in pack.alliances.alliances]
    themes = [Theme(issue) for issue in issues]
    return (*main, *themes, *tracks, *recipients(pack), *steps, *allies, BudgetNow(), NtpNow())


def campaign_for(pack: Pack, today: date) -> Campaign | None:
    """Return this year's campaign, or else the newest one."""
    return pack.campaign(today.year) or max(pack.campaigns, key=lambda campaign: campaign.year, default=None)


def by_priority(pack: Pack) -> tuple[Issue, ...]:
    """Return the issues in the order the organisation ranks them, the others after."""
    ranks = {priority.theme: rank for rank, priority in enumerate(pack.organisation.priorities)}
    return tuple(sorted(pack.issues, key=lambda issue: ranks.get(issue.id, len(ranks))))


def recipients(pack: Pack) -> tuple[Recipient, ...]:
    """Return everyone to influence; the same name in several issues is one recipient."""
    by_name: dict[str, list[tuple[Issue, Audience]]] = {}
    for issue in pack.issues:
        for audience in issue.audiences:
            by_name.setdefault(comparable(audience.name), []).append((issue, audience))
    return tuple(Recipient(tuple(found)) for found in by_name.values())


def names(pack: Pack, today: date) -> tuple[TargetName, ...]:
    """Return every name of every target, comparable."""
    return tuple(
        TargetName(words, rank, target)
        for target in targets(pack, today)
        for rank, text in _names(target)
        if (words := comparable(text))
    )


def _names(target: Target) -> Iterator[tuple[int, str]]:
    yield 0, target.ref
    if not isinstance(target, Ally):
        yield 0, target.label
    match target:
        case Theme(issue):
            yield from ((2, word) for word in issue.keywords)
        case TrackOf():
            yield from _track_names(target)
        case Recipient(audiences):
            yield from ((0, audience.id) for _, audience in audiences)
            yield from ((1, word) for _, audience in audiences for word in audience.keywords)
        case StepOf(_, step):
            yield from ((0, words) for words in _step_names(step))
        case Main() | BudgetNow() | NtpNow():
            yield from ((0, word) for word in OTHER_WORDS[target.ref])
        case Ally(alliance):
            yield from ((3, word) for word in (alliance.id, alliance.name))


def _track_names(target: TrackOf) -> Iterator[tuple[int, str]]:
    yield 0, target.track.name
    if letter := target.track.letter:
        for words in (letter, f"spor {letter}"):
            yield from ((0, words), (0, f"{target.issue.id} {words}"), (0, f"{target.issue.name} {words}"))
    yield from ((1, word) for word in target.track.keywords)


def _step_names(step: Step) -> tuple[str, ...]:
    number, quarter = step.number, step.quarter
    by_number = (step.name, f"grep {number}", f"{number}. grep", f"{ORDINALS.get(number, number)} grep")
    return (*by_number, f"kvartal {quarter}", f"q{quarter}", f"{quarter}. kvartal", f"{ORDINALS[quarter]} kvartal")
