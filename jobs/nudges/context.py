"""What a composer gets, and what it returns if there is nothing to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from content.emphasis import current
from content.emphasis import resting as resting_content
from content.schema.pack import Pack
from models.occurrences.queries import of_register
from models.occurrences.snoozes import OnHold, resting
from models.tables import Occurrence, Workspace
from models.workspace.preferences import ALL, Preferences, preferences

BEYOND = "beyond"


@dataclass(frozen=True)
class Skip:
    """There is nothing to send; `reason` says why (bokmål)."""

    reason: str


@dataclass(frozen=True)
class NudgeContext:
    """A nudge to compose at `now` (aware). `today` is local; `shown_at` is when the message was sent, if it was."""

    session: Session
    workspace: Workspace
    whole: Pack
    """The content with the texts that have something left to settle: they are asked about, not said."""
    period_key: str
    address: str
    today: date
    now: datetime
    shown_at: datetime | None = None
    is_external: bool = False
    """Whether people of other organisations read the channel: nothing from the register is shown there."""
    looks: set[str] = field(default_factory=set, compare=False)
    """Filled in while it is composed: `BEYOND` if what is far ahead was looked at."""

    @classmethod
    def of(  # noqa: PLR0913, PLR0917 - a nudge and its context
        cls,
        session: Session,
        workspace: Workspace,
        pack: Pack,
        period_key: str,
        address: str,
        now: datetime,
        shown_at: datetime | None = None,
        is_external: bool = False,
    ) -> "NudgeContext":
        """Return the context of a nudge, on the local day it is (or was) sent."""
        today = (shown_at or now).astimezone(workspace.zone).date()
        return cls(session, workspace, pack, period_key, address, today, now, shown_at, is_external)

    @cached_property
    def pack(self) -> Pack:
        """Return the content to say.

        Texts with something left to settle, or of a campaign's year that is over, are not pushed, and other
        organisations get cleared ones only.
        """
        return current(self.whole.cleared if self.is_external else self.whole.settled, self.today.year)

    @cached_property
    def left_out(self) -> frozenset[int]:
        """Return the ids of the rows that are not shown in the channel, since they come from the register."""
        return of_register(self.session, self.workspace.id) if self.is_external else frozenset()

    @cached_property
    def manners(self) -> Preferences:
        """Return the workspace's and its people's preferences."""
        return preferences(self.session, self.workspace)

    def held(self, user_id: str = ALL) -> Mapping[int, OnHold]:
        """Return what is on hold for a person, or in the shared channel, by the item's id."""
        return resting(self.session, self.workspace.id, user_id, self.today, self.shown_at)

    def rests(self, row: Occurrence) -> bool:
        """Return True if a row is an entry of the wheel, or about a theme, that is not to be pushed yet."""
        return resting_content(self.pack, self.today).covers(row.key, row.theme)

    def shows(self, row: Occurrence) -> bool:
        """Return True if a row belongs in the message: it is open, or was done after the message was sent."""
        if row.id in self.left_out:
            return False
        return row.done_at is None or (self.shown_at is not None and row.done_at >= self.shown_at)
