"""Open windows in words: how long each is open, and what to do now."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bold, Bullets, Line, line
from bot.cards.rows import BY_NOTE
from bot.cards.words import capital, plain_span, span, sure_span
from models.calendar.open_now import NtpWindow, Window, YearWindow, plain_name
from models.calendar.spans import Span, month_span

SHOW_OPEN = "arshjul.apent"
"""The action of the button that shows what can be influenced now."""


def ntp_name(opened: NtpWindow) -> str:
    """Return «NTP 2028 – Faglige leveranser»; without a year if it is open every year."""
    return f"{'NTP' if opened.phase.yearly else f'NTP {opened.presented}'} – {plain_name(opened.phase)}"


def ntp_when(opened: NtpWindow, today: date) -> str:
    """Return «trolig mars 2026–mars 2027 (ifølge notatet mars–oktober)»; without «trolig» if only the note says so."""
    if opened.phase.set_by == BY_NOTE:
        return _by_note(opened.span, today)
    said = sure_span(opened.span.first, opened.span.last, opened.phase.certainty, today)
    return f"{said} ({_by_note(opened.note_span, today)})" if opened.note_span else said


def window_when(window: Window, today: date) -> str:
    """Return when a window is open, as exactly as it is known: «oktober–desember», «trolig 1. april–1. juli»."""
    if isinstance(window, NtpWindow):
        return ntp_when(window, today).removeprefix("i ")
    if isinstance(window, YearWindow) and window.entry.set_by == BY_NOTE:
        return _by_note(window.span, today)
    first, last = window.span.first, window.span.last
    in_whole_months = first.day == 1 and last == month_span(last.year, last.month).last
    return span(first, last, today) if in_whole_months else sure_span(first, last, window.certainty, today)


def window_lines(windows: Sequence[Window], today: date) -> Bullets:
    """Return each open window with its time and what to do now, one line each."""
    return Bullets(tuple(_line(each, today) for each in windows))


def _line(window: Window, today: date) -> Line:
    name = ntp_name(window) if isinstance(window, NtpWindow) else window.name
    when = ntp_when(window, today) if isinstance(window, NtpWindow) else window_when(window, today)
    return line(Bold(name), f", {when}: {capital(next(iter(window.to_do), ''))}")


def _by_note(found: Span, today: date) -> str:
    return f"ifølge notatet {plain_span(found.first, found.last, today)}"
