"""The destinations of nudges, and the state of each nudge."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, Slug, UtcDateTime

WAITING = text("delivery.state IN ('planned', 'sending')")
"""What is still to be sent: spelt out, so that both databases recognise the condition of their index."""

PUT_OFF = "venter til "
"""How the reason begins of what the night, a pause or the limit of questions has put off."""


class Destination(Base):
    """A channel or a person that nudges go to."""

    __tablename__ = "destination"
    __table_args__ = (UniqueConstraint("workspace_id", "address"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    """`kanal`, `person`, `tråd` or `epost`: it decides what sends there."""
    address: Mapped[PlatformId]
    """The platform's channel id or user id; of an e-mail address, its reference (`MailAddress`)."""
    is_external: Mapped[bool | None]
    """Whether people of other organisations read the channel; None if the platform has not said."""
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the next message may be sent there (about one a second)."""
    off_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    off_reason: Mapped[str | None] = mapped_column(String(200))
    off_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """From then on a nudge that is due tries it again."""


class Delivery(Base):
    """One nudge to one destination, once."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "period_key", "destination_id"),
        Index("ix_delivery_line", "destination_id", "state", "due_at"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    period_key: Mapped[Slug]
    """Logical, never a timestamp: `2026-W41`, `2026-10`, `frister:2026-10-05`."""
    state: Mapped[str] = mapped_column(String(16), default="planned")
    """`planned`, `sending`, `sent`, `failed`, `skipped` or `unknown`."""
    due_at: Mapped[Moment]
    next_try_at: Mapped[Moment]
    """When it may be claimed; while it is being sent, the end of its lease."""
    attempt: Mapped[int] = mapped_column(default=0)
    looks: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often it was searched for without an answer, when it may be posted."""
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the attempt began that may have posted it; None if older code made the attempt."""
    looked_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was first searched for without an answer; what is behind it is sent meanwhile."""
    look_cursor: Mapped[str | None] = mapped_column(String(200))
    """Where the search for it continues, in the sender's own format; None: at the beginning."""
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    channel_ref: Mapped[str | None] = mapped_column(String(64))
    message_ref: Mapped[str | None] = mapped_column(String(64), index=True)
    """The posted message: the platform's channel id and message id (Slack's `ts`)."""
    message_parts: Mapped[str | None] = mapped_column(Text)
    """The ids of the messages below it in which it continues, separated by spaces; None if none or unknown."""
    reason: Mapped[str | None] = mapped_column(String(200))
    """Why it was skipped, failed or is unknown."""
