"""Which official items a workspace was sent, and what its people said of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, UtcDateTime


class OfficialMatch(Base):
    """An official item that concerns a workspace by its words. It names the item: what is shared has no key to it."""

    __tablename__ = "official_match"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "number"),
        Index("ix_official_match_gather", "gather_on", "workspace_id"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(64))
    level: Mapped[str] = mapped_column(String(8))
    """`sikker`, `trolig`, or `ingen` if people judged an item that no words were found in."""
    found_at: Mapped[Moment]
    gather_on: Mapped[date | None]
    """The local day of the morning's message that has it; None if it has a message of its own."""
    has_deadline: Mapped[bool]
    """Whether it had a deadline when it was announced: one that gets a deadline later is announced again."""
    judged_by: Mapped[str | None] = mapped_column(String(64))
    """Who said that it is not relevant."""
    judged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    words: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Of what is not relevant, by theme: pairs of a rule of the content pack and the words that match it."""
