"""Answers `/frister …`."""

from sqlalchemy.orm import Session

from bot.cards.help import ways_card
from bot.commands.ask import Answer, Ask
from bot.commands.frister import subscription
from bot.commands.frister.deadline_list import list_card
from bot.commands.frister.deadline_workbook import EXPORT_WORDS, export
from bot.commands.frister.meeting_plan import PLAN_WORDS, plan_card
from bot.commands.frister.new_deadline import new_deadline
from bot.commands.frister.snoozing import asks_for_snoozed, snoozed_card
from bot.commands.help_words import asks_for_help
from bot.commands.parse.clean import clean, fold, leading_word

NEW = frozenset({"ny", "nytt", "nye"})


def answer(ask: Ask, session: Session) -> Answer:
    """Return the deadlines that match the text, or what its first word asks for: «ny», «abonner», «eksport»."""
    first, _, rest = clean(ask.text).partition(" ")
    if fold(first) in NEW:
        return new_deadline(ask, rest, session)
    if asks_for_help(ask.text):
        return ways_card("frister")
    return _of_leading_word(ask, session) or list_card(ask, session, ask.text)


def _of_leading_word(ask: Ask, session: Session) -> Answer | None:
    """Return what the first word asks for; None if it is part of a question about deadlines."""
    first, rest = leading_word(ask.text), clean(ask.text).strip(" ?!.").partition(" ")[2]
    if first in subscription.WORDS:
        return subscription.subscription(ask, rest, session)
    if first in EXPORT_WORDS:
        return export(ask, rest, session)
    if first in PLAN_WORDS and not rest:
        return plan_card(ask, session)
    return snoozed_card(ask, session) if asks_for_snoozed(ask.text) else None
