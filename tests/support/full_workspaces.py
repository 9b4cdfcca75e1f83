"""Workspaces that have a row of everything: a new table is filled too, by what its columns are."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Time, insert
from sqlalchemy.orm import Session

from models.db.base import UtcDateTime, tables_of_workspaces
from models.db.database import Database
from tests.support.workbooks import book

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)

BOOK = book(("Navn", "Nivå"), ("Berit Ny Moe", "B"), ("Per Uklar", "D"))
"""A workbook with somebody new, and a row that has to be mended."""
STANDING: dict[str, Any] = {
    "folded": "kari nordmann",
    "tier": "A",
    "owner": "U1",
    "municipality": "0301",
    "last_dialogue_on": TODAY - timedelta(days=90),
    "quiet_since": TODAY - timedelta(days=90),
    "rest_until": None,
    "created_by": "U1",
    "removed_at": None,
}
MEANT: dict[str, Any] = {
    "workspace.platform": "slack",
    "workspace.timezone": "Europe/Oslo",
    "workspace.synced_on": TODAY,
    "workspace.register_synced_on": None,
    "workspace.removed_at": None,
    "workspace.ntp_presented": None,
    "workspace.plan_after": None,
    "workspace.send_after": None,
    "workspace.quiet_from": time(21),
    "workspace.quiet_to": time(7),
    "workspace.shared_channel": "C1",
    "workspace.media_channel": "C2",
    "workspace.installed_by": "U1",
    "contact.address": "C1",
    "contact.kind": "kanal",
    "contact.place": "C1",
    "contact.account": "konto",
    "contact.parent": "P1",
    "contact.removed_at": None,
    "contact.nicknames": None,
    "access_token.user_id": "U1",
    "access_token.purpose": "kalender",
    "access_token.scope": "mine",
    "access_token.expires_at": NOW + timedelta(days=30),
    "access_token.revoked_at": None,
    "enclosure.user_id": "U1",
    "enclosure.name": "bok.xlsx",
    "enclosure.content": BOOK,
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
    "occurrence.co_owners": None,
    "occurrence.source": "egen",
    "occurrence.kind": "frist",
    "occurrence.field": "saker",
    "occurrence.certainty": "fast",
    "occurrence.done_at": None,
    "occurrence.done_by": None,
    "occurrence.archived_at": None,
    "occurrence.closed_as": None,
    "occurrence.by_others": False,
    "occurrence.kept": [],
    "occurrence.start_time": time(12, 30),
    "occurrence.minutes": 60,
    "occurrence.rule": "FREQ=WEEKLY;BYDAY=MO",
    "series.uid": "uke",
    "series.rule": "FREQ=WEEKLY;BYDAY=MO",
    "series.first_on": TODAY,
    "series.until": None,
    "series.owner": "U1",
    "series.start_time": None,
    "series.made_until": TODAY,
    "series.undo": {"archived": []},
    "change.user_id": "U1",
    "change.before": {"done_at": None, "done_by": None},
    "change.after": {},
    "change.undone_at": None,
    "change.undone_by": None,
    "change.answered_at": None,
    "demand.origin": "egen:1",
    "demand.position": 1,
    "demand.theme": None,
    "demand.reader": "U1",
    "demand.verdict": "nei",
    "demand.filled_by": "U1",
    "demand.version": 1,
    "demand.effect_id": None,
    "demand.removed_at": None,
    "demand.created_by": "U1",
    "day_text.slot": "komite/transport",
    "day_text.version": 1,
    "day_text.user_id": "U1",
    "day_text.removed_at": None,
    "hearing_plan.plan": "svarer",
    "hearing_plan.left_on": None,
    "hearing_plan.sent_on": TODAY - timedelta(days=3),
    "hearing_plan.sent_by": "U1",
    "hearing_plan.archive_number": None,
    "hearing_plan.effect_id": None,
    "hearing_plan.asked_at": None,
    "hearing_plan.created_by": "U1",
    "milestone.kind": "klarering",
    "milestone.is_moved": False,
    "milestone.by_board": False,
    "milestone.who": None,
    "milestone.done_at": None,
    "milestone.done_by": None,
    "input_version.audience": "instans",
    "input_version.sent": [],
    "input_version.user_id": "U1",
    "checklist_item.done_at": None,
    "checklist_item.done_by": None,
    "checklist_item.removed_at": None,
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
    "followup.alerted_at": NOW - timedelta(hours=2),
    "followup.handed_at": None,
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
    "official_match.kind": "høring",
    "official_match.number": "1",
    "official_match.level": "trolig",
    "official_match.gather_on": TODAY,
    "official_match.judged_by": "U1",
    "official_match.words": {"jernbane": [["tog", "tog"]]},
    "policy_case.key": "sak:1",
    "policy_case.theme": "jernbane",
    "policy_case.closed_at": None,
    "policy_case.created_by": "U1",
    "policy_case.changed_by": "U1",
    "policy_case.seen": {"status": "varslet"},
    "case_follower.user_id": "U1",
    "case_move.moves": [],
    "case_move.at": NOW - timedelta(days=1),
    "case_contact.asked_by": "U1",
    "case_contact.asked_on": TODAY - timedelta(days=30),
    "case_contact.until": TODAY + timedelta(days=7),
    "case_contact.created_by": "U1",
    "spokesperson.theme": "jernbane",
    "spokesperson.user_id": "U1",
    "spokesperson.name": "",
    "effect.kind": "medieoppslag",
    "effect.theme": None,
    "effect.link": None,
    "effect.removed_at": None,
    "organisation.kind": "organisasjon",
    "organisation.pack_id": None,
    "organisation.themes": ["jernbane"],
    "organisation.cooperation": [],
    "organisation.kept": [],
    "organisation.merged_into": None,
    "person.anonymised_at": None,
    "person.merged_into": None,
    "person.reviewed_on": None,
    **{f"{each}.{name}": value for each in ("organisation", "person") for name, value in STANDING.items()},
    "role.kind": "politiker",
    "role.party": "Ap",
    "role.municipality": "0301",
    "role.from_on": date(2023, 10, 1),
    "role.to_on": None,
    "stance.organisation_id": None,
    "stance.theme": "jernbane",
    "stance.stance": "positiv",
    "tie.user_id": "U2",
    "tie.other_id": None,
    "tie.municipality": "0301",
    "dialogue.day": TODAY - timedelta(days=90),
    "dialogue.planned": False,
    "dialogue.channel": "møte",
    "dialogue.theme": "jernbane",
    "dialogue.stance": "positiv",
    "dialogue.created_by": "U1",
    "dialogue.removed_at": None,
    "counterpart.organisation_id": None,
    "counterpart.day": TODAY - timedelta(days=90),
    "participant.user_id": "U1",
    "gift.organisation_id": None,
    "gift.kind": "faktaark",
    "gift.user_id": "U1",
    "gift.removed_at": None,
    "attendance.user_id": "U1",
    "attendance.answered_at": None,
    "attendance.answered_on": None,
    "attendance.days": None,
    "event_item.kind": "person",
    "event_item.done_at": None,
    "event_item.removed_at": None,
    "reader.user_id": "U1",
    "reader.added_by": "U1",
    "posting.word": "kari",
    "posting.weight": 3,
    "posting.rank": 0,
    "posting.organisation_id": None,
    "gram.gram": "kar",
    "gram.word": "kari",
    "edit.user_id": "U1",
    "edit.what": "endret",
    "edit.undone_at": None,
    "edit.undone_by": None,
    "edited_row.organisation_id": None,
    "edited_row.table": "person",
    "edited_row.row_id": 1,
    "edited_row.before": {"tier": "B"},
    "edited_row.after": {"tier": "A"},
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
    for table in tables_of_workspaces():
        row = {each.name: _value(each, table, team, made) for each in table.columns if each.name != "id"}
        made[table.name] = session.execute(insert(table).values(**row).returning(table.c.id)).scalar_one()
    return made["workspace"]


def _value(column: Column[Any], table: Table, team: str, made: dict[str, int]) -> Any:
    name = f"{table.name}.{column.name}"
    if name in MEANT:
        return MEANT[name]
    for key in column.foreign_keys:
        return made[key.column.table.name]
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
