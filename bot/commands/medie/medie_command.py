"""Answers `/medie test <text>`, `kilder`, `talspersoner`, `tall` and `forslag`; anything else with the help."""

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.card_errors import not_known
from bot.cards.help import ways_card
from bot.commands.ask import Ask
from bot.commands.help_words import asks_for_help
from bot.commands.medie.media_cards import help_card, trial_card
from bot.commands.medie.media_sources import of_alert, of_item, proposals_card, sources_card
from bot.commands.medie.own_feeds import add_source, remove_source
from bot.commands.medie.response_times import response_times
from bot.commands.medie.spokespersons import spokespersons
from bot.commands.parse.clean import clean, comparable
from models.media import alerts, feeds
from models.official import matches

TEST_WORDS = frozenset({"test", "prov", "teste"})
SOURCE_WORDS = frozenset({"kilder", "kilde", "nyhetskilder"})
NEW_WORDS = frozenset({"ny", "nytt"})
REMOVE_WORDS = frozenset({"fjern", "slett"})
NUMBER_WORDS = frozenset({"tall", "tid", "tider", "median"})
PROPOSAL_WORDS = frozenset({"forslag", "ord", "ordliste", "ordlisten"})
SPEAKER_WORDS = frozenset({"talspersoner", "talsperson", "talspersonar"})


def answer(ask: Ask, session: Session) -> Card:  # noqa: PLR0911 - one a word
    """Answer `/medie [test <text> | kilder [ny … | fjern …] | talspersoner [fjern] [<theme> <who>] | tall [<period>] | forslag]`."""
    if asks_for_help(ask.text):
        return ways_card("medie")
    first, _, rest = clean(ask.text).partition(" ")
    word = comparable(first[:20])
    if word in TEST_WORDS:
        return trial_card(ask.pack.media, rest) if rest else help_card(ask.pack.media)
    if word in SOURCE_WORDS:
        return _sources(ask, session, rest)
    if word in SPEAKER_WORDS:
        return spokespersons(ask, session, rest)
    if word in NUMBER_WORDS:
        return response_times(ask, session, rest)
    if word in PROPOSAL_WORDS and not rest:
        cases = [of_alert(each) for each in alerts.not_relevant(session, ask.workspace.id)]
        items = [of_item(*each) for each in matches.not_relevant(session, ask.workspace.id)]
        return proposals_card(ask.pack, [*items, *cases])
    card = help_card(ask.pack.media, ask.text)
    return not_known(card, ask.text) if word else card


def _sources(ask: Ask, session: Session, text: str) -> Card:
    if not text:
        return sources_card(ask.workspace, ask.pack, feeds.of(session, ask.workspace.id), ask.now)
    first, _, rest = text.partition(" ")
    word = comparable(first[:20])
    if word in NEW_WORDS:
        return add_source(ask, session, rest.strip())
    if word in REMOVE_WORDS:
        return remove_source(ask, session, rest)
    return help_card(ask.pack.media, ask.text)
