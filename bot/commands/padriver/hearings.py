"""`/padriver høringer`: the open hearings and cases that concern us, with reasons."""

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card
from bot.cards.hearings import ShownHearing, hearings_card
from bot.commands.ask import Ask
from bot.commands.parse.entries import MAX_TITLE, Entry
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_controls import FORM
from bot.commands.shared.deadline_form import encode_entry
from models.media.matching.matcher import matcher_of
from models.occurrences.queries import by_key
from models.official.keys import key_of
from models.official.open_items import open_items
from models.official.relevance import Relevance, relevance
from models.official.sources import any_on
from models.tables import OfficialRecord


def hearings(ask: Ask, session: Session) -> Card:
    """Answer with what concerns us, the surest first, then by deadline."""
    matcher = matcher_of(ask.pack.media)
    found = [(each, relevance(each, matcher)) for each in open_items(session, ask.today)]
    likely = sorted((each for each in found if each[1].is_likely), key=lambda each: not each[1].is_certain)
    shown = [_shown(ask, session, *each) for each in likely]
    return hearings_card(shown, themes_of(ask.pack).names, ask.today, any_on(session))


def _shown(ask: Ask, session: Session, record: OfficialRecord, why: Relevance) -> ShownHearing:
    row = by_key(session, ask.workspace.id, key_of(record.kind, record.number))
    if row is not None and row.archived_at is None:
        return ShownHearing(record, why, None)
    theme = next((each for each in why.themes if each in themes_of(ask.pack).names), None)
    entry = Entry(record.title[:MAX_TITLE], record.deadline_on, theme, link=record.link or None)
    return ShownHearing(record, why, Button("Legg i fristene …", FORM, encode_entry(entry)))
