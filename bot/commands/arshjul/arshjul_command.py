"""The answer to `/arshjul …`."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Item, Note, Paragraph, Part, line
from bot.cards.errors import quoted
from bot.commands.arshjul.new_wheel_entry import new_wheel_entry
from bot.commands.arshjul.wheel_cards import month_card, year_card
from bot.commands.arshjul.wheel_controls import SHOW, WheelControlValue, month_key
from bot.commands.ask import Answer, Ask
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.fault import Fault
from bot.commands.parse.nearest_word import nearest
from bot.commands.parse.periods import Period, month_period
from bot.commands.parse.query import MAX_LENGTH
from bot.commands.parse.time import read_period
from bot.commands.parse.vocabulary import MONTHS
from bot.commands.planlegg import PLAN_WORDS, plan_card

NEW = frozenset({"ny", "nytt", "nye"})
YEAR = frozenset({"ar", "aret", "hele aret"})


def answer(ask: Ask, session: Session) -> Answer:
    """Return the month or year in the text (this month if there is none), or the plan of next year.

    Text that begins with «ny» is a new entry.
    """
    text = clean(ask.text)
    first, _, rest = text.partition(" ")
    if fold(first) in NEW:
        return new_wheel_entry(ask, rest, session)
    if fold(first) in PLAN_WORDS:
        return plan_card(ask, session)
    period = _period(text, ask.today)
    if not isinstance(period, Period):
        return _not_understood(text, period, ask)
    if period.kind == "år":
        return year_card(ask, session, period.first.year)
    return month_card(ask, session, period.first.replace(day=1))


def _period(text: str, today: date) -> Period | Fault | None:
    if not text:
        return month_period(today.year, today.month)
    if len(text) > MAX_LENGTH:
        return None
    period = read_period(f"i {text}" if fold(text) in YEAR else text.strip(",.;:!?"), today)
    return None if isinstance(period, Period) and period.kind == "dager" else period


def _not_understood(text: str, fault: Fault | None, ask: Ask) -> Card:
    sentence = fault.text if fault else f"Jeg forstår ikke «{quoted(text)}»."
    near = nearest(text, MONTHS) if fault is None else None
    parts: tuple[Part, ...] = (Paragraph(line(sentence)),)
    period = read_period(near, ask.today) if near else None
    if near and isinstance(period, Period):
        button = Button(f"Vis {near}", SHOW, str(WheelControlValue(month_key(period.first))))
        parts = (Item(line(f"{sentence} Mente du «{near}»?"), (button,)),)
    hint = line(
        "Skriv en måned eller et år, for eksempel ", Code("/arshjul oktober"), " eller ", Code("/arshjul 2027"), "."
    )
    return Card("Det forsto jeg ikke", (*parts, Note(hint)), summary=sentence)
