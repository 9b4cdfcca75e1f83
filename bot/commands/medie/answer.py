"""Answers `/medie test <text>`: which themes a text is about, and why. The rest says what is not here yet."""

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.commands.budskap.names import comparable
from bot.commands.medie.cards import help_card, tried
from bot.commands.parse.clean import clean

TEST_WORDS = frozenset({"test", "prov", "teste"})


def answer(ask: Ask, session: Session) -> Card:
    """Answer `/medie [test <text>]`."""
    del session
    first, _, rest = clean(ask.text).partition(" ")
    if comparable(first[:20]) not in TEST_WORDS:
        return help_card(ask.pack.media, ask.text)
    return tried(ask.pack.media, rest) if rest else help_card(ask.pack.media)
