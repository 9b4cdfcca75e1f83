"""Stores the outcome of fetching a feed for one workspace in one transaction: nothing is lost or posted twice."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from jobs.feeds.outcome import Failed, Fetched, Outcome
from jobs.feeds.read import ParsedFeed as Items
from jobs.feeds.read import UnreadableFeedError
from jobs.nudges.hearings import HEARING
from jobs.nudges.sprint import plan_sprints
from models.content.packs import pack_of
from models.media.alerts import SEEN, TOGETHER
from models.media.feeds import by_id, failed, went_well
from models.media.findings import Finding, keep
from models.media.matching.matcher import matcher_of
from models.media.press_cases import key_of, key_of_many
from models.official.duplicates import told_by_sources
from models.rounds.press import propose_articles
from models.tables import Alert, Feed, Workspace
from models.workspace import outgoing
from models.workspace.nudge_kinds import ALERT
from models.workspace.preferences import preferences
from models.workspace.workspaces import lock

log = structlog.get_logger(__name__)


def keep_outcome(
    session: Session,
    workspace_id: int,
    feed_id: int,
    outcome: Outcome,
    items: Items | UnreadableFeedError | None,
    pack: Pack,
    now: datetime,
) -> int:
    """Store the outcome of a fetch at that moment (aware), and return how many messages were planned."""
    workspace = lock(session, workspace_id)
    row = by_id(session, workspace_id, feed_id)
    if workspace is None or row is None:
        return 0
    if isinstance(outcome, Failed):
        failed(
            row, f"{outcome.why}: {outcome.detail}" if outcome.detail else outcome.why, now, outcome.retry_after or 0
        )
    elif isinstance(items, UnreadableFeedError):
        failed(row, items.reason, now)
    elif isinstance(outcome, Fetched) and items is not None:
        own = pack_of(session, workspace, pack)
        new = _new(session, row, outcome, items, own, now)
        texts = {each.title: f"{each.title}\n{each.summary}" for each in items.items}
        propose_articles(session, workspace, own, [(each, texts.get(each.title, each.title)) for each in new], now)
        return _plan(session, workspace, row, new, now)
    else:
        went_well(row, now)
    return 0


def _new(session: Session, row: Feed, outcome: Fetched, items: Items, pack: Pack, now: datetime) -> list[Alert]:
    row.etag, row.last_modified = outcome.etag, outcome.modified
    row.left_out, row.past_most = items.left_out, items.past_most
    found = [
        Finding(each.identity, each.title, each.link, each.summary, each.published, distinction=each.distinction)
        for each in items.items
    ]
    kept = keep(session, row, found, matcher_of(pack.media), now)
    went_well(row, now, [each.published for each in items.items if each.published])
    return kept


def _plan(session: Session, workspace: Workspace, row: Feed, alerts: list[Alert], now: datetime) -> int:
    channel = workspace.media_channel
    manners = preferences(session, workspace)
    if channel is None or not alerts or not manners.wants(ALERT):
        return 0
    if HEARING.channel(manners) is not None and manners.wants(HEARING.kind):
        elsewhere = told_by_sources(session, alerts, now)
        for each in alerts:
            each.state = SEEN if each.id in elsewhere else each.state
        alerts = [each for each in alerts if each.id not in elsewhere]
        if not alerts:
            return 0
    many = alerts[0].state == TOGETHER
    keys = [key_of_many(row.id, now)] if many else [key_of(each.id) for each in alerts]
    log.info("alerts", feed=row.key, found=len(alerts), messages=len(keys))
    planned = sum(outgoing.plan(session, workspace.id, "kanal", channel, ALERT, key, now) for key in keys)
    return planned + plan_sprints(session, workspace, alerts, now)
