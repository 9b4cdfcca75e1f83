"""The controls of a row of the wheel, and of a month."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from bot.cards.card import Button, Choice, Control, Controls, Menu
from bot.cards.words import capital, month
from bot.commands.arshjul.value import DONE, FORM, GO, MOVE, RELEASE, REOPEN, SHOW, STAY, TAKE, UNDO, Value, month_key
from bot.commands.ask import Ask
from bot.commands.frister.attending import going_controls
from bot.commands.share import share_button
from models.tables import Occurrence

MONTHS_AHEAD = 12


def row_controls(row: Occurrence, ask: Ask, shown: date, goers: Sequence[str] = ()) -> tuple[Control, ...]:
    """Return what the person who asks can do with a row of the month that is shown."""
    view = month_key(shown)
    value = str(Value(view, row.id))
    if row.done_at is not None:
        return (Button("Åpne igjen", REOPEN, value),)
    choices = tuple(
        Choice(month(each, ask.today), str(Value(view, row.id, to=month_key(each))))
        for each in months_from(ask.today.replace(day=1))
        if each != shown
    )
    return (
        Button("Ferdig", DONE, value, style="primary"),
        *_owning(row, ask, value),
        *going_controls(row, goers, ask.user_id, value, ask.today, (GO, STAY)),
        Menu("Flytt", MOVE, choices),
    )


def undo_button(change: int, view: str | None) -> Button:
    """Return the way back from a change."""
    return Button("Angre", UNDO, str(Value(view, change=change)))


def add_button(view: str, field: str | None = None) -> Button:
    """Return the button that opens the form for a month and a field."""
    return Button("Legg til", FORM, str(Value(view, field=field)))


def month_foot(shown: date, ask: Ask) -> Controls:
    """Return the way to the months beside the one shown, to its year, to adding and to sharing."""
    beside = (shown - relativedelta(months=1), shown + relativedelta(months=1))
    return Controls(
        (
            *(Button(capital(month(each, ask.today)), SHOW, str(Value(month_key(each)))) for each in beside),
            Button(f"Hele {shown.year}", SHOW, str(Value(str(shown.year)))),
            add_button(month_key(shown)),
            share_button("arshjul", f"{month(shown)} {shown.year}"),
        )
    )


def year_foot(year: int) -> Controls:
    """Return the way to each month of a year, and to sharing."""
    months = tuple(date(year, number, 1) for number in range(1, 13))
    choices = tuple(Choice(month(each), str(Value(month_key(each)))) for each in months)
    return Controls((Menu("Vis måned", SHOW, choices), share_button("arshjul", str(year))))


@lru_cache(maxsize=16)
def months_from(first: date) -> tuple[date, ...]:
    """Return that month and those after it, a year in all."""
    return tuple(first + relativedelta(months=number) for number in range(MONTHS_AHEAD))


def _owning(row: Occurrence, ask: Ask, value: str) -> tuple[Control, ...]:
    if row.owner is None:
        return (Button("Jeg tar den", TAKE, value),)
    return (Button("Gi fra meg", RELEASE, value),) if row.owner == ask.user_id else ()
