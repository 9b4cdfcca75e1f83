"""Answers `/interessenter …`: searching the register, and logging a dialogue."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Note, Paragraph, Part, line
from bot.cards.card_errors import quoted
from bot.cards.help import ways_card
from bot.commands.ask import Answer, Ask
from bot.commands.help_words import asks_for_help
from bot.commands.interessenter.card import search_results
from bot.commands.interessenter.card.influence_chart import chart
from bot.commands.interessenter.card.person_form import NEW_FORM, new_form
from bot.commands.interessenter.card.stakeholder_card import person_card
from bot.commands.interessenter.dialogue.dialogue_log import from_message, log_line
from bot.commands.interessenter.dialogue.open_questions import Statement
from bot.commands.interessenter.dialogue.public_journal import journal_part
from bot.commands.interessenter.members.member_answers import members_answer, members_part
from bot.commands.interessenter.members.member_questions import member_question
from bot.commands.interessenter.merging import merging
from bot.commands.interessenter.names.people import parse_name
from bot.commands.interessenter.party_list import parties_part
from bot.commands.interessenter.privacy.person_privacy import access, deletion
from bot.commands.interessenter.privacy.register_readers import readers_part
from bot.commands.interessenter.privacy.register_review import review_part, waiting
from bot.commands.interessenter.register_filter import read_filter
from bot.commands.interessenter.storting_invitations import invitations_part, open_rounds_parts
from bot.commands.interessenter.storting_people import storting_part
from bot.commands.interessenter.workbook.register_export import export
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import themes_of
from bot.commands.shared.result_cards import fault_card
from models.register.filters import RegisterFilter
from models.register.seed import ensure

WORKBOOK = "Har dere kontaktene i et regneark? Send det til meg i en direktemelding, så viser jeg hva det endrer før noe skjer."


def answer(ask: Ask, session: Session) -> Answer:
    """Answer with a person, a list, or what was logged. The first request of a day synchronises the pack's entries."""
    ensure(session, ask.workspace, ask.pack, ask.now)
    if asks_for_help(ask.text):
        return help_card()
    text = clean(ask.text)
    first, _, rest = text.partition(" ")
    part = PARTS.get(fold(first))
    if part:
        return part(ask, rest, session)
    logged = log_line(ask, session, Statement(text))
    return (
        logged
        or members_answer(ask, text, session)
        or member_question(ask, text, session)
        or _search(ask, text, session)
    )


def _search(ask: Ask, text: str, session: Session) -> Answer:
    filters = read_filter(text, themes_of(ask.pack), ask.user_id)
    if isinstance(filters, Fault):
        return fault_card(filters, "interessenter")
    if filters == RegisterFilter():
        return _overview(ask, session)
    who = search_results.one_or_list(ask, session, filters)
    return who if isinstance(who, Card) else person_card(ask, session, who)


def _help(ask: Ask, rest: str, session: Session) -> Answer:
    del ask, session
    return help_card(rest)


def _new(ask: Ask, rest: str, session: Session) -> Answer:
    del session
    return new_form(ask, parse_name(rest))


def _log(ask: Ask, rest: str, session: Session) -> Answer:
    """Open the form of a dialogue; what is written after the word is the dialogue, if it can be read."""
    return (log_line(ask, session, Statement(rest)) if rest else None) or from_message(ask, rest, None)


def help_card(text: str = "") -> Card:
    """Return what can be written after `/interessenter`; headed by what was not understood, if anything."""
    shown = quoted(text)
    unknown = f"Jeg forstår ikke «{shown}»." if shown else ""
    first: tuple[Part, ...] = (Paragraph(line(unknown)),) if unknown else ()
    return ways_card("interessenter", first, (Note(line(WORKBOOK)),), summary=unknown)


def _overview(ask: Ask, session: Session) -> Card:
    """Return the asker's relations that have gone quiet, or the help if there are none."""
    mine = RegisterFilter(owner=ask.user_id, quiet=True)
    who = search_results.matching_rows(ask, session, mine)
    doubtful = (*open_rounds_parts(ask, session), *waiting(ask, session))
    if who:
        card = search_results.list_card(ask, session, who, title="Kontakter du ikke har snakket med på lenge")
        return replace(card, parts=(*card.parts, *doubtful))
    sentence = (
        "Du har snakket med alle du er ansvarlig for, i det siste."
        if search_results.matching_rows(ask, session, RegisterFilter(owner=ask.user_id))
        else ""
    )
    add = Controls((Button("Ny person", NEW_FORM, "", style="primary"),))
    card = help_card()
    return Card(
        "Interessenter",
        (*((Paragraph(line(sentence)),) if sentence else ()), *card.parts, *doubtful, add),
        summary=sentence,
    )


PARTS: Mapping[str, Callable[[Ask, str, Session], Answer]] = {
    "hjelp": _help,
    "help": _help,
    "?": _help,
    "ny": _new,
    "nytt": _new,
    "nye": _new,
    "loggfor": _log,
    "kart": chart,
    "eksport": export,
    "innsyn": access,
    "slett": deletion,
    "gjennomgang": review_part,
    "sla": merging,
    "journal": journal_part,
    "partier": parties_part,
    "partiene": parties_part,
    "stortinget": storting_part,
    "storting": storting_part,
    "moteinvitasjoner": invitations_part,
    "moteinvitasjon": invitations_part,
    "lesere": readers_part,
    "medlemmer": members_part,
    "medlemmene": members_part,
    "medlem": members_part,
    "medlemskommuner": members_part,
}
"""The parts by the first word, folded; each gets the rest of the line."""
