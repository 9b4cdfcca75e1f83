"""Step 2: which events of the year have no date yet."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import DateButton, Item, Paragraph, Part, line
from bot.cards.rows import initial_day, titled_line
from bot.cards.words import amount, capital, month
from bot.commands.ask import Ask
from bot.commands.parse.themes import themes_of
from bot.commands.planlegg.step_value import StepValue
from bot.commands.planlegg.wheel_step import paging
from models.occurrences.wheel_rows import undated_events
from models.tables import Occurrence

SET_DATE = "planlegg.dato"
PAGE_SIZE = 8


def without_date(ask: Ask, session: Session, year: int) -> list[Occurrence]:
    """Return the open events of a year whose day nobody knows."""
    return undated_events(session, ask.workspace.id, date(year, 1, 1), date(year, 12, 31))


def date_parts(ask: Ask, session: Session, year: int, page: int) -> tuple[Part, ...]:
    """Return a page of the events without a date, with what is known of each."""
    rows = without_date(ask, session, year)
    if not rows:
        return (Paragraph(line(f"Alle arrangementene i {year} har en dato.")),)
    page = min(page, (len(rows) - 1) // PAGE_SIZE)
    themes = themes_of(ask.pack)
    items = []
    for row in rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]:
        known = f"\n{row.note}" if row.note else ""
        around = f" · {month(row.starts_on)}" if row.starts_on else ""
        text = line(*titled_line(row, themes.name(row.theme) if row.theme else ""), around, known)
        value = str(StepValue(year, "datoer", page, row.id))
        items.append(Item(text, (DateButton("Legg inn dato", SET_DATE, value, initial=initial_day(row)),)))
    sentence = f"{capital(amount(len(rows), 'arrangement', 'arrangementer'))} mangler dato. Legg inn dem som er kjent."
    return (Paragraph(line(sentence)), *items, *paging(StepValue(year, "datoer", page), len(rows), PAGE_SIZE))
