"""Stances, ties, and who of ours may read the register."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId


class Stance(Base):
    """What a person or an organisation last said they think of a theme: exactly one of the two is set."""

    __tablename__ = "stance"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="whose"),
        UniqueConstraint("workspace_id", "person_id", "theme"),
        UniqueConstraint("workspace_id", "organisation_id", "theme"),
        Index("ix_stance_theme", "workspace_id", "theme"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    theme: Mapped[str] = mapped_column(String(64))
    """An id of the pack's issues."""
    stance: Mapped[str] = mapped_column(String(16))
    """`positiv`, `avventende`, `negativ`, or empty if they care and have not said what they think."""
    note: Mapped[str | None] = mapped_column(Text)
    on: Mapped[date]
    """The local day of the stance."""


class Tie(Base):
    """Someone who knows a person: one of ours (`user_id`), or another person of the register (`other_id`)."""

    __tablename__ = "tie"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (other_id IS NULL)", name="who"),
        UniqueConstraint("workspace_id", "person_id", "user_id"),
        UniqueConstraint("workspace_id", "person_id", "other_id"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[str | None] = mapped_column(String(64))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    strength: Mapped[int]
    """1 have met, 2 know each other, 3 know each other well."""
    municipality: Mapped[str | None] = mapped_column(String(4))
    """The number of the municipality they know each other from."""
    note: Mapped[str | None] = mapped_column(Text)


class RegisterReader(Base):
    """Someone who may read the register, if not everybody in the workspace may."""

    __tablename__ = "reader"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[PlatformId]
    added_by: Mapped[PlatformId]
    at: Mapped[Moment]
