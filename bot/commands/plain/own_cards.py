"""The cards of a workspace's own cases, follow-ups and dialogues, as the one who asks may see them."""

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.followup import found
from bot.commands.ask import Ask
from bot.commands.interessenter.dialogue.dialogue_card import shown_dialogue
from bot.commands.plain.finding import FoundAnswer
from bot.commands.plain.own_work import CASE, DIALOGUE, FOLLOW_UP, dialogue_title, row_of
from bot.commands.sak.shown import card_of
from models.cases import cases
from models.followups import queries as followups
from models.register import history


def own_card(ask: Ask, session: Session, answer: FoundAnswer) -> Card | None:
    """Return the card of what was found; None if it is something else, or is not here any more."""
    workspace = ask.workspace
    match answer.kind:
        case kind if kind == CASE:
            case = cases.by_key(session, workspace.id, answer.id)
            return card_of(ask, session, case, None) if case else None
        case kind if kind == FOLLOW_UP:
            row = followups.by_id(session, workspace.id, row_of(answer.id))
            return found(row, workspace.zone, ask.today) if row else None
        case kind if kind == DIALOGUE:
            whole = history.dialogue(session, workspace.id, row_of(answer.id))
            if whole is None:
                return None
            title = dialogue_title(whole.spoken.dialogue, [each.name for each in whole.sides])
            return shown_dialogue(ask, title, whole)
    return None
