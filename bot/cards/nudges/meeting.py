"""The question of how a planned talk went, to the person who had it, and the buttons of its row among the deadlines."""

from collections.abc import Mapping
from datetime import date

from bot.cards.card import Button, Card, Controls, DateButton, Note, Paragraph, line
from bot.cards.words import day

LOG, CALL_OFF, MOVE = "interessent.gikk", "interessent.ble_ikke", "interessent.gikk_flytt"
BY_ROW = "frist "
"""Prefix of a control's value that holds the id of the row among the deadlines, not of the dialogue."""
THINGS: Mapping[str, str] = {"møte": "møtet", "besøk": "besøket"}
"""The definite form of a talk's name, by its channel; others are «samtalen»."""
SAID = "Skriv hva som ble sagt, og hva vi gjør videre. Da vet de andre det neste gang."


def thing(channel: str) -> str:
    """Return «møtet»."""
    return THINGS.get(channel, "samtalen")


def question(channel: str) -> str:
    """Return «Hvordan gikk møtet?»."""
    return f"Hvordan gikk {thing(channel)}?"


def how_it_went(dialogue_id: int, channel: str, name: str, when: date, today: date) -> Card:
    """Return the question, with buttons to log the talk, to say that it did not take place, and to move it."""
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
    """Return what replaces the question when it is answered."""
    said = f"Takk, du har svart om {thing(channel)} med {name}."
    return Card("Takk for svaret", (Paragraph(line(said)),), summary=said)


def row_buttons(occurrence_id: int) -> tuple[Button, Button]:
    """Return the buttons of the row of a planned talk, which replace «Ferdig»."""
    value = f"{BY_ROW}{occurrence_id}"
    return Button("Loggfør møtet", LOG, value, style="primary"), Button("Ble ikke noe av", CALL_OFF, value)
