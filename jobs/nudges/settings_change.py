"""Who turned a kind on or off for everybody, in the channel where it comes: at once, since somebody has just done it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.settings_button import changed
from jobs.nudges.calendar import PLANNED
from jobs.nudges.context import NudgeContext
from jobs.nudges.followup import OVERDUE
from jobs.nudges.kind import ANY_CHANNEL, NudgeKind, at_any_hour
from models.tables import Workspace
from models.workspace import outgoing

KIND = "innstilling"
ON, OFF = "på", "av"
NAMES = {each.kind: each.name for each in (*PLANNED, OVERDUE)}
"""What people call the kinds that may be off for everybody."""


def plan_news(
    session: Session, workspace: Workspace, channel: str, kind: str, user_id: str, now: datetime, *, on: bool
) -> bool:
    """Plan the message that a person turned a kind on or off now, to a channel; False if it is planned already."""
    key = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}:{ON if on else OFF}:{kind}:{user_id}"
    return outgoing.plan(session, workspace.id, ANY_CHANNEL.to, channel, KIND, key, now)


def _compose(scene: NudgeContext) -> Card:
    _, state, kind, user_id = scene.period_key.split(":", 3)
    return changed(user_id, kind, NAMES.get(kind, kind), on=state == ON)


SETTINGS_CHANGE = NudgeKind(
    kind=KIND,
    name="Hvem som slo av eller på noe for alle",
    receiver=ANY_CHANNEL,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + timedelta(days=1),
    hours=at_any_hour,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    lasting=False,
)
