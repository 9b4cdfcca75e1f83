"""The media feeds of a workspace, and the items found in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, Slug, UtcDateTime


class Feed(Base):
    """A feed that a workspace reads, and its health."""

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    key: Mapped[Slug]
    """An id of the pack's `nyhetskilder`, or `egen:` and the address's hash."""
    name: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    on: Mapped[bool]
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it is fetched next (None: as soon as possible)."""
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    baseline_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was first read; nothing was posted from that."""
    last_fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_ok_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_item_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gap_minutes: Mapped[int | None]
    """The usual interval between two items."""
    failures: Mapped[int] = mapped_column(default=0)
    """How many fetches in a row have failed."""
    error: Mapped[str | None] = mapped_column(Text)
    left_out: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many items of the last answer were not taken: twins, those without identity, and those past the most."""
    past_most: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of these were past the most that is read."""


class Alert(Base):
    """An item of a feed: stored once, so that it is posted at most once."""

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("workspace_id", "identity"),
        Index("ix_alert_link", "workspace_id", "link_hash"),
        Index("ix_alert_found", "workspace_id", "state", "found_at"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    feed_id: Mapped[int] = mapped_column(ForeignKey("feed.id", ondelete="CASCADE"), index=True)
    identity: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the feed's key and the item's identity there."""
    link_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of what all addresses of the article have in common, so that the same article in two feeds is one alert.

    Where several items of an answer share a link, their texts are in it too.
    """
    link: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    found_at: Mapped[Moment]
    themes: Mapped[list[str]]
    words: Mapped[dict[str, Any]]
    """By theme: pairs of a rule of the content pack and the words of the text that match it."""
    state: Mapped[str] = mapped_column(String(16), default="sett")
    """`sett` (not posted), `varslet` (posted), `samlet` (posted with many others) or `ikke` (not relevant)."""
    judged_by: Mapped[str | None] = mapped_column(String(64))
    """Who said that it is not relevant."""
