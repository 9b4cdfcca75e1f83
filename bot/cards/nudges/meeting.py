"""How a planned talk went, to the one who was to have it; and the controls of what stands for it among the deadlines."""

from collections.abc import Mapping
from datetime import date

from bot.cards.card import Button, Card, Controls, DateButton, Note, Paragraph, line
from bot.cards.words import day

LOG, CALL_OFF, MOVE = "interessent.gikk", "interessent.ble_ikke", "interessent.gikk_flytt"
BY_ROW = "frist "
"""Stands before the id where a control knows the row among the deadlines, and not the talk."""
THINGS: Mapping[str, str] = {"møte": "møtet", "besøk": "besøket"}
"""What a talk is called in its definite form, by its channel; others are «samtalen»."""
SAID = "Skriv hva som ble sagt, og hva vi gjør videre. Da vet de andre det neste gang."


def thing(channel: str) -> str:
    """Return «møtet»."""
    return THINGS.get(channel, "samtalen")


def question(channel: str) -> str:
    """Return «Hvordan gikk møtet?»."""
    return f"Hvordan gikk {thing(channel)}?"


def how_it_went(dialogue_id: int, channel: str, name: str, when: date, today: date) -> Card:
    """Return the question, with the ways to write it down, to say that it came to nothing, and to move it."""
    asked = question(channel)
    planned = f"{thing(channel).capitalize()} med {name} var planlagt {day(when, today)}."
    value = str(dialogue_id)
    return Card(
        asked,
        (
            Paragraph(line(f"{planned} {SAID}")),
            Controls(
                (
                    Button(f"Loggfør {thing(channel)}", LOG, value, style="primary"),
                    Button("Ble ikke noe av", CALL_OFF, value),
                    DateButton("Flytt", MOVE, value),
                )
            ),
            Note(line("Du får spørsmålet fordi du hadde ansvaret for det.")),
        ),
        summary=f"{asked} {planned}",
    )


def thanks(channel: str, name: str) -> Card:
    """Return what stands there when it is answered."""
    said = f"Takk, du har svart om {thing(channel)} med {name}."
    return Card("Takk for svaret", (Paragraph(line(said)),), summary=said)


def row_buttons(occurrence_id: int) -> tuple[Button, Button]:
    """Return what may be done with a row that stands for a planned talk, instead of finishing it."""
    value = f"{BY_ROW}{occurrence_id}"
    return Button("Loggfør møtet", LOG, value, style="primary"), Button("Ble ikke noe av", CALL_OFF, value)
