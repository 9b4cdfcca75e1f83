"""What opens something of a workspace without a chat, and what its calendar feeds have said."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime


class AccessToken(Base):
    """A secret that gives one colleague's programs access to something; only its fingerprint is stored."""

    __tablename__ = "access_token"
    __table_args__ = (UniqueConstraint("digest"), Index("ix_access_token_person", "workspace_id", "user_id"))

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[PlatformId]
    """The person it was given to."""
    purpose: Mapped[str] = mapped_column(String(16))
    """What it is for (`models.workspace.access_tokens`): it opens nothing else."""
    scope: Mapped[str] = mapped_column(String(100))
    """Which part of that it opens, in the purpose's own words."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the secret, in hexadecimal digits."""
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was last used, to the day or so; None if never."""


class CalendarEntry(Base):
    """Which version of an occurrence the calendar feeds have: it counts up when the occurrence reads otherwise."""

    __tablename__ = "calendar_entry"
    __table_args__ = (UniqueConstraint("workspace_id", "occurrence_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of what the feeds say of it."""
    sequence: Mapped[int] = mapped_column(default=0)
    """SEQUENCE of RFC 5545: never lower than it was."""
    changed_at: Mapped[Moment]
    """When a feed first said it so."""
