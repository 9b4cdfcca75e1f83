"""What `/padriver klarering` shows: which texts are drafts, cleared, out of use, or have something to settle first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Button, Card, Controls, Heading, Item, Note, Paragraph, Part, line
from bot.cards.clearing import status_line
from bot.cards.content_edit import CLEAR, EDIT, TO_CLEAR, entry_value
from bot.cards.words import amount, capital, listing
from bot.commands.ask import Ask
from content.clearing import OutwardText, outward_texts

TO_TAKE_BACK = "trekk"
MOST_ROWS = 12
DRAFT, CLEARED, RETIRED = "utkast", "klarert", "ute av bruk"


def overview(ask: Ask, session: Session) -> Card:
    """Answer `/padriver klarering`."""
    del session
    texts = outward_texts(ask.pack)
    unsettled = [each for each in texts if each.open_points and each.clearing.status != RETIRED]
    drafts = [each for each in texts if each.clearing.status == DRAFT and not each.open_points]
    cleared = [each for each in texts if each.clearing.status == CLEARED]
    retired = [each for each in texts if each.clearing.status == RETIRED]
    sentence = f"{capital(amount(len(cleared), 'tekst', 'tekster'))} er klarert, og {amount(len(drafts), 'er utkast', 'er utkast')}."
    buttons = (
        *((Button("Klarer tekster", CLEAR, TO_CLEAR, style="primary"),) if drafts else ()),
        *((Button("Trekk tilbake", CLEAR, TO_TAKE_BACK),) if texts else ()),
    )
    return Card(
        "Klarering",
        (
            Paragraph(line(sentence)),
            *_to_settle(unsettled),
            *_rows("Utkast", drafts, lambda each: line(each.label)),
            *_rows("Klarert", cleared, lambda each: line(f"{each.label}: ", *status_line(each.clearing))),
            *_rows("Ute av bruk", retired, lambda each: line(each.label)),
            *((Controls(buttons),) if buttons else ()),
            Note(line("Styret vedtar hovedbudskap, prioriteringer og krav. Lederen klarerer resten.")),
        ),
        summary=f"Klarering: {sentence}",
    )


def _to_settle(texts: Sequence[OutwardText]) -> tuple[Part, ...]:
    """Return what has to be settled before it can be cleared, with a button to change each text."""
    if not texts:
        return ()
    rows = (
        Item(
            line(f"{each.label}: {listing([f'«{point}»' for point in each.open_points])}"),
            (Button("Endre", EDIT, entry_value(each.file, each.entry)),),
        )
        for each in texts[:MOST_ROWS]
    )
    left = len(texts) - MOST_ROWS
    return (
        Heading(f"Må avklares først ({len(texts)})"),
        *rows,
        *((Note(line(f"… og {left} til")),) if left > 0 else ()),
    )


def _rows(heading: str, texts: Sequence[OutwardText], row: Any) -> tuple[Part, ...]:
    if not texts:
        return ()
    return (Heading(f"{heading} ({len(texts)})"), bullets(texts, row))


def bullets(texts: Sequence[OutwardText], row: Any) -> Bullets:
    """Return the first texts as a list, and how many more there are."""
    left = len(texts) - MOST_ROWS
    more = (line(f"… og {left} til"),) if left > 0 else ()
    return Bullets((*(row(each) for each in texts[:MOST_ROWS]), *more))
