"""The wheel as cards: a month by field (done, owned, open, missing), and a year with each month's titles."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.cards.card import (
    Bold,
    Bullets,
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
    Span,
    joined,
    line,
)
from bot.cards.checklists import OPEN, advice_buttons, month_buttons
from bot.cards.ntp_windows import ntp_lines
from bot.cards.rows import dated_line, ended_title, is_hearing, lacks_date, short_title, titled_line, with_note
from bot.cards.words import amount, capital, day, listing, month
from bot.commands.arshjul.wheel_controls import add_button, month_foot, month_key, row_controls, undo_button, year_foot
from bot.commands.arshjul.wheel_fields import FIELDS
from bot.commands.ask import Ask
from bot.commands.parse.themes import Themes, themes_of
from bot.commands.shared.attendance import going_line
from bot.commands.shared.effect_log import kind_name
from bot.commands.shared.occurrence_actions import ActionResult, may_change
from content.emphasis import resting, wheel_entries
from models.calendar.certainty import NO_DAY
from models.calendar.open_now import ntp_is_open, open_ntp_phases
from models.calendar.spans import month_span
from models.followups.effects import EffectFilter
from models.followups.effects import counted as counted_effects
from models.occurrences.attendance import EVENT, going_to
from models.occurrences.ending import is_done, passes
from models.occurrences.queries import Filter, WheelRow, called_off_of_year, find, of_month, of_year
from models.occurrences.sync import sync_window
from models.tables import Occurrence
from models.workspace.contacts import ContactRole, departed

MONTHS = range(1, 13)
REACH = "Årshjulet går et halvt år tilbake og halvannet år frem."
MOST_BESIDE = 10


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
            *_beside(ask, session, first),
            month_foot(first, ask),
            *_advice(ask, first, rows),
        ),
    )


def counted(rows: list[Occurrence]) -> str:
    """Return «12 punkter: 3 er gjort, 1 er ikke krysset av, 2 har en eier, 6 er uten eier.»."""
    done, closed = sum(map(is_done, rows)), sum(row.closed_as is not None for row in rows)
    owned = sum(row.done_at is None and row.owner is not None for row in rows)
    free = len(rows) - done - closed - owned
    if not rows:
        return "Ingenting står i årshjulet denne måneden."
    if len(rows) > 1 and free == len(rows):
        return f"{len(rows)} punkter, og ingen har en eier ennå."
    items = (
        (done, f"{done} er gjort"),
        (closed, f"{closed} er ikke krysset av"),
        (owned, f"{owned} har en eier"),
        (free, f"{free} er uten eier"),
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
    return (heading, *windows, *_items(mine, shown, ask))


def _windows(first: date, ask: Ask) -> tuple[Part, ...]:
    """Return the windows of the national transport plan that are open in the month; guests see none."""
    if ask.role is not ContactRole.COLLEAGUE:
        return ()
    windows = open_ntp_phases(ask.pack, month_span(first.year, first.month), ask.workspace.ntp_presented)
    return (ntp_lines(windows, ask.today),) if windows else ()


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
    buttons = (*month_buttons(ask.pack, first.month), *(_hearing(ask) if any(map(is_hearing, rows)) else ()))
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


MOST_TITLES = 4
"""How many titles a month of the year has."""
OFTEN = 3
"""In more months than this, a title says little of each: it comes last."""


def year_card(ask: Ask, session: Session, year: int) -> Card:
    """Return the titles of each month of the year, and quietly which fields are empty; of a year that is over, what was done and its effects."""
    months = of_year(session, ask.workspace.id, year, ask.register_owner)
    if year < ask.today.year and months:
        return _past_year(ask, session, year, months)
    firsts = [date(year, number, 1) for number in range(1, 13)]
    shown = [first for first in firsts if first.month in months or is_filled(first, ask.today)]
    if not shown:
        return Card(f"Årshjulet for {year}", (*_outside(firsts), year_foot(year)))
    often = Counter(row.title for rows in months.values() for row in rows)
    lines = tuple(_month_line(ask, months.get(first.month, []), first, often) for first in shown)
    outside = [first for first in firsts if first not in shown]
    parts = (
        Bullets(lines),
        *_empty_fields(months, [first for first in shown if not is_over(first, ask.today)]),
        *_outside(outside),
        year_foot(year),
        *_looking_back(ask),
    )
    return Card(f"Årshjulet for {year}", parts)


def _past_year(ask: Ask, session: Session, year: int, months: Mapping[int, Sequence[WheelRow]]) -> Card:
    """Return the year that was: what was done of each month, what was not, and its effects."""
    off, effects = called_off_of_year(session, ask.workspace.id, year), _effects(ask, session, year)
    lines = tuple(
        _past_month(date(year, number, 1), months.get(number, ()), off.get(number, 0), effects.get(number, ()))
        for number in MONTHS
    )
    rows = [row for each in months.values() for row in each]
    ours = [row for row in rows if not passes(row)]
    sentence = f"{sum(map(is_done, ours))} av {len(ours) + sum(off.values())} punkter ble gjort."
    more = (Note(line("Hva det førte til: ", Code(f"/effekt {year}"))),) if effects else ()
    parts = (Paragraph(line(sentence)), Bullets(lines), *more, year_foot(year), *_looking_back(ask))
    return Card(f"Årshjulet for {year}", parts, summary=f"Årshjulet for {year}: {sentence}")


def _past_month(first: date, rows: Sequence[WheelRow], off: int, effects: Sequence[str]) -> Line:
    """Return «Oktober: 2 gjort, 1 ikke gjort, 1 ikke krysset av, 1 ble det ikke noe av, 3 er over», what was done, and the effects.

    What has been asked about and had no answer is «ikke krysset av», and what others do is over by itself.
    """
    name = Bold(capital(month(first)))
    done, closed = [row for row in rows if is_done(row)], sum(row.closed_as is not None for row in rows)
    passed = sum(row.done_at is None and passes(row) for row in rows)
    left = len(rows) - len(done) - closed - passed
    items = (
        (len(done), f"{len(done)} gjort"),
        (left, f"{left} ikke gjort"),
        (closed, f"{closed} ikke krysset av"),
        (off, f"{off} ble det ikke noe av"),
        (passed, f"{passed} er over"),
    )
    said = ", ".join(text for count, text in items if count) or "ingenting sto her"
    titles = [short_title(row.title) for row in done[:MOST_TITLES]]
    if len(done) > MOST_TITLES:
        titles.append(f"{len(done) - MOST_TITLES} til")
    was_done = f"\nGjort: {listing(titles)}" if titles else ""
    return line(name, f": {said}{was_done}", f"\nFørte til: {listing(effects)}" if effects else "")


def _effects(ask: Ask, session: Session, year: int) -> dict[int, list[str]]:
    """Return the effects of each month, as «2 medieoppslag», for colleagues."""
    if ask.role is not ContactRole.COLLEAGUE or ask.is_read_outside:
        return {}
    found: dict[int, list[str]] = {}
    for number in MONTHS:
        whole = month_span(year, number)
        if counts := counted_effects(session, ask.workspace.id, EffectFilter(whole.first, whole.last)):
            found[number] = [f"{each.number} {_in_sentence(kind_name(ask.pack, each.kind))}" for each in counts]
    return found


def _looking_back(ask: Ask) -> tuple[Part, ...]:
    if ask.role is not ContactRole.COLLEAGUE:
        return ()
    return (Controls((Button("Mål, styrker og utfordringer", OPEN, "mål"),)),)


def _month_line(ask: Ask, rows: Sequence[WheelRow], first: date, often: Mapping[str, int]) -> Line:
    missing = () if any(row.field == "ntp" for row in rows) or not _ntp_is_open(ask, first) else ("Mangler NTP",)
    name = Bold(capital(month(first)))
    if not rows:
        nothing = "ingenting" if is_over(first, ask.today) else "ingenting ennå"
        return line(name, f": {'. '.join((nothing, *missing))}")
    place = {field: number for number, field in enumerate(FIELDS)}
    ordered = sorted(rows, key=lambda row: (row.done_at is not None, often[row.title] > OFTEN, place[row.field]))
    titles = [(_title(row),) for row in ordered[:MOST_TITLES]]
    left = len(rows) - len(titles)
    more = [(f"og {left} til",)] if left else []
    return (name, f" ({_progress(rows)})\n", *joined([*titles, *more, *((each,) for each in missing)]))


def _progress(rows: Sequence[WheelRow]) -> str:
    """Return «9 punkter», «9 punkter, 2 gjort»."""
    done = sum(map(is_done, rows))
    points = amount(len(rows), "punkt", "punkter")
    return f"{points}, {done} gjort" if done else points


def _title(row: WheelRow) -> Span:
    return ended_title(row, short_title(row.title))


def _ntp_is_open(ask: Ask, first: date) -> bool:
    return not is_over(first, ask.today) and ntp_is_open(
        ask.pack, month_span(first.year, first.month), ask.workspace.ntp_presented
    )


def _empty_fields(months: Mapping[int, Sequence[WheelRow]], coming: Sequence[date]) -> tuple[Part, ...]:
    """Return which fields have nothing in which months to come; what the NTP misses is said in the month."""
    filled = [first for first in coming if first.month in months]
    empty = {
        name: [month(first) for first in filled if all(row.field != field for row in months[first.month])]
        for field, name in FIELDS.items()
        if field != "ntp"
    }
    rows = [f"{_in_sentence(name)} i {listing(found)}" for name, found in empty.items() if found]
    return (Note(line(f"Tomme felt: {'; '.join(rows)}.")),) if rows else ()


def _outside(firsts: Sequence[date]) -> tuple[Part, ...]:
    """Return a note about the months that the wheel does not have."""
    if not firsts:
        return ()
    which = "Hele året" if len(firsts) == len(MONTHS) else capital(_run(firsts))
    return (Note(line(f"{REACH} {which} er utenfor.")),)


def _run(firsts: Sequence[date]) -> str:
    first, last = firsts[0], firsts[-1]
    if len(firsts) > 2 and last.month - first.month == len(firsts) - 1:  # noqa: PLR2004 - two are «a og b»
        return f"{month(first)}–{month(last)}"
    return listing([month(each) for each in firsts])


def _in_sentence(name: str) -> str:
    return name if name.isupper() else name.lower()
