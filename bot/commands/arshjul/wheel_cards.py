"""The wheel as cards: a month by field (done, owned, open, missing), and a year with one line for each month."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Card, Code, Heading, Item, Line, Note, Paragraph, Part, line
from bot.cards.ntp_windows import ntp_lines
from bot.cards.rows import dated_line, lacks_date, titled_line
from bot.cards.words import capital, listing, month
from bot.commands.arshjul.wheel_controls import add_button, month_foot, month_key, row_controls, undo_button, year_foot
from bot.commands.arshjul.wheel_fields import FIELDS
from bot.commands.ask import Ask
from bot.commands.parse.themes import Themes, themes_of
from bot.commands.shared.attendance import going_line
from bot.commands.shared.effect_log import kind_name
from bot.commands.shared.occurrence_actions import ActionResult, may_change
from models.calendar.certainty import NO_DAY
from models.calendar.open_now import open_ntp_phases
from models.calendar.spans import month_span
from models.followups.effects import EffectFilter
from models.followups.effects import counted as counted_effects
from models.occurrences.attendance import EVENT, going_to
from models.occurrences.queries import Month, called_off_of_year, of_month, of_year
from models.occurrences.sync import sync_window
from models.tables import Occurrence
from models.workspace.contacts import ContactRole, departed


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
    shown = _MonthView(first, themes, goers, departed(session, ask.workspace.id, {row.owner for row in rows}))
    fields = [part for field in FIELDS for part in _field(field, rows, shown, ask)]
    return Card(
        f"Årshjulet for {month(first, ask.today)}",
        (
            *(_result_parts(confirmation, first) if confirmation else ()),
            Paragraph(line(counted(rows))),
            *(() if rows else _unfilled(first, ask.today)),
            *fields,
            month_foot(first, ask),
        ),
    )


def counted(rows: list[Occurrence]) -> str:
    """Return «12 punkter: 3 er gjort, 2 har en eier, 7 er ledige.»."""
    done = sum(row.done_at is not None for row in rows)
    owned = sum(row.done_at is None and row.owner is not None for row in rows)
    free = len(rows) - done - owned
    if not rows:
        return "Ingenting står i årshjulet denne måneden."
    if len(rows) > 1 and free == len(rows):
        return f"{len(rows)} punkter, og ingen har en eier ennå."
    items = ((done, f"{done} er gjort"), (owned, f"{owned} har en eier"), (free, f"{free} er uten eier"))
    points = "1 punkt" if len(rows) == 1 else f"{len(rows)} punkter"
    return f"{points}: {', '.join(text for count, text in items if count)}."


def is_filled(first: date, today: date) -> bool:
    """Return True if the content's wheel has been synchronised for the month that begins on `first`."""
    filled = sync_window(today)
    last = first + relativedelta(months=1, days=-1)
    return (filled.first is None or filled.first <= last) and (filled.last is None or first <= filled.last)


def _unfilled(first: date, today: date) -> tuple[Part, ...]:
    if is_filled(first, today):
        return ()
    return (
        Note(line("Årshjulet er lagt ut for det siste halve året og halvannet år frem. Denne måneden er utenfor.")),
    )


def _result_parts(confirmation: ActionResult, first: date) -> tuple[Part, ...]:
    controls = () if confirmation.change is None else (undo_button(confirmation.change, month_key(first)),)
    return (Item(confirmation.line, controls),)


def _field(field: str, rows: list[Occurrence], shown: _MonthView, ask: Ask) -> tuple[Part, ...]:
    first = shown.first
    windows = _windows(first, ask) if field == "ntp" else ()
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
    return (heading, *windows, *(_item(row, shown, ask) for row in mine))


def _windows(first: date, ask: Ask) -> tuple[Part, ...]:
    """Return the windows of the national transport plan that are open in the month; guests see none."""
    if ask.role is not ContactRole.COLLEAGUE:
        return ()
    windows = open_ntp_phases(ask.pack, month_span(first.year, first.month), ask.workspace.ntp_presented)
    return (ntp_lines(windows, ask.today),) if windows else ()


def _item(row: Occurrence, shown: _MonthView, ask: Ask) -> Item:
    goers = shown.goers.get(row.id, ())
    items = (*_row(row, shown.first, shown.themes, ask), *going_line(goers))
    return Item(items, row_controls(row, ask, shown.first, goers, shown.left) if may_change(ask, row) else ())


def _typed(first: date, today: date) -> str:
    coming = first.year == today.year and first.month >= today.month
    return month(first) if coming else f"{month(first)} {first.year}"


def _row(row: Occurrence, first: date, themes: Themes, ask: Ask) -> Line:
    theme = themes.name(row.theme) if row.theme else ""
    whole = (first, first.replace(day=monthrange(first.year, first.month)[1]))
    is_of_month = not lacks_date(row) and (row.certainty in NO_DAY or (row.starts_on, row.ends_on) == whole)
    return titled_line(row, theme) if is_of_month else dated_line(row, ask.today, theme)


def year_card(ask: Ask, session: Session, year: int) -> Card:
    """Return the progress of each month of the year, and which fields are empty; what came of a year that is over."""
    months = of_year(session, ask.workspace.id, year, ask.register_owner)
    if year < ask.today.year and any(each.number for each in months.values()):
        return _past_year(ask, session, year, months)
    lines = tuple(_month_line(ask, months.get(number, Month()), date(year, number, 1)) for number in range(1, 13))
    return Card(f"Årshjulet for {year}", (Bullets(lines), year_foot(year)))


def _past_year(ask: Ask, session: Session, year: int, months: Mapping[int, Month]) -> Card:
    """Return the year that was: what was done of each month, what was not, and what came of it."""
    off = called_off_of_year(session, ask.workspace.id, year)
    effects = _effects(ask, session, year)
    rows = {number: replace(months.get(number, Month()), called_off=off.get(number, 0)) for number in range(1, 13)}
    lines = tuple(
        line(Bold(capital(month(date(year, number, 1)))), f": {_outcome(each)}", *_came_of_it(effects.get(number)))
        for number, each in rows.items()
    )
    done = sum(each.done for each in rows.values())
    of_all = sum(each.number + each.called_off for each in rows.values())
    sentence = f"{done} av {of_all} punkter ble gjort."
    more = Note(line("Hva det førte til: ", Code(f"/effekt {year}"))) if effects else None
    return Card(
        f"Årshjulet for {year}",
        (Paragraph(line(sentence)), Bullets(lines), *((more,) if more else ()), year_foot(year)),
        summary=f"Årshjulet for {year}: {sentence}",
    )


def _outcome(each: Month) -> str:
    if not each.number and not each.called_off:
        return "ingenting sto her"
    items = (
        (each.done, f"{each.done} gjort"),
        (each.number - each.done, f"{each.number - each.done} ikke gjort"),
        (each.called_off, f"{each.called_off} ble det ikke noe av"),
    )
    return ", ".join(text for count, text in items if count)


def _effects(ask: Ask, session: Session, year: int) -> dict[int, list[str]]:
    """Return what came of each month, as «2 Medieoppslag», for colleagues."""
    if ask.role is not ContactRole.COLLEAGUE or ask.is_read_outside:
        return {}
    found: dict[int, list[str]] = {}
    for number in range(1, 13):
        whole = month_span(year, number)
        counts = counted_effects(session, ask.workspace.id, EffectFilter(whole.first, whole.last))
        if counts:
            found[number] = [f"{each.number} {kind_name(ask.pack, each.kind).lower()}" for each in counts]
    return found


def _came_of_it(effects: list[str] | None) -> Line:
    return line(f". Førte til {listing(effects)}") if effects else ()


def _month_line(ask: Ask, progress: Month, first: date) -> Line:
    there = progress.number or is_filled(first, ask.today)
    if _windows(first, ask):
        progress = replace(progress, fields=progress.fields | {"ntp"})
    return line(Bold(capital(month(first))), f": {_progress(progress) if there else 'ikke lagt ut'}")


def _progress(progress: Month) -> str:
    if not progress.number:
        return "ingenting ennå"
    points = "1 punkt" if progress.number == 1 else f"{progress.number} punkter"
    empty = [name for field, name in FIELDS.items() if field not in progress.fields]
    parts = (
        points,
        f"{progress.done} gjort" if progress.done else "",
        f"{progress.owned} med eier" if progress.owned else "",
    )
    missing = f". Mangler {listing([_in_sentence(name) for name in empty])}" if empty else ""
    return f"{', '.join(filter(None, parts))}{missing}"


def _in_sentence(name: str) -> str:
    return name if name.isupper() else name.lower()
