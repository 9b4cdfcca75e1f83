"""`/padriver høringer` and `/padriver saker`: what concerns us, with reasons; and what can be done with each."""

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.form import Form
from bot.cards.hearings import (
    ADD,
    ADD_DATE,
    CASES,
    DISMISS,
    EVERY,
    HEARINGS,
    MORE,
    NEXT,
    RELEVANT,
)
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.hearings.answering import CHOSEN
from bot.commands.hearings.lists import LISTS, listed
from bot.commands.parse.entries import MAX_TITLE, Entry
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_form import deadline_form
from models.official import matches
from models.official.relevance import official_matcher

PROPOSED = "Takk! Ordene som traff, står nå i "
NOT_CHANGED = ". De endres ikke av seg selv."


def hearings(ask: Ask, session: Session) -> Card:
    """Answer with what has a deadline and concerns us, the surest first, then by deadline."""
    return listed(ask, session, HEARINGS.name, 0)


def cases(ask: Ask, session: Session) -> Card:
    """Answer with the cases, questions and announced bills that concern us and have no deadline yet."""
    return listed(ask, session, CASES.name, 0)


def every_hearing(ask: Ask, session: Session) -> Card:
    """Answer with everything that has a deadline, also what does not concern us, by deadline."""
    return listed(ask, session, EVERY.name, 0)


def show_next(ask: Ask, press: Press, session: Session) -> Reply:
    """Show another part of a list."""
    name, _, offset = press.value.partition(":")
    if name not in LISTS or not offset.isdecimal():
        return Reply(card=stale())
    return Reply(card=listed(ask, session, name, int(offset)), replace=True)


def add(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a deadline with what is known of the item."""
    record = matches.item_at(session, press.value)
    if record is None:
        return Reply(card=stale())
    known = themes_of(ask.pack).names
    why = official_matcher(ask.pack.media).relevance(record)
    theme = next((each for each in why.themes if each in known), None)
    entry = Entry(record.title[:MAX_TITLE], record.deadline_on, theme, link=record.link or None)
    return deadline_form(ask, entry)


def more(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Do what was chosen behind «…»; what is not relevant for us makes the words that matched a proposal, no more."""
    if press.chosen == ADD_DATE:
        return add(ask, Press(press.value), session)
    if chosen := CHOSEN.get(press.chosen):
        return chosen(ask, Press(press.value), session)
    record = matches.item_at(session, press.value)
    if record is None or press.chosen != DISMISS:
        return Reply(card=stale())
    why = official_matcher(ask.pack.media).relevance(record)
    row = matches.judge(session, ask.workspace.id, record, why, ask.user_id, ask.now)
    noted = (PROPOSED, Code("/medie forslag"), NOT_CHANGED) if row.words else ("Den er lukket for oss.",)
    back = Controls((Button("Angre", RELEVANT, press.value),))
    card = Card("Ikke relevant", (Paragraph(line(*noted)), back), summary="Ikke relevant")
    return Reply(card=card, refresh=ask.message_id)


def relevant(ask: Ask, press: Press, session: Session) -> Reply:
    """Mark an item as relevant after all."""
    record = matches.item_at(session, press.value)
    if record is None:
        return Reply(card=stale())
    why = official_matcher(ask.pack.media).relevance(record)
    matches.judge(session, ask.workspace.id, record, why, None, ask.now)
    which = HEARINGS if record.deadline_on else CASES
    card = Card("Relevant likevel", (Paragraph(line("Den står igjen i ", Code(which.command), ".")),))
    return Reply(card=card, refresh=ask.message_id)


PRESSES: dict[str, PressHandler] = {ADD: add, MORE: more, RELEVANT: relevant, NEXT: show_next}
