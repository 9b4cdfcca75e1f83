"""The members of the Storting and the documents of its cases, as published: shared by all workspaces, like `official`."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, UtcDateTime
from models.tables.official import OF_ALL_WORKSPACES


class OfficialMember(Base):
    """A representative. No notes, stance or score: that belongs to the register of a workspace (`models.register`)."""

    __tablename__ = "official_member"
    __table_args__ = (UniqueConstraint("number"), OF_ALL_WORKSPACES)

    id: Mapped[Pk]
    number: Mapped[str] = mapped_column(String(32))
    """The Storting's id of the person, such as `AASE`."""
    name: Mapped[str] = mapped_column(Text)
    party: Mapped[str] = mapped_column(String(16))
    """The Storting's id of the party, such as `A`."""
    county: Mapped[str] = mapped_column(Text)
    """The constituency."""
    committees: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Each a pair of the committee's id and its name."""
    period: Mapped[str] = mapped_column(String(16))
    """The four years that the list they were last in is about, such as `2025-2029`."""
    listed: Mapped[list[str]] = mapped_column(default=list)
    """The keys of the sources that have them in their last good answer."""
    seen_at: Mapped[Moment]
    ended_on: Mapped[date | None]
    """The day (in Norway) on which no source had them any more; None while one has."""


class OfficialDocument(Base):
    """The text of a recommendation or a decision, whose record says what it is and which case it is about."""

    __tablename__ = "official_document"
    __table_args__ = (
        UniqueConstraint("record_id"),
        Index("ix_official_document_search", "search_due_at"),
        OF_ALL_WORKSPACES,
    )

    id: Mapped[Pk]
    record_id: Mapped[int] = mapped_column(ForeignKey("official_record.id", ondelete="CASCADE"))
    passages: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Each with `text`, `kind`, `author`, `parties` and `place` (`models.official.items.Passage`)."""
    read_at: Mapped[Moment]
    search_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it is to be searched for the workspaces' words; None if it has been, as it is now."""
