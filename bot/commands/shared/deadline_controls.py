"""The controls of a row and of a list of deadlines, and their values in JSON."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from pydantic_core import to_json
from sqlalchemy.orm import Session

from bot.cards.card import Button, Control, DateButton
from bot.cards.nudges.meeting import row_buttons
from bot.cards.rows import Row, initial_day, postponing
from bot.cards.snooze_menu import snooze_menu
from bot.commands.parse.json_text import read_json
from models.occurrences.ending import passes
from models.occurrences.queries import MEETING, id_of

LARGEST_ID = 2**31 - 1
"""The largest id a database column holds."""


@dataclass(frozen=True)
class DeadlineControlValue:
    """`id` is an occurrence, `change` a change to undo, `query` and `offset` the list that the control is in.

    `query` is None if the control is outside a list, as in a nudge; `message` is then the nudge that shows
    the changed row, by the platform's id. `key` is an occurrence's key in place of its id, as in the week digest.
    """

    id: int | None = None
    change: int | None = None
    query: str | None = None
    offset: int = 0
    message: str | None = None
    key: str | None = None

    def __str__(self) -> str:
        """Return the JSON, at most 2000 characters: no query is longer than `bot.commands.parse.query.MAX_LENGTH`."""
        values = {
            name: value
            for name, value in (("id", self.id), ("c", self.change), ("m", self.message))
            if value is not None
        }
        return to_json(values if self.query is None else values | {"q": self.query, "o": self.offset}).decode()


def read_deadline_value(text: str) -> DeadlineControlValue | None:
    """Parse a control's value; return None if it is not one of `DeadlineControlValue`."""
    payload = read_json(text)
    if not isinstance(payload, dict):
        return None
    query = payload.get("q")
    numbers = [payload.get("id"), payload.get("c"), payload.get("o", 0)]
    words = [query, payload.get("m"), payload.get("k")]
    if not all(word is None or isinstance(word, str) for word in words) or not all(map(_is_number_or_none, numbers)):
        return None
    return DeadlineControlValue(numbers[0], numbers[1], query, numbers[2] or 0, words[1], words[2])


def pressed_value(session: Session, workspace_id: int, text: str) -> DeadlineControlValue | None:
    """Return the value of a control on a row, with the row's id; None if it is not such a value or there is no such row."""
    value = read_deadline_value(text)
    if value is not None and value.id is None and value.key is not None:
        value = replace(value, id=id_of(session, workspace_id, value.key), key=None)
    return value if value is not None and value.id is not None else None


def _is_number_or_none(number: object) -> bool:
    whole = isinstance(number, int) and not isinstance(number, bool)
    return number is None or (whole and 0 <= number <= LARGEST_ID)  # type: ignore[operator]  # an int by then


DONE, REOPEN, TAKE, RELEASE = "frist.done", "frist.reopen", "frist.take", "frist.release"
MOVE, UNDO, PAGE, FORM = "frist.move", "frist.undo", "frist.page", "frist.form"
GIVE = "frist.gi"
GO, STAY = "frist.dit", "frist.ikke_dit"
CHOOSE, SERIES, SERIES_UNDO = "frist.velg", "frist.serie", "frist.serie_angre"
PAGE_SIZE = 8
LONGEST_DATE_VALUE = 150
"""The most characters of a date picker's or a menu's value on every platform."""


def row_controls(
    row: Row, user_id: str, query: str, offset: int = 0, left: Collection[str] = ()
) -> tuple[Control, ...]:
    """Return the controls of a row in a list, for `user_id`; none for a phase, which passes by itself.

    `left` are people who have left: what they own can be taken and given away.

    If the query is too long for a date picker or a menu, these answer with a card of their own instead of the list. The
    snooze menu is about the owner's own messages on their own rows, else about the shared channel.
    """
    value = str(DeadlineControlValue(id=row.id, query=query, offset=offset))
    carried = value if len(value) <= LONGEST_DATE_VALUE else str(DeadlineControlValue(id=row.id))
    if row.kind == "fase":
        return ()
    if row.done_at is not None:
        return (Button("Åpne igjen", REOPEN, value),)
    postpone = postponing(row)
    return (
        *_finishing(row, value),
        *_owning(row, user_id, value, left),
        DateButton(postpone, MOVE, carried, initial=initial_day(row)),
        *((Button("Endre gjentakelsen", SERIES, carried),) if row.series_id else ()),
        snooze_menu("meg" if row.owner == user_id else "oss", carried),
    )


def _finishing(row: Row, value: str) -> tuple[Control, ...]:
    if row.kind == MEETING:
        return row_buttons(row.id)
    return () if passes(row) else (Button("Ferdig", DONE, value, style="primary"),)


def undo_button(change: int, query: str | None = None, offset: int = 0, message: str | None = None) -> Button:
    """Return the button that undoes a change, and updates the list it is in or the nudge it was made in."""
    return Button("Angre", UNDO, str(DeadlineControlValue(change=change, query=query, offset=offset, message=message)))


def paging(query: str, offset: int, total: int) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after, if there are any."""
    before = DeadlineControlValue(query=query, offset=max(0, offset - PAGE_SIZE))
    after = DeadlineControlValue(query=query, offset=offset + PAGE_SIZE)
    return (
        *((Button("Forrige", PAGE, str(before)),) if offset else ()),
        *((Button("Neste", PAGE, str(after)),) if after.offset < total else ()),
    )


def _owning(row: Row, user_id: str, value: str, left: Collection[str]) -> tuple[Control, ...]:
    if row.owner in left:
        return (Button("Jeg tar den", TAKE, value), Button("Gi til …", GIVE, value))
    if row.owner is None:
        return (Button("Jeg tar den", TAKE, value),)
    return (Button("Gi fra meg", RELEASE, value),) if row.owner == user_id else ()
