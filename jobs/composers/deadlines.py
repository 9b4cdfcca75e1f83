"""The morning's deadlines."""

from bot.cards.card import Card
from bot.cards.nudges.deadlines import BACK, OVERDUE, all_moved, deadlines, near_groups
from bot.cards.nudges.late import Late
from bot.cards.nudges.rows import Group
from jobs.composers.scene import Scene, Skip
from models.manners import ALL
from models.nudges.deadlines import day_of
from models.nudges.mornings import morning_of

NOTHING = Skip("ingen frister å si fra om")


def to_channel(scene: Scene) -> Card | Skip:
    """Return the morning's deadlines for everyone."""
    return _compose(scene, owner=None)


def to_owner(scene: Scene) -> Card | Skip:
    """Return the morning's deadlines for the person who owns them."""
    return _compose(scene, owner=scene.address)


def _compose(scene: Scene, owner: str | None) -> Card | Skip:
    day = day_of(scene.period_key)
    told = morning_of(scene.session, scene.manners, day, owner, scene.shown_at, scene.left_out)
    if not told.tells:
        return NOTHING if scene.shown_at is None else all_moved(day, own=owner is not None)
    groups = (
        Group(OVERDUE, told.overdue),
        *near_groups(told.near, day),
        Group("Om en ukes tid", told.week),
        Group("Om to ukers tid", told.fortnight),
        Group(BACK, told.back),
    )
    held = {} if scene.shown_at is None else {each: hold.until for each, hold in scene.held(owner or ALL).items()}
    late = Late(told.followups, scene.workspace.media_channel, scene.workspace.zone)
    return deadlines(groups, scene.pack, day, own=owner is not None, held=held, late=late)
