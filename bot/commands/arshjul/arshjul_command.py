"""The answer to `/arshjul …`."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Item, Line, Note, Paragraph, Part, line
from bot.cards.card_errors import not_known, quoted
from bot.cards.help import ways_card
from bot.cards.words import MONTHS
from bot.commands.arrangement.plan_card import find_event
from bot.commands.arrangement.plan_card import plan_card as event_plan
from bot.commands.arshjul.new_wheel_entry import new_wheel_entry
from bot.commands.arshjul.open_card import OPEN_WORDS, open_card
from bot.commands.arshjul.wheel_cards import month_card
from bot.commands.arshjul.wheel_controls import SHOW, WheelControlValue, month_key
from bot.commands.arshjul.wheel_picture import PICTURE_WORDS, POSTER_WORDS, picture, poster
from bot.commands.arshjul.year_cards import year_card
from bot.commands.ask import Answer, Ask
from bot.commands.help_words import asks_for_help
from bot.commands.parse.clean import clean, fold, leading_word
from bot.commands.parse.fault import Fault
from bot.commands.parse.nearest_word import nearest
from bot.commands.parse.periods import Period, month_period, year_period
from bot.commands.parse.query import MAX_LENGTH
from bot.commands.parse.time import read_period
from bot.commands.planlegg import PLAN_WORDS, plan_card
from models.workspace.contacts import ContactRole

NEW = frozenset({"ny", "nytt", "nye"})
YEAR = frozenset({"ar", "aret", "hele aret"})
NOW = frozenset({"na", "i dag"})


def answer(ask: Ask, session: Session) -> Answer:  # noqa: PLR0911 - one a word
    """Return the month or year in the text (this month if there is none), or what the first word asks for.

    «ny» adds an entry, «planlegg» is the plan of next year, «bilde» draws the month or the year, and «åpent» says what
    can be influenced. The name of an event shows who goes and what is planned for it.
    """
    text = clean(ask.text)
    first, rest = leading_word(text), text.lstrip(" ?!.").partition(" ")[2]
    if asks_for_help(text):
        return ways_card("arshjul")
    if first in NEW | PLAN_WORDS:
        return new_wheel_entry(ask, rest, session) if first in NEW else plan_card(ask, session)
    if first in OPEN_WORDS:
        return _open(ask, session, rest)
    if any(fold(word) in PICTURE_WORDS for word in text.split()):
        return _picture(ask, session, text)
    period = _period(text, ask.today)
    if not isinstance(period, Period):
        event = find_event(ask, session, text) if ask.role is ContactRole.COLLEAGUE else None
        if event is not None:
            return event_plan(ask, session, event)
        return _not_understood(text, period, ask)
    if period.kind == "år":
        return year_card(ask, session, period.first.year)
    return month_card(ask, session, period.first.replace(day=1))


def _open(ask: Ask, session: Session, text: str) -> Card:
    """Return what can be influenced on the day or in the period of the text: today, if there is none."""
    written = text.strip(",.;:!?")
    if not written or fold(written) in NOW:
        return open_card(ask, session, None, "")
    period = read_period(written, ask.today) if len(written) <= MAX_LENGTH else None
    if isinstance(period, Period):
        return open_card(ask, session, period, written)
    hint = line(
        "Skriv en dag eller en periode, for eksempel ",
        Code("/arshjul åpent 1. mars"),
        " eller ",
        Code("/arshjul åpent i mars"),
        ".",
    )
    return _not_read(written, period, hint)


def _picture(ask: Ask, session: Session, text: str) -> Answer:
    """Return the picture, or the poster if that is asked for; without a period of this year."""
    words = text.split()
    rest = " ".join(word for word in words if fold(word) not in PICTURE_WORDS)
    period = _period(rest, ask.today) if rest else year_period(ask.today.year)
    if not isinstance(period, Period):
        hint = line(
            "Skriv et år eller en måned, for eksempel ",
            Code("/arshjul bilde 2027"),
            " eller ",
            Code("/arshjul bilde mars"),
            ".",
        )
        return _not_read(rest, period, hint)
    if any(fold(word) in POSTER_WORDS for word in words):
        return poster(ask, session, period.first.year)
    return picture(ask, session, period)


def _not_read(text: str, fault: Fault | None, hint: Line) -> Card:
    sentence = fault.text if fault else f"Jeg forstår ikke «{quoted(text)}»."
    card = Card("Det forsto jeg ikke", (Paragraph(line(sentence)), Note(hint)), summary=sentence)
    return card if fault else not_known(card, text, suggests=True)


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
    card = Card("Det forsto jeg ikke", (*parts, Note(hint)), summary=sentence)
    return card if period or fault else not_known(card, text, suggests=True)
