"""What the state budget gave us and did not, on the cards that say what we do about it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.commands.budskap.targets import BudgetNow, StepOf, Target
from bot.commands.shared.presented_results import missing_in

LAST_QUARTER = 4
"""The budget of the next year is presented in it."""


def with_missing(ask: Ask, session: Session, card: Card, target: Target) -> Card:
    """Return the card of the budget, or of the campaign's step about it, with what the budget gave us and did not."""
    match target:
        case StepOf(campaign, step) if step.quarter == LAST_QUARTER:
            missing = missing_in(ask, session, campaign.year + 1)
        case BudgetNow():
            missing = missing_in(ask, session)
        case _:
            return card
    return replace(card, parts=(*card.parts, *missing))
