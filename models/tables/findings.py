"""What a workspace makes of the Storting's people and documents: rounds of invitations, finds, and what came of a case."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime


class InvitationRound(Base):
    """A round of invitations to meet the representatives of a county or a committee."""

    __tablename__ = "invitation_round"
    __table_args__ = (Index("ix_invitation_round_open", "workspace_id", "closed_at"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    scope: Mapped[str] = mapped_column(String(64))
    """Who it is for, as a control's value: `f:Akershus`, `k:TRANSKOM`."""
    title: Mapped[str] = mapped_column(Text)
    """What the county or the committee was called."""
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id", ondelete="SET NULL"), index=True)
    """The deadline by which the invitations are sent; None if it has none."""
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Invitation(Base):
    """A representative of a round, and who ticked that they are invited. It holds no name: see `OfficialMember`."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("workspace_id", "round_id", "member"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    round_id: Mapped[int] = mapped_column(ForeignKey("invitation_round.id", ondelete="CASCADE"), index=True)
    member: Mapped[str] = mapped_column(String(32))
    """The Storting's id of the representative."""
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[str | None] = mapped_column(String(64))


class OfficialFind(Base):
    """Words, names or demands of ours in a recommendation or a decision: quoted, and counted only when people log it."""

    __tablename__ = "official_find"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "number", "position"),
        Index("ix_official_find_case", "workspace_id", "case_number"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    """With `number` the document: its kind and number as in `official_record`."""
    number: Mapped[str] = mapped_column(String(64))
    case_number: Mapped[str] = mapped_column(String(64))
    position: Mapped[int]
    """Which passage of the document it is in, from 0."""
    author: Mapped[str] = mapped_column(Text)
    """Who wrote it, in words: «merknad fra H og FrP»."""
    place: Mapped[str] = mapped_column(Text)
    """The place in the document."""
    quote: Mapped[str] = mapped_column(Text)
    theme: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)
    """The words that were found, as written."""
    found_at: Mapped[Moment]
    judged_by: Mapped[str | None] = mapped_column(String(64))
    """Who logged it or said that it is not relevant."""
    judged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    effect_id: Mapped[int | None] = mapped_column(ForeignKey("effect.id", ondelete="SET NULL"))
    """Its entry in the effect log; None if it is not relevant, or nobody has judged it."""


class ChainStep(Base):
    """A step from what we said to what came of it: our input, with the find, the effect or the money it led to."""

    __tablename__ = "chain_step"
    __table_args__ = (Index("ix_chain_step_case", "workspace_id", "case_number"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    case_number: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    """`merknad`, `vedtak` or `penger`."""
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id", ondelete="SET NULL"), index=True)
    """The hearing that we answered; None if we sent no input."""
    find_id: Mapped[int | None] = mapped_column(ForeignKey("official_find.id", ondelete="SET NULL"), index=True)
    effect_id: Mapped[int | None] = mapped_column(ForeignKey("effect.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text, default="")
    """What people wrote of the money; empty for the other kinds."""
    on: Mapped[date]
    """The local day."""
    link: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
