"""What was sent and has no number in the archive: its row in the list and in the month's reminder."""

from datetime import date

from bot.cards.card import Bold, Button, Item, line
from bot.cards.words import day
from models.tables import HearingPlan, Occurrence

NUMBER = "horing.journal"


def unrecorded_item(row: Occurrence, plan: HearingPlan, today: date) -> Item:
    """Return «Høring om tog · sendt mandag 2. november til Samferdselsdepartementet», with the button for its number."""
    to = f" til {plan.sent_to}" if plan.sent_to else ""
    sent = f" · sendt {day(plan.sent_on, today)}{to}" if plan.sent_on else ""
    return Item(line(Bold(row.title), sent), (Button("Før inn saksnr. …", NUMBER, str(row.id)),), row.key)
