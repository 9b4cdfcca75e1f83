"""The open windows of the national transport plan: how long each is open, and what to do now."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bold, Bullets, Line, line
from bot.cards.rows import BY_NOTE
from bot.cards.words import capital, plain_span, sure_span
from models.calendar.open_now import NtpWindow, plain_name
from models.calendar.spans import Span


def ntp_name(opened: NtpWindow) -> str:
    """Return «NTP 2028 – Faglige leveranser»; without a year if it is open every year."""
    return f"{'NTP' if opened.phase.yearly else f'NTP {opened.presented}'} – {plain_name(opened.phase)}"


def ntp_when(opened: NtpWindow, today: date) -> str:
    """Return «trolig mars 2026–mars 2027 (ifølge notatet mars–oktober)»; without «trolig» if only the note says so."""
    if opened.phase.set_by == BY_NOTE:
        return by_note(opened.span, today)
    said = sure_span(opened.span.first, opened.span.last, opened.phase.certainty, today)
    return f"{said} ({by_note(opened.note_span, today)})" if opened.note_span else said


def ntp_lines(windows: Sequence[NtpWindow], today: date) -> Bullets:
    """Return each open window with its time and what to do now, one line each."""
    return Bullets(tuple(_line(each, today) for each in windows))


def _line(opened: NtpWindow, today: date) -> Line:
    return line(Bold(ntp_name(opened)), f", {ntp_when(opened, today)}: {capital(opened.phase.influence)}")


def by_note(found: Span, today: date) -> str:
    """Return a window that only the note gives: «ifølge notatet mars–oktober»."""
    return f"ifølge notatet {plain_span(found.first, found.last, today)}"
