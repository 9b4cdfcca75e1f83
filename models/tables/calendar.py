"""The occurrences of the political year, and what people did to them."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, Slug, UtcDateTime


def _where(condition: str) -> dict[str, Any]:
    """Return the arguments of an index over the rows that match a condition only."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Occurrence(Base):
    """Something of the political year at a time: a deadline, an event, a task of the wheel, an open phase.

    `starts_on`..`ends_on` is the span it may fall in (one day if the day is known); both are None if the
    content does not even have the month. What people change is named in `kept`, and a sync leaves it alone.

    A sync writes here, and people by `changes` and `series` (in `models.occurrences`), which leave a `Change` each
    time: shared digests depend on that (`models.occurrences.digest_fingerprints`). Erasing a person removes names here.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_occurrence_when", "workspace_id", "ends_on", "starts_on", "id"),
        # The wheel: its own entries, and what was moved to a month or added to it.
        Index("ix_occurrence_source", "workspace_id", "source"),
        Index("ix_occurrence_starts", "workspace_id", "starts_on"),
        Index("ix_occurrence_asked", "workspace_id", "asked_on", **_where("asked_on IS NOT NULL")),
        Index("ix_occurrence_together", "workspace_id", "together", **_where("together IS NOT NULL")),
        # Has all the columns that counting what is open needs, so that no row is read.
        Index(
            "ix_occurrence_open",
            *("workspace_id", "archived_at", "done_at", "kind", "ends_on", "starts_on", "passed_unseen"),
        ),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    key: Mapped[Slug]
    """The logical identity: `statsbudsjett:2027:gul-bok`, `arshjul:2026-10:energidagene`, `egen:<uuid>`."""
    source: Mapped[str] = mapped_column(String(32))
    """`arshjul`, `kalender`, `statsbudsjett`, `ntp`, `kampanje` or `egen` (added by people)."""
    kind: Mapped[str] = mapped_column(String(16))
    """`frist`, `milepæl`, `arrangement`, `oppgave` or `fase`; `møte` for a planned talk."""
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
    set_by: Mapped[str | None] = mapped_column(String(16))
    """`oss` for a date we have counted ourselves, `notatet` for one that only the note gives; else None."""
    seen: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """The ISO days of earlier years it is known to have been on; None if there are none."""
    start_time: Mapped[time | None]
    """The local time of day in the workspace; None for the whole day.

    A local time, so that it stays what people wrote when summer time begins or ends.
    """
    minutes: Mapped[int | None]
    """How long it lasts, in local time."""
    rule: Mapped[str | None] = mapped_column(String(200))
    """The RRULE (RFC 5545) of its series, without start and end."""
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), index=True)
    consider: Mapped[bool] = mapped_column(default=False)
    passed_unseen: Mapped[bool] = mapped_column(default=False, server_default=false())
    """True if it is never overdue: it was over when the workspace first got it, is a past weekly one or others'
    own, or was reopened after it had been closed."""
    owner: Mapped[str | None] = mapped_column(String(64))
    """The platform's id of the person responsible, the first of them if there are several."""
    co_owners: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """The platform's ids of further people responsible; None if there are none, as always without an `owner`."""
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it ended: somebody did it, or it was closed (`closed_as`)."""
    done_by: Mapped[str | None] = mapped_column(String(64))
    closed_as: Mapped[str | None] = mapped_column(String(32))
    """How it ended if nobody said that it was done (`models.occurrences.ending`): `ikke_krysset_av`; else None."""
    asked_on: Mapped[date | None]
    """The local day on which people are asked what became of it; None until that day is set."""
    by_others: Mapped[bool | None]
    """Whether others do it, so that it passes by itself; None means what is usual for its kind."""
    together: Mapped[str | None] = mapped_column(String(80))
    """What linked entries have in common, such as `innspill-departementene:2027`: they are ticked off together."""
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set when it left the content (or was removed by the person who added it)."""
    kept: Mapped[list[str]] = mapped_column(default=list)
    """The names of the columns people have changed."""
    created_at: Mapped[Moment]


class Series(Base):
    """A recurring deadline. Its occurrences are separate rows, created in advance (`models.occurrences.series`).

    An occurrence has the key `<uid>:<planned day>`, so that it is created once, even if people move it.
    """

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("workspace_id", "uid"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(64))
    """The logical identity, `egen:<uuid>`; of one from the register `egen:interessent:<uuid>`."""
    title: Mapped[str] = mapped_column(Text)
    theme: Mapped[str | None] = mapped_column(String(64))
    link: Mapped[str | None] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(200))
    """An RRULE (RFC 5545) without its start and end."""
    first_on: Mapped[date]
    """The local day the rule is counted from."""
    until: Mapped[date | None]
    """The last local day it may have an occurrence; None without an end."""
    start_time: Mapped[time | None]
    minutes: Mapped[int | None]
    made_until: Mapped[date | None]
    """The planned day up to which occurrences have been created."""
    undo: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What is needed to undo its last change (`models.occurrences.series`); None if there is nothing to undo."""
    created_at: Mapped[Moment]


class Change(Base):
    """Who changed what of an occurrence, and when; used for undo."""

    __tablename__ = "change"

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]
    at: Mapped[Moment]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    with_change: Mapped[int | None]
    """The change of the entry it is linked to, which was made, and is undone, together with this one."""
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(64))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person it made responsible said yes; None if nobody was asked or there is no answer."""


class ChecklistItem(Base):
    """Something to do for a deadline, in a list that people tick off."""

    __tablename__ = "checklist_item"
    __table_args__ = (Index("ix_checklist_item_occurrence", "workspace_id", "occurrence_id", "id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[str | None] = mapped_column(String(64))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Moment]


class Snooze(Base):
    """An item that is hidden for a while, or for ever; its date does not change."""

    __tablename__ = "snooze"
    __table_args__ = (UniqueConstraint("workspace_id", "occurrence_id", "user_id"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[str] = mapped_column(String(64), default="")
    """The person whose messages leave it out; empty for the shared channel's."""
    until: Mapped[date | None]
    """The first local day it is shown again; None for never."""
    at: Mapped[Moment]
