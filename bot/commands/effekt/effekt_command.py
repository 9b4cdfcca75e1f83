"""Answers `/effekt …`: the year so far, a period or a theme; a new effect, or the log as a file."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.card_errors import not_known
from bot.cards.file import File
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.effekt.chains import chain_part
from bot.commands.effekt.effect_cards import help_card, log_card, nothing_to_export, weighed
from bot.commands.effekt.effect_workbook import file_of
from bot.commands.effekt.new_effect import new_effect
from bot.commands.effekt.report import REPORT_WORDS, report_part
from bot.commands.help_words import asks_for_help
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.fault import Fault
from bot.commands.parse.numbers import row_id
from bot.commands.parse.past_query import PastQuery, read_past_query
from bot.commands.parse.themes import themes_of
from bot.commands.shared.effect_log import removed_card
from bot.commands.shared.presented_results import results_between
from bot.commands.shared.result_cards import fault_card
from models.followups.effects import EffectFilter, counted, exported, find
from models.followups.effects import undo as take_out

NEW_WORDS = frozenset({"ny", "nytt", "nye"})
CHAIN_WORDS = frozenset({"kjede", "kjeden", "kjeder", "kjedene"})
EXPORT_WORDS = frozenset({"eksport", "eksporter", "excel"})
SHOWN = 10
EXPORTED = 100_000
"""The most rows in a file: more than anybody logs in a lifetime, and fewer than a sheet holds."""


def answer(ask: Ask, session: Session) -> Answer:
    """Answer with the log, add to it («ny …»), return it as a file («eksport …» or «rapport …»), or show a chain («kjede …»)."""
    first, _, rest = clean(ask.text).partition(" ")
    if fold(first) in NEW_WORDS:
        return new_effect(ask, rest, session)
    if fold(first) in EXPORT_WORDS:
        return _export(ask, rest, session)
    if fold(first) in CHAIN_WORDS:
        return chain_part(ask, rest, session)
    if fold(first) in REPORT_WORDS:
        return report_part(ask, rest, session)
    if asks_for_help(ask.text):
        return help_card()
    return _log(ask, session)


def see(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the log of the year."""
    del press
    return Reply(card=_log(ask, session))


def save(ask: Ask, press: Press, session: Session) -> Reply:
    """Return the log that is shown as a file."""
    answered = _export(ask, press.value, session)
    return Reply(file=answered) if isinstance(answered, File) else Reply(card=answered)


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Take an effect out of the log."""
    row = take_out(session, ask.workspace.id, row_id(press.value), ask.now)
    sentence = "Det er tatt ut av loggen." if row else "Dette står ikke i loggen lenger."
    return Reply(card=removed_card(sentence), replace=True)


def _log(ask: Ask, session: Session) -> Card:
    past = _read(ask, ask.text)
    if isinstance(past, Card):
        return not_known(past, ask.text)
    rows = find(session, ask.workspace.id, _effect_filter(past), SHOWN)
    counts = counted(session, ask.workspace.id, _effect_filter(past))
    card = log_card(ask.pack, past.wording, counts, rows, clean(ask.text), ask.today)
    results = () if past.theme else results_between(ask, session, past.first, past.last)
    return replace(card, parts=(*card.parts, *results))


def _export(ask: Ask, text: str, session: Session) -> File | Card:
    past = _read(ask, text)
    if isinstance(past, Card):
        return past
    rows = exported(session, ask.workspace.id, _effect_filter(past), EXPORTED)
    counts = counted(session, ask.workspace.id, _effect_filter(past))
    if not rows:
        return nothing_to_export(past.wording)
    return file_of(ask.pack, past.wording, weighed(ask.pack, counts), rows)


def _read(ask: Ask, text: str) -> PastQuery | Card:
    past = read_past_query(text, ask.today, themes_of(ask.pack))
    if isinstance(past, Fault):
        return fault_card(past)
    return past or help_card(text)


def _effect_filter(past: PastQuery) -> EffectFilter:
    return EffectFilter(past.first, past.last, past.theme)
