"""The feeds that workspaces read: which are due, and the health of each. All moments are aware."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from content.schema.media import Media
from models.db.bulk import insert_new
from models.tables import Feed, Workspace

OWN = "egen:"
"""The prefix of the keys of feeds that a workspace added itself."""
POSTED = "kanal:"
"""The key for what other apps post in the media channel: nothing is fetched, but cases are stored like a feed's."""
EVERY = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=4)
LONGEST_ASKED = timedelta(days=1)
"""The longest time until a feed is fetched again, even if its server asks for more."""
SKEW = timedelta(minutes=10)
"""How far the clocks of two processes may differ, generously."""
FEW = 3
"""So many failures in a row are not unusual."""
HABIT = 30
"""A feed without news for so many times its usual interval between items has probably stopped."""
SHORTEST_HABIT, LONGEST_HABIT = timedelta(days=1), timedelta(days=60)


def listening(session: Session) -> list[Workspace]:
    """Return every workspace that has chosen a media channel."""
    query = select(Workspace).where(Workspace.media_channel.is_not(None), Workspace.removed_at.is_(None))
    return list(session.scalars(query.order_by(Workspace.id)))


def keep(session: Session, workspace_id: int, media: Media) -> None:
    """Add the content pack's feeds to a workspace, and update them; one with a new address starts over."""
    known = {row.key: row for row in of(session, workspace_id)}
    new = [
        {"workspace_id": workspace_id, "key": each.id, "name": each.name, "url": each.url, "on": each.on}
        for each in media.feeds
        if each.id not in known
    ]
    insert_new(session, Feed, new)
    values = {each.id: each for each in media.feeds}
    for key, row in known.items():
        if key.startswith(OWN):
            continue
        each = values.get(key)
        if each is not None and each.url != row.url:
            row.url, row.baseline_at, row.etag, row.last_modified = each.url, None, None, None
            row.next_at, row.error, row.failures = None, None, 0
        row.on, row.name = (each.on, each.name) if each is not None else (False, row.name)


def add(session: Session, workspace_id: int, url: str, name: str) -> Feed:
    """Add a feed to a workspace, and return it; one it read before is turned on again."""
    key = f"{OWN}{hashlib.sha256(url.encode()).hexdigest()[:32]}"
    insert_new(session, Feed, [{"workspace_id": workspace_id, "key": key, "name": name, "url": url, "on": True}])
    query = select(Feed).where(Feed.workspace_id == workspace_id, Feed.key == key)
    row = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    row.on, row.name = True, name
    session.flush()
    return row


def posted(session: Session, workspace_id: int) -> Feed:
    """Return the feed row for the media channel's own posts; it is never fetched."""
    row = {"workspace_id": workspace_id, "key": POSTED, "name": "mediekanalen", "url": "", "on": False}
    insert_new(session, Feed, [row])
    return session.scalars(select(Feed).where(Feed.workspace_id == workspace_id, Feed.key == POSTED)).one()


def own(session: Session, workspace_id: int) -> list[Feed]:
    """Return the feeds that a workspace reads in addition to the content pack's."""
    return [row for row in of(session, workspace_id) if row.on and row.key.startswith(OWN)]


def take_due(session: Session, workspace_id: int, now: datetime) -> list[Feed]:
    """Return the feeds of a workspace that are due, and set when each is due again: nobody else takes them now."""
    # A moment farther ahead than the longest wait was set by a clock that was ahead.
    is_due = or_(Feed.next_at.is_(None), Feed.next_at <= now, Feed.next_at > now + LONGEST_ASKED + SKEW)
    query = select(Feed).where(Feed.workspace_id == workspace_id, Feed.on.is_(True), is_due)
    due = list(session.scalars(query.order_by(Feed.id).with_for_update(skip_locked=True)))
    for row in due:
        row.next_at, row.last_fetched_at = now + EVERY, now
        row.baseline_at = min(row.baseline_at, now) if row.baseline_at else None
    return due


def of(session: Session, workspace_id: int) -> list[Feed]:
    """Return the feeds of a workspace."""
    return list(session.scalars(select(Feed).where(Feed.workspace_id == workspace_id).order_by(Feed.id)))


def by_id(session: Session, workspace_id: int, feed_id: int) -> Feed | None:
    """Return the workspace's feed with that id, locked."""
    query = select(Feed).where(Feed.workspace_id == workspace_id, Feed.id == feed_id)
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def failed(row: Feed, error: str, now: datetime, retry_after: int = 0) -> None:
    """Record that a feed could not be read; it is fetched less often. `retry_after` is in seconds."""
    row.failures, row.error = row.failures + 1, error
    wait = min(EVERY * 2 ** min(row.failures - 1, 8), LONGEST_WAIT)
    row.next_at = now + max(wait, timedelta(seconds=min(retry_after, LONGEST_ASKED.total_seconds())))


def went_well(row: Feed, now: datetime, published: Sequence[datetime] = ()) -> None:
    """Record that a feed was read. `published` are the moments of its items; empty if it is unchanged or has none."""
    row.failures, row.error, row.last_ok_at = 0, None, now
    if published:
        newest, oldest = max(published), min(published)
        row.last_item_at = max(newest, row.last_item_at or newest)
        if len(published) > 1:
            row.gap_minutes = int((newest - oldest).total_seconds() / 60 / (len(published) - 1))


def is_silent(row: Feed, now: datetime) -> bool:
    """Return True if a feed has had nothing new for unusually long; False if it has never been read."""
    since = row.last_item_at or row.baseline_at
    if since is None:
        return False
    usual = timedelta(minutes=HABIT * (row.gap_minutes or 0))
    return now - since > min(max(usual, SHORTEST_HABIT), LONGEST_HABIT)


def is_failing(row: Feed) -> bool:
    """Return True if a feed has failed more often than is normal."""
    return row.failures >= FEW


def failing_feeds(session: Session, workspace: Workspace, now: datetime) -> list[Feed]:
    """Return the feeds that are read but fail or are silent; none if the workspace has no media channel."""
    return failing_feeds_of(session, [workspace], now)[workspace.id]


def failing_feeds_of(session: Session, workspaces: Collection[Workspace], now: datetime) -> dict[int, list[Feed]]:
    """Return the same for several workspaces, by their ids, in one query at most."""
    found: dict[int, list[Feed]] = {each.id: [] for each in workspaces}
    listen = [each.id for each in workspaces if each.media_channel is not None]
    if listen:
        query = select(Feed).where(Feed.workspace_id.in_(listen), Feed.on.is_(True))
        since = func.coalesce(Feed.last_item_at, Feed.baseline_at, type_=Feed.last_item_at.type)
        may_ail = or_(Feed.failures >= FEW, since < now - SHORTEST_HABIT)
        for row in session.scalars(query.where(may_ail).order_by(Feed.id)):
            if is_failing(row) or is_silent(row, now):
                found[row.workspace_id].append(row)
    return found
