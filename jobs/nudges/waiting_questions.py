"""The questions that nobody has answered yet, for a person's Home: those the limit held back, and those asked in vain."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext
from jobs.nudges.questions import QUESTIONS, WAITS
from jobs.nudges.registry import kind_of
from models.db.in_list import in_list, literals
from models.tables import Delivery, Destination, Workspace
from models.workspace.preferences import GROUPS, preferences

KEPT = timedelta(days=90)
"""How long a question waits; what it asks about has then passed, or is asked about again."""
MOST = 5


class WaitingQuestion(NamedTuple):
    """A question: the id of its row in `delivery`, and what it says now."""

    delivery_id: int
    card: Card


def waiting_questions(
    session: Session, workspace: Workspace, pack: Pack, user_id: str, now: datetime
) -> list[WaitingQuestion]:
    """Return the questions to a person, and to the channels, that are unanswered now (aware); at most five."""
    found: list[WaitingQuestion] = []
    seen = set[tuple[str, str, str]]()
    for row, place in _rows(session, workspace, _places(session, workspace, user_id), now):
        subject = (place.address, row.kind, QUESTIONS[row.kind].subject(row.period_key))
        if subject in seen:
            continue
        seen.add(subject)
        card = _card(session, workspace, pack, row, place, now)
        if card is not None:
            found.append(WaitingQuestion(row.id, card))
        if len(found) == MOST:
            break
    return found


def waiting_question(
    session: Session, workspace: Workspace, pack: Pack, user_id: str, delivery_id: int, now: datetime
) -> Card | None:
    """Return what a question to a person, or to a channel, says now; None if it is answered, or is not theirs."""
    places = _places(session, workspace, user_id)
    return next(
        (
            _card(session, workspace, pack, row, place, now)
            for row, place in _rows(session, workspace, places, now)
            if row.id == delivery_id
        ),
        None,
    )


def _places(session: Session, workspace: Workspace, user_id: str) -> set[str]:
    manners = preferences(session, workspace)
    return {user_id, *filter(None, map(manners.channel, GROUPS))}


def _rows(
    session: Session, workspace: Workspace, places: Collection[str], now: datetime
) -> Iterator[tuple[Delivery, Destination]]:
    """Yield the questions to some places (the platform's ids) that are not to be sent any more, the newest first."""
    asked = {"workspace": workspace.id, "places": list(places), "since": now - KEPT}
    for row, place in session.execute(ROWS, asked).all():
        if row.state == "sent" or (row.reason or "").startswith(WAITS):
            yield row, place


def _card(
    session: Session, workspace: Workspace, pack: Pack, row: Delivery, place: Destination, now: datetime
) -> Card | None:
    external = place.is_external is True
    scene = NudgeContext.of(session, workspace, pack, row.period_key, place.address, now, is_external=external)
    found = kind_of(row.kind).composer(scene)
    return found if isinstance(found, Card) else None


ROWS = (
    select(Delivery, Destination)
    .join(Destination, Destination.id == Delivery.destination_id)
    .where(
        Delivery.workspace_id == bindparam("workspace"),
        in_list(Destination.address, "places"),
        Delivery.kind.in_(literals(QUESTIONS)),
        Delivery.state.in_(literals(("sent", "skipped"))),
        Delivery.due_at >= bindparam("since", type_=Delivery.due_at.type),
    )
    .order_by(Delivery.due_at.desc(), Delivery.id.desc())
)
