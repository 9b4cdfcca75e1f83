"""What a delivery says: from its row to a card, at the moment it is sent."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.greeting import greeting
from bot.cards.kinds import CHOSEN
from bot.cards.nudges.off import with_way_off
from content.schema.pack import Pack
from jobs.composers import (
    alert,
    campaign,
    deadlines,
    digest,
    followup,
    leader,
    met,
    notice,
    review,
    silence,
    sprint,
    wheel,
)
from jobs.composers.scene import Scene
from jobs.composers.scene import Skip as Skip  # noqa: PLC0414 - what `compose` answers, for those who ask it
from models.nudges.alert import KIND as ALERT_KIND
from models.nudges.campaign import CLOSING_KIND, MAIN_MESSAGE_KIND, OPENING_KIND, TALKING_POINT_KIND
from models.nudges.deadlines import KIND as DEADLINES_KIND
from models.nudges.deadlines import OWNER_KIND
from models.nudges.digest import KIND as DIGEST_KIND
from models.nudges.followup import GIVEN_KIND, HELP_KIND, OVERDUE_KIND, REMINDER_KIND
from models.nudges.followup import KIND as FOLLOWUP_KIND
from models.nudges.greeting import KIND as GREETING_KIND
from models.nudges.leader import KIND as LEADER_KIND
from models.nudges.met import KIND as MET_KIND
from models.nudges.notice import KIND as NOTICE_KIND
from models.nudges.review import KIND as REVIEW_KIND
from models.nudges.silence import KIND as SILENCE_KIND
from models.nudges.sprint import KIND as SPRINT_KIND
from models.nudges.wheel import KIND as WHEEL_KIND
from models.tables import Workspace

Composer = Callable[[Scene], Card | Skip]
_TOLD: dict[str, Composer] = {
    DIGEST_KIND: digest.compose,
    WHEEL_KIND: wheel.compose,
    OPENING_KIND: campaign.opening,
    TALKING_POINT_KIND: campaign.talking_point,
    MAIN_MESSAGE_KIND: campaign.main_message,
    CLOSING_KIND: campaign.closing,
    DEADLINES_KIND: deadlines.to_channel,
    OWNER_KIND: deadlines.to_owner,
    FOLLOWUP_KIND: followup.in_thread,
    REMINDER_KIND: followup.reminder,
    OVERDUE_KIND: followup.overdue,
    HELP_KIND: followup.help_wanted,
    GIVEN_KIND: followup.given,
    ALERT_KIND: alert.compose,
    SPRINT_KIND: sprint.compose,
    SILENCE_KIND: silence.compose,
    MET_KIND: met.compose,
    REVIEW_KIND: review.compose,
    GREETING_KIND: lambda scene: greeting(scene.manners),
    LEADER_KIND: leader.compose,
    NOTICE_KIND: notice.compose,
}


def _with_way_off(kind: str, told: Composer) -> Composer:
    def compose_it(scene: Scene) -> Card | Skip:
        card = told(scene)
        return card if isinstance(card, Skip) else with_way_off(card, kind)

    return compose_it


COMPOSERS: dict[str, Composer] = {
    kind: _with_way_off(kind, told) if kind in CHOSEN else told for kind, told in _TOLD.items()
}


def compose(  # noqa: PLR0913, PLR0917 - a delivery's row, and the world around it
    session: Session,
    workspace: Workspace,
    pack: Pack,
    delivery_kind: str,
    period_key: str,
    address: str,
    now: datetime,
    shown_at: datetime | None = None,
    is_external: bool = False,
) -> Card | Skip:
    """Return the card of a nudge, or why there is nothing to say.

    `now` (aware) is when it is sent. A message that is composed again passes when it was sent as `shown_at`: it then
    speaks of that day, and keeps the rows that were done since. `is_external`: people of other organisations read the
    channel. Raises `KeyError` for a kind that does not exist.
    """
    return COMPOSERS[delivery_kind](Scene.of(session, workspace, pack, period_key, address, now, shown_at, is_external))
