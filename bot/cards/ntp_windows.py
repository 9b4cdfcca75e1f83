"""Open windows in words: how long each is open, and what to do now."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bold, Bullets, Line, line
from bot.cards.rows import BY_NOTE, first_sentence
from bot.cards.words import capital, plain_span, span, sure_span
from content.folding import fold
from content.schema.messages import Issue
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
    return Bullets(tuple(_line(each, today) for each in windows), tuple(map(window_key, windows)))


def window_key(window: Window) -> str:
    """Return the key by which a message of several nudges shows a window's line once."""
    return f"vindu:{window.name}"


def _line(window: Window, today: date) -> Line:
    name = ntp_name(window) if isinstance(window, NtpWindow) else window.name
    when = ntp_when(window, today) if isinstance(window, NtpWindow) else window_when(window, today)
    when = when.replace(" (", ", ").removesuffix(")")
    to_do = first_sentence(capital(next(iter(window.to_do), "")))
    return line(Bold(name), f"{': ' if ' – ' in name else ' – '}{to_do} ({when})" if to_do else f" ({when})")


def _by_note(found: Span, today: date) -> str:
    return f"ifølge notatet {plain_span(found.first, found.last, today)}"


def concerns(issue: Issue, plan: str, *texts: str) -> bool:
    """Return True if a window is about a theme: the theme's processes use its plan, or its texts name the theme.

    `plan` is the word for the plan it is a phase of: «statsbudsjett», «ntp»; empty if it is of none.
    """
    processes = (word.strip("().,") for each in issue.processes for word in fold(each.text).split())
    if plan and any(word.startswith(plan) for word in processes):
        return True
    said = fold(" ".join(texts))
    return fold(issue.id) in said or fold(issue.name) in said
