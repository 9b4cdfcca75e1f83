"""The titles of what must be ready for a meeting of the plan, which name the meeting's day."""

from collections.abc import Callable
from datetime import date

from bot.cards.words import short_day
from models.occurrences.meeting_plan import DRAFT, PAPERS, MeetingKind

TO: dict[MeetingKind, str] = {"styre": "styremøtet", "rad": "rådsmøtet", "administrativt": "det administrative møtet"}
PARTS = {PAPERS: "Send ut papirene", DRAFT: "Ha utkastet klart"}


def row_title(kind: MeetingKind, part: str, meeting: date, today: date) -> str:
    """Return «Send ut papirene til styremøtet 16. oktober»."""
    return f"{PARTS[part]} til {TO[kind]} {short_day(meeting, today)}"


def moved_title(was_on: date, today: date) -> Callable[[MeetingKind, str, str, date], str]:
    """Return the function that renames what belongs to a meeting that was on a day; what people renamed keeps its name."""

    def titled(kind: MeetingKind, part: str, title: str, meeting: date) -> str:
        own = f"{PARTS[part]} til {TO[kind]} {short_day(was_on)}"
        return row_title(kind, part, meeting, today) if title in {own, f"{own} {was_on.year}"} else title

    return titled
