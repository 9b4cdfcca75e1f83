"""The answer to `/effekt …`: the year so far, a period or a theme; a new effect, or the log as a file."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.file import File
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.effekt.cards import help_card, log_card, nothing_to_export, weighed
from bot.commands.effekt.export import file_of
from bot.commands.effekt.new import new
from bot.commands.effekt.written import removed
from bot.commands.frister.listing import fault_card
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.fault import Fault
from bot.commands.parse.numbers import row_id
from bot.commands.parse.periods import Period, month_period
from bot.commands.parse.queries import parse_query
from bot.commands.parse.query import Query
from bot.commands.parse.themes import themes_of
from models.effects import Asked, counted, find
from models.effects import undo as take_out

NEW_WORDS = frozenset({"ny", "nytt", "nye"})
HELP_WORDS = frozenset({"hjelp", "help", "?"})
EXPORT_WORDS = frozenset({"eksport", "eksporter", "excel"})
SHOWN = 10
EXPORTED = 100_000
"""More than anybody writes down in a lifetime, and less than a sheet holds."""


def answer(ask: Ask, session: Session) -> Answer:
    """Answer with the log, write something in it («ny …»), or give it as a file («eksport …»)."""
    first, _, rest = clean(ask.text).partition(" ")
    if fold(first) in NEW_WORDS:
        return new(ask, rest, session)
    if fold(first) in EXPORT_WORDS:
        return _export(ask, rest, session)
    if fold(first) in HELP_WORDS and not rest:
        return help_card()
    return _log(ask, session)


def see(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the log of the year."""
    del press
    return Reply(card=_log(ask, session))


def save(ask: Ask, press: Press, session: Session) -> Reply:
    """Give the log that is shown as a file."""
    answered = _export(ask, press.value, session)
    return Reply(file=answered) if isinstance(answered, File) else Reply(card=answered)


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Take an effect out of the log."""
    row = take_out(session, ask.workspace.id, row_id(press.value), ask.now)
    said = "Det er tatt ut av loggen." if row else "Dette står ikke i loggen lenger."
    return Reply(card=removed(said), replace=True)


@dataclass(frozen=True)
class _Question:
    """What of the log is asked for, and the same in words."""

    asked: Asked
    told: str


def _log(ask: Ask, session: Session) -> Card:
    question = _read(ask, ask.text)
    if isinstance(question, Card):
        return question
    rows = find(session, ask.workspace.id, question.asked, SHOWN)
    counts = counted(session, ask.workspace.id, question.asked)
    return log_card(ask.pack, question.told, counts, rows, clean(ask.text), ask.today)


def _export(ask: Ask, text: str, session: Session) -> File | Card:
    question = _read(ask, text)
    if isinstance(question, Card):
        return question
    rows = find(session, ask.workspace.id, question.asked, EXPORTED)
    counts = counted(session, ask.workspace.id, question.asked)
    if not rows:
        return nothing_to_export(question.told)
    return file_of(ask.pack, question.told, weighed(ask.pack, counts), rows)


def _read(ask: Ask, text: str) -> _Question | Card:
    themes = themes_of(ask.pack)
    query = parse_query(text, ask.today, themes)
    if isinstance(query, Fault):
        return fault_card(query, "effekt")
    if query != Query(period=query.period, themes=query.themes[:1]):
        return help_card(text)
    period = _past(query.period, ask.today) or Period("år", date(ask.today.year, 1, 1), date(ask.today.year, 12, 31))
    theme = next(iter(query.themes), None)
    told = ", ".join((period.told(ask.today), *([themes.name(theme)] if theme else [])))
    return _Question(Asked(period.first, period.last, theme), told)


def _past(period: Period | None, today: date) -> Period | None:
    """Return the period; a month that has not come yet is last year's."""
    if period is None or period.kind != "måned" or period.first <= today:
        return period
    return month_period(period.first.year - 1, period.first.month)
