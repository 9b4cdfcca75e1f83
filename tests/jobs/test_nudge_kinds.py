"""The registry of the kinds of nudges: nothing of a kind is forgotten, and no kind takes another's part."""

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import jobs
import jobs.nudges
from bot.cards.card import Card, Paragraph, line
from bot.cards.text import render_text
from bot.commands.ask import Ask
from bot.requests.posted_messages import posted_message
from content.schema.pack import Pack
from jobs.clock_ahead import repair_clock_ahead
from jobs.nudges.calendar import PLANNED
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import (
    PERSON,
    Addressed,
    Calendar,
    Due,
    NudgeKind,
    OwnSetting,
    Receiver,
    UnplannedKindError,
    not_in_help,
    when_awake,
)
from jobs.nudges.registry import KINDS, UnknownKindError, kind_of, name_of
from jobs.planning import schedule
from jobs.planning.plan import plan_workspaces
from jobs.sending.compose import compose
from models.db.database import Database
from models.tables import Delivery, Workspace
from models.workspace.outgoing import plan
from models.workspace.preferences import PreferenceChange, Preferences, preferences, save_preference
from tests.support.nudges import Office, at, office
from tests.support.register import new_person, spoke

BOSS, KARI, PER = "UBOSS", "UKARI", "UPER"
MONDAY = at("2026-10-05 08:30")
NEWER = "bare_i_en_nyere_versjon"


def _birthdays(_session: Session, _manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    return [(KARI, due), (PER, replace(due, period_key=f"{due.period_key}:per"))]


def _congratulate(scene: NudgeContext) -> Card | Skip:
    return Card("Gratulerer", (Paragraph(line(f"Til {scene.address}.")),))


BIRTHDAY = NudgeKind(
    kind="bursdag",
    name="Bursdag",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(name="wanted_bursdag", button="Slå av bursdager", label="Bursdager"),
    for_guests=False,
    calendar=Calendar(
        key_on=lambda day, _pack: day.isoformat() if day == MONDAY.date() else None,
        in_morning=True,
        at=lambda times: times.deadline,
        audience=_birthdays,
        narrow=None,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day,
    hours=when_awake,
    composer=_congratulate,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
"""A kind that only these tests have."""


@pytest.fixture
def birthday(monkeypatch: pytest.MonkeyPatch) -> Iterator[NudgeKind]:
    """Add it as a new file and a line in the registry would."""
    monkeypatch.setitem(KINDS, BIRTHDAY.kind, BIRTHDAY)
    monkeypatch.setattr(schedule, "PLANNED", (*PLANNED, BIRTHDAY))
    _forget()
    yield BIRTHDAY
    _forget()


def _forget() -> None:
    schedule.due_schedule.cache_clear()
    schedule._due_on.cache_clear()


def with_review(database: Database) -> Office:
    """Return an office whose administrator is to go through the register, if that were due."""
    here = office(database)
    here.set(installed_by=BOSS, register_synced_on=date(2024, 1, 1))
    with database.session() as session:
        person = new_person(session, here.workspace_id, "Anne A", tier="A", owner=KARI)
        spoke(session, here.workspace_id, date(2024, 5, 3), person)
    return here


def planned(here: Office, kind: str) -> list[tuple[str, str]]:
    """Return the addresses a kind is planned for at that moment, each with its key."""
    here.set(plan_after=None)
    return [(each.destination, each.key) for each in here.plan(MONDAY) if each.kind == kind]


def test_a_new_kind_to_people_goes_to_its_own_audience(database: Database, birthday: NudgeKind) -> None:
    here = with_review(database)
    with database.session() as session:
        wanted = preferences(session, session.get_one(Workspace, here.workspace_id))
        due = Due("gjennomgang", "2026-10", MONDAY, MONDAY, "person", MONDAY.date())
        review = kind_of("gjennomgang").by_calendar.audience(session, wanted, due, here.pack)
    assert [address for address, _ in review] == [BOSS]
    assert planned(here, birthday.kind) == [(KARI, "2026-10-05"), (PER, "2026-10-05:per")]


@pytest.mark.parametrize(("user_id", "left"), [(KARI, [PER]), ("", [])])
def test_a_new_kind_is_turned_off_by_its_own_setting(
    sqlite_database: Database, birthday: NudgeKind, user_id: str, left: list[str]
) -> None:
    here = with_review(sqlite_database)
    with here.database.session() as session:
        save_preference(session, here.workspace_id, user_id, birthday.kind, PreferenceChange(wanted=False))
        save_preference(session, here.workspace_id, PER, "gjennomgang", PreferenceChange(wanted=False))
    assert [address for address, _ in planned(here, birthday.kind)] == left


def test_a_new_kind_is_composed_with_its_way_off(sqlite_database: Database, birthday: NudgeKind) -> None:
    here = with_review(sqlite_database)
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        card = compose(session, workspace, here.pack, birthday.kind, "2026-10-05", KARI, MONDAY)
    assert isinstance(card, Card)
    assert render_text(card) == "Gratulerer\n\nTil UKARI.\n\n[Slå av bursdager]"


def test_an_unknown_kind_in_the_code_is_an_error_and_goes_to_nobody(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = with_review(sqlite_database)
    monkeypatch.setattr(schedule, "PLANNED", (BIRTHDAY,))  # planned, and not in the registry
    _forget()
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        workspace.plan_after = None
        with pytest.raises(UnknownKindError, match="bursdag"):
            plan_workspaces(session, [preferences(session, workspace)], here.pack, MONDAY)
        with pytest.raises(UnknownKindError, match="bursdag"):
            compose(session, workspace, here.pack, "bursdag", "2026-10-05", KARI, MONDAY)
    assert here.deliveries() == []
    _forget()


def test_what_no_day_brings_is_not_planned_by_the_calendar() -> None:
    with pytest.raises(UnplannedKindError, match="velkomst"):
        _ = kind_of("velkomst").by_calendar


async def test_a_kind_that_only_a_newer_version_knows_is_left_for_it(database: Database) -> None:
    here = office(database)
    with database.session() as session:
        plan(session, here.workspace_id, "kanal", "C1", NEWER, "1", MONDAY)
        plan(session, here.workspace_id, "person", KARI, NEWER, "2", MONDAY)
        late = session.query(Delivery).filter_by(period_key="2").one()
        late.state, late.reason = "skipped", "for sent: skulle vært sendt 5. oktober kl. 8.30"
    repair_clock_ahead(database, MONDAY + timedelta(hours=1), deep=True)
    await here.drain(MONDAY + timedelta(days=1))
    rows = {(each.kind, each.period_key): each.state for each in here.deliveries()}
    assert rows == {(NEWER, "1"): "planned", (NEWER, "2"): "skipped"}
    assert name_of(NEWER) == NEWER


async def test_a_message_with_a_kind_that_only_a_newer_version_knows_is_not_composed_again(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database)
    here.plan(MONDAY)
    await here.drain(MONDAY)
    with here.database.session() as session:
        sent = session.query(Delivery).filter_by(state="sent").first()
        assert sent is not None
        ask = Ask(session.get_one(Workspace, here.workspace_id), here.pack, KARI, "C1", MONDAY)
        assert posted_message(ask, session, sent.message_ref or "", sent.channel_ref or "") is not None
        sent.kind = NEWER
        session.flush()
        assert posted_message(ask, session, sent.message_ref or "", sent.channel_ref or "") is None


@pytest.mark.parametrize("part", [NudgeKind, Calendar, Receiver, OwnSetting])
def test_no_part_of_a_kind_has_a_default(part: type) -> None:
    assert [
        each.name for each in fields(part) if each.default is not MISSING or each.default_factory is not MISSING
    ] == []


@pytest.mark.parametrize("name", [each.name for each in fields(NudgeKind)])
def test_a_missing_part_is_an_error(name: str) -> None:
    parts = {each.name: getattr(BIRTHDAY, each.name) for each in fields(NudgeKind) if each.name != name}
    with pytest.raises(TypeError, match=name):
        NudgeKind(**parts)


def test_every_kind_that_is_written_is_in_the_registry_once() -> None:
    modules = [
        importlib.import_module(f"jobs.nudges.{each.name}") for each in pkgutil.iter_modules(jobs.nudges.__path__)
    ]
    written = {
        id(each): each.kind for module in modules for each in vars(module).values() if isinstance(each, NudgeKind)
    }
    assert sorted(written.values()) == sorted(KINDS)
    assert [kind for kind, each in KINDS.items() if id(each) not in written] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_parts_of_a_kind_fit_together(kind: NudgeKind) -> None:
    assert len([each for each in KINDS.values() if each.name == kind.name]) == 1
    if kind.own_setting is not None:
        assert kind.can_be_off
        assert kind.receiver.to == "person"
        assert len([each for each in KINDS.values() if each.own_setting == kind.own_setting]) == 1
    if kind in PLANNED:
        assert kind.calendar is not None
        assert kind.can_be_off
        assert not kind.lasting
        assert kind.receiver.to == "person" or kind.receiver.group is not None
        assert (kind.receiver.to == "person") == (kind.own_setting is not None)
    else:
        assert kind.calendar is None


def test_every_part_of_jobs_has_its_place_among_the_layers() -> None:
    """Commands may use `jobs.nudges` and nothing else of `jobs`: a new module is added to the list."""
    settings = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    listed = {each.strip() for layer in layers for each in layer.replace("|", ":").split(":")}
    assert {f"jobs.{each.name}" for each in pkgutil.iter_modules(jobs.__path__)} - listed == set()
