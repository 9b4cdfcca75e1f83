"""Workspaces that have a row of everything: a new table is filled too, by what its columns are."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Time, insert
from sqlalchemy.orm import Session

from models.base import Base, UtcDateTime
from models.database import Database

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)
MEANT: dict[str, Any] = {
    "workspace.platform": "slack",
    "workspace.timezone": "Europe/Oslo",
    "workspace.synced_on": TODAY,
    "workspace.removed_at": None,
    "workspace.ntp_presented": None,
    "workspace.plan_after": None,
    "workspace.send_after": None,
    "workspace.quiet_from": time(21),
    "workspace.quiet_to": time(7),
    "workspace.shared_channel": "C1",
    "workspace.media_channel": "C2",
    "workspace.installed_by": "U1",
    "destination.kind": "kanal",
    "destination.address": "C1",
    "destination.next_at": None,
    "delivery.kind": "ukesoversikt",
    "delivery.period_key": "2026-W40",
    "delivery.state": "planned",
    "delivery.channel_ref": None,
    "delivery.message_ref": None,
    "occurrence.key": "egen:1",
    "occurrence.owner": None,
    "occurrence.source": "egen",
    "occurrence.kind": "frist",
    "occurrence.field": "saker",
    "occurrence.certainty": "fast",
    "occurrence.done_at": None,
    "occurrence.done_by": None,
    "occurrence.archived_at": None,
    "occurrence.kept": [],
    "change.user_id": "U1",
    "change.before": {"done_at": None, "done_by": None},
    "change.after": {},
    "change.undone_at": None,
    "change.undone_by": None,
    "snooze.user_id": "U1",
    "snooze.until": TODAY + timedelta(days=7),
    "inbound.key": "event:Ev1",
    "inbound.kind": "event",
    "inbound.state": "done",
    "inbound.payload": None,
    "preference.user_id": "U1",
    "preference.kind": "ukesoversikt",
    "preference.channel": None,
    "pause.user_id": "",
    "pause.first": TODAY + timedelta(days=30),
    "pause.last": TODAY + timedelta(days=40),
    "administrator.user_id": "U2",
    "followup.channel": "C1",
    "followup.message": "1.1",
    "followup.theme": None,
    "followup.owner": "U1",
    "followup.state": "åpen",
    "followup.due_at": NOW + timedelta(hours=7),
    "followup.closed_at": None,
    "followup.closed_by": None,
    "followup.told_at": NOW - timedelta(hours=1),
    "follower.user_id": "U2",
    "feed.key": "avisa",
    "feed.next_at": None,
    "feed.last_item_at": NOW - timedelta(days=9),
    "alert.identity": "sak",
    "alert.link_hash": "lenke",
    "alert.themes": ["jernbane"],
    "alert.words": {"jernbane": [["tog", "Togene"]]},
    "alert.state": "ikke",
    "alert.judged_by": "U1",
    "spokesperson.theme": "jernbane",
    "spokesperson.user_id": "U1",
    "spokesperson.name": "",
    "effect.kind": "medieoppslag",
    "effect.theme": None,
    "effect.link": None,
    "effect.removed_at": None,
    "audit.user_id": "U1",
    "audit.what": "innstilling",
}
"""What a column must hold for the row to be an ordinary one, the same in every workspace; the rest names its own."""

MADE_UP: tuple[tuple[type[Any], Any], ...] = (
    (UtcDateTime, NOW),
    (Date, TODAY),
    (Time, time(8)),
    (Boolean, True),
    (Integer, 1),
    (JSON, {}),
)


def full(database: Database, team: str) -> int:
    """Make a workspace with a row in every table; return its id."""
    with database.session() as session:
        return _workspace(session, team)


def _workspace(session: Session, team: str) -> int:
    made: dict[str, int] = {}
    for table in Base.metadata.sorted_tables:
        row = {each.name: _value(each, table, team, made) for each in table.columns if each.name != "id"}
        made[table.name] = session.execute(insert(table).values(**row).returning(table.c.id)).scalar_one()
    return made["workspace"]


def _value(column: Column[Any], table: Table, team: str, made: dict[str, int]) -> Any:
    for key in column.foreign_keys:
        return made[key.column.table.name]
    name = f"{table.name}.{column.name}"
    if name in MEANT:
        return MEANT[name]
    if name == "workspace.external_id":
        return team
    return _made_up(column, team)


def _made_up(column: Column[Any], team: str) -> Any:
    if isinstance(column.type, String):
        return f"{column.name} av {team}"
    for kind, value in MADE_UP:
        if isinstance(column.type, kind):
            return value
    message = f"{column} is of a kind that is not made up yet: {column.type!r}"
    raise NotImplementedError(message)
