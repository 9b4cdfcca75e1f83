"""`/padriver status`: what the database tells of a workspace."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.status import Status, Trouble, status_card
from bot.commands.ask import Ask
from bot.commands.padriver.deciding import ask_the_operator
from models.administrators import administrators
from models.feeds import ailing
from models.manners import Manners, manners
from models.nudges.quiet import Away
from models.nudges.upcoming import upcoming
from models.tables import Delivery, Destination, Occurrence

TROUBLE_DAYS = 30
MOST_TROUBLE = 5


def status(ask: Ask, session: Session) -> Card:
    """Answer with the settings, the last of each nudge, and what needs a person."""
    workspace_id = ask.workspace.id
    wanted = manners(session, ask.workspace)
    occurrences, done = session.execute(
        select(func.count(), func.count(Occurrence.done_at)).where(
            Occurrence.workspace_id == workspace_id, Occurrence.archived_at.is_(None)
        )
    ).one()
    last = select(Delivery.kind, func.max(Delivery.sent_at)).where(
        Delivery.workspace_id == workspace_id, Delivery.state == "sent"
    )
    sent = [(kind, at) for kind, at in session.execute(last.group_by(Delivery.kind)) if at is not None]
    waiting = select(func.count()).where(
        Delivery.workspace_id == workspace_id, Delivery.state.in_(("planned", "sending"))
    )
    off = select(Destination).where(Destination.workspace_id == workspace_id, Destination.off_since.is_not(None))
    found = Status(
        occurrences=occurrences,
        done=done,
        last_sent=tuple(sorted(sent, key=lambda row: row[1], reverse=True)),
        waiting=session.scalar(waiting) or 0,
        trouble=_trouble(ask, session),
        off=tuple(session.scalars(off.order_by(Destination.id))),
        next_up=upcoming(session, wanted, ask.pack, ask.now),
        pauses=_pauses(wanted, ask),
        administrators=administrators(session, ask.workspace),
        unled=ask_the_operator(ask, ask.workspace),
        faults=ask.pack.faults,
        feeds=tuple(ailing(session, ask.workspace, ask.now)),
    )
    return status_card(wanted, found, ask.now)


def _pauses(wanted: Manners, ask: Ask) -> tuple[Away, ...]:
    return tuple(pause for pause in wanted.rest(ask.user_id).pauses if pause.last >= ask.today)


def _trouble(ask: Ask, session: Session) -> tuple[Trouble, ...]:
    wanted = (
        select(Delivery)
        .where(
            Delivery.workspace_id == ask.workspace.id,
            Delivery.state.in_(("failed", "unknown")),
            Delivery.due_at > ask.now - timedelta(days=TROUBLE_DAYS),
        )
        .order_by(Delivery.due_at.desc(), Delivery.id.desc())
        .limit(MOST_TROUBLE)
    )
    return tuple(
        Trouble(each.kind, each.due_at, each.reason, each.state == "unknown") for each in session.scalars(wanted)
    )
