"""The reminder of planning the next year: which steps are open, and who has them."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.cards.card import Button, Card, Code, Controls, Note, Paragraph, line
from bot.cards.checklists import OPEN
from bot.cards.next_year import step_item
from bot.cards.words import amount, day
from models.calendar.new_year import last_day, reminder_days
from models.occurrences.year_plan import PlanStep


def plan_reminder(steps: Sequence[PlanStep], today: date, left: Collection[str] = ()) -> Card:
    """Return the reminder. `steps` are all three, of which one is open; `left` are people who have left."""
    year = steps[0].year
    is_open = [each for each in steps if not each.is_done]
    sentence = (
        f"Planen for {year} er tre steg på ti minutter. Del dem mellom dere, helst før {day(last_day(year), today)}."
        if len(is_open) == len(steps)
        else f"{amount(len(is_open), 'steg gjenstår', 'steg gjenstår').capitalize()} før {year} er planlagt."
    )
    if today >= _last_reminder(year):
        sentence += " Dette er siste gang jeg minner om det."
    return Card(
        f"Planlegg {year}",
        (
            Paragraph(line(sentence)),
            *(step_item(each, left) for each in is_open),
            Note(line("Se hele planen: ", Code("/padriver neste år"))),
            Controls((Button("Mål, styrker og utfordringer", OPEN, "mål"),)),
        ),
        summary=f"Planlegg {year}: {amount(len(is_open), 'steg gjenstår', 'steg gjenstår')}.",
    )


def _last_reminder(year: int) -> date:
    return reminder_days(year)[-1]
