"""The controls of a row and of a list of deadlines, and their values in JSON."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pydantic_core import to_json
from sqlalchemy.orm import Session

from bot.cards.card import Button, Choice, Control, DateButton, More
from bot.cards.nudges.meeting import row_buttons
from bot.cards.rows import Row, initial_day, postponing
from bot.commands.parse.json_text import read_json
from models.occurrences.ending import passes
from models.occurrences.filtering import is_free, owners_of
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
TAKE_OVER, REMIND, ABOUT = "ta_over", "minn", "alt"
"""What may be chosen behind «…», besides the actions of buttons; the first is followed by who was responsible."""
MORE, MORE_LABEL = "frist.mer", "Mer …"
ALL_ABOUT = Choice("Alt om den", ABOUT)
MOST_CHOICES = 5
"""The most choices that Slack has room for behind «…»."""
GO, STAY = "frist.dit", "frist.ikke_dit"
CHOOSE, SERIES, SERIES_UNDO = "frist.velg", "frist.serie", "frist.serie_angre"
PAGE_SIZE = 8
LONGEST_DATE_VALUE = 150
"""The most characters of a date picker's or a menu's value on every platform."""


def row_controls(
    row: Row,
    user_id: str,
    query: str | None,
    offset: int = 0,
    left: Collection[str] = (),
    *,
    going: Sequence[Control] = (),
    is_guest: bool = False,
) -> tuple[Control, ...]:
    """Return the controls of a row in a list, for `user_id`: two buttons, and the rest behind «…».

    A phase has none: it passes by itself. `left` are people who have left: what they own can be taken and given away.
    `going` is the button of an event. If the query is too long for a date picker or a menu, these answer with a card of
    their own instead of the list, as all do if it is None.
    """
    value = str(DeadlineControlValue(id=row.id, query=query, offset=offset))
    carried = value if len(value) <= LONGEST_DATE_VALUE else str(DeadlineControlValue(id=row.id))
    if row.kind == "fase":
        return ()
    if row.done_at is not None:
        return (Button("Åpne igjen", REOPEN, value), More(MORE_LABEL, MORE, carried, (ALL_ABOUT,)))
    buttons = _guest_buttons(row, value) if is_guest else _buttons(row, value, carried, left, going)
    shown = {each.action for each in buttons[:2]}
    choices = _choices(row, user_id, left, is_guest=is_guest)
    hidden = [choice for choice, action in choices if action not in shown]
    return (*buttons[:2], More(MORE_LABEL, MORE, carried, (*hidden[: MOST_CHOICES - 1], ALL_ABOUT)))


def _buttons(
    row: Row, value: str, carried: str, left: Collection[str], going: Sequence[Control]
) -> tuple[Control, ...]:
    """Return the buttons that may be on a row; the first two are."""
    if row.kind == MEETING:
        return row_buttons(row.id)
    take = Button("Jeg tar den", TAKE, value)
    give = Button("Gi til …", GIVE, value)
    move = DateButton(postponing(row), MOVE, carried, initial=initial_day(row))
    if row.owner is not None and is_free(row, left):
        return (*going, take, give)
    return (*going, *(() if going else _finishing(row, value)), take if row.owner is None else move)


def _guest_buttons(row: Row, value: str) -> tuple[Control, ...]:
    """Return the buttons of a guest, on a row of their own."""
    return *_finishing(row, value), Button("Gi fra meg", RELEASE, value)


def _finishing(row: Row, value: str) -> tuple[Button, ...]:
    return () if passes(row) else (Button("Ferdig", DONE, value, style="primary"),)


def _choices(row: Row, user_id: str, left: Collection[str], *, is_guest: bool) -> tuple[tuple[Choice, str], ...]:
    """Return what can be chosen behind «…», each with the action of the button that does the same."""
    owners = owners_of(row)
    is_mine, may_take = user_id in owners, is_free(row, left)
    moved = f"{postponing(row)} …"
    remind = (Choice("Minn meg senere …" if is_mine else "Minn oss senere …", REMIND), "")
    if is_guest:
        return (remind,)
    return (
        *(((Choice("Ferdig", DONE), DONE),) if row.kind != MEETING and not passes(row) else ()),
        (Choice(moved, MOVE), MOVE),
        *(((Choice("Jeg tar den", TAKE), TAKE),) if may_take else ()),
        *(((Choice("Gi til …", GIVE), GIVE),) if may_take or is_mine else ()),
        *(((Choice("Gi fra meg", RELEASE), RELEASE),) if is_mine else ()),
        *(((Choice("Jeg tar den", f"{TAKE_OVER} {row.owner}"), ""),) if not may_take and not is_mine else ()),
        *(((Choice("Endre gjentakelsen", SERIES), ""),) if row.series_id else ()),
        remind,
    )


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
