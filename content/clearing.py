"""The texts of a pack that may be said outwards, and whether they are cleared."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.phase_names import name_in_words
from content.schema.base import DRAFT, Clearing, Entry, Outward, Strict
from content.schema.dated import Budget, Reaction
from content.schema.messages import Campaign, Issue
from content.schema.pack import Pack
from content.schema.wording import open_points

LONGEST_START = 40


@dataclass(frozen=True)
class OutwardText:
    """An entry whose texts may be said outwards.

    `board` is True for what the board decides: main message, priorities and demands; the leader clears the rest.
    `label` and the headings of `texts` are in bokmål.
    """

    file: str
    entry: str
    label: str
    board: bool
    texts: tuple[tuple[str, str], ...]
    clearing: Clearing

    @property
    def open_points(self) -> tuple[str, ...]:
        """Return what is left to settle in any of the texts."""
        return tuple(dict.fromkeys(point for _, text in self.texts for point in open_points(text)))


def outward_texts(pack: Pack) -> list[OutwardText]:
    """Return every entry whose texts may be said outwards, the board's first within each file."""
    found = [each for name, file in sorted(pack.files.items(), key=_order) for each in _of_file(name, file)]
    return sorted(found, key=lambda each: not each.board)


def nothing_is_cleared(pack: Pack) -> bool:
    """Return True if there are texts that may be said outwards, and all of them are drafts."""
    found = [each.clearing for file in pack.files.values() for each in _outward(file)]
    return bool(found) and all(each.status == DRAFT.status for each in found)


def _outward(file: Strict) -> Iterator[Outward]:
    match file:
        case Campaign():
            yield file.main
            yield from file.main.priorities
            yield from file.steps
        case Issue():
            if file.narrative:
                yield file
            for entries in (file.tracks, file.variants, file.facts):
                yield from entries
        case Budget():
            yield from file.phases
            yield from file.reactions


def _about(reaction: Reaction) -> str:
    """Return «Reaksjon på NTP», «på budsjettet» or «på budsjettet og NTP»."""
    names = {"ntp": "NTP", "rnb": "budsjettet", "statsbudsjett": "budsjettet"}
    return f"Reaksjon på {' og '.join(sorted({names[each] for each in reaction.documents}, reverse=True))}"


def _order(item: tuple[str, Strict]) -> tuple[bool, str]:
    return (not isinstance(item[1], Campaign), item[0])


def _of_file(name: str, file: Strict) -> Iterator[OutwardText]:
    match file:
        case Campaign():
            yield from _of_campaign(name, file)
        case Issue():
            yield from _of_issue(name, file)
        case Budget():
            for phase in file.phases:
                yield _text(name, phase, f"Statsbudsjett: {name_in_words(phase.name)}", [("Budskap", phase.budskap)])
            for each in file.reactions:
                label = f"{_about(each)}: {each.tone}, til {each.to} – {_start(each.text)}"
                yield _text(name, each, label, [("Tekst", each.text)])


def _of_campaign(name: str, campaign: Campaign) -> Iterator[OutwardText]:
    main, year = campaign.main, campaign.year
    texts = [("Hovedbudskap", main.text), ("Innledning", main.intro), *_some("Hovedbudskap på nynorsk", main.text_nn)]
    yield _text(name, main, f"Hovedbudskap {year}", texts, board=True)
    for each in main.priorities:
        texts = [("Prioritering", each.text), ("Krav", each.krav), *_some("Krav på nynorsk", each.krav_nn)]
        yield _text(name, each, f"Prioritering {year}: {each.theme.capitalize()}", texts, board=True)
    for step in campaign.steps:
        yield _text(name, step, f"Slagord {year}, grep {step.number}: {step.name}", [("Slagord", step.slogan)])


def _of_issue(name: str, issue: Issue) -> Iterator[OutwardText]:
    if issue.narrative:
        yield _text(name, issue, f"{issue.name}: fortelling", [("Fortelling", issue.narrative)])
    for track in issue.tracks:
        items = (
            ("Budskap", track.budskap),
            ("Hvorfor", track.hvorfor),
            ("Krav", track.krav),
            ("Gevinst", track.gevinst),
            ("Budskap på nynorsk", track.budskap_nn),
            ("Krav på nynorsk", track.krav_nn),
        )
        texts = [(heading, text) for heading, text in items if text]
        yield _text(name, track, f"{issue.name}: {track.name}", texts, board=True)
    for variant in issue.variants:
        for_whom = ", ".join((*variant.parties, *variant.for_whom))
        label = f"{issue.name}: for {for_whom} – {_start(variant.text)}"
        yield _text(name, variant, label, [("Budskap", variant.text)])
    for fact in issue.facts:
        texts = [("Fakta", fact.text), *_some("Fakta på nynorsk", fact.text_nn)]
        yield _text(name, fact, f"{issue.name}: fakta – {_start(fact.text)}", texts)


def _some(heading: str, text: str | None) -> list[tuple[str, str]]:
    return [(heading, text)] if text else []


def _start(text: str) -> str:
    """Return the first words of a text that has no name of its own."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_START else f"{words[:LONGEST_START].rsplit(' ', 1)[0]}…"


def _text(file: str, entry: Entry, label: str, texts: list[tuple[str, str]], board: bool = False) -> OutwardText:
    clearing = entry.clearing if isinstance(entry, Outward) else DRAFT
    return OutwardText(file, entry.id, label, board, tuple(texts), clearing)
