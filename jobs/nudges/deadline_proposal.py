"""A deadline that somebody's own assistant has proposed: the person is asked at once, and adds it or does not.

It is planned when the assistant proposes it (`models.workspace.deadline_proposals`).
"""

from bot.cards.card import Card
from bot.cards.nudges import deadline_proposal as cards
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, NudgeKind, at_any_hour
from jobs.nudges.met import id_in
from models.workspace.deadline_proposals import GOOD_FOR, is_open, proposal
from models.workspace.nudge_kinds import PROPOSED


def _compose(scene: NudgeContext) -> Card | Skip:
    row = proposal(scene.session, scene.workspace.id, scene.address, id_in(scene.period_key))
    if row is None:
        return Skip("forslaget finnes ikke lenger")
    if is_open(row, scene.now):
        return cards.proposed(row)
    return cards.settled(row) if scene.shown_at else Skip("har svart allerede")


PROPOSAL = NudgeKind(
    kind=PROPOSED,
    name="Frist som assistenten din foreslår",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + GOOD_FOR,
    hours=at_any_hour,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=True,
)
