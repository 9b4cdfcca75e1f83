"""The words that people may use for each target, in comparable form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.cards.checklists import advice, checklists
from bot.commands.budskap.targets import (
    THINGS,
    AboutUs,
    Ally,
    BudgetNow,
    ChecklistOf,
    Locality,
    Main,
    NtpNow,
    Recipient,
    StepOf,
    Target,
    Theme,
    ThreeThings,
    TrackOf,
)
from bot.commands.parse.clean import comparable
from content.emphasis import tracks_in_order
from content.municipalities import municipality
from content.schema.messages import Audience, Campaign, Issue, Step
from content.schema.pack import Pack

ORDINALS = {1: "første", 2: "andre", 3: "tredje", 4: "fjerde"}
CHECKLIST_WORDS = {
    "horing": ("høring", "høringer", "høringsinnspill", "høringssvar", "komitehøring", "budsjetthøring"),
    "mediearbeid": ("media", "medier", "mediene", "presse", "pressen", "mediesak"),
    "alliansebygging": ("allianser", "alliansearbeid"),
    "storting-og-regjering": ("nasjonalt", "rikspolitikk"),
    "delregioner": ("delregion", "delregionene", "regionråd"),
    "relasjonsbygging": ("relasjoner", "nettverk", "nettverksbygging"),
    "dokumentere-effekt": ("effekt", "effekten"),
}
"""What people call a checklist besides its name, by its id."""
OTHER_WORDS = {
    "mål": ("målene", "målsettinger", "styrker", "utfordringer", "om oss", "hvem vi er"),
    "hovedbudskap": ("hovedbudskapet", "kampanje", "kampanjen"),
    "statsbudsjett": ("statsbudsjettet", "budsjett", "budsjettet"),
    "ntp": ("nasjonal transportplan", "transportplan", "transportplanen"),
}


@dataclass(frozen=True)
class TargetName:
    """Comparable words for a target. Rank 0 is its name, 1 a keyword of it, 2 a keyword of a theme, 3 a place."""

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


def other_targets(pack: Pack) -> tuple[Target, ...]:
    """Return what is found by its name or a button, and is not in the list of messages."""
    things = [each for issue in by_priority(pack) if (each := ThreeThings(issue)).number]
    lists = [*map(ChecklistOf.of, checklists(pack)), *map(ChecklistOf.of, advice(pack))]
    return (*lists, *things, *places(pack), AboutUs())


def places(pack: Pack) -> tuple[Locality, ...]:
    """Return the sub-regions and the municipalities that the pack names, each with its cases."""
    own = pack.organisation
    of_region = {
        each.id: tuple(case for case in own.local_cases if case.subregion == each.id) for each in own.subregions
    }
    regions = [
        Locality(f"sted {each.id}", each.name, (each.name, each.id.replace("-", " ")), of_region[each.id])
        for each in own.subregions
    ]
    named = {member.number: member.name for member in own.members}
    for number in (number for case in own.local_cases for number in case.places):
        known = municipality(number)
        named.setdefault(number, known.name if known else number)
    subregion = {member.number: member.subregion for member in own.members}
    towns = [
        place_of(pack, number, name, subregion.get(number))
        for number, name in sorted(named.items(), key=lambda each: each[1])
    ]
    return (*regions, *towns)


def place_of(pack: Pack, number: str, name: str, subregion: str | None = None) -> Locality:
    """Return a municipality with its own cases, and those of its sub-region."""
    cases = pack.organisation.local_cases
    mine = tuple(each for each in cases if number in each.places or (subregion and each.subregion == subregion))
    own = tuple(each for each in mine if number in each.places)
    return Locality(f"sted {number}", name, (name, f"{name} kommune"), mine, own)


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
    return _names_of_year(pack, today.year)


# Making them takes some milliseconds, and only the campaign depends on the day: by its year.
@lru_cache(16)
def _names_of_year(pack: Pack, year: int) -> tuple[TargetName, ...]:
    today = date(year, 1, 1)
    return tuple(
        TargetName(words, rank, target)
        for target in (*targets(pack, today), *other_targets(pack))
        for rank, text in _names(target)
        if (words := comparable(text))
    )


def _names(target: Target) -> Iterator[tuple[int, str]]:  # noqa: C901 - one case a kind
    yield 0, target.ref
    if not isinstance(target, Ally | Locality):
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
        case Main() | BudgetNow() | NtpNow() | AboutUs():
            yield from ((0, word) for word in OTHER_WORDS[target.ref])
        case Ally(alliance):
            yield from ((0, word) for word in (alliance.id, alliance.name))
        case ChecklistOf(_, _, lists):
            known = CHECKLIST_WORDS.get(lists[0].id, ()) if target.ref == lists[0].ref else ()
            yield from ((1, word) for word in known)
        case ThreeThings(issue):
            own = THINGS[target.number]
            names = (issue.name, issue.definite or issue.name)
            yield from ((1, f"{word} {name}") for word in ("tre ting", own) for name in names)
            yield 2, own
        case Locality():
            yield from ((3, word) for word in target.names)
            yield from ((3, word) for case in target.own_cases for word in case.keywords)


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
