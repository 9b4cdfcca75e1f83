"""How well names and rows are read as people write them: `python bench/names.py`.

`bench/labels/names.txt` holds rows in some layouts, each with the people it names. The rows of a layout are written as a workbook and
as CSV as a Norwegian Excel saves it, and read as the bot reads a file that somebody sends; lines about a conversation are
read as a command. A person is right where name, role, party, organisation and place all are. A row that is
wrong and not listed in the preview (as unclear, or as one to look over) is counted by itself: there should be none.

A third of the rows is held out, by the SHA-256 of what is written modulo 3. `--errors` lists what is wrong of the
others, `--all-errors` of all.
"""

import csv
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl

from bot.commands.interessenter.dialogue.dialogue_line import read_dialogue_line
from bot.commands.interessenter.names.kind_guess import OTHER, guess_organisation_kind
from bot.commands.interessenter.workbook.headings import KNOWN_HEADINGS
from bot.commands.interessenter.workbook.register_rows import RegisterRow, register_rows
from bot.workbooks.table import unpack
from bot.workbooks.worker_reading import read_packed
from content.municipalities import municipalities

FILE = Path(__file__).with_name("labels") / "names.txt"
TODAY = date(2026, 11, 24)
SPOKEN = ("samtale", "samtale-2")
UNCLEAR, NOBODY = "?", "-"
FIELDS = ("name", "title", "party", "organisation", "place")
Person = tuple[str, ...]


@dataclass
class Row:
    """A row as it is written, with the people it names."""

    cells: list[str]
    people: list[Person]
    is_unclear: bool = False
    read: list[Person] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    is_shown: bool = False
    """Whether the preview lists it: as unclear, or as one to look over."""

    @property
    def is_held_out(self) -> bool:
        """Return True for a third of the rows, chosen by what is written."""
        return int(hashlib.sha256(" | ".join(self.cells).encode()).hexdigest(), 16) % 3 == 0

    def missed(self) -> list[Person]:
        """Return the people that were read wrongly. An unclear row counts as one if the preview does not list it."""
        if self.is_unclear:
            return [] if self.is_shown else [("?",)]
        left = [same(each) for each in self.read] if not self.wrong else []
        return [
            each
            for each in [*self.people, *[("(ingen)",)] * max(len(left) - len(self.people), 0)]
            if not _take(left, each)
        ]


def main() -> None:
    """Print the figures."""
    layouts = read_layouts(FILE.read_text("utf-8"))
    counts: dict[tuple[str, bool], list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, (headings, rows) in layouts.items():
        for as_csv in (False, True):
            run(name, headings, rows, as_csv=as_csv)
            if name in SPOKEN and as_csv:
                continue
            for row in rows:
                missed = row.missed()
                tally = counts[name, row.is_held_out]
                tally[0] += max(len(row.people), 1)
                tally[1] += len(missed)
                tally[2] += len(missed) if not row.is_shown and name not in SPOKEN else 0
                if missed and ("--all-errors" in sys.argv or ("--errors" in sys.argv and not row.is_held_out)):
                    print(f"{name}: {' | '.join(row.cells)}\n  wanted {row.people}\n  read   {row.read} {row.wrong}")
    _print(layouts, counts)


def _print(layouts: dict[str, tuple[list[list[str]], list[Row]]], counts: dict[tuple[str, bool], list[int]]) -> None:
    print(f"{'layout':<18}{'rows':>6}{'people':>8}{'right':>8}{'unseen':>8}   held out: people, right")
    for name, (_, rows) in layouts.items():
        both = [sum(pair) for pair in zip(counts[name, False], counts[name, True], strict=True)]
        people, missed, _ = counts[name, True]
        print(
            f"{name:<18}{len(rows):>6}{both[0]:>8}{_share(*both[:2]):>8}{both[2]:>8}   {people:>6}{_share(people, missed):>8}"
        )
    for what, halves in (("all", (False, True)), ("held out", (True,))):
        people, missed, unseen = (
            sum(tally[at] for (_, half), tally in counts.items() if half in halves) for at in range(3)
        )
        print(
            f"{what}: {people} people (each row as a workbook and as CSV), {people - missed} right: {_share(people, missed)}; wrong and not shown: {unseen}"
        )


def _share(people: int, missed: int) -> str:
    return f"{1 - missed / people:.3f}" if people else "–"


def read_layouts(text: str) -> dict[str, tuple[list[list[str]], list[Row]]]:
    """Return the headings (one row or two) and the rows of each layout."""
    found: dict[str, tuple[list[list[str]], list[Row]]] = {}
    for line in text.splitlines():
        if line.startswith("== "):
            headings, rows = found.setdefault(line[3:], ([], []))
        elif "->" in line and not line.startswith("#"):
            left, _, right = line.partition("->")
            rows.append(_row(left, right.strip(), is_spoken=[*found][-1] in SPOKEN))
        elif line and not line.startswith("#"):
            headings.append(_cells(line))
    return found


def _row(left: str, right: str, *, is_spoken: bool) -> Row:
    people = [] if right in {UNCLEAR, NOBODY} else [_person(each) for each in right.split("&&")]
    return Row([left.strip()] if is_spoken and "|" not in left else _cells(left), people, right == UNCLEAR)


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]


def _person(text: str) -> Person:
    told = [part.strip() for part in text.split(";")]
    return same((*told, *[""] * (len(FIELDS) - len(told))))


def same(person: Person) -> Person:
    """Return a person as they are compared: how a role begins does not count."""
    return (person[0], person[1].lower(), *person[2:])


def run(name: str, headings: Sequence[Sequence[str]], rows: Sequence[Row], *, as_csv: bool) -> None:
    """Read the rows of a layout as the bot does."""
    for row in rows:
        row.read, row.wrong, row.is_shown = [], [], False
    if name in SPOKEN:
        for row in rows:
            row.read = [*_spoken(row.cells[0])]
        return
    written = [*headings, *(row.cells for row in rows)]
    content = _csv(written) if as_csv else _workbook(written)
    found = register_rows(unpack(read_packed(KNOWN_HEADINGS, content)), TODAY, lambda _: None)
    for line in found:
        row = rows[line.number - len(headings) - 1]
        row.wrong += line.wrong
        row.is_shown = row.is_shown or bool(line.wrong or line.doubt)
        row.read.append(_read(line))


def _spoken(text: str) -> Iterator[Person]:
    found = read_dialogue_line(text, TODAY, lambda _: None)
    for each in found.people if found else ():
        is_organisation = guess_organisation_kind(each.name) != OTHER and not each.party
        where = each.name if is_organisation else each.organisation
        yield "" if is_organisation else each.name, each.title, each.party, where, each.place


def _read(line: RegisterRow) -> Person:
    beside = [told.split(": ", 1)[1] for told in line.note.split("\n") if told.startswith(("Sted: ", "Fylke: "))]
    return line.name, line.title, line.party or "", line.organisation, _place(line.municipality or ", ".join(beside))


def _place(said: str) -> str:
    """Return a municipality by its name, since lists have its number too."""
    found = municipalities(said) if said.isdecimal() else ()
    return found[0].name if found else said


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append([cell or None for cell in row])
    book.save(written := BytesIO())
    return written.getvalue()


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return CSV as a Norwegian Excel writes it: Windows-1252 where that has all the signs, else UTF-8."""
    csv.writer(written := StringIO(), delimiter=";").writerows(rows)
    try:
        return written.getvalue().encode("cp1252")
    except UnicodeEncodeError:
        return written.getvalue().encode("utf-8-sig")


def _take(left: list[Person], person: Person) -> bool:
    if person not in left:
        return False
    left.remove(person)
    return True


if __name__ == "__main__":
    main()
