"""A year of the wheel, one line a month."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Card, Line, line
from bot.cards.words import capital, listing, month
from bot.commands.arshjul.controls import year_foot
from bot.commands.arshjul.fields import FIELDS
from bot.commands.arshjul.month import is_filled
from bot.commands.ask import Ask
from models.occurrences.queries import Month, of_year


def year_card(ask: Ask, session: Session, year: int) -> Card:
    """Return how far each month of the year has come, and which fields are empty."""
    months = of_year(session, ask.here.id, year, ask.register_owner)
    lines = tuple(_month(ask, months.get(number, Month()), date(year, number, 1)) for number in range(1, 13))
    return Card(f"Årshjulet for {year}", (Bullets(lines), year_foot(year)))


def _month(ask: Ask, held: Month, first: date) -> Line:
    there = held.number or is_filled(first, ask.today)
    return line(Bold(capital(month(first))), f": {_told(held) if there else 'ikke lagt ut'}")


def _told(held: Month) -> str:
    if not held.number:
        return "ingenting ennå"
    points = "1 punkt" if held.number == 1 else f"{held.number} punkter"
    empty = [name for field, name in FIELDS.items() if field not in held.fields]
    said = (points, f"{held.done} gjort" if held.done else "", f"{held.owned} med eier" if held.owned else "")
    missing = f". Mangler {listing([_inside(name) for name in empty])}" if empty else ""
    return f"{', '.join(filter(None, said))}{missing}"


def _inside(name: str) -> str:
    return name if name.isupper() else name.lower()
