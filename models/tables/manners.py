"""Preferences of workspaces and people, the administrators, and the log of their decisions."""

from datetime import date, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId


class Preference(Base):
    """What a workspace or one person wants of one kind of nudge; None means the workspace's or the kind's default."""

    __tablename__ = "preference"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id", "kind"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(64), default="")
    """The person; empty for the workspace's own."""
    kind: Mapped[str] = mapped_column(String(32))
    """A nudge's kind (`Delivery.kind`), or a group of them."""
    wanted: Mapped[bool | None]
    at: Mapped[time | None]
    """The local time of day."""
    channel: Mapped[str | None] = mapped_column(String(64))
    """The platform's channel id, for the workspace's own."""


class Pause(Base):
    """Days on which nothing is sent: «fellesferie» for all, or one person's own holiday."""

    __tablename__ = "pause"

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[str] = mapped_column(String(64), default="")
    """The person; empty for the whole workspace's."""
    first: Mapped[date]
    last: Mapped[date]
    """The last day of it, included."""
    name: Mapped[str] = mapped_column(String(200), default="")


class Administrator(Base):
    """Someone who may change the workspace's settings, in addition to the installer."""

    __tablename__ = "administrator"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[PlatformId]
    source: Mapped[str] = mapped_column(String(16), default="chat", server_default="chat")
    """Where they were named: `chat`, `cli` (the command line) or `setting` (`PADRIVER_ADMINS`)."""


class Audit(Base):
    """What was changed in the settings, when and by which person."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_newest", "workspace_id", "at", "id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]
    what: Mapped[str] = mapped_column(String(64))
    """`innstilling`, `pause`, `administrator`, `installert`, `fjernet` …"""
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
