"""The notice that a destination was turned off."""

from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.notice import notice
from jobs.composers.scene import Scene, Skip
from models.nudges.notice import address_of
from models.tables import Destination

MENDED = Skip("virker igjen")


def compose(scene: Scene) -> Card | Skip:
    """Return the notice, where the destination is still off (or the notice stands already)."""
    off = scene.session.scalar(
        select(Destination).where(
            Destination.workspace_id == scene.workspace.id, Destination.address == address_of(scene.period_key)
        )
    )
    if off is None or (off.off_since is None and scene.shown_at is None):
        return MENDED
    return notice(off)
