"""Matches what official sources have brought with the words of each workspace, and plans the messages about it.

What is certain is posted at once, what is likely in one message a morning; many certain ones at once are gathered too.
Questions and announced bills have a message of their own a morning, a few a week.
The words that many workspaces share are matched once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.changed import same
from content.schema.media import Media
from content.schema.pack import Pack
from jobs.nudges.hearings import HEARING
from jobs.official.asked import next_morning, room_this_week
from jobs.tick import Packs
from models.content.packs import packs_of
from models.db.bulk import insert_rows
from models.db.database import Database
from models.db.in_list import in_list
from models.official import matches, own
from models.official.duplicates import alerted_links
from models.official.items import ItemKind
from models.official.records import OSLO
from models.official.relevance import Described, OfficialMatcher, Reason, Relevance, ThemeWords, reasons_for
from models.official.telling import message_key
from models.tables import Occurrence, OfficialMatch, OfficialRecord, Workspace
from models.workspace import outgoing
from models.workspace.preferences import Preferences, preferences_of

log = structlog.get_logger(__name__)

WORKSPACES_AT_ONCE = 100
"""For how many workspaces it is stored in one transaction: SQLite has one writer, and nobody should wait long."""
MOST_AT_ONCE = 5
"""The most certain items that each get a message of their own in a round; more than that are gathered."""


Found = Mapping[int, Sequence[tuple[OfficialRecord, Relevance]]]
"""What concerns each workspace, by its id."""


@dataclass
class MatchingRound:
    """The items of a round, and how much they concern each set of words."""

    records: Sequence[OfficialRecord]
    hearings: Mapping[str, Sequence[OfficialRecord]]
    """The committee hearings that are not over, by the number of each case that they are about."""
    deadlines: Mapping[str, frozenset[date]]
    """The days of the deadlines that these hearings' cases have themselves, by the case's number."""
    now: datetime
    are_known: bool = False
    """Whether the items were there before, and only the words are new: they are gathered, and posted only the first time."""
    _by_words: dict[int, tuple[Media, list[tuple[OfficialRecord, Relevance]]]] = field(default_factory=dict)
    _by_theme: dict[tuple[ThemeWords, ...], dict[int, list[Reason]]] = field(default_factory=dict)

    def concerning(self, media: Media) -> list[tuple[OfficialRecord, Relevance]]:
        """Return the items that concern those with these words. The same words are matched once."""
        if id(media) not in self._by_words:
            matcher = OfficialMatcher(media)
            found = [(each, matcher.relevance(each, self._reasons)) for each in self.records]
            self._by_words[id(media)] = media, [each for each in found if each[1].is_likely]
        return self._by_words[id(media)][1]

    def _reasons(self, theme: str, words: tuple[ThemeWords, ...], item: Described) -> list[Reason]:
        """Return why an item concerns those who follow a theme, looked up once for all who have the same words for it."""
        known = self._by_theme.setdefault(words, {})
        if id(item) not in known:
            known[id(item)] = reasons_for(theme, words, item)
        return known[id(item)]


def match_pending(database: Database, packs: Packs, now: datetime) -> int:
    """Match what waits at that moment (aware) with every workspace's words; return how many messages were planned.

    All can be done again: what a workspace has had a message about is stored with it, once by constraint.
    """
    with database.reading() as session:
        waiting = matches.pending(session, now)
        if not waiting:
            return 0
        seen = [(each.id, each.match_due_at) for each in waiting if each.match_due_at]
        hearings = matches.hearings_of_cases(session)
        this = MatchingRound(
            _worth_matching(waiting, now), hearings, matches.deadlines_of_cases(session, hearings), now
        )
        workspaces = list(session.scalars(select(Workspace.id).where(Workspace.removed_at.is_(None))))
        session.expunge_all()
    pack, planned = packs.current(), 0
    if this.records:
        for first in range(0, len(workspaces), WORKSPACES_AT_ONCE):
            some = workspaces[first : first + WORKSPACES_AT_ONCE]
            # Matching takes long where many have words of their own: not while nobody else can write.
            with database.reading() as session:
                found = _concerning(session, some, pack, this)
            with database.session() as session:
                planned += keep_matches(session, found, this)
    with database.session() as session:
        _follow_sources(session, [record_id for record_id, _ in seen], now)
        matches.matched(session, seen)
    log.info("official_matched", items=len(seen), messages=planned)
    return planned


def _follow_sources(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Bring rows into agreement that people added while a source's answer was stored, so that neither saw the other."""
    rows = session.scalars(select(OfficialRecord).where(in_list(OfficialRecord.id, "ids")), {"ids": list(ids)}).all()
    for each in own.workspaces_with(session, [own.key_of(*matches.key_of(row)) for row in rows]):
        own.follow_source(session, each, rows, now)


def _worth_matching(records: Sequence[OfficialRecord], now: datetime) -> list[OfficialRecord]:
    """Return the items that something can still be done about. Another item of a feed that has a title in common goes."""
    today = now.astimezone(OSLO).date()
    titles = {each.title.casefold() for each in records if each.kind != ItemKind.NEWS.value}
    return [
        each
        for each in records
        if not matches.is_over(each, today)
        and (each.kind != ItemKind.NEWS.value or each.title.casefold() not in titles)
    ]


def _concerning(session: Session, workspace_ids: Sequence[int], pack: Pack, this: MatchingRound) -> Found:
    """Return what concerns each of some workspaces."""
    return {each: this.concerning(media) for each, media in media_by_workspace(session, workspace_ids, pack).items()}


def media_by_workspace(session: Session, workspace_ids: Sequence[int], pack: Pack) -> dict[int, Media]:
    """Return the words of each of some workspaces, by the workspace's id."""
    workspaces = session.scalars(select(Workspace).where(Workspace.id.in_(workspace_ids))).all()
    own_packs = packs_of(session, workspaces, pack)
    return {each.id: same(own_packs[each.id], media_of).media for each in workspaces}


def keep_matches(session: Session, found: Found, this: MatchingRound) -> int:
    """Store what concerns some workspaces and plan the messages about it; return how many messages were planned."""
    workspace_ids = list(found)
    workspaces = session.scalars(select(Workspace).where(Workspace.id.in_(workspace_ids))).all()
    concerning = {id(record): record for several in found.values() for record, _ in several}.values()
    keys = sorted({key for record in concerning for key in matches.keys_of_matter(record)})
    if not keys:
        return 0
    known = matches.known_matches(session, workspace_ids, keys)
    rows_of = _own_rows(session, workspace_ids, keys)
    alerted = alerted_links(session, workspace_ids, {record.link for record in concerning if record.link})
    manners = preferences_of(session, workspaces)
    room = room_this_week(session, workspaces, this.now)
    new: list[dict[str, Any]] = []
    for workspace in workspaces:
        there = [
            _news_of(
                known.get((workspace.id, *matches.key_of(record))),
                record,
                why,
                this,
                is_alerted=(workspace.id, record.link) in alerted,
            )
            for record, why in found[workspace.id]
            if not _is_same(record, workspace.id, known, rows_of[workspace.id], this)
        ]
        news = [each for each in there if each is not None]
        new += _at_once_or_gathered(workspace, news, room[workspace.id], this)
    return _store(session, new, known, manners, this.now)


def media_of(pack: Pack) -> Media:
    """Return the words of a pack."""
    return pack.media


@dataclass(frozen=True)
class _News:
    """An item that is news to a workspace. `match` is what it has had a message about, when the item had less to it."""

    record: OfficialRecord
    level: str
    match: OfficialMatch | None
    is_alerted: bool = False
    """It was posted as a case in the media: only its deadline is news, and waits for the morning."""


def _news_of(
    match: OfficialMatch | None, record: OfficialRecord, why: Relevance, this: MatchingRound, *, is_alerted: bool
) -> _News | None:
    """Return what is news of an item; None if it was posted before, or as another item of the same matter."""
    level = matches.level_of(why)
    if level is None or _is_known_by_hearing(record, this) or (is_alerted and record.deadline_on is None):
        return None
    if match is None:
        return _News(record, level, None, is_alerted)
    if this.are_known:
        return None
    is_surer = level == matches.CERTAIN and match.level == matches.LIKELY
    has_news = record.deadline_on is not None and not match.has_deadline
    return _News(record, level, match) if match.judged_by is None and (is_surer or has_news) else None


def _is_same(
    record: OfficialRecord,
    workspace_id: int,
    known: Mapping[tuple[int, str, str], OfficialMatch],
    rows: Mapping[str, date | None],
    this: MatchingRound,
) -> bool:
    """Return True if people have made a deadline of an item, or if it is a hearing that is known by its case.

    That is one whose case was posted or made a deadline of with the same day, or was said not to be relevant.
    """
    if own.key_of(*matches.key_of(record)) in rows:
        return True
    for kind, number in matches.keys_of_matter(record)[1:]:
        match = known.get((workspace_id, kind, number))
        if match is not None and match.judged_by is not None:
            return True
        is_posted = match is not None and match.has_deadline
        if is_posted and record.deadline_on in this.deadlines.get(number, frozenset()):
            return True
        if record.deadline_on is not None and rows.get(own.key_of(kind, number)) == record.deadline_on:
            return True
    return False


def _is_known_by_hearing(record: OfficialRecord, this: MatchingRound) -> bool:
    """Return True for a case whose committee hearing is known: the hearing has the deadline."""
    return record.kind == ItemKind.CASE.value and record.number in this.hearings


def _own_rows(
    session: Session, workspace_ids: Sequence[int], keys: Sequence[matches.Key]
) -> dict[int, dict[str, date | None]]:
    """Return the keys and the days of the deadlines that people have made of these items, by workspace."""
    named = [own.key_of(*each) for each in keys]
    wanted = (Occurrence.workspace_id.in_(workspace_ids), Occurrence.key.in_(named))
    query = select(Occurrence.workspace_id, Occurrence.key, Occurrence.ends_on).where(*wanted)
    found: dict[int, dict[str, date | None]] = defaultdict(dict)
    for workspace_id, key, day in session.execute(query):
        found[workspace_id][key] = day
    return found


def _at_once_or_gathered(
    workspace: Workspace, news: Sequence[_News], most_asked: int, this: MatchingRound
) -> Iterator[dict[str, Any]]:
    """Give the rows of what is news to a workspace, with the day of the message; None if it has one of its own.

    Questions and announced bills have none, and the surest of them, `most_asked` at most, are gathered.
    """
    morning = next_morning(workspace, this.now)
    asked = [each for each in news if each.record.kind in matches.ASKED]
    asked.sort(key=lambda each: each.level != matches.CERTAIN)
    certain = [
        each
        for each in news
        if each.level == matches.CERTAIN
        and not each.is_alerted
        and each.record.kind not in {ItemKind.NEWS.value, *matches.ASKED}
    ]
    at_once = certain if len(certain) <= MOST_AT_ONCE and not this.are_known else []
    ungathered = [*at_once, *asked[most_asked:]]
    for each in news:
        yield _row(workspace, each, None if each in ungathered else morning, this.now)


def _row(workspace: Workspace, news: _News, gather_on: date | None, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": workspace.id,
        "kind": news.record.kind,
        "number": news.record.number,
        "level": news.level,
        "found_at": now,
        "gather_on": gather_on,
        "has_deadline": news.record.deadline_on is not None,
        "words": {},
    }


def _store(
    session: Session,
    rows: Sequence[dict[str, Any]],
    known: Mapping[tuple[int, str, str], OfficialMatch],
    manners: Mapping[int, Preferences],
    now: datetime,
) -> int:
    """Store the rows, and plan the messages of those that have one of their own."""
    table = OfficialMatch.__table__.c
    columns = (table.id, table.workspace_id, table.kind, table.gather_on, table.has_deadline)
    new = [each for each in rows if (each["workspace_id"], each["kind"], each["number"]) not in known]
    alone = [tuple(each) for each in insert_rows(session, OfficialMatch, new, columns)]
    for each in rows:
        match = known.get((each["workspace_id"], each["kind"], each["number"]))
        if match is not None:
            match.level, match.found_at = each["level"], now
            # One too many of the week stays where it was to be gathered.
            stays = match.gather_on if match.kind in matches.ASKED else None
            match.gather_on, match.has_deadline = each["gather_on"] or stays, each["has_deadline"]
            alone.append((match.id, match.workspace_id, match.kind, match.gather_on, match.has_deadline))
    wanted = [
        outgoing.PlannedMessage(workspace_id, "kanal", channel, message_key(match_id, has_deadline=has_deadline))
        for match_id, workspace_id, kind, gather_on, has_deadline in alone
        if kind not in matches.ASKED
        and gather_on is None
        and (channel := HEARING.channel(manners[workspace_id])) is not None
        and manners[workspace_id].wants(HEARING.kind)
    ]
    return outgoing.plan_all(session, wanted, HEARING.kind, now)
