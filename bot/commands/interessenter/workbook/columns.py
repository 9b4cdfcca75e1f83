"""The columns of a table by person: a row may name an ordfører, a varaordfører and others, each with a party."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.commands.interessenter.workbook.headings import KNOWN_HEADINGS, PASSED_OVER, WEAK
from bot.workbooks.table import Table
from bot.workbooks.worker_reading import OF, OFFICE, HeadingColumns, plain_heading

OWN = ("party", "email", "phone")
"""The columns that belong to one of several people in a row; all others apply to each of them."""
Places = Mapping[str, Sequence[int]]
"""The indexes of the columns by name, in the order of reading: the next is read if the one before is empty."""


@dataclass(frozen=True)
class Office:
    """A column of names whose heading is those people's title, and the columns beside it that are theirs."""

    title: str
    place: int
    own: Places = field(default_factory=dict)


@dataclass(frozen=True)
class RegisterColumns:
    """The columns of a table. `unclear` are those of `OWN` that may belong to several people."""

    common: Places
    offices: tuple[Office, ...] = ()
    unclear: Places = field(default_factory=dict)
    unknown: tuple[tuple[str, int], ...] = ()
    """Unknown columns, and second columns of a kind: stored in the note under their heading."""


def arranged(table: Table, known: HeadingColumns = KNOWN_HEADINGS) -> RegisterColumns:
    """Return the columns of a table by their headings and positions."""
    names = [known(heading) for heading in table.headings]
    offices = [
        Office(name.removeprefix(OFFICE), place) for place, name in enumerate(names) if name and name.startswith(OFFICE)
    ]
    places: dict[str, list[int]] = defaultdict(list)
    owned: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    unclear: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        if name is None or _is_office(name):
            continue
        column, _, title = name.partition(OF)
        whose = (
            _whose(names, place, column, offices) if not title else [each for each in offices if each.title == title]
        )
        if len(whose) == 1:
            owned[whose[0].place][column].append(place)
        elif whose:
            unclear[column].append(place)
        elif not title:
            places[column].append(place)
    common = {column: _first_strong(table.headings, found) for column, found in places.items()}
    return RegisterColumns(
        common,
        tuple(Office(each.title, each.place, dict(owned[each.place])) for each in offices),
        dict(unclear),
        tuple(_unknown(table.headings, names, common)),
    )


def _whose(names: Sequence[str | None], place: int, column: str, offices: Sequence[Office]) -> list[Office]:
    """Return the offices that a column may belong to: the nearest before it, or several next to each other."""
    if column not in OWN:
        return []
    at = place - 1
    while at >= 0 and names[at] in OWN and names[at] != column:
        at -= 1
    found = list[Office]()
    while at >= 0 and _is_office(names[at]):
        found += [each for each in offices if each.place == at]
        at -= 1
    return found


def _is_office(name: str | None) -> bool:
    return name is not None and name.startswith(OFFICE)


def _first_strong(headings: Sequence[str], places: Sequence[int]) -> Sequence[int]:
    return sorted(places, key=lambda place: plain_heading(headings[place]) in WEAK)


def _unknown(headings: Sequence[str], names: Sequence[str | None], common: Places) -> Iterator[tuple[str, int]]:
    several = {place for found in common.values() for place in found[1:]}
    for place, heading in enumerate(headings):
        is_office_of_nobody = OF in (names[place] or "") and not any(_is_office(name) for name in names)
        if (names[place] is None or place in several or is_office_of_nobody) and plain_heading(
            heading
        ) not in PASSED_OVER:
            yield heading, place
