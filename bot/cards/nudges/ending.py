"""What became of it: the question about what is over and not ticked off, and the buttons of its rows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Button, Card, Code, Control, Controls, DateButton, Item, Line, Note, Paragraph, Part, line
from bot.cards.nudges.nudge_rows import row, what
from bot.cards.rows import Row, short_when
from bot.cards.words import amount, capital, day
from content.schema.pack import Pack
from models.tables import Occurrence

CALL_OFF, SHOW = "frist.nei", "frist.uten_svar"
MOST_ROWS = 8
TITLE = "Hva ble det til?"


@dataclass(frozen=True)
class Unanswered:
    """What people are asked about, the local day they are asked, and the day it is closed."""

    rows: Sequence[Occurrence]
    today: date
    closes_on: date
    before: int = 0
    """How much was asked about before, and has no answer yet."""

    @property
    def open(self) -> int:
        """Return how many have no answer."""
        return sum(each.done_at is None for each in self.rows)


def ending_buttons(of: Row, value: str) -> tuple[Control, ...]:
    """Return the three answers; `value` is the row's, as in `bot.commands.shared.deadline_controls`."""
    return (
        Button("Gjort", "frist.done", value, style="primary"),
        Button("Ble ikke noe av", CALL_OFF, value),
        DateButton("Flytt", "frist.move", value),
    ) if of.done_at is None else ()  # fmt: skip


def question(asked: Unanswered, pack: Pack) -> Card:
    """Return the question with all that has no answer, to the person who is responsible or to the channel."""
    if not asked.open:
        return answered()
    shown = asked.rows[:MOST_ROWS]
    left = len(asked.rows) - len(shown) + asked.before
    them = "det" if asked.open == 1 else "dem"
    said = f"{_points(asked.open)} er over, og ingen har krysset {them} av."
    more: tuple[Part, ...] = (Controls((Button(f"Vis {left} til uten svar", SHOW, ""),)),) if left else ()
    return Card(
        TITLE,
        (
            Paragraph(line(f"{said} Hva skjedde?")),
            *(_item(each, asked.today, pack) for each in shown),
            *more,
            Note(line(*_closing(asked))),
        ),
        summary=f"{TITLE} {said}",
    )


def first_list(asked: Unanswered) -> Card:
    """Return what leads to the list of all that was over when the product began to ask."""
    if not asked.open:
        return answered()
    gathered = "Det ligger i en liste" if asked.open == 1 else "Jeg har samlet dem i én liste"
    said = f"{_points(asked.open)} er over og ikke krysset av. {gathered}, så dere kan rydde."
    closing = "Ingenting lukkes før noen har åpnet lista, eller det har gått en måned. Etter det har dere 60 dager på å svare."
    return Card(
        "Rydd i det som er over",
        (
            Paragraph(line(said)),
            Controls((Button("Åpne lista", SHOW, "", style="primary"),)),
            Note(line(closing)),
        ),
        summary=said,
    )


def _points(number: int) -> str:
    return "Ett punkt" if number == 1 else capital(amount(number, "punkt", "punkter"))


def answered() -> Card:
    """Return what replaces the question when all of it has an answer."""
    said = "Alt i denne meldingen har fått et svar."
    return Card("Takk for svarene", (Paragraph(line(said)),), summary=said)


def _item(each: Occurrence, today: date, pack: Pack) -> Item:
    said = row(each, pack, short_when(each, today)) if each.done_at is None else what(each, pack)
    return Item(said, ending_buttons(each, json.dumps({"id": each.id})))


def _closing(asked: Unanswered) -> Line:
    closed = (
        f"Det som ikke har fått et svar innen {day(asked.closes_on, asked.today)}, lukker jeg som «ikke krysset av»."
    )
    return line(f"{closed} Du finner det igjen med ", Code("/frister ikke krysset av"), ".")
