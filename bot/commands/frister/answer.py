"""The answer to `/frister …`."""

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Card, Code, line
from bot.commands.ask import Answer, Ask
from bot.commands.frister.listing import list_card
from bot.commands.frister.new import new
from bot.commands.parse.clean import clean, fold
from bot.commands.snooze.waiting import asks_for_waiting, waiting_card

NEW = frozenset({"ny", "nytt", "nye"})
HELP = frozenset({"hjelp", "help", "?"})
EXAMPLES = (
    ("/frister", "det som er forfalt, og de neste 30 dagene"),
    ("/frister uke 41", "en uke; eller en måned, et kvartal, en dato, «mars–mai», «før jul» eller et antall dager"),
    ("/frister oktober jernbane", "en periode og et tema"),
    ("/frister statsbudsjett", "en kilde: statsbudsjett, ntp, årshjul, kalender, kampanje eller egne"),
    ("/frister mine", "dine egne; eller «forfalt», «ferdige» eller «alle»"),
    ("/frister på vent", "det dere ikke vil bli minnet om nå"),
    ("/frister gul bok", "det som inneholder ordene"),
    ("/frister ny 15.10 Innspill til transportkomiteen #jernbane", "legg til en frist"),
    ("/frister ny fredag kl. 12–13 Ring Bane NOR", "legg til en frist med klokkeslett"),
    ("/frister ny hver mandag Ukesmøte", "legg til noe som gjentas; eller «første onsdag i måneden», «hvert kvartal»"),
)


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
    return Card("Slik spør du om frister", (Bullets(tuple(line(Code(said), f" – {why}") for said, why in EXAMPLES)),))
