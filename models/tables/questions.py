"""What people asked without being helped, where they chose to send it in."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Pk


class UnansweredQuestion(Base):
    """A question that an answer did not help with. It has no person: only the words, and the day."""

    __tablename__ = "unanswered_question"
    __table_args__ = (Index("ix_unanswered_question_sent_on", "sent_on"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    sent_on: Mapped[date]
    """The local day it was sent in; no time of day, which could show who sent it."""
