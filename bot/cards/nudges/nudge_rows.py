"""Rows of the nudges: when, what, theme and owner, with the buttons that act on them."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Button, Code, DateButton, Item, Line, Note, line
from bot.cards.nudges.meeting import row_buttons
from bot.cards.rows import initial_day, postponing, titled_line
from bot.cards.snooze_menu import Whose, lift_button, snooze_menu, snoozed_text
from content.schema.pack import Pack
from models.occurrences.ending import passes
from models.occurrences.filtering import is_free
from models.occurrences.queries import MEETING
from models.tables import Occurrence

LASTING = ("milepæl", "fase")
"""The kinds that come and pass by themselves: nobody finishes, takes or moves them."""
LONGEST_VALUE = 150
"""The most characters of a row's value in its menu."""


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    heading: str
    rows: Sequence[Occurrence]


def row(occurrence: Occurrence, pack: Pack, when_text: str) -> Line:
    """Return one row: «onsdag 7. oktober – Innspill til transportkomiteen · Jernbane · @kari»."""
    return line(f"{when_text} – ", *what(occurrence, pack))


def what(occurrence: Occurrence, pack: Pack, *, is_named: bool = True) -> Line:
    """Return a row without its time; without `is_named` the people responsible are left out."""
    issue = pack.issue(occurrence.theme) if occurrence.theme else None
    return titled_line(occurrence, issue.name if issue else occurrence.theme or "", is_named=is_named)


def acting(
    occurrence: Occurrence,
    text_line: Line,
    today: date,
    whose: Whose = "oss",
    held_until: date | None = None,
    left: Collection[str] = (),
    *,
    by_key: bool = False,
) -> Item:
    """Return a row with its buttons; none if it is done.

    `whose` says in whose messages the row is shown, `held_until` until when it is on hold. Rows owned by people in
    `left` can be taken and given away. `by_key`: the buttons hold the row's key, which is the same in every workspace
    with the same content, so that a card can be shared.
    """
    value = json.dumps({"k": occurrence.key} if by_key else {"id": occurrence.id}, ensure_ascii=False)
    about = occurrence.key
    if occurrence.done_at is not None or len(value) > LONGEST_VALUE:
        return Item(text_line, about=about)
    if held_until:
        said = line(*text_line, f" · {snoozed_text(held_until, today)}")
        return Item(said, (lift_button(whose, value),), about)
    if occurrence.kind in LASTING:
        return Item(text_line, (snooze_menu(whose, value),), about)
    may_take = is_free(occurrence, left)
    take = (Button("Jeg tar den", "frist.take", value),) if may_take else ()
    give = (Button("Gi til …", "frist.gi", value),) if may_take and occurrence.owner is not None else ()
    move = DateButton(postponing(occurrence), "frist.move", value, initial=initial_day(occurrence))
    series = (Button("Endre gjentakelsen", "frist.serie", value),) if occurrence.series_id else ()
    done = () if passes(occurrence) else (Button("Ferdig", "frist.done", value, "primary"),)
    first = row_buttons(occurrence.id) if occurrence.kind == MEETING else done
    return Item(text_line, (*first, *take, *give, move, *series, snooze_menu(whose, value)), about)


def at_most(groups: Sequence[Group], most: int) -> tuple[list[Group], int]:
    """Return the first rows of the groups, empty groups left out, and how many rows are left over."""
    kept: list[Group] = []
    room = most
    for group in groups:
        rows = group.rows[:room]
        room -= len(rows)
        if rows:
            kept.append(Group(group.heading, rows))
    return kept, sum(len(group.rows) for group in groups) - (most - room)


def more(left: int, command: str) -> tuple[Note, ...]:
    """Return «og 7 til: `/frister`», or nothing if no row is left over."""
    return (Note(line(f"og {left} til: ", Code(command))),) if left else ()


def cut(rows: Sequence[Occurrence], most: int, render: Callable[[Occurrence], Line], command: str) -> tuple[Line, ...]:
    """Return the first rows as lines, with a last one that says where the others are."""
    lines = [render(each) for each in rows[:most]]
    left = len(rows) - len(lines)
    return (*lines, line(f"og {left} til: ", Code(command))) if left else tuple(lines)
