"""The answer to `/interessenter …`: whom we know, what was said, and what was just said."""

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Button, Card, Code, Controls, Line, Paragraph, Part, line
from bot.cards.errors import quoted
from bot.commands.ask import Answer, Ask
from bot.commands.frister.listing import fault_card
from bot.commands.interessenter import found
from bot.commands.interessenter.asked import read_asked
from bot.commands.interessenter.asking import Statement
from bot.commands.interessenter.log import capture
from bot.commands.interessenter.named import named
from bot.commands.interessenter.person import NEW_FORM, new_form
from bot.commands.interessenter.shown import person_card
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import themes_of
from models.register.filters import Asked

HELP_WORDS = frozenset({"hjelp", "help", "?"})
NEW_WORDS = frozenset({"ny", "nytt", "nye"})
QUIET_WORD = "stille"
EXAMPLES = (
    ("/interessenter Nordmann", "hvem det er, siste samtale, hva vi skylder, og hva du kan si nå"),
    ("/interessenter tema:jernbane parti:Ap nivå:A", "alle som passer; også komite: og eier:"),
    ("/interessenter stille mine", "dem du eier som ingen har snakket med på lenge"),
    ("/interessenter møtte Kari Nordmann (Ap) om Rikstunnelen: positiv, vil ha faktaark innen fredag", "loggfør"),
    ("/interessenter skal ringe Ola Moe (NHO) fredag om strøm", "planlegg"),
    ("/interessenter ny Kari Nordmann (Ap)", "legg til en person"),
)


def answer(ask: Ask, session: Session) -> Answer:
    """Answer with a person, a list, or what was logged."""
    said = clean(ask.text)
    first, _, rest = said.partition(" ")
    word = fold(first)
    if word in HELP_WORDS and not rest:
        return help_card()
    if word in NEW_WORDS:
        return new_form(ask, named(rest))
    logged = capture(ask, session, Statement(said))
    if logged is not None:
        return logged
    asked = read_asked(said, themes_of(ask.pack), ask.user_id)
    if isinstance(asked, Fault):
        return fault_card(asked, "interessenter")
    if asked == Asked():
        return _overview(ask, session)
    who = found.answer(ask, session, asked)
    return who if isinstance(who, Card) else person_card(ask, session, who)


def help_card(text: str = "") -> Card:
    """Return what may be written after `/interessenter`; headed by what was not understood, if anything."""
    shown = quoted(text)
    unknown = f"Jeg forstår ikke «{shown}»." if shown else ""
    rows: tuple[Line, ...] = tuple(line(Code(said), f" – {why}") for said, why in EXAMPLES)
    first: tuple[Part, ...] = (Paragraph(line(unknown)),) if unknown else ()
    return Card("Slik bruker du interessentregisteret", (*first, Bullets(rows)), summary=unknown)


def _overview(ask: Ask, session: Session) -> Card:
    """Return one's own relations that have gone quiet, or what can be done where there are none."""
    mine = Asked(owner=ask.user_id, quiet=True)
    who = found.rows(ask, session, mine)
    if who:
        return found.list_card(ask, session, who, title="Dine relasjoner som er blitt stille")
    said = "Ingen av dine relasjoner er blitt stille." if found.rows(ask, session, Asked(owner=ask.user_id)) else ""
    add = Controls((Button("Ny person", NEW_FORM, "", style="primary"),))
    card = help_card()
    return Card("Interessenter", (*((Paragraph(line(said)),) if said else ()), *card.parts, add), summary=said)
