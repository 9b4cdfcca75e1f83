"""Requests received from the platform."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, Slug, UtcDateTime


class Inbound(Base):
    """A request from the platform, by its unique key, so that a retry does nothing."""

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_inbound_next", "state", "next_try_at"),
        Index("ix_inbound_received", "received_at"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    key: Mapped[Slug]
    received_at: Mapped[Moment]
    kind: Mapped[str] = mapped_column(String(16), default="", server_default="")
    """`command`, `press`, `submit` or `event`."""
    state: Mapped[str] = mapped_column(String(16), default="done", server_default="done")
    """`waiting` (acknowledged before it was done) or `done`."""
    payload: Mapped[str | None] = mapped_column(Text)
    """What the platform sent, as JSON, while it waits; None when it is done."""
    attempt: Mapped[int] = mapped_column(default=0, server_default="0")
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it may be processed (again): not while it is in progress, until its process is considered dead."""
