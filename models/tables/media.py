"""Follow-ups of media cases, and their effects."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime


class FollowUp(Base):
    """A message that someone took to follow up the same day. It stores the text and link it had then."""

    __tablename__ = "followup"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel", "message", "day"),
        Index("ix_followup_open", "workspace_id", "state", "due_at"),
        Index("ix_followup_alerted", "workspace_id", "alerted_at"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    channel: Mapped[PlatformId]
    message: Mapped[PlatformId]
    """The platform's ids of the channel and the message."""
    thread: Mapped[str | None] = mapped_column(String(64))
    """The id of the message whose thread it is in; None if it is in the channel itself."""
    day: Mapped[date]
    """The local day it was taken."""
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    theme: Mapped[str | None] = mapped_column(String(64))
    owner: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="åpen")
    """`åpen`, `ferdig` or `avbrutt`."""
    due_at: Mapped[Moment]
    created_at: Mapped[Moment]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(String(64))
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the last reaction that counted was added or removed, by the platform's clock; older ones are duplicates."""
    alerted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the message came, from which the times to taking and finishing are counted; None if it is not known."""
    handed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it last got a new owner after its time was up."""
    text_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the text of its message should be read, if the platform did not allow it yet; None: nothing to read."""


class Follower(Base):
    """Someone who joined a follow-up after its owner."""

    __tablename__ = "follower"
    __table_args__ = (UniqueConstraint("workspace_id", "followup_id", "user_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    followup_id: Mapped[int] = mapped_column(ForeignKey("followup.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]


class Effect(Base):
    """Something that was done, or a result of it: counted by year."""

    __tablename__ = "effect"
    __table_args__ = (
        Index("ix_effect_day", "workspace_id", "day", "id"),
        # Has all the columns that counting a period needs, so that no row is read.
        Index("ix_effect_counted", "workspace_id", "day", "removed_at", "kind", "theme", "reach"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(64))
    """An id of the pack's `effekter`."""
    title: Mapped[str] = mapped_column(Text)
    theme: Mapped[str | None] = mapped_column(String(64))
    stakeholder: Mapped[str | None] = mapped_column(Text)
    reach: Mapped[int | None]
    """How many were reached: readers, listeners, participants."""
    link: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    followup_id: Mapped[int | None] = mapped_column(ForeignKey("followup.id", ondelete="SET NULL"))
    user_id: Mapped[PlatformId]
    created_at: Mapped[Moment]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set when it was undone."""


class Spokesperson(Base):
    """Someone who speaks for a theme, as people said in the chat; in addition to those of the content pack."""

    __tablename__ = "spokesperson"
    __table_args__ = (UniqueConstraint("workspace_id", "theme", "user_id", "name"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    theme: Mapped[str] = mapped_column(String(64))
    """An id of the pack's `temaer`."""
    user_id: Mapped[str] = mapped_column(String(64), default="")
    """The platform's id of someone in the chat; empty for someone who is not there."""
    name: Mapped[str] = mapped_column(String(200), default="")
    """The name, if they are not in the chat."""
