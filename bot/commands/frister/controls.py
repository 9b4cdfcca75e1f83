"""The controls of a row and of a list of deadlines."""

from bot.cards.card import Button, Control, DateButton
from bot.cards.later import later
from bot.cards.rows import Row
from bot.commands.frister.value import Value

DONE, REOPEN, TAKE, RELEASE = "frist.done", "frist.reopen", "frist.take", "frist.release"
MOVE, UNDO, PAGE, FORM = "frist.move", "frist.undo", "frist.page", "frist.form"
GO, STAY = "frist.dit", "frist.ikke_dit"
CHOOSE, SERIES, SERIES_UNDO = "frist.velg", "frist.serie", "frist.serie_angre"
PAGE_SIZE = 8
DATE_VALUE = 150
"""The longest value that a date picker or a menu is sure to carry on every platform."""


def row_controls(row: Row, user_id: str, query: str, offset: int = 0) -> tuple[Control, ...]:
    """Return what `user_id` can do with a row that stands in a list; nothing with a phase, which passes by itself.

    Where the query is too long for a date picker or a menu, they answer on their own and do not renew the list. Being
    reminded later concerns one's own messages of what one owns, else those in the shared channel.
    """
    value = str(Value(id=row.id, query=query, offset=offset))
    carried = value if len(value) <= DATE_VALUE else str(Value(id=row.id))
    if row.kind == "fase":
        return ()
    if row.done_at is not None:
        return (Button("Åpne igjen", REOPEN, value),)
    postpone = "Utsett" if row.kind in {"frist", "oppgave"} else "Endre dato"
    return (
        Button("Ferdig", DONE, value, style="primary"),
        *_owning(row, user_id, value),
        DateButton(postpone, MOVE, carried, initial=row.ends_on),
        *((Button("Endre gjentakelsen", SERIES, carried),) if row.series_id else ()),
        later("meg" if row.owner == user_id else "oss", carried),
    )


def undo_button(change: int, query: str | None = None, offset: int = 0, message: str | None = None) -> Button:
    """Return the way back from a change, which renews the list it stands in or the nudge it was made in."""
    return Button("Angre", UNDO, str(Value(change=change, query=query, offset=offset, message=message)))


def paging(query: str, offset: int, total: int) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after, where there are such."""
    before = Value(query=query, offset=max(0, offset - PAGE_SIZE))
    after = Value(query=query, offset=offset + PAGE_SIZE)
    return (
        *((Button("Forrige", PAGE, str(before)),) if offset else ()),
        *((Button("Neste", PAGE, str(after)),) if after.offset < total else ()),
    )


def _owning(row: Row, user_id: str, value: str) -> tuple[Control, ...]:
    if row.owner is None:
        return (Button("Jeg tar den", TAKE, value),)
    return (Button("Gi fra meg", RELEASE, value),) if row.owner == user_id else ()
