"""`/padriver høringer`: the open hearings and cases that concern us, with reasons; and what can be done with each."""

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Paragraph, line
from bot.cards.errors import stale
from bot.cards.form import Form
from bot.cards.hearings import ADD, DISMISS, MORE, RELEVANT, ShownHearing, hearings_card
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.parse.entries import MAX_TITLE, Entry
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_form import deadline_form
from jobs.nudges.hearings import in_order
from models.occurrences.queries import by_key
from models.official import matches
from models.official.items import ItemKind
from models.official.open_items import open_items
from models.official.own import key_of
from models.official.relevance import names_of, official_matcher
from models.official.sources import any_on
from models.tables import OfficialRecord

PROPOSED = "Takk! Ordene som traff, står nå i "
NOT_CHANGED = ". De endres ikke av seg selv."


def hearings(ask: Ask, session: Session) -> Card:
    """Answer with what concerns us, the surest first, then by deadline. What people have dismissed is left out."""
    matcher = official_matcher(ask.pack.media)
    dismissed = matches.dismissed(session, ask.workspace.id)
    by_case = matches.hearings_of_cases(session)
    found = [
        (each, matcher.relevance(each))
        for each in open_items(session, ask.today)
        if matches.key_of(each) not in dismissed and not (each.kind == ItemKind.CASE.value and each.number in by_case)
    ]
    shown = [ShownHearing(each, why, is_added=_is_added(ask, session, each)) for each, why in found if why.is_likely]
    return hearings_card(in_order(shown), names_of(ask.pack.media), ask.today, any_on(session))


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


def more(ask: Ask, press: Press, session: Session) -> Reply:
    """Mark an item as not relevant for us; the words that matched become a proposal, and nothing else changes."""
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
    card = Card("Relevant likevel", (Paragraph(line("Den står igjen i ", Code("/padriver høringer"), ".")),))
    return Reply(card=card, refresh=ask.message_id)


def _is_added(ask: Ask, session: Session, record: OfficialRecord) -> bool:
    row = by_key(session, ask.workspace.id, key_of(record.kind, record.number))
    return row is not None and row.archived_at is None


PRESSES: dict[str, PressHandler] = {ADD: add, MORE: more, RELEVANT: relevant}
