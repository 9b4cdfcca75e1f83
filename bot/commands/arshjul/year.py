"""A year of the wheel, one line a month."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Card, Line, line
from bot.cards.words import capital, listing, month
from bot.commands.arshjul.controls import year_foot
from bot.commands.arshjul.fields import FIELDS
from bot.commands.arshjul.month import is_filled
from bot.commands.ask import Ask
from models.occurrences import of_month
from models.tables import Occurrence


def year_card(ask: Ask, session: Session, year: int) -> Card:
    """Return how far each month of the year has come, and which fields are empty."""
    lines = tuple(_month(ask, session, date(year, number, 1)) for number in range(1, 13))
    return Card(f"Årshjulet for {year}", (Bullets(lines), year_foot(year)))


def _month(ask: Ask, session: Session, first: date) -> Line:
    rows = of_month(session, ask.here.id, first.year, first.month, ask.register_owner)
    return line(
        Bold(capital(month(first))), f": {_told(rows) if rows or is_filled(first, ask.today) else 'ikke lagt ut'}"
    )


def _told(rows: list[Occurrence]) -> str:
    if not rows:
        return "ingenting ennå"
    done = sum(row.done_at is not None for row in rows)
    owned = sum(row.done_at is None and row.owner is not None for row in rows)
    points = "1 punkt" if len(rows) == 1 else f"{len(rows)} punkter"
    there = {row.field for row in rows}
    empty = [name for field, name in FIELDS.items() if field not in there]
    said = (points, f"{done} gjort" if done else "", f"{owned} med eier" if owned else "")
    missing = f". Mangler {listing([_inside(name) for name in empty])}" if empty else ""
    return f"{', '.join(filter(None, said))}{missing}"


def _inside(name: str) -> str:
    return name if name.isupper() else name.lower()
