"""`/arshjul åpent [dato]`: what can be influenced now, on a later day, or in a period."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Code, Controls, Heading, Line, Link, Note, Paragraph, Part, line
from bot.cards.ntp_windows import window_when
from bot.cards.parties import SHOW_PARTIES
from bot.cards.words import amount, capital, day, month, short_day, sure_span
from bot.commands.ask import Ask
from bot.commands.parse.periods import Period
from bot.commands.share import share_button
from models.calendar.certainty import NO_DAY
from models.calendar.elections import next_elections
from models.calendar.open_now import (
    BudgetWindow,
    CampaignWindow,
    HearingWindow,
    NtpWindow,
    PartyWindow,
    Window,
    YearWindow,
    closing_order,
    coming_windows,
    open_windows,
)
from models.calendar.spans import Span
from models.occurrences.party_dates import DEADLINES, OF_ELECTION
from models.official.dated_windows import dated_windows

OPEN_WORDS = frozenset({"apent", "apne", "apen", "pavirke", "vinduer"})
SOON = timedelta(days=92)
"""How far ahead what opens next is looked for."""
MOST_ACTIVITIES = 3
MOST_HEARINGS = 5
MOST_PARTIES = 8
MOST_COMING = 6
MANY_DAYS, DAYS_IN_MONTH = 100, 30.4
"""From how many days on an approximate end is counted in months."""
ALL_HEARINGS, PARTIES = "/padriver høringer", "/interessenter partier"


def open_card(ask: Ask, session: Session, period: Period | None, text: str) -> Card:
    """Return what is open in the period (today, if there is none), what to do in it, and what opens next.

    `text` is what was written for the period: it asks for the same again.
    """
    days = Span(period.first, period.last) if period else Span(ask.today, ask.today)
    is_now = days == Span(ask.today, ask.today)
    presented = ask.workspace.ntp_presented
    dated = dated_windows(session, ask.workspace.id, ask.pack, days.first)
    windows = open_windows(ask.pack, days, presented, dated)
    later = Span(days.last + timedelta(days=1), days.last + SOON)
    title = "Hva kan vi påvirke nå?" if is_now else f"Hva kan vi påvirke {_when(period, ask.today)}?"
    nothing = "Ingenting er åpent nå." if is_now else "Ingenting er åpent da."
    parts: tuple[Part, ...] = (
        *_closes_first(windows, days, ask.today),
        *(_windows(windows, days, ask.today) or [Paragraph(line(nothing))]),
        *_coming(coming_windows(ask.pack, later, presented, dated), ask.today),
        *_elections(ask, days.first, dated),
        Note(
            line("Et annet tidspunkt: ", Code("/arshjul åpent 1. mars"), " eller ", Code("/arshjul åpent i mars"), ".")
        ),
        Controls((Button("Partiene", SHOW_PARTIES, ""), share_button("arshjul", f"åpent {text}".strip()))),
    )
    return Card(title, parts)


def _when(period: Period | None, today: date) -> str:
    if period is None:
        return "nå"
    if period.kind == "dag":
        return day(period.first, today)
    words = period.in_words(today)
    return words if words.startswith(("i ", "før ", "etter ", "de ", "til ")) or period.name else f"i {words}"


def _closes_first(windows: Sequence[Window], days: Span, today: date) -> tuple[Part, ...]:
    """Return which of several windows close first; nothing if nobody knows. The organisation's own campaign is none."""
    others = [each for each in closing_order(windows) if not isinstance(each, CampaignWindow)]
    known = [each for each in others if each.days_left(days.first) is not None]
    if len(known) <= 1:
        return ()
    first = known[0]
    names = [each.name for each in known if each.span.last == first.span.last]
    left = _left(first, days, today)
    when = f"Stenger først, {_surely(first)}{short_day(first.span.last, today)}{f' ({left})' if left else ''}"
    return (Paragraph(line(Bold(when))), Bullets(tuple(map(line, names))))


def _windows(windows: Sequence[Window], days: Span, today: date) -> list[Part]:
    """Return the windows with what to do in each: the plans first, then hearings, the parties and the campaigns."""

    def of(matches: Callable[[Window], bool]) -> list[Part]:
        return [part for each in windows if matches(each) for part in _window(each, days, today)]

    hearings = [each for each in windows if isinstance(each, HearingWindow)]
    parties = [each for each in windows if isinstance(each, PartyWindow)]
    return [
        *of(lambda each: isinstance(each, BudgetWindow)),
        *of(lambda each: isinstance(each, YearWindow) and each.entry.kind == "rnb"),
        *of(lambda each: isinstance(each, NtpWindow)),
        *_hearings(hearings, days, today),
        *of(lambda each: isinstance(each, YearWindow) and each.entry.kind == "valg"),
        *of(lambda each: isinstance(each, YearWindow) and each.entry.kind == "parti"),
        *_parties(parties, days, today),
        *of(lambda each: isinstance(each, CampaignWindow)),
    ]


def _window(window: Window, days: Span, today: date) -> list[Part]:
    left = _left(window, days, today)
    said = f"\nÅpent {window_when(window, today)}.{f' {capital(left)}.' if left else ''}"
    to_do = tuple(line(capital(each)) for each in window.to_do[:MOST_ACTIVITIES])
    return [Paragraph(line(Bold(window.name), said)), *([Bullets(to_do)] if to_do else [])]


def _hearings(hearings: Sequence[HearingWindow], days: Span, today: date) -> list[Part]:
    if not hearings:
        return []
    shown = [part for each in closing_order(hearings)[:MOST_HEARINGS] for part in _hearing(each, days, today)]
    more = len(hearings) - MOST_HEARINGS
    left = [Note(line(f"og {more} til: ", Code(ALL_HEARINGS)))] if more > 0 else []
    return [Heading("Høringer og saker"), *shown, *left]


def _hearing(window: Window, days: Span, today: date) -> list[Part]:
    left = _left(window, days, today)
    name = Link(window.name, window.link) if window.link else Bold(window.name)
    body = window.body if isinstance(window, HearingWindow) else ""
    when = f"Frist {sure_span(window.span.last, window.span.last, window.certainty, today)}"
    said = line(name, f" ({body})" if body else "", f"\n{when}{f', {left}' if left else ''}.")
    return [Paragraph(said), Bullets(tuple(line(each) for each in window.to_do))]


def _parties(parties: Sequence[PartyWindow], days: Span, today: date) -> list[Part]:
    """Return the dates of single parties, one line each, in the order of the parties' names."""
    if not parties:
        return []
    rows = []
    for each in parties[:MOST_PARTIES]:
        left = _left(each, days, today)
        is_deadline = each.step in DEADLINES and each.certainty == "fast"
        first = each.span.last if is_deadline else each.span.first
        when = f"{'frist ' if is_deadline else ''}{sure_span(first, each.span.last, each.certainty, today)}"
        rows.append(line(f"{each.name}: {when}{f' ({left})' if left else ''}"))
    more = len(parties) - MOST_PARTIES
    said = f"og {more} til: " if more > 0 else "Alt som er kjent om hvert parti: "
    return [Heading("Datoer hos partiene"), Bullets(tuple(rows)), Note(line(said, Code(PARTIES)))]


def _left(window: Window, days: Span, today: date) -> str:
    """Return how many days are left after the day that is asked about; nothing of a period, or if nobody knows."""
    number = window.days_left(days.first)
    if number is None or days.first != days.last or number < 0:
        return ""
    then = "" if days.first == today else " da"
    if number == 0:
        return f"{_surely(window)}siste dag{then}"
    if window.certainty == "fast":
        return f"{amount(number, 'dag', 'dager')} igjen{then}"
    if number >= MANY_DAYS:
        return f"om lag {amount(round(number / DAYS_IN_MONTH), 'måned', 'måneder')} igjen{then}"
    return f"om lag {amount(number, 'dag', 'dager')} igjen{then}"


def _surely(window: Window) -> str:
    return {"ca": "rundt ", "forventet": "trolig "}.get(window.certainty, "")


def _coming(coming: Sequence[Window], today: date) -> tuple[Part, ...]:
    """Return what opens in the time after those days, the first first.

    A conference of which only the months are known is one of «Partienes landsmøter».
    """
    shown = [each for each in coming if not (isinstance(each, PartyWindow) and each.certainty in NO_DAY)]
    if not shown:
        return ()
    rows = tuple(
        line(f"{capital(opening_in_words(each.span, each.certainty, today))} – {each.name}")
        for each in shown[:MOST_COMING]
    )
    return (Heading("Åpner etterpå"), Bullets(rows))


def _elections(ask: Ask, first: date, dated: Sequence[Window]) -> tuple[Part, ...]:
    """Return which elections are next, seen from a day, and whether nobody knows when their programmes are written."""
    coming = next_elections(ask.pack, first)
    if not coming:
        return ()
    following: Line = line(f" Deretter {coming[1].name}.") if len(coming) > 1 else ()
    when = sure_span(coming[0].day, coming[0].day, coming[0].entry.certainty, ask.today)
    known = any(isinstance(each, PartyWindow) and each.step in OF_ELECTION for each in dated)
    programmes = () if known else line(" Fristene hos programkomiteene er ikke kjent: ", Code(PARTIES), ".")
    return (Note(line(f"Neste valg: {coming[0].name}, {when}.", *following, *programmes)),)


def opening_in_words(window: Span, certainty: str, today: date) -> str:
    """Return when a window opens, as exactly as it is known: «i april», «rundt 15. april», «trolig 15. april», «15. april»."""
    if certainty == "fast":
        return short_day(window.first, today)
    if window.first.day == 1 or certainty in NO_DAY:
        return f"i {month(window.first, today)}"
    return f"{'rundt' if certainty == 'ca' else 'trolig'} {short_day(window.first, today)}"
