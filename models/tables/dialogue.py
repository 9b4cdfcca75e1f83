"""Dialogues and those who took part, gifts, attendance of events, and what is planned for an event."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime


class Dialogue(Base):
    """A conversation between people of ours (`Participant`) and people or organisations (`Counterpart`)."""

    __tablename__ = "dialogue"
    __table_args__ = (Index("ix_dialogue_day", "workspace_id", "day", "id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    day: Mapped[date]
    """The local day it took place, or will."""
    planned: Mapped[bool] = mapped_column(default=False)
    """Whether it is still to come: it ends no silence before it has taken place."""
    channel: Mapped[str] = mapped_column(String(16))
    """A name of `models.register.kinds.CHANNELS`."""
    theme: Mapped[str | None] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")
    stance: Mapped[str] = mapped_column(String(16), default="")
    """What they thought of it; a name of `Stance.stance`."""
    said: Mapped[str] = mapped_column(Text, default="")
    wants: Mapped[str] = mapped_column(Text, default="")
    """What they want of us."""
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id", ondelete="SET NULL"), index=True)
    """The next step: an ordinary deadline, with its owner and day."""
    event_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id", ondelete="SET NULL"), index=True)
    """The event of the wheel where it was."""
    journal: Mapped[bool] = mapped_column(default=False)
    """«Bør journalføres»: somebody should check whether it belongs in the public record."""
    link: Mapped[str | None] = mapped_column(Text)
    """The message in the chat that it was logged from."""
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Counterpart(Base):
    """Who a dialogue was with: exactly one of the two is set. The day is a copy of the dialogue's, for the indexes."""

    __tablename__ = "counterpart"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="whom"),
        UniqueConstraint("workspace_id", "dialogue_id", "person_id"),
        UniqueConstraint("workspace_id", "dialogue_id", "organisation_id"),
        Index("ix_counterpart_person_day", "person_id", "day"),
        Index("ix_counterpart_organisation_day", "organisation_id", "day"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    day: Mapped[date]


class Participant(Base):
    """Who of ours took part in a dialogue."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("workspace_id", "dialogue_id", "user_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]


class Gift(Base):
    """What we gave («gi før du ber»): a fact sheet, an invitation, an answer. Exactly one of the two is set."""

    __tablename__ = "gift"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="whom"),
        Index("ix_gift_person_day", "person_id", "day"),
        Index("ix_gift_organisation_day", "organisation_id", "day"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    """A name of `models.register.kinds.GIFTS`."""
    text: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    user_id: Mapped[PlatformId]
    created_at: Mapped[Moment]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Attendance(Base):
    """Someone of ours who said they attend an event of the wheel, and whether they have said who they met."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("workspace_id", "occurrence_id", "user_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]
    at: Mapped[Moment]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_on: Mapped[date | None]
    """The last local day for which they have said who they met; None if it was asked about as a whole."""
    days: Mapped[str | None] = mapped_column(Text)
    """The local days on which they are there (ISO, separated by spaces); None if that is all of them."""


class EventItem(Base):
    """A line of what is planned for an event: an arrangement, a meeting, a person to talk with, a post."""

    __tablename__ = "event_item"
    __table_args__ = (UniqueConstraint("workspace_id", "occurrence_id", "person_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    """A name of `models.register.event_plans.KINDS`."""
    text: Mapped[str] = mapped_column(Text)
    """Empty for a person."""
    day: Mapped[date | None]
    """The local day; None if it has none yet."""
    start_time: Mapped[time | None]
    minutes: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """The person of the register to talk with; None for every other kind."""
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a post was ticked off as published."""
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
