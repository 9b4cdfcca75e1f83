"""The tables. Every row belongs to a workspace; change them by migration only."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment, Pk, PlatformId, Slug, UtcDateTime


class Workspace(Base):
    """A Slack team or a Teams tenant, and its settings. Times are local to `timezone`."""

    __tablename__ = "workspace"
    __table_args__ = (UniqueConstraint("platform", "external_id"),)

    id: Mapped[Pk]
    platform: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[PlatformId]
    name: Mapped[str] = mapped_column(String(200), default="")
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Oslo")
    shared_channel: Mapped[str | None] = mapped_column(String(64))
    media_channel: Mapped[str | None] = mapped_column(String(64))
    digest_time: Mapped[time] = mapped_column(default=time(8, 0))
    wheel_time: Mapped[time] = mapped_column(default=time(9, 0))
    campaign_time: Mapped[time] = mapped_column(default=time(10, 0))
    deadline_time: Mapped[time] = mapped_column(default=time(8, 30))
    ntp_presented: Mapped[int | None]
    """The year the next NTP is presented; None means what the content pack says."""
    synced_on: Mapped[date | None]
    """The day the calendar was last synced with the content."""
    plan_after: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """The next moment something may be due; None means: look now."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone the people of the workspace live in."""
        return ZoneInfo(self.timezone)


class Occurrence(Base):
    """Something of the political year at a time: a deadline, an event, a task of the wheel, an open phase.

    `starts_on`..`ends_on` is the span it may fall in (one day where the day is known); both are None where the
    content does not even know the month. What people change is named in `kept`, and a sync leaves it alone.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_occurrence_when", "workspace_id", "ends_on", "starts_on", "id"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    key: Mapped[Slug]
    """The logical identity: `statsbudsjett:2027:gul-bok`, `arshjul:2026-10:energidagene`, `egen:<uuid>`."""
    source: Mapped[str] = mapped_column(String(32))
    """`arshjul`, `kalender`, `statsbudsjett`, `ntp`, `kampanje` or `egen` (added by people)."""
    kind: Mapped[str] = mapped_column(String(16))
    """`frist`, `milepæl`, `arrangement`, `oppgave` or `fase`."""
    field: Mapped[str | None] = mapped_column(String(32))
    """The field of the wheel: `arrangementer`, `statsbudsjett`, `ntp`, `nettverksbygging`, `saker`."""
    title: Mapped[str] = mapped_column(Text)
    theme: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    kilde: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    certainty: Mapped[str] = mapped_column(String(16))
    consider: Mapped[bool] = mapped_column(default=False)
    owner: Mapped[str | None] = mapped_column(String(64))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[str | None] = mapped_column(String(64))
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set when it left the content (or was removed by the person who added it)."""
    kept: Mapped[list[str]] = mapped_column(default=list)
    """The names of the columns people have changed."""
    created_at: Mapped[Moment]


class Change(Base):
    """Who changed what of an occurrence, and when; the way back."""

    __tablename__ = "change"

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]
    at: Mapped[Moment]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(64))


class Destination(Base):
    """A channel or a person that nudges go to."""

    __tablename__ = "destination"
    __table_args__ = (UniqueConstraint("workspace_id", "address"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    """`kanal` or `person`."""
    address: Mapped[PlatformId]
    """The platform's channel id or user id."""
    off_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    off_reason: Mapped[str | None] = mapped_column(String(200))


class Delivery(Base):
    """One nudge to one destination, once."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "period_key", "destination_id"),
        Index("ix_delivery_next", "state", "next_try_at"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    period_key: Mapped[Slug]
    """Logical, never a timestamp: `2026-W41`, `2026-10`, `frister:2026-10-05`."""
    state: Mapped[str] = mapped_column(String(16), default="planned")
    """`planned`, `sending`, `sent`, `failed`, `skipped` or `unknown`."""
    due_at: Mapped[Moment]
    next_try_at: Mapped[Moment]
    attempt: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    channel_ref: Mapped[str | None] = mapped_column(String(64))
    message_ref: Mapped[str | None] = mapped_column(String(64), index=True)
    """Where the message stands: the platform's channel id and message id (Slack's `ts`)."""
    reason: Mapped[str | None] = mapped_column(String(200))
    """Why it was skipped, failed or is unknown."""


class Inbound(Base):
    """Something the platform told us, by its unique key, so that a retry does nothing."""

    __tablename__ = "inbound"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    key: Mapped[Slug]
    received_at: Mapped[Moment]
