"""The controls of a row of the wheel and of a month, and their values in JSON."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.cards.card import Button, Choice, Control, Controls, DateButton, Menu
from bot.cards.content_edit import edit_button
from bot.cards.rows import lacks_date, postponing
from bot.cards.words import capital, month
from bot.commands.ask import Ask
from bot.commands.parse.days import FIRST_YEAR, LAST_YEAR
from bot.commands.parse.json_text import read_json
from bot.commands.share import share_button
from bot.commands.shared.attendance import going_controls
from bot.commands.shared.deadline_controls import LARGEST_ID
from models.occurrences.ending import passes
from models.occurrences.filtering import is_free, owners_of
from models.tables import Occurrence
from models.workspace.contacts import ContactRole

DONE, REOPEN, TAKE, RELEASE = "arshjul.done", "arshjul.reopen", "arshjul.take", "arshjul.release"
MOVE, UNDO, SHOW, FORM, NEW = "arshjul.move", "arshjul.undo", "arshjul.show", "arshjul.form", "arshjul.new"
GIVE, GIVEN = "arshjul.gi", "arshjul.gi_lagre"
GO, STAY = "arshjul.dit", "arshjul.ikke_dit"
DATE = "arshjul.dato"
PICTURE, POSTER = "arshjul.bilde", "arshjul.plakat"


@dataclass(frozen=True)
class WheelControlValue:
    """`view` is the month or year on show («2026-10», «2026»); None if the control is outside the wheel.

    `id` is an occurrence, `change` a change to undo, `to` the month to move to, `field` a field of the wheel.
    """

    view: str | None = None
    id: int | None = None
    change: int | None = None
    to: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        """Return the JSON, at most 100 characters, so that it fits in a menu's option."""
        values = {"v": self.view, "id": self.id, "c": self.change, "m": self.to, "f": self.field}
        kept = {name: value for name, value in values.items() if value is not None}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_wheel_value(text: str) -> WheelControlValue | None:
    """Parse a control's value; return None if it is not one of `WheelControlValue`."""
    payload = read_json(text)
    if not isinstance(payload, dict):
        return None
    words = [payload.get(name) for name in ("v", "m", "f")]
    ids = [payload.get(name) for name in ("id", "c")]
    if not all(word is None or isinstance(word, str) for word in words) or not all(map(_is_id, ids)):
        return None
    return WheelControlValue(view=words[0], id=ids[0], change=ids[1], to=words[1], field=words[2])


def month_key(first: date) -> str:
    """Return «2026-10»."""
    return f"{first.year:04}-{first.month:02}"


def read_month(key: str | None) -> date | None:
    """Return the first day of the month of such a key; None if it is not one."""
    try:
        first = date.fromisoformat(f"{key}-01")
    except ValueError:
        return None
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else None


def read_year(key: str | None) -> int | None:
    """Return the year of a key such as «2026»; None if it is not one."""
    year = int(key) if key and key.isascii() and key.isdigit() and len(key) == len(str(LAST_YEAR)) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _is_id(number: object) -> bool:
    return number is None or (type(number) is int and 0 < number <= LARGEST_ID)


MONTHS_AHEAD = 12


def row_controls(
    row: Occurrence, ask: Ask, shown: date, goers: Sequence[str] = (), left: Collection[str] = ()
) -> tuple[Control, ...]:
    """Return the controls of a row of the month that is shown; `left` are people who have left."""
    view = month_key(shown)
    value = str(WheelControlValue(view, row.id))
    if row.done_at is not None:
        return (Button("Åpne igjen", REOPEN, value),)
    entry = row.key.rpartition(":")[2]
    edit = (
        (edit_button("arshjul.yaml", entry),) if row.source == "arshjul" and ask.role is ContactRole.COLLEAGUE else ()
    )
    choices = tuple(
        Choice(month(each, ask.today), str(WheelControlValue(view, row.id, to=month_key(each))))
        for each in months_from(ask.today.replace(day=1))
        if each != shown
    )
    return (
        *(() if passes(row) else (Button("Ferdig", DONE, value, style="primary"),)),
        *_owning(row, ask, value, left),
        *going_controls(row, goers, ask.user_id, value, ask.today, (GO, STAY)),
        *((DateButton(postponing(row), DATE, value),) if lacks_date(row) else ()),
        Menu("Flytt", MOVE, choices),
        *edit,
    )


def undo_button(change: int, view: str | None) -> Button:
    """Return the button that undoes a change."""
    return Button("Angre", UNDO, str(WheelControlValue(view, change=change)))


def add_button(view: str, field: str | None = None) -> Button:
    """Return the button that opens the form for a month and a field."""
    return Button("Legg til", FORM, str(WheelControlValue(view, field=field)))


def month_foot(shown: date, ask: Ask) -> Controls:
    """Return the buttons to the months before and after, to the year, to the picture, to adding and to sharing."""
    beside = (shown - relativedelta(months=1), shown + relativedelta(months=1))
    return Controls(
        (
            *(
                Button(capital(month(each, ask.today)), SHOW, str(WheelControlValue(month_key(each))))
                for each in beside
            ),
            Button(f"Hele {shown.year}", SHOW, str(WheelControlValue(str(shown.year)))),
            Button("Vis som bilde", PICTURE, str(WheelControlValue(month_key(shown)))),
            add_button(month_key(shown)),
            share_button("arshjul", f"{month(shown)} {shown.year}"),
        )
    )


def year_foot(year: int) -> Controls:
    """Return the menu of a year's months, and the buttons that draw and share the year."""
    months = tuple(date(year, number, 1) for number in range(1, 13))
    choices = tuple(Choice(month(each), str(WheelControlValue(month_key(each)))) for each in months)
    drawn = Button("Vis som bilde", PICTURE, str(WheelControlValue(str(year))))
    return Controls((Menu("Vis måned", SHOW, choices), drawn, share_button("arshjul", str(year))))


def months_from(first: date) -> tuple[date, ...]:
    """Return that month and those after it, twelve in all."""
    return tuple(first + relativedelta(months=number) for number in range(MONTHS_AHEAD))


def _owning(row: Occurrence, ask: Ask, value: str, left: Collection[str]) -> tuple[Control, ...]:
    if row.owner is not None and is_free(row, left):
        return (Button("Jeg tar den", TAKE, value), Button("Gi til …", GIVE, value))
    if row.owner is None:
        return (Button("Jeg tar den", TAKE, value),)
    return (Button("Gi fra meg", RELEASE, value),) if ask.user_id in owners_of(row) else ()
