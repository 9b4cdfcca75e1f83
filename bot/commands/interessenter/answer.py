"""The answer to `/interessenter …`: whom we know, what was said, and what was just said."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Button, Card, Code, Controls, Line, Note, Paragraph, Part, line
from bot.cards.catalogue import listed
from bot.cards.errors import quoted
from bot.commands.ask import Answer, Ask
from bot.commands.frister.listing import fault_card
from bot.commands.interessenter import found
from bot.commands.interessenter.asked import read_asked
from bot.commands.interessenter.asking import Statement
from bot.commands.interessenter.chart import chart
from bot.commands.interessenter.export import export
from bot.commands.interessenter.journal import journal_part
from bot.commands.interessenter.log import capture
from bot.commands.interessenter.merging import merging
from bot.commands.interessenter.named import named
from bot.commands.interessenter.person import NEW_FORM, new_form
from bot.commands.interessenter.privacy import access, deletion
from bot.commands.interessenter.reading import readers_part
from bot.commands.interessenter.review import review_part, waiting
from bot.commands.interessenter.shown import person_card
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import themes_of
from models.register.filters import RegisterFilter
from models.register.seed import ensure

WORKBOOK = (
    "Har dere kontaktene i et regneark? Send det til meg når vi er alene, så viser jeg hva det endrer før noe skjer."
)


def answer(ask: Ask, session: Session) -> Answer:
    """Answer with a person, a list, or what was logged. The first to ask a day brings the pack's entries along."""
    ensure(session, ask.workspace, ask.pack, ask.now)
    said = clean(ask.text)
    first, _, rest = said.partition(" ")
    part = PARTS.get(fold(first))
    return part(ask, rest, session) if part else capture(ask, session, Statement(said)) or _found(ask, said, session)


def _found(ask: Ask, said: str, session: Session) -> Answer:
    asked = read_asked(said, themes_of(ask.pack), ask.user_id)
    if isinstance(asked, Fault):
        return fault_card(asked, "interessenter")
    if asked == RegisterFilter():
        return _overview(ask, session)
    who = found.answer(ask, session, asked)
    return who if isinstance(who, Card) else person_card(ask, session, who)


def _help(ask: Ask, rest: str, session: Session) -> Answer:
    del ask, session
    return help_card(rest)


def _new(ask: Ask, rest: str, session: Session) -> Answer:
    del session
    return new_form(ask, named(rest))


def help_card(text: str = "") -> Card:
    """Return what may be written after `/interessenter`; headed by what was not understood, if anything."""
    shown = quoted(text)
    unknown = f"Jeg forstår ikke «{shown}»." if shown else ""
    rows: tuple[Line, ...] = tuple(line(Code(said), f" – {why}") for said, why in listed("interessenter").ways)
    first: tuple[Part, ...] = (Paragraph(line(unknown)),) if unknown else ()
    return Card("Slik bruker du interessentregisteret", (*first, Bullets(rows), Note(line(WORKBOOK))), summary=unknown)


def _overview(ask: Ask, session: Session) -> Card:
    """Return one's own relations that have gone quiet, or what can be done where there are none."""
    mine = RegisterFilter(owner=ask.user_id, quiet=True)
    who = found.rows(ask, session, mine)
    doubtful = waiting(ask, session)
    if who:
        card = found.list_card(ask, session, who, title="Dine relasjoner som er blitt stille")
        return replace(card, parts=(*card.parts, *doubtful))
    said = (
        "Ingen av dine relasjoner er blitt stille."
        if found.rows(ask, session, RegisterFilter(owner=ask.user_id))
        else ""
    )
    add = Controls((Button("Ny person", NEW_FORM, "", style="primary"),))
    card = help_card()
    return Card(
        "Interessenter", (*((Paragraph(line(said)),) if said else ()), *card.parts, *doubtful, add), summary=said
    )


PARTS: Mapping[str, Callable[[Ask, str, Session], Answer]] = {
    "hjelp": _help,
    "help": _help,
    "?": _help,
    "ny": _new,
    "nytt": _new,
    "nye": _new,
    "kart": chart,
    "eksport": export,
    "innsyn": access,
    "slett": deletion,
    "gjennomgang": review_part,
    "sla": merging,
    "journal": journal_part,
    "lesere": readers_part,
}
"""What is answered by its first word, folded; the rest of the line goes with it."""
