"""A card as plain text, and its subject."""

from dataclasses import replace

from bot.cards.card import Card, Controls, Item, Part, with_lines
from bot.cards.cutting import clean, one_line
from bot.cards.text import render_text
from bot.mail.names import MailNames

SUBJECT = 150
"""The longest subject: most programs show less than half of it."""


def subject_of(card: Card) -> str:
    """Return the subject of a card's mail, on one line."""
    return one_line(card.summary or card.title, SUBJECT)


def shown_parts(card: Card, names: MailNames) -> tuple[Part, ...]:
    """Return the parts of a card that a mail shows: without controls, and with names in place of mentions."""
    return tuple(
        with_lines(replace(part, controls=()) if isinstance(part, Item) else part, names.plain)
        for part in card.parts
        if not isinstance(part, Controls)
    )


def render_plain(card: Card, names: MailNames, footer: str = "") -> str:
    """Return a card as plain text, with a footer below a line of its own."""
    text = clean(render_text(Card(card.title, shown_parts(card, names))))
    return f"{text}\n\n-- \n{footer}\n" if footer else f"{text}\n"
