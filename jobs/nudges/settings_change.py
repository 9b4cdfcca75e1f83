"""Who changed the settings for everybody, in the channel: at once, since somebody has just done it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.turn_off import changed
from bot.cards.settings_in_words import changed_in_form
from jobs.nudges.calendar import PLANNED
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.followup import OVERDUE
from jobs.nudges.kind import ANY_CHANNEL, NudgeKind, at_any_hour
from models.tables import Audit, Workspace
from models.workspace import outgoing
from models.workspace.audit import noted_as

KIND = "innstilling"
ON, OFF = "på", "av"
FORM = "skjema"
"""The state in the key of a change by the form, which is followed by the id of its row in the log."""
NO_LONGER = Skip("endringen er ikke i loggen lenger")
NAMES = {each.kind: each.name for each in (*PLANNED, OVERDUE)}
"""What people call the kinds that may be off for everybody."""


def plan_news(
    session: Session, workspace: Workspace, channel: str, kind: str, user_id: str, now: datetime, *, on: bool
) -> bool:
    """Plan the message that a person turned a kind on or off now, to a channel; False if it is planned already."""
    key = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}:{ON if on else OFF}:{kind}:{user_id}"
    return outgoing.plan(session, workspace.id, ANY_CHANNEL.to, channel, KIND, key, now)


def plan_changes(session: Session, workspace: Workspace, audit: Audit, now: datetime) -> bool:
    """Plan the message of a change by the form, to the shared channel; False if none is chosen."""
    key = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}:{FORM}:{audit.id}:{audit.user_id}"
    channel = workspace.shared_channel
    return channel is not None and outgoing.plan(session, workspace.id, ANY_CHANNEL.to, channel, KIND, key, now)


def _compose(scene: NudgeContext) -> Card | Skip:
    _, state, kind, user_id = scene.period_key.split(":", 3)
    if state == FORM:
        number = int(kind) if kind.isascii() and kind.isdigit() else 0
        audit = noted_as(scene.session, scene.workspace.id, number)
        return changed_in_form(user_id, NAMES, audit.before, audit.after) if audit else NO_LONGER
    return changed(user_id, kind, NAMES.get(kind, kind), on=state == ON)


SETTINGS_CHANGE = NudgeKind(
    kind=KIND,
    name="Hvem som endret innstillinger for alle",
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
    may_be_mailed=False,
    lasting=False,
)
