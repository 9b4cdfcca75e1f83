"""What a workspace makes of a hearing: its plan, the dates on the way, and the versions of its input."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime


class HearingPlan(Base):
    """What we do about a hearing, whose row among the deadlines it belongs to."""

    __tablename__ = "hearing_plan"
    __table_args__ = (
        UniqueConstraint("workspace_id", "occurrence_id"),
        Index("ix_hearing_plan_sent", "workspace_id", "sent_on"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    plan: Mapped[str] = mapped_column(String(16))
    """`svarer` (written input), `deltar` (a committee's hearing) or `følger`."""
    left_on: Mapped[date | None]
    """The deadline at the source that people have chosen not to use, since they had moved the date themselves."""
    sent_on: Mapped[date | None]
    """The local day on which the input was sent."""
    sent_to: Mapped[str | None] = mapped_column(Text)
    sent_by: Mapped[str | None] = mapped_column(String(64))
    archive_number: Mapped[str | None] = mapped_column(String(64))
    """The number of the case in the archive; None if it is not recorded there yet."""
    effect_id: Mapped[int | None] = mapped_column(ForeignKey("effect.id", ondelete="SET NULL"))
    """What came of it, in the effect log."""
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody answered what came of it, also if that was nothing to log."""
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]


class Milestone(Base):
    """A date on the way to a deadline: `påmelding`, `utkast`, `klarering` or `innsending`."""

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("workspace_id", "occurrence_id", "kind"),
        Index("ix_milestone_due", "workspace_id", "due_on"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    due_on: Mapped[date]
    """The local day."""
    is_moved: Mapped[bool] = mapped_column(default=False, server_default=false())
    """True if somebody has set the day: it stays when the deadline moves."""
    by_board: Mapped[bool] = mapped_column(default=False, server_default=false())
    """True if it is the day of a board meeting of the meeting plan."""
    who: Mapped[str | None] = mapped_column(String(64))
    """The platform's id of the person who clears the input, where no board meeting does."""
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[str | None] = mapped_column(String(64))


class InputVersion(Base):
    """The input in the form that one kind of receiver gets, and who has got it."""

    __tablename__ = "input_version"
    __table_args__ = (UniqueConstraint("workspace_id", "occurrence_id", "audience"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    audience: Mapped[str] = mapped_column(String(16))
    """`instans` (the committee or ministry), `some`, `partnere` or `ordførere`."""
    text: Mapped[str] = mapped_column(Text)
    sent: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Who got it: each with `to`, `on` (ISO day) and `by` (the platform's id)."""
    user_id: Mapped[PlatformId]
    changed_at: Mapped[Moment]
