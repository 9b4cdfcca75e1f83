"""What a composer may look at, and what it answers where there is nothing to say."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models.tables import Occurrence, Workspace


@dataclass(frozen=True)
class Skip:
    """There is nothing to send, and why (bokmål)."""

    reason: str


@dataclass(frozen=True)
class Scene:
    """A nudge to compose. `today` is local; `shown_at` is when the message was sent, where it stands already."""

    session: Session
    workspace: Workspace
    pack: Pack
    period_key: str
    address: str
    today: date
    shown_at: datetime | None = None

    def shows(self, row: Occurrence) -> bool:
        """Tell whether a row belongs in the message: it is open, or was done while the message stood there."""
        return row.done_at is None or (self.shown_at is not None and row.done_at >= self.shown_at)
