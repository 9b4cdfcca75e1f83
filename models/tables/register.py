"""The organisations and people in the register, and their roles over time."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, UtcDateTime

MUNICIPALITY_LENGTH = 4


class RegisterColumns:
    """The columns that people and organisations share."""

    name: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(String(200))
    """The name in the form that is compared (`content.folding.fold`), cut to fit."""
    tier: Mapped[str] = mapped_column(String(1), default="C")
    """`A`, `B` or `C`: how often we want to speak with them."""
    interest: Mapped[int | None]
    """1–5: how much they care about what we work for; None if nobody has said."""
    influence: Mapped[int | None]
    """1–5: how much they decide; None if nobody has said."""
    owner: Mapped[str | None] = mapped_column(String(64))
    """The platform's user id of the one of ours who maintains the relation."""
    municipality: Mapped[str | None] = mapped_column(String(MUNICIPALITY_LENGTH))
    """A municipality number."""
    note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    """Where we have it from."""
    last_dialogue_on: Mapped[date | None]
    """The day of the newest dialogue that took place; None if there was none."""
    quiet_since: Mapped[date]
    """That day, or the local day they were added: silence is counted from it."""
    rest_until: Mapped[date | None]
    """Nobody is reminded of them before that local day."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts the changes, so that of two people who write at once the second gets a conflict."""
    created_by: Mapped[str] = mapped_column(String(64))
    """A platform's user id; empty for entries from the content pack."""
    created_at: Mapped[Moment]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set when it was removed, anonymised or merged into another: it is no longer found."""


class Organisation(RegisterColumns, Base):
    """A ministry, a committee, a council, a business, an organisation, a newsroom."""

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("workspace_id", "pack_id"),
        Index("ix_organisation_name", "workspace_id", "folded"),
        Index("ix_organisation_owner", "workspace_id", "owner"),
        Index("ix_organisation_quiet", "workspace_id", "tier", "quiet_since"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    """A name of `models.register.kinds.ORGANISATIONS`."""
    themes: Mapped[list[str]] = mapped_column(default=list)
    """Ids of the pack's issues."""
    cooperation: Mapped[list[str]] = mapped_column(default=list)
    """The forms of cooperation, in words."""
    link: Mapped[str | None] = mapped_column(Text)
    pack_id: Mapped[str | None] = mapped_column(String(128))
    """The id of the entry in the content pack; None for what people added."""
    kept: Mapped[list[str]] = mapped_column(default=list)
    """The names of the columns people have changed, which a sync leaves alone."""
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"), index=True)


class Person(RegisterColumns, Base):
    """Someone we speak with, or want to. An anonymised one stores only that there was one."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_name", "workspace_id", "folded"),
        Index("ix_person_owner", "workspace_id", "owner"),
        Index("ix_person_quiet", "workspace_id", "tier", "quiet_since"),
        # People who have been quiet for 24 months are reviewed in every tier.
        Index("ix_person_review", "workspace_id", "quiet_since", "reviewed_on"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    email: Mapped[str | None] = mapped_column(String(320))
    phone: Mapped[str | None] = mapped_column(String(64))
    purpose: Mapped[str] = mapped_column(Text)
    """Why we store the person."""
    reviewed_on: Mapped[date | None]
    """The local day somebody last said that we still need this data."""
    anonymised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


class Role(Base):
    """A person's role, where and when. A party is only stored for people who are elected or work for one."""

    __tablename__ = "role"
    __table_args__ = (
        CheckConstraint("party IS NULL OR kind IN ('politiker', 'parti')", name="party"),
        Index("ix_role_party", "workspace_id", "party", "person_id"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    """A name of `models.register.kinds.ROLES`."""
    title: Mapped[str | None] = mapped_column(Text)
    body: Mapped[str | None] = mapped_column(Text)
    """The committee, council or government it is held in, in words."""
    party: Mapped[str | None] = mapped_column(String(60))
    """The party's short form, `Ap`, or the name of a local list. A special category of personal data (GDPR, article 9)."""
    municipality: Mapped[str | None] = mapped_column(String(MUNICIPALITY_LENGTH))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    """The last day of it; None if it has no known end."""
