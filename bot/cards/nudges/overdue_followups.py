"""Follow-ups whose time is out, first in the morning's message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.card import Heading, Item, Line, Note, Part, Person, line
from bot.cards.followup import by_when, followup_buttons, public_followup_line
from bot.cards.words import amount
from models.followups.queries import OPEN
from models.tables import FollowUp

LATE = "Mediesaker som venter på oppfølging"
MOST = 5


@dataclass(frozen=True)
class OverdueFollowups:
    """The late follow-ups, the media channel's id, and the time zone of the workspace."""

    rows: Sequence[FollowUp]
    media: str | None
    zone: ZoneInfo


def late_parts(late: OverdueFollowups | None, today: date) -> tuple[Part, ...]:
    """Return the rows of what is late, with their buttons; nothing if nothing is late."""
    if late is None or not late.rows:
        return ()
    left = len(late.rows) - MOST
    rows = [_row(each, late, today) for each in late.rows[:MOST]]
    return (
        Heading(LATE),
        *rows,
        *((Note(line(f"og {amount(left, 'oppfølging', 'oppfølginger')} til")),) if left > 0 else ()),
    )


def late_summary(late: OverdueFollowups | None) -> str:
    """Return «1 oppfølging der fristen er ute»; empty if there is none."""
    return f"{amount(len(late.rows), 'oppfølging', 'oppfølginger')} der fristen er ute" if late and late.rows else ""


def _row(row: FollowUp, late: OverdueFollowups, today: date) -> Item:
    said = public_followup_line(row, late.media)
    if row.state != OPEN:
        who = line(" · avsluttet av ", Person(row.closed_by)) if row.closed_by else line(" · avsluttet")
        return Item(line(*said, *who))
    return Item(line(*said, *_whose(row), f" · frist {by_when(row, late.zone, today)}"), followup_buttons(row))


def _whose(row: FollowUp) -> Line:
    return line(" · ", Person(row.owner)) if row.owner else line(" · uten ansvarlig")
