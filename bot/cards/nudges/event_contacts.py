"""The question of which contacts were met at an event of the wheel."""

from datetime import date

from bot.cards import words
from bot.cards.card import Button, Card, Controls, Note, Paragraph, line
from bot.cards.checklists import advice_buttons
from bot.cards.event_plan import plan_button
from bot.cards.rows import in_sentence
from content.schema.pack import Pack
from models.tables import Occurrence

LOG, NOBODY = "interessent.mott", "interessent.mott_ingen"


def met_card(event: Occurrence, pack: Pack) -> Card:
    """Return the question after an event, with a button to answer and one to say that there was nobody."""
    sentence = f"Hvem møtte dere på {in_sentence(event.title)}?"
    return Card(
        sentence,
        (
            Paragraph(line("Skriv én linje for hver dere snakket med, så havner samtalene i registeret.")),
            Controls(
                (
                    Button("Loggfør", LOG, str(event.id), style="primary"),
                    Button("Ingen denne gangen", NOBODY, str(event.id)),
                    *advice_buttons(pack, "møte"),
                )
            ),
            Note(line("Du får spørsmålet fordi du sa at du skulle dit.")),
        ),
        summary=sentence,
    )


def evening_card(event: Occurrence, day: date, today: date, pack: Pack) -> Card:
    """Return the question on one evening of an event of several days, with the plan of the event behind a button."""
    when = "i dag" if day == today else words.day(day, today)
    sentence = f"Hvem møtte du på {in_sentence(event.title)} {when}?"
    value = evening_value(event.id, day)
    return Card(
        sentence,
        (
            Paragraph(line("Skriv én linje for hver du snakket med, så havner samtalene i registeret.")),
            Controls(
                (
                    Button("Loggfør", LOG, value, style="primary"),
                    Button("Ingen i dag", NOBODY, value),
                    plan_button(event.id),
                    *advice_buttons(pack, "møte"),
                )
            ),
            Note(line("Du får spørsmålet hver kveld mens du er der, fordi du sa at du skulle dit.")),
        ),
        summary=sentence,
    )


def evening_value(event_id: int, day: date) -> str:
    """Return the value of a control about one day of an event."""
    return f"{event_id} {day}"


def read_value(value: str) -> tuple[str, date | None]:
    """Return the id of the event in a control's value, and the day it is about; None for the whole event."""
    event_id, _, day = value.partition(" ")
    try:
        return event_id, date.fromisoformat(day) if day else None
    except ValueError:
        return event_id, None


def thanks(event: Occurrence, day: date | None = None) -> Card:
    """Return what replaces the question when it is answered, with a button to log more."""
    sentence = f"Takk, du har svart for {in_sentence(event.title)}{f' {words.day(day)}' if day else ''}."
    more = Controls((Button("Loggfør flere", LOG, evening_value(event.id, day) if day else str(event.id)),))
    return Card("Takk for svaret", (Paragraph(line(sentence)), more), summary=sentence)
