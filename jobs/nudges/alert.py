"""A case in the media: one message for each, or one for many at once.

The calendar plans none of them: each is planned when a feed or another app posts it, and waits for the workspace's
own hours.
"""

from datetime import datetime, timedelta

from bot.cards.alert import alert_card, many_card
from bot.cards.card import Card
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import MEDIA_CHANNEL, NudgeKind, when_awake
from models.followups.queries import newest_of
from models.media.alerts import NOT_RELEVANT, by_id, together
from models.media.press_cases import alert_of, case_of, many_of
from models.media.spokespersons import by_theme
from models.tables import FollowUp
from models.workspace.nudge_kinds import ALERT as KIND
from models.workspace.preferences import Preferences

LONGEST_REST = timedelta(days=5)
"""Easter is five quiet days: what came before it is posted when it is over."""
GONE = Skip("saken finnes ikke lenger")


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the card of one case in its current state, or of everything that came at once."""
    alert_id = alert_of(scene.period_key)
    if alert_id is None:
        rows = together(scene.session, scene.workspace.id, *many_of(scene.period_key))
        return many_card(rows) if rows else GONE
    row = by_id(scene.session, scene.workspace.id, alert_id)
    if row is None:
        return GONE
    if row.state == NOT_RELEVANT and scene.shown_at is None:
        return Skip("saken er ikke relevant")
    chosen = by_theme(scene.session, scene.workspace.id)
    taken, zone = _taken(scene, alert_id), scene.workspace.zone
    return alert_card(row, taken, chosen, scene.pack, zone, scene.today, can_edit=not scene.is_external)


def _taken(scene: NudgeContext, alert_id: int) -> FollowUp | None:
    case = case_of(scene.session, scene.workspace.id, alert_id)
    return newest_of(scene.session, scene.workspace.id, case.channel, case.message) if case else None


def media_hours(manners: Preferences, user_id: str, now: datetime) -> datetime:
    """Return when a case may be posted: in evenings and weekends too if the workspace wants that, never in a pause."""
    today = now.astimezone(manners.workspace.zone).date()
    if manners.hears_at_once and manners.rest(user_id).pause_on(today) is None:
        return now
    return when_awake(manners, user_id, now)


ALERT = NudgeKind(
    kind=KIND,
    name="Mediesak",
    receiver=MEDIA_CHANNEL,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + LONGEST_REST,
    hours=media_hours,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=False,
)
