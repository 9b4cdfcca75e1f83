"""Being given a deadline: the question to the receiver, and the answer to the giver. Events plan both."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges import handover as cards
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, NudgeKind, when_awake
from models.occurrences.handover import Handover, handover
from models.workspace import outgoing

GIVEN_KIND = "frist_gitt"
ANSWER_KIND = "frist_svar"
ACCEPTED, BACK, TAKEN = "tatt", "tilbake", "overtatt"
WORTH_DAYS = timedelta(days=14)
GONE = Skip("fristen finnes ikke lenger")
SETTLED = Skip("gitt tilbake, tatt eller gjort i mellomtiden")


def plan_question(session: Session, workspace_id: int, change_id: int, receiver: str, now: datetime) -> None:
    """Plan the question to the person that a change made responsible."""
    outgoing.plan(session, workspace_id, "person", receiver, GIVEN_KIND, key_of(change_id, receiver), now)


def plan_answer(
    session: Session, workspace_id: int, change_id: int, to: str, what: str, by: str, now: datetime
) -> None:
    """Plan the message that `by` accepted a deadline, handed it back or took it over (`what`)."""
    outgoing.plan(session, workspace_id, "person", to, ANSWER_KIND, f"{change_id}:{what}:{by}", now)


def key_of(change_id: int, receiver: str) -> str:
    """Return the logical key of the question: the change, and the platform's id of the receiver."""
    return f"{change_id}:{receiver}"


def change_of(period_key: str) -> int:
    """Return the id of the change that a key is about; 0 if it is about none."""
    number = period_key.partition(":")[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def _given(scene: NudgeContext) -> Card | Skip:
    found = _handover(scene)
    if found is None:
        return GONE
    if found.is_open_for(scene.address):
        return cards.given(found.row, found.giver, found.change.id, scene.today)
    if scene.shown_at is None:
        return SETTLED
    if found.is_accepted and not found.is_undone and found.row.done_at is None:
        return cards.answered(found.row, found.giver, scene.today)
    return cards.settled(found.row)


def _answer(scene: NudgeContext) -> Card | Skip:
    found = _handover(scene)
    if found is None:
        return GONE
    _, what, by = (*scene.period_key.split(":", 2), "", "")[:3]
    if what == ACCEPTED:
        return cards.accepted(found.row, by, scene.today)
    if what == BACK:
        return cards.handed_back(found.row, by, scene.address, scene.today)
    return SETTLED if found.is_undone else cards.taken_over(found.row, by, scene.today)


def _handover(scene: NudgeContext) -> Handover | None:
    found = handover(scene.session, scene.workspace.id, change_of(scene.period_key))
    is_shown = found is not None and found.row.archived_at is None and found.row.id not in scene.left_out
    return found if is_shown else None


GIVEN = NudgeKind(
    kind=GIVEN_KIND,
    name="Frist du har fått",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=True,
    calendar=None,
    last_day=lambda day: day + WORTH_DAYS,
    hours=when_awake,
    composer=_given,
    likeness=None,
    alone=True,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=True,
)
ANSWER = NudgeKind(
    kind=ANSWER_KIND,
    name="Svar på en frist du ga bort",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=True,
    calendar=None,
    last_day=lambda day: day + WORTH_DAYS,
    hours=when_awake,
    composer=_answer,
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=True,
)
"""To the giver when the receiver answers, and to the person responsible when somebody takes it over."""
