"""What a round tells of one delivery."""

from datetime import datetime

from bot.cards.card import Card
from content.frozen import frozen
from models.tables import Delivery, Destination, Workspace


@frozen
class Told:
    """One delivery: what, to whom, and why not where it was not sent. `card` is what was (or would be) sent."""

    state: str
    """As in `Delivery.state`; «planned» where it will be tried again."""
    kind: str
    key: str
    workspace: str
    """The platform's id of the workspace."""
    destination: str
    """The platform's id of the channel or the person."""
    due_at: datetime
    reason: str = ""
    card: Card | None = None
    retried: bool = False
    """True where sending it was tried, and is to be tried again."""

    @property
    def outcome(self) -> str:
        """Return the state, where «planned» is `retried` (it was tried) or `postponed` (until people are awake)."""
        if self.retried:
            return "retried"
        return "postponed" if self.state == "planned" else self.state


def told(
    delivery: Delivery, workspace: Workspace, destination: Destination, reason: str = "", card: Card | None = None
) -> Told:
    """Return what there is to tell of a delivery as its row stands."""
    return Told(
        delivery.state,
        delivery.kind,
        delivery.period_key,
        workspace.external_id,
        destination.address,
        delivery.due_at,
        reason or delivery.reason or "",
        card,
    )
