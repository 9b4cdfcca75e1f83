"""Deadlines that a colleague's own assistant has proposed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime


class DeadlineProposal(Base):
    """A deadline that somebody's assistant has proposed, and that only that person can add, with a button."""

    __tablename__ = "deadline_proposal"
    __table_args__ = (
        Index("ix_deadline_proposal_person", "workspace_id", "user_id", "proposed_at"),
        Index("ix_deadline_proposal_proposed_at", "proposed_at"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[PlatformId]
    """Whose assistant it was."""
    entry: Mapped[str] = mapped_column(Text)
    """The deadline as the forms keep it (`bot.commands.shared.deadline_form.encode_entry`)."""
    title: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text)
    """When it is, in Norwegian: «tirsdag 15. desember kl. 10.00»."""
    proposed_at: Mapped[Moment]
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person added it or said no; None if they have not answered."""
    is_added: Mapped[bool] = mapped_column(default=False)
