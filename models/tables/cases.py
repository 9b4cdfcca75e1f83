"""The cases that a workspace works with: followed in the Storting, or its own; their history, and people to contact."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime


class PolicyCase(Base):
    """A case that people follow or have written. Its key names the official item, if it is one (`models.cases.keys`)."""

    __tablename__ = "policy_case"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(96), index=True)
    title: Mapped[str] = mapped_column(Text)
    theme: Mapped[str | None] = mapped_column(String(64))
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What people have written of it, by the names of `models.cases.sheets.FIELDS`; `strategi` is a list of ids."""
    next_on: Mapped[date | None]
    """The local day of what happens next, as people wrote it."""
    next_what: Mapped[str] = mapped_column(Text, default="")
    sprint_until: Mapped[date | None]
    """The last local day of a sprint; None if there is none."""
    sprint_what: Mapped[str] = mapped_column(Text, default="")
    sprint_left: Mapped[str] = mapped_column(Text, default="")
    """What is left lying meanwhile."""
    seen: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The official item as it was when its followers last got to know of a change (`models.cases.moves.snapshot`)."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
    changed_by: Mapped[PlatformId]
    changed_at: Mapped[Moment]


class CaseFollower(Base):
    """Somebody of ours who gets a line when the case moves."""

    __tablename__ = "case_follower"
    __table_args__ = (UniqueConstraint("workspace_id", "case_id", "user_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(ForeignKey("policy_case.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]


class CaseMove(Base):
    """That a case has moved: what was new, at one moment."""

    __tablename__ = "case_move"
    __table_args__ = (Index("ix_case_move_at", "workspace_id", "at"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(ForeignKey("policy_case.id", ondelete="CASCADE"), index=True)
    at: Mapped[Moment]
    moves: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Each with `what` (`models.cases.moves.What`), and by that `words`, `on` and `before` (ISO days)."""


class CaseContact(Base):
    """Somebody outside who agreed to be contacted about a case. The row is deleted when the consent ends."""

    __tablename__ = "case_contact"
    # Rows are deleted, and messages contain their ids: SQLite must not use an id twice.
    __table_args__ = (Index("ix_case_contact_until", "until"), {"sqlite_autoincrement": True})

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(ForeignKey("policy_case.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(Text)
    firm: Mapped[str] = mapped_column(Text, default="")
    reached: Mapped[str] = mapped_column(Text, default="")
    """A telephone number or an e-mail address."""
    says: Mapped[str] = mapped_column(Text)
    """What they can say."""
    asked_by: Mapped[PlatformId]
    """Who of ours asked them."""
    asked_on: Mapped[date]
    until: Mapped[date]
    """The last local day of the consent."""
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
