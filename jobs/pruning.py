"""Deletes rows whose retention period is over (`models.retention`): few at a time, so that nobody waits for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, select

from jobs.nudges.registry import dated
from models.db.database import Database
from models.db.in_list import one_of
from models.retention import Rule, rules
from models.rounds.forgetting import forget_written
from models.workspace.installations import delete_removed

log = structlog.get_logger(__name__)

AT_ONCE = 500
"""How many rows are deleted in one transaction at most, and how many are read at a time."""
TIMES = 20
"""How often that is done for one table in one round: the rest follows in the next."""


class Pruning:
    """Deletes what has expired, a part of it in each round.

    What an index finds is looked for in each round. Other tables are read in the order of their ids, once a day (UTC):
    the position is stored in the instance, so it starts over with the process. Any number of processes may do this at
    once.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._after: dict[str, int] = {}
        self._finished: dict[str, date] = {}

    def run(self, now: datetime) -> Mapping[str, int]:
        """Delete some of what has expired at that moment (aware); return how many rows of which tables."""
        deleted = Counter({"workspace": delete_removed(self._database, now)})
        for rule in rules(dated()):
            if rule.expired is not None and self._finished.get(rule.table.__tablename__) != _day(now):
                work = self._indexed if rule.indexed else self._read_through
                deleted[rule.table.__tablename__] += work(rule, rule.expired(now), now)
        deleted["carrier texts"] += self._forget_written(now)
        self._database.empty_log()
        found = {name: count for name, count in deleted.items() if count}
        if found:
            log.info("tidied", **found)
        return found

    def _forget_written(self, now: datetime) -> int:
        """Forget what carriers wrote, once a day: its term is in days."""
        if self._finished.get("carrier texts") == _day(now):
            return 0
        self._finished["carrier texts"] = _day(now)
        with self._database.session() as session:
            return forget_written(session, now)

    def _indexed(self, rule: Rule, expired: ColumnElement[bool], _now: datetime) -> int:
        id_ = _id(rule)
        query = select(id_).where(expired).limit(AT_ONCE)
        deleted = 0
        for _ in range(TIMES):
            with self._database.reading() as session:
                ids = session.scalars(query).all()
            deleted += self._delete(id_, ids, expired)
            if len(ids) < AT_ONCE:
                break
        return deleted

    def _read_through(self, rule: Rule, expired: ColumnElement[bool], now: datetime) -> int:
        id_, name = _id(rule), rule.table.__tablename__
        deleted = 0
        for _ in range(TIMES):
            after = self._after.get(name, 0)
            with self._database.reading() as session:
                page = session.scalars(select(id_).where(id_ > after).order_by(id_).limit(AT_ONCE)).all()
                found = select(id_).where(id_ > after, id_ <= page[-1], expired) if page else None
                ids = session.scalars(found).all() if found is not None else []
            deleted += self._delete(id_, ids, expired)
            if len(page) < AT_ONCE:
                self._finished[name] = _day(now)
                self._after.pop(name, None)
                break
            self._after[name] = page[-1]
        return deleted

    def _delete(self, id_: Any, ids: Sequence[int], expired: ColumnElement[bool]) -> int:
        """Delete those of some rows that are still expired, and that nobody else is changing or referring to now."""
        if not ids:
            return 0
        with self._database.session() as session:
            mine = select(id_).where(one_of(id_, ids), expired).with_for_update(skip_locked=True)
            locked = session.scalars(mine).all()
            # Checked again: on PostgreSQL, a reference to a row may have been committed while waiting for its lock.
            session.execute(delete(id_.table).where(one_of(id_, locked), expired))
        return len(locked)


def prune(database: Database, now: datetime) -> Mapping[str, int]:
    """Delete what has expired, as the first round of a process does."""
    return Pruning(database).run(now)


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()


def _id(rule: Rule) -> Any:
    return rule.table.metadata.tables[rule.table.__tablename__].c.id
