"""What the Storting and the government publish. The one group of tables without a workspace.

One fetch serves all workspaces, and everybody may read what it brings. What a workspace makes of a hearing (that it
answers, by when, who is responsible) is an `Occurrence` of its own, whose key names the record (`models.official.own`).
Nothing that anybody in a workspace has written is ever stored here.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import SHARED, Base, Moment, Pk, UtcDateTime

OF_ALL_WORKSPACES = {"info": {SHARED: True}}


class OfficialSource(Base):
    """A source, and its health."""

    __tablename__ = "official_source"
    __table_args__ = (UniqueConstraint("key"), OF_ALL_WORKSPACES)

    id: Mapped[Pk]
    key: Mapped[str] = mapped_column(String(64))
    on: Mapped[bool] = mapped_column(default=False)
    """Set when `padriver check --kilder` has seen the expected shape: until then the source is only described."""
    url: Mapped[str] = mapped_column(Text, default="")
    """The address that was last asked; a new one (another session) starts over."""
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(64))
    """A hash of the last answer."""
    digest_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when each answer has been the same, byte for byte."""
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_ok_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When there was last a good answer."""
    count: Mapped[int | None]
    """How many rows the last good answer had."""
    most: Mapped[int | None]
    """The most rows that an answer from this address has had."""
    failures: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str | None] = mapped_column(Text)
    """What is wrong, in words; None if nothing is."""
    trouble_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When everything in a list of the newest was new, so that something may have been missed before it."""


class OfficialHost(Base):
    """A server that is asked: how many calls it has had, and its robots.txt."""

    __tablename__ = "official_host"
    __table_args__ = (UniqueConstraint("host"), OF_ALL_WORKSPACES)

    id: Mapped[Pk]
    host: Mapped[str] = mapped_column(String(255))
    minute: Mapped[datetime | None] = mapped_column(UtcDateTime)
    calls: Mapped[int] = mapped_column(default=0)
    """How many calls there have been in that minute."""
    robots: Mapped[str | None] = mapped_column(Text)
    """The text of its robots.txt; empty if it has none. None if it has not been read."""
    robots_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OfficialRecord(Base):
    """A case, a hearing, a question or an announced bill, from whichever sources know it (`models.official.items.OfficialItem`)."""

    __tablename__ = "official_record"
    __table_args__ = (
        UniqueConstraint("kind", "number"),
        Index("ix_official_record_source", "source", "published_on"),
        Index("ix_official_record_page", "kind", "page_due_at"),
        Index("ix_official_record_match", "match_due_at"),
        OF_ALL_WORKSPACES,
    )

    id: Mapped[Pk]
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(64))
    """The source it first came from."""
    title: Mapped[str] = mapped_column(Text)
    short_title: Mapped[str] = mapped_column(Text, default="")
    excerpt: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    """The committee or the ministry."""
    body_id: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[list[str]] = mapped_column(default=list)
    cases: Mapped[list[str]] = mapped_column(default=list)
    events: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Each with `kind`, `name`, `on` (ISO, or null), `deadline` and `place`."""
    people: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """Those in public office that the source names: each with `role`, `name`, `party` and `county`."""
    published_on: Mapped[date | None]
    updated: Mapped[str | None] = mapped_column(String(40))
    """When the source says it was last changed (ISO)."""
    deadline_on: Mapped[date | None]
    """The day (in Norway) of the next deadline, or of the last one if all are over."""
    deadline_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Its moment, if the source gives a time of day."""
    deadline_from: Mapped[str | None] = mapped_column(String(64))
    """The source that gave the deadline."""
    status: Mapped[str | None] = mapped_column(String(32))
    status_text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[str] = mapped_column(Text, default="")
    month: Mapped[str] = mapped_column(String(32), default="")
    is_written: Mapped[bool | None]
    first_seen_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    page_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its own page is to be read; None if there is none, or no reason to."""
    match_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it is to be matched with the workspaces' words; None if it has been, as it is now."""


class OfficialChange(Base):
    """Something that a source has changed: a moved deadline, a status, a committee, a title."""

    __tablename__ = "official_change"
    __table_args__ = (OF_ALL_WORKSPACES,)

    id: Mapped[Pk]
    record_id: Mapped[int] = mapped_column(ForeignKey("official_record.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]
    what: Mapped[str] = mapped_column(String(16))
    """`frist`, `status`, `instans` (committee or ministry) or `tittel`."""
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
