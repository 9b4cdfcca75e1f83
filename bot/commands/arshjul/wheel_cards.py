"""A month of the wheel as a card, by field: done, owned, open, missing."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.cards.card import (
    Button,
    Card,
    Code,
    Controls,
    Heading,
    Item,
    Line,
    Note,
    Paragraph,
    Part,
    line,
)
from bot.cards.checklists import advice_buttons, month_buttons
from bot.cards.invitations import invitation_buttons
from bot.cards.ntp_windows import window_lines
from bot.cards.rows import dated_line, is_hearing, lacks_date, titled_line, with_note
from bot.cards.words import day, month
from bot.commands.arshjul.wheel_controls import add_button, month_foot, month_key, row_controls, undo_button
from bot.commands.arshjul.wheel_fields import FIELDS
from bot.commands.ask import Ask
from bot.commands.parse.themes import Themes, themes_of
from bot.commands.shared.attendance import going_line
from bot.commands.shared.occurrence_actions import ActionResult, may_change
from content.emphasis import resting, wheel_entries
from models.calendar.certainty import NO_DAY
from models.calendar.open_now import windows_of_wheel
from models.calendar.spans import month_span
from models.occurrences.attendance import EVENT, going_to
from models.occurrences.ending import is_done
from models.occurrences.filtering import Filter, owners_of
from models.occurrences.queries import find
from models.occurrences.sync import sync_window
from models.occurrences.wheel_rows import of_month
from models.tables import Occurrence
from models.workspace.contacts import ContactRole, departed

REACH = "Årshjulet går et halvt år tilbake og halvannet år frem."
MOST_BESIDE = 10
"""The keyword of an entry of the wheel that is about inviting representatives of the Storting."""


@dataclass(frozen=True)
class _MonthView:
    """The month that is shown (`first` is its first day), its themes, and who attends each event, by the event's id."""

    first: date
    themes: Themes
    goers: Mapping[int, tuple[str, ...]]
    left: Mapping[str, str]
    """The owners who have left, by their ids."""


def month_card(ask: Ask, session: Session, first: date, confirmation: ActionResult | None = None) -> Card:
    """Return the month that begins on `first`; `confirmation` is the result of an action on a row of it."""
    rows = of_month(session, ask.workspace.id, first.year, first.month, ask.register_owner)
    themes = themes_of(ask.pack)
    goers = going_to(session, ask.workspace.id, [row.id for row in rows if row.kind == EVENT])
    shown = _MonthView(
        first, themes, goers, departed(session, ask.workspace.id, {each for row in rows for each in owners_of(row)})
    )
    fields = [part for field in FIELDS for part in _field(field, rows, shown, ask)]
    return Card(
        f"Årshjulet for {month(first, ask.today)}",
        (
            *(_result_parts(confirmation, first) if confirmation else ()),
            Paragraph(line(counted(rows))),
            *(() if rows else _unfilled(first, ask.today)),
            *fields,
            *_beside(ask, session, first),
            month_foot(first, ask),
            *_advice(ask, first, rows),
        ),
    )


def counted(rows: list[Occurrence]) -> str:
    """Return «12 punkter: 3 er gjort, 1 er ikke krysset av, 2 har en ansvarlig, 6 er uten ansvarlig.»."""
    done, closed = sum(map(is_done, rows)), sum(row.closed_as is not None for row in rows)
    owned = sum(row.done_at is None and row.owner is not None for row in rows)
    free = len(rows) - done - closed - owned
    if not rows:
        return "Ingenting står i årshjulet denne måneden."
    if len(rows) > 1 and free == len(rows):
        return f"{len(rows)} punkter, og ingen har en ansvarlig ennå."
    items = (
        (done, f"{done} er gjort"),
        (closed, f"{closed} er ikke krysset av"),
        (owned, f"{owned} har en ansvarlig"),
        (free, f"{free} er uten ansvarlig"),
    )
    points = "1 punkt" if len(rows) == 1 else f"{len(rows)} punkter"
    return f"{points}: {', '.join(text for count, text in items if count)}."


def is_filled(first: date, today: date) -> bool:
    """Return True if the content's wheel has been synchronised for the month that begins on `first`."""
    filled = sync_window(today)
    last = first + relativedelta(months=1, days=-1)
    return (filled.first is None or filled.first <= last) and (filled.last is None or first <= filled.last)


def is_over(first: date, today: date) -> bool:
    """Return True if the month that begins on `first` is over."""
    return (first.year, first.month) < (today.year, today.month)


def _unfilled(first: date, today: date) -> tuple[Part, ...]:
    if is_filled(first, today):
        return ()
    return (Note(line(f"{REACH} Denne måneden er utenfor.")),)


def _result_parts(confirmation: ActionResult, first: date) -> tuple[Part, ...]:
    controls = () if confirmation.change is None else (undo_button(confirmation.change, month_key(first)),)
    return (Item(confirmation.line, controls),)


def _field(field: str, rows: list[Occurrence], shown: _MonthView, ask: Ask) -> tuple[Part, ...]:
    first = shown.first
    windows = _windows(field, first, ask)
    heading = Heading(FIELDS[field])
    mine = [row for row in rows if row.field == field]
    if not mine and windows:
        return (heading, *windows)
    if not mine and ask.role is not ContactRole.COLLEAGUE:
        return (heading, Item(line("Ingenting står her.")))
    if not mine:
        command = Code(f"/arshjul ny {_typed(first, ask.today)} {field} …")
        return (
            heading,
            Item(line("Ingenting står her. Legg til med ", command), (add_button(month_key(first), field),)),
        )
    return (heading, *windows, *_items(mine, shown, ask))


def _windows(field: str, first: date, ask: Ask) -> tuple[Part, ...]:
    """Return what is open in the month and belongs to that field; guests see nothing of it."""
    if ask.role is not ContactRole.COLLEAGUE:
        return ()
    windows = windows_of_wheel(ask.pack, month_span(first.year, first.month), ask.workspace.ntp_presented)
    opened = windows.get(field, ())
    return (window_lines(opened, ask.today),) if opened else ()


def _items(rows: Sequence[Occurrence], shown: _MonthView, ask: Ask) -> Iterator[Part]:
    for row in rows:
        yield from with_note(_item(row, shown, ask), row)


def _beside(ask: Ask, session: Session, first: date) -> tuple[Part, ...]:
    """Return what happens some time in the month beside the wheel, and has no day yet."""
    whole = month_span(first.year, first.month)
    wanted = Filter(first=whole.first, last=whole.last, sources=("kalender",), dated=False)
    rows = find(session, ask.workspace.id, wanted, ask.today, MOST_BESIDE)
    parts = (part for row in rows for part in with_note(Item(dated_line(row, ask.today)), row))
    return (Heading("Også i denne tiden"), *parts) if rows else ()


def _advice(ask: Ask, first: date, rows: Sequence[Occurrence]) -> tuple[Part, ...]:
    """Return the buttons to the month's checklist, and to that of hearings if there is one in the month."""
    if ask.role is not ContactRole.COLLEAGUE:
        return ()
    buttons = (
        *invitation_buttons(ask.pack, rows),
        *month_buttons(ask.pack, first.month),
        *(_hearing(ask) if any(map(is_hearing, rows)) else ()),
    )
    return (Controls(buttons),) if buttons else ()


def _hearing(ask: Ask) -> tuple[Button, ...]:
    return advice_buttons(ask.pack, "høring")


def _item(row: Occurrence, shown: _MonthView, ask: Ask) -> Item:
    goers = shown.goers.get(row.id, ())
    items = (*_row(row, shown.first, shown.themes, ask), *_resting(row, ask), *going_line(goers))
    return Item(items, row_controls(row, ask, shown.first, goers, shown.left) if may_change(ask, row) else ())


def _resting(row: Occurrence, ask: Ask) -> Line:
    """Return until when an entry or its theme rests, if it does."""
    issue = ask.pack.issue(row.theme) if row.theme else None
    if not resting(ask.pack, ask.today).covers(row.key, row.theme):
        return ()
    entry = next((each for each in wheel_entries(ask.pack) if row.key.endswith(f":{each.id}")), None)
    days = [each.rests_until for each in (issue, entry) if each is not None and each.rests_until is not None]
    return line(f" · hviler til {day(max(days), ask.today)}") if days else ()


def _typed(first: date, today: date) -> str:
    coming = first.year == today.year and first.month >= today.month
    return month(first) if coming else f"{month(first)} {first.year}"


def _row(row: Occurrence, first: date, themes: Themes, ask: Ask) -> Line:
    theme = themes.name(row.theme) if row.theme else ""
    whole = (first, first.replace(day=monthrange(first.year, first.month)[1]))
    is_of_month = not lacks_date(row) and (row.certainty in NO_DAY or (row.starts_on, row.ends_on) == whole)
    return titled_line(row, theme) if is_of_month else dated_line(row, ask.today, theme)
