"""The answer to `/effekt …`: the year so far, a period or a theme; or a new effect."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.effekt.cards import help_card, log_card
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
SHOWN = 10


def answer(ask: Ask, session: Session) -> Answer:
    """Answer with the log, or write something in it where the text begins with «ny»."""
    first, _, rest = clean(ask.text).partition(" ")
    if fold(first) in NEW_WORDS:
        return new(ask, rest, session)
    if fold(first) in HELP_WORDS and not rest:
        return help_card()
    return _log(ask, session)


def see(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the log of the year."""
    del press
    return Reply(card=_log(ask, session))


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Take an effect out of the log."""
    row = take_out(session, ask.workspace.id, row_id(press.value), ask.now)
    said = "Det er tatt ut av loggen." if row else "Dette står ikke i loggen lenger."
    return Reply(card=removed(said), replace=True)


def _log(ask: Ask, session: Session) -> Card:
    themes = themes_of(ask.pack)
    query = parse_query(ask.text, ask.today, themes)
    if isinstance(query, Fault):
        return fault_card(query)
    if query != Query(period=query.period, themes=query.themes[:1]):
        return help_card(ask.text)
    period = _past(query.period, ask.today) or Period("år", date(ask.today.year, 1, 1), date(ask.today.year, 12, 31))
    theme = next(iter(query.themes), None)
    asked = Asked(period.first, period.last, theme)
    rows = find(session, ask.workspace.id, asked, SHOWN)
    counts = counted(session, ask.workspace.id, asked)
    told = ", ".join((period.told(ask.today), *([themes.name(theme)] if theme else [])))
    return log_card(ask.pack, told, counts, rows, clean(ask.text), ask.today)


def _past(period: Period | None, today: date) -> Period | None:
    """Return the period; a month that has not come yet is last year's."""
    if period is None or period.kind != "måned" or period.first <= today:
        return period
    return month_period(period.first.year - 1, period.first.month)
