"""The wheel of a year as a card: each month's titles and empty fields; of a year that is over, what was done and its effects."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Controls,
    Line,
    Note,
    Paragraph,
    Part,
    joined,
    line,
)
from bot.cards.card import Span as Styled
from bot.cards.checklists import OPEN
from bot.cards.rows import ended_title, short_title
from bot.cards.words import amount, capital, listing, month
from bot.commands.arshjul.wheel_cards import REACH, is_filled, is_over
from bot.commands.arshjul.wheel_controls import year_foot
from bot.commands.arshjul.wheel_fields import FIELDS
from bot.commands.ask import Ask
from bot.commands.shared.effect_log import kind_name
from models.calendar.open_now import NtpWindow, windows_of
from models.calendar.spans import Span, month_span
from models.followups.effects import EffectFilter
from models.followups.effects import counted as counted_effects
from models.occurrences.ending import is_done, passes
from models.occurrences.filtering import Filter
from models.occurrences.queries import find
from models.occurrences.wheel_rows import WheelRow, called_off_of_year, of_year
from models.workspace.contacts import ContactRole

MONTHS = range(1, 13)
MOST_TITLES = 4
"""How many titles a month of the year has."""
OFTEN = 3
"""In more months than this, a title says little of each: it comes last."""
NTP_KINDS = ("frist", "milepæl", "oppgave")
MOST_OF_NTP = 100


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
    lacking = _months_without_ntp(ask, session, shown, months)
    lines = tuple(
        _month_line(ask, months.get(first.month, []), first, often, lacks_ntp=first in lacking) for first in shown
    )
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
    """Return «Oktober: 2 gjort, 1 ikke gjort, 1 ikke krysset av, 3 er over», what was done, and the effects of the month.

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


def _month_line(ask: Ask, rows: Sequence[WheelRow], first: date, often: Mapping[str, int], *, lacks_ntp: bool) -> Line:
    missing = ("Mangler NTP",) if lacks_ntp else ()
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


def _title(row: WheelRow) -> Styled:
    return ended_title(row, short_title(row.title))


def _months_without_ntp(
    ask: Ask, session: Session, firsts: Sequence[date], months: Mapping[int, Sequence[WheelRow]]
) -> set[date]:
    """Return the months to come in which a window of the NTP is open and nothing about it is planned.

    What is planned is an entry of the wheel's field, or a deadline or an event of the plan itself.
    """
    bare = [first for first in firsts if all(row.field != "ntp" for row in months.get(first.month, ()))]
    windows = {first: month_span(first.year, first.month) for first in bare if not is_over(first, ask.today)}
    opened = {
        first: whole
        for first, whole in windows.items()
        if windows_of(NtpWindow, ask.pack, whole, ask.workspace.ntp_presented)
    }
    if not opened:
        return set()
    first_day, last_day = min(each.first for each in opened.values()), max(each.last for each in opened.values())
    wanted = Filter(first=first_day, last=last_day, sources=("ntp",), kinds=NTP_KINDS, include_done=True)
    rows = find(session, ask.workspace.id, wanted, ask.today, MOST_OF_NTP)
    days = [(row.starts_on or row.ends_on, row.ends_on or row.starts_on) for row in rows]
    planned = [Span(start, end) for start, end in days if start and end]
    return {first for first, whole in opened.items() if not any(each.meets(whole) for each in planned)}


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
