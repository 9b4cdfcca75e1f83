"""Items from feeds and other apps: stored once, matched, and posted once. Moments are aware."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db.bulk import insert_rows
from models.media.alerts import ALERTED, SEEN, SEEN_AGAIN, TOGETHER, by_id
from models.media.links import article_key
from models.media.matching.matcher import Matched, Matcher
from models.tables import Alert, Feed

TOO_OLD = timedelta(days=3)
"""What was published longer ago is too old to react to."""
MOST_AT_ONCE = 5
"""If more than these come from one feed at once, they are posted together: it probably renewed its identities."""


@dataclass(frozen=True)
class Finding:
    """An item from a feed. `identity` is the feed's own for it."""

    identity: str
    title: str
    link: str | None = None
    summary: str = ""
    published: datetime | None = None
    source: str = ""
    """The publisher, if that is not the feed itself."""
    distinction: str = ""
    """A hash that identifies it if several items share its link."""

    @property
    def article(self) -> str | None:
        """Return a hash that is equal in every feed that has the article; None if it has no link."""
        if not self.link:
            return None
        return _hash(f"{article_key(self.link)}\n{self.distinction}") if self.distinction else _article(self.link)


def keep(session: Session, row: Feed, found: Sequence[Finding], matcher: Matcher, now: datetime) -> list[Alert]:
    """Store a feed's items, and return the new ones to post; the first time, that is nothing.

    The caller must have locked the feed's workspace: the same page may come from two feeds at once.
    """
    before = _known_links(session, row.workspace_id, found)
    new = _insert(session, row, found, now)
    _see_again(session, row, found, now)
    if new and not any(each.published for each in found):
        row.last_item_at = now
    if row.baseline_at is None:
        row.baseline_at = now
        return []
    hits = []
    for each in found:
        article = each.article
        if each.identity not in new or (article and article in before) or _is_old(each, now):
            continue
        before.add(article)
        matched = matcher.match(f"{each.title}\n{each.summary}")
        if matched.hits:
            hits.append((new[each.identity], matched))
    return _mark_posted(session, row.workspace_id, hits)


def keep_posted(
    session: Session, row: Feed, posted: Finding, others: Sequence[str], matched: Matched, now: datetime
) -> Alert | None:
    """Store what another app posted in the chat; None if it is stored already, or all its links were posted before.

    `others` are its further links: a feed that has one of them later does not post it again. The caller must have
    locked the workspace.
    """
    links = [each for each in (posted.link, *others) if each]
    before = _posted_links(session, row.workspace_id, links)
    fresh = [each for each in links if _article(each) not in before]
    if links and not fresh:
        return None
    head = replace(posted, link=fresh[0] if fresh else None)
    more = [Finding(f"{posted.identity}:{each}", "", each, source=posted.source) for each in fresh[1:]]
    new = _insert(session, row, (head, *more), now)
    if head.identity not in new:
        return None
    row.baseline_at = row.baseline_at or now
    return _mark_posted(session, row.workspace_id, [(new[head.identity], matched)])[0]


def _known_links(session: Session, workspace_id: int, found: Sequence[Finding]) -> set[str | None]:
    articles = [each.article for each in found if each.link]
    query = select(Alert.link_hash).where(Alert.workspace_id == workspace_id, Alert.link_hash.in_(articles))
    return set(session.scalars(query))


def _posted_links(session: Session, workspace_id: int, links: Sequence[str]) -> set[str | None]:
    query = select(Alert.link_hash).where(
        Alert.workspace_id == workspace_id,
        Alert.link_hash.in_([_article(each) for each in links]),
        Alert.state != SEEN,
    )
    return set(session.scalars(query))


def _insert(session: Session, row: Feed, found: Sequence[Finding], now: datetime) -> dict[str, int]:
    """Insert what is not there yet, and return the new ids by the feed's own identity."""
    identities = {_hash(f"{row.key}\n{each.identity}"): each.identity for each in found}
    rows: list[dict[str, Any]] = [
        {
            "workspace_id": row.workspace_id,
            "feed_id": row.id,
            "identity": _hash(f"{row.key}\n{each.identity}"),
            "link_hash": each.article,
            "link": each.link,
            "title": each.title,
            "source": each.source or row.name,
            "published_at": each.published,
            "found_at": now,
            "themes": [],
            "words": {},
        }
        for each in found
    ]
    columns = Alert.__table__.c
    inserted = [tuple(each) for each in insert_rows(session, Alert, rows, (columns.id, columns.identity))]
    return {identities[identity]: alert_id for alert_id, identity in inserted}


def _see_again(session: Session, row: Feed, found: Sequence[Finding], now: datetime) -> None:
    """Record that items that were never posted are still in the feed: once deleted, they would seem new."""
    identities = [_hash(f"{row.key}\n{each.identity}") for each in found]
    still = (Alert.workspace_id == row.workspace_id, Alert.identity.in_(identities), Alert.state == SEEN)
    session.execute(update(Alert).where(*still, Alert.found_at < now - SEEN_AGAIN).values(found_at=now))


def _mark_posted(session: Session, workspace_id: int, hits: Sequence[tuple[int, Matched]]) -> list[Alert]:
    rows = []
    for alert_id, matched in hits:
        row = by_id(session, workspace_id, alert_id)
        if row is not None:
            row.themes = list(matched.themes)
            row.words = {
                theme: [[hit.rule, hit.words[0].text] for hit in matched.hits if hit.theme == theme]
                for theme in matched.themes
            }
            row.state = ALERTED if len(hits) <= MOST_AT_ONCE else TOGETHER
            rows.append(row)
    session.flush()
    return rows


def _is_old(each: Finding, now: datetime) -> bool:
    return each.published is not None and now - each.published > TOO_OLD


def _article(link: str) -> str:
    return _hash(article_key(link))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
