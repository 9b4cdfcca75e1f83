"""The answer to `/frister …`."""

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Card, Code, line
from bot.cards.catalogue import listed
from bot.commands.ask import Answer, Ask
from bot.commands.frister.listing import list_card
from bot.commands.frister.new import new
from bot.commands.parse.clean import clean, fold
from bot.commands.snooze.waiting import asks_for_waiting, waiting_card

NEW = frozenset({"ny", "nytt", "nye"})
HELP = frozenset({"hjelp", "help", "?"})


def answer(ask: Ask, session: Session) -> Answer:
    """Return the deadlines asked for, or add one where the text begins with «ny»."""
    first, _, rest = clean(ask.text).partition(" ")
    if fold(first) in NEW:
        return new(ask, rest, session)
    if fold(first) in HELP and not rest:
        return help_card()
    if asks_for_waiting(ask.text):
        return waiting_card(ask, session)
    return list_card(ask, session, ask.text)


def help_card() -> Card:
    """Return what may be written after `/frister`."""
    rows = tuple(line(Code(said), f" – {why}") for said, why in listed("frister").ways)
    return Card("Slik spør du om frister", (Bullets(rows),))
