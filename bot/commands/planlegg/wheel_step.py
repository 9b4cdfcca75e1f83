"""Step 1: what of the wheel of the year that ends was done, and what came to nothing."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Controls, Heading, Item, Paragraph, Part, line
from bot.cards.next_year import STEP
from bot.cards.nudges.wheel import FIELDS
from bot.cards.rows import titled_line
from bot.cards.words import amount, capital, month
from bot.commands.ask import Ask
from bot.commands.parse.themes import themes_of
from bot.commands.planlegg.step_value import StepValue
from models.occurrences.ending import passes
from models.occurrences.wheel_rows import of_month
from models.tables import Occurrence

ROW_DONE, ROW_OFF, ROW_OUT = "planlegg.punkt_gjort", "planlegg.punkt_nei", "planlegg.punkt_ut"
UNDO = "planlegg.angre"
PAGE_SIZE = 8
DECEMBER = 12
WHEEL = "arshjul"


def unanswered(ask: Ask, session: Session, year: int) -> list[tuple[date, Occurrence]]:
    """Return what is open in the wheel of the year before and does not pass by itself, with the first day of its month.

    Months to come are left out.
    """
    before = year - 1
    last = ask.today.month if ask.today.year == before else DECEMBER
    return [
        (date(before, number, 1), row)
        for number in range(1, last + 1)
        for row in sorted(of_month(session, ask.workspace.id, before, number, ask.register_owner), key=_by_field)
        if row.done_at is None and not passes(row)
    ]


def _by_field(row: Occurrence) -> int:
    return list(FIELDS).index(row.field or "saker")


def wheel_parts(ask: Ask, session: Session, year: int, page: int) -> tuple[Part, ...]:
    """Return a page of what is open, month by month."""
    rows = unanswered(ask, session, year)
    if not rows:
        return (Paragraph(line(f"Alle punktene i årshjulet for {year - 1} har fått et svar.")),)
    page = min(page, (len(rows) - 1) // PAGE_SIZE)
    shown = rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    themes = themes_of(ask.pack)
    parts: list[Part] = [
        Paragraph(line(f"{capital(amount(len(rows), 'punkt', 'punkter'))} mangler svar. Hva skjedde med dem?"))
    ]
    heading = None
    for first, row in shown:
        if first != heading:
            heading = first
            parts.append(Heading(capital(month(first))))
        value = str(StepValue(year, "hjulet", page, row.id))
        controls = (
            Button("Gjort", ROW_DONE, value),
            Button("Ble ikke noe av", ROW_OFF, value),
            *((Button("Ta ut av hjulet", ROW_OUT, value),) if row.source == WHEEL else ()),
        )
        parts.append(Item(titled_line(row, themes.name(row.theme) if row.theme else ""), controls))
    return (*parts, *paging(StepValue(year, "hjulet", page), len(rows), PAGE_SIZE))


def paging(value: StepValue, total: int, size: int) -> tuple[Part, ...]:
    """Return the buttons to the pages before and after, if there are any."""
    before = StepValue(value.year, value.step, value.page - 1)
    after = StepValue(value.year, value.step, value.page + 1)
    buttons = (
        *((Button("Forrige", STEP, str(before)),) if value.page else ()),
        *((Button("Neste", STEP, str(after)),) if after.page * size < total else ()),
    )
    return (Controls(buttons),) if buttons else ()
