from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.requests.incoming_request import LONGEST_KEY
from models.db.base import longest
from models.db.database import Database
from models.tables import Inbound, Workspace
from models.workspace.inbound import LATER, first_received, keep
from models.workspace.workspaces import get_or_create

NOW = datetime(2026, 10, 2, 7, 0, tzinfo=UTC)


def test_what_is_told_again_is_known_and_what_comes_from_elsewhere_is_not_ours(database: Database) -> None:
    with database.session() as session:
        ours = get_or_create(session, "slack", "T1", "Sekretariatet")
        get_or_create(session, "teams", "T1", "Naboen")
        ours.timezone = "Europe/Helsinki"
        session.flush()

        told = [first_received(session, "slack", "T1", key, NOW) for key in ("Ev1", "Ev1", "Ev2")]

        assert [each and (each.workspace.id, each.workspace.zone) for each in told] == [
            (ours.id, ZoneInfo("Europe/Helsinki")),
            None,
            (ours.id, ZoneInfo("Europe/Helsinki")),
        ]
        assert told[0] is not None
        assert told[0].workspace is ours
        assert first_received(session, "slack", "T9", "Ev1", NOW) is None
        theirs = first_received(session, "teams", "T1", "Ev1", NOW)
        assert theirs is not None
        assert theirs.workspace.id != ours.id
        kept = session.execute(
            select(Inbound.key, Inbound.state, Inbound.attempt, Inbound.received_at)
            .where(Inbound.workspace_id == ours.id)
            .order_by(Inbound.id)
        )
        assert kept.all() == [("Ev1", "done", 0, NOW), ("Ev2", "done", 0, NOW)]


def test_what_is_asked_is_written_together_or_not_at_all(sqlite_database: Database) -> None:
    with sqlite_database.session() as session:
        get_or_create(session, "slack", "T1", "Sekretariatet")

    with pytest.raises(ZeroDivisionError):
        _broken_off(sqlite_database)
    with sqlite_database.session() as session:
        _told_and_renamed(session, "Ev2", "Angret")
        session.rollback()
    with sqlite_database.session() as session:
        _told_and_renamed(session, "Ev3", "Nytt navn")

    with sqlite_database.session() as session:
        assert session.scalars(select(Inbound.key)).all() == ["Ev3"]
        assert session.scalars(select(Workspace.name)).all() == ["Nytt navn"]


def _broken_off(database: Database) -> None:
    with database.session() as session:
        _told_and_renamed(session, "Ev1", "Feil")
        raise ZeroDivisionError


def _told_and_renamed(session: Session, key: str, name: str) -> None:
    told = first_received(session, "slack", "T1", key, NOW)
    assert told is not None
    told.workspace.name = name


def test_the_longest_key_can_be_kept_too(database: Database) -> None:
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Sekretariatet")
        keep(session, workspace.id, "k" * LONGEST_KEY, "event", "{}", NOW)
    with database.session() as session:
        (kept,) = session.scalars(select(Inbound.key))
        assert (kept, len(kept) <= longest(Inbound.key)) == (LATER + "k" * LONGEST_KEY, True)
