"""The reminder of planning the next year: which steps are open, and who has them."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.cards.card import Button, Card, Code, Controls, Note, Paragraph, line
from bot.cards.checklists import OPEN
from bot.cards.next_year import step_item
from bot.cards.words import amount, capital, day
from models.calendar.new_year import last_day, reminder_days
from models.occurrences.year_plan import PlanStep


def plan_reminder(steps: Sequence[PlanStep], today: date, left: Collection[str] = ()) -> Card:
    """Return the reminder. `steps` are all three, of which one is open; `left` are people who have left."""
    year = steps[0].year
    is_open = [each for each in steps if not each.is_done]
    left_over = amount(len(is_open), "steg", "steg")
    is_last = today >= reminder_days(year)[-1]
    by = "Dette er siste gang jeg minner om det." if is_last else f"Helst før {day(last_day(year), today)}."
    sentence = (
        f"Planen for {year} er tre steg på ti minutter hver. Del dem mellom dere. {by}"
        if len(is_open) == len(steps)
        else f"{capital(left_over)} gjenstår før {year} er planlagt. {by}"
    )
    return Card(
        f"Planlegg {year}",
        (
            Paragraph(line(sentence)),
            *(step_item(each, left) for each in is_open),
            Note(line("Se hele planen: ", Code("/padriver neste år"))),
            Controls((Button("Mål, styrker og utfordringer", OPEN, "mål"),)),
        ),
        summary=f"Planlegg {year}: {left_over} gjenstår.",
    )
