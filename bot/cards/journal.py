"""What was sent and has no number in the archive, and what is done and nobody has said was sent."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.card import Bold, Button, Item, line
from bot.cards.words import day
from models.tables import HearingPlan, Occurrence

NUMBER = "horing.journal"
SENT, SENT_LABEL = "horing.sendt", "Sendt …"
"""The button that asks when an input was sent, who got it, and for its number in the archive."""
IS_IT_SENT = "Er innspillet sendt? Før inn når, til hvem og saksnummeret."


def unrecorded_item(row: Occurrence, plan: HearingPlan, today: date) -> Item:
    """Return «Høring om tog · sendt mandag 2. november til Samferdselsdepartementet», with the button for its number."""
    to = f" til {plan.sent_to}" if plan.sent_to else ""
    sent = f" · sendt {day(plan.sent_on, today)}{to}" if plan.sent_on else ""
    return Item(line(Bold(row.title), sent), (Button("Før inn saksnr. …", NUMBER, str(row.id)),), row.key)


def unsent_item(row: Occurrence, hearing: str, today: date, zone: ZoneInfo) -> Item:
    """Return «Høring om tog · ferdig mandag 2. november», with the button to say that it was sent."""
    done = f" · ferdig {day(row.done_at.astimezone(zone).date(), today)}" if row.done_at else ""
    return Item(line(Bold(row.title), done), (Button(SENT_LABEL, SENT, hearing),), row.key)
