"""The day a state budget, a revised budget or a transport plan is presented: our demands to it, and texts for it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, Slug, UtcDateTime


class Demand(Base):
    """One of our demands to a document: who reads what, what it says, and what came of it.

    `occurrence_id` is the row in the calendar of the day the document is presented.
    """

    __tablename__ = "demand"
    __table_args__ = (UniqueConstraint("workspace_id", "occurrence_id", "origin"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    origin: Mapped[Slug]
    """The demand's entry in the content, such as `jernbane/rikstunnelen`; `egen:<hex>` for one that people added."""
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    """The demand as it was when the row was made."""
    theme: Mapped[str | None] = mapped_column(String(64))
    reader: Mapped[str | None] = mapped_column(String(64))
    """The platform's id of the person who reads what the document says about it."""
    reads: Mapped[str | None] = mapped_column(Text)
    """Which document or chapter that person reads."""
    says: Mapped[str | None] = mapped_column(Text)
    page: Mapped[str | None] = mapped_column(String(64))
    verdict: Mapped[str | None] = mapped_column(String(16))
    """`oppfylt`, `delvis` or `nei`; None until somebody has filled it in."""
    filled_by: Mapped[str | None] = mapped_column(String(64))
    filled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many times it has been filled in: by it, who sends a form sees that another was first."""
    effect_id: Mapped[int | None] = mapped_column(ForeignKey("effect.id", ondelete="SET NULL"))
    """What came of it, in the effect log."""
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]


class DayText(Base):
    """A text for the day: a reaction as somebody mended it, or what we say to one of the committees we have chosen."""

    __tablename__ = "day_text"
    __table_args__ = (UniqueConstraint("workspace_id", "occurrence_id", "slot"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    slot: Mapped[Slug]
    """`reaksjon/<id of the entry in the content>`, or `komite/<name, folded>`."""
    name: Mapped[str] = mapped_column(Text)
    """The committee's name; empty for a reaction."""
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many times it has been written."""
    user_id: Mapped[PlatformId]
    changed_at: Mapped[Moment]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
