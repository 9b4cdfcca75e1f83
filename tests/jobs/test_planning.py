"""What is planned, when, and that it is planned once."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from jobs.planning.plan import plan_all_again, plan_greeting, plan_next
from models.db.database import Database
from models.tables import Occurrence, Workspace
from tests.support.forks import FORKS
from tests.support.nudges import REST, Office, at, office
from tests.support.pack import quiet_pack, small_campaign, small_pack

QUIET_PACK = quiet_pack()


def keys(office_: Office) -> list[tuple[str, str]]:
    return [(each.kind, each.period_key) for each in office_.deliveries()]


def test_monday_at_eight_brings_the_digest(database: Database) -> None:
    here = office(database, pack=QUIET_PACK)
    here.set(plan_after=at("2026-10-05 08:00"))

    assert here.plan(at("2026-10-05 07:59")) == []
    (told,) = (each for each in here.plan(at("2026-10-05 08:00")) if each.kind == "ukesoversikt")
    assert (told.kind, told.key, told.workspace, told.destination) == ("ukesoversikt", "2026-W41", "T1", "C1")


def test_nothing_is_read_before_the_next_moment(sqlite_database: Database) -> None:
    here = office(sqlite_database)

    here.plan(at("2026-10-05 10:00"))
    here.plan(at("2026-10-06 06:00"))

    assert here.plan_after() == at("2026-10-06 08:30").astimezone(UTC)
    assert plan_next(sqlite_database, here.pack, at("2026-10-06 08:29")) is None


def test_in_the_night_before_the_calendar_is_synced_so_that_the_morning_only_sends(sqlite_database: Database) -> None:
    here = office(sqlite_database)
    here.plan(at("2026-10-05 17:30"))
    assert here.plan_after() == at("2026-10-06 02:01").astimezone(UTC)

    assert here.plan(at("2026-10-06 02:01")) == []

    with sqlite_database.session() as session:
        assert session.get_one(Workspace, here.workspace_id).synced_on == date(2026, 10, 6)


def test_planning_again_adds_nothing(database: Database) -> None:
    here = office(database)
    here.plan(at("2026-10-05 10:00"))
    before = keys(here)

    plan_all_again(database, at("2026-10-05 10:00"))

    assert here.plan(at("2026-10-05 10:00")) == []
    assert keys(here) == before != []


def test_two_planners_at_once_plan_each_nudge_once(database: Database) -> None:
    offices = [office(database, f"T{number}", f"C{number}") for number in range(8)]
    now = at("2026-10-05 10:00")

    with ThreadPoolExecutor(4) as pool:
        told = [each for found in pool.map(lambda _: offices[0].plan(now), range(4)) for each in found]

    assert max(Counter((each.workspace, each.kind, each.key) for each in told).values()) == 1
    assert all(keys(here) == keys(offices[0]) != [] for here in offices)


def _plan_in_a_process(url: str) -> int:
    database = Database(url)
    try:
        planned = 0
        while (found := plan_next(database, small_pack(), at("2026-10-05 10:00"))) is not None:
            planned += len(found)
        return planned
    finally:
        database.close()


def test_two_processes_at_once_plan_each_nudge_once(database: Database, database_url: str) -> None:
    offices = [office(database, f"T{number}", f"C{number}") for number in range(6)]

    with FORKS.Pool(2) as pool:
        planned = pool.map(_plan_in_a_process, [database_url] * 2)

    assert sum(planned) == sum(len(here.deliveries()) for here in offices) > 0
    assert all(keys(here) == keys(offices[0]) for here in offices)


def test_a_moved_time_does_not_plan_the_same_week_twice(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=QUIET_PACK)
    here.plan(at("2026-10-05 08:00"))

    here.set(digest_time=time(14, 0), plan_after=None)
    here.plan(at("2026-10-05 14:00"))

    assert keys(here).count(("ukesoversikt", "2026-W41")) == 1


async def test_a_new_channel_does_not_get_what_the_old_one_was_told(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=QUIET_PACK)
    await here.round(at("2026-10-05 08:00"))

    here.set(shared_channel="C2", plan_after=None)
    await here.round(at("2026-10-05 12:00"))

    assert [each.address for each in here.sender.posted if "Uke 41" in each.text] == ["C1"]


async def test_what_waits_for_the_old_channel_goes_to_the_new_one(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=QUIET_PACK)
    here.plan(at("2026-10-05 08:00"))

    here.set(shared_channel="C2", plan_after=None)
    told = await here.round(at("2026-10-05 08:01"))

    assert [(each.state, each.destination, each.reason) for each in told if each.kind == "ukesoversikt"] == [
        ("skipped", "C1", "en annen kanal er valgt"),
        ("sent", "C2", ""),
    ]


@pytest.mark.parametrize(
    ("back_at", "kinds"),
    [
        ("2026-10-05 20:59", {"ukesoversikt", "manedshjul"}),
        ("2026-10-06 08:00", set()),  # it waits for that morning's message
        ("2026-10-06 10:00", {"manedshjul", "kampanje_hovedbudskap"}),
        ("2026-10-07 10:00", {"kampanje_hovedbudskap", "kampanje_onsdag"}),
        ("2026-10-09 20:00", {"kampanje_hovedbudskap", "kampanje_onsdag"}),
        ("2026-10-12 07:00", set()),
    ],
)
async def test_after_an_outage_only_what_is_still_worth_saying_is_sent(
    sqlite_database: Database, back_at: str, kinds: set[str]
) -> None:
    here = office(sqlite_database)
    here.set(plan_after=at("2026-10-02 12:00"))

    told = await here.round(at(back_at))

    # The step opened on Thursday 1 October, and its week is over on the Monday after.
    assert {each.kind for each in told if each.state == "sent"} - {"frister"} == kinds
    assert len(here.sender.posted) == (1 if kinds else 0)


async def test_what_came_too_late_is_kept_with_the_reason(database: Database) -> None:
    here = office(database)
    here.set(plan_after=at("2026-10-02 12:00"))

    told = await here.round(at("2026-10-12 07:00"))

    assert [(each.kind, each.state, each.reason) for each in told if each.kind != "frister"] == [
        ("ukesoversikt", "skipped", "for sent: skulle vært sendt mandag 5. oktober kl. 8.00"),
        ("kampanje_hovedbudskap", "skipped", "for sent: skulle vært sendt tirsdag 6. oktober kl. 10.00"),
        ("kampanje_onsdag", "skipped", "for sent: skulle vært sendt onsdag 7. oktober kl. 10.00"),
    ]


def test_without_a_chosen_channel_only_the_owners_are_told(sqlite_database: Database) -> None:
    here = office(sqlite_database, channel=None, pack=QUIET_PACK)
    here.deadline("Send innspill", date(2026, 10, 6), owner="UKARI")

    assert [(each.kind, each.destination) for each in here.plan(at("2026-10-05 09:00"))] == [("frister_eier", "UKARI")]


def test_a_morning_without_deadlines_plans_no_message(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=QUIET_PACK)

    assert [each.kind for each in here.plan(at("2026-11-24 09:00"))] == []


def test_a_deadline_added_in_the_afternoon_is_told_the_next_morning(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=QUIET_PACK)
    here.plan(at("2026-11-24 09:00"))
    here.deadline("Send innspill", date(2026, 11, 26))

    assert [(each.kind, each.key) for each in here.plan(at("2026-11-25 08:30"))] == [("frister", "frister:2026-11-25")]


def test_two_workspaces_are_planned_apart(database: Database) -> None:
    one, two = office(database, "T1", "C1", pack=QUIET_PACK), office(database, "T2", "C2", pack=QUIET_PACK)
    one.deadline("Bare hos den ene", date(2026, 11, 25), owner="UKARI")
    one.deadline("Også bare der", date(2026, 11, 25))

    one.plan(at("2026-11-24 09:00"))

    assert keys(one) == [("frister", "frister:2026-11-24"), ("frister_eier", "frister:2026-11-24")]
    assert keys(two) == []


def test_each_workspace_keeps_its_own_hours(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=QUIET_PACK)
    here.set(timezone="America/New_York", digest_time=time(9, 15), plan_after=at("2026-10-05 15:15"))

    (told,) = (each for each in here.plan(datetime(2026, 10, 5, 13, 15, tzinfo=UTC)) if each.kind == "ukesoversikt")
    (delivery,) = (each for each in here.deliveries() if each.kind == "ukesoversikt")

    assert told.key == "2026-W41"
    assert delivery.due_at == datetime(2026, 10, 5, 13, 15, tzinfo=UTC)


def test_the_calendar_is_synced_once_a_day_and_when_the_content_changed(sqlite_database: Database) -> None:
    here = office(sqlite_database)
    here.plan(at("2026-10-05 08:00"))
    day, before = synced(here)
    assert day == date(2026, 10, 5)
    assert re.fullmatch("2026-10-05 [0-9a-f]{32} [0-9a-f]{32}", before or "")

    plan_all_again(sqlite_database, at("2026-10-05 08:01"))
    assert synced(here) == (None, None)
    here.pack = small_pack(campaigns=(small_campaign(2026), small_campaign(2027)))
    here.plan(at("2026-10-05 08:01"))

    assert synced(here) == (day, before), "this week's digest says nothing of the next campaign"
    with sqlite_database.session() as session:
        assert session.scalar(select(Occurrence.id).where(Occurrence.key.startswith("kampanje:2027")).limit(1))


def synced(here: Office) -> tuple[date | None, str | None]:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        return workspace.synced_on, workspace.synced_with


def test_one_workspace_with_a_fault_does_not_hold_up_the_others(database: Database) -> None:
    broken, sound = office(database, "T1", "C1", pack=QUIET_PACK), office(database, "T2", "C2", pack=QUIET_PACK)
    broken.set(timezone="Mangler/By")

    told = sound.plan(at("2026-10-05 08:00"))

    assert {each.workspace for each in told} == {"T2"}
    assert broken.plan_after() == at("2026-10-05 08:15").astimezone(UTC)


def test_a_channel_is_greeted_once_and_turned_on_again(database: Database) -> None:
    here = office(database)
    now = at("2026-10-04 23:00")
    with database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        assert plan_greeting(session, workspace, "C9", now)
    (place,) = here.destinations()
    with database.session() as session:
        session.merge(place).off_since = now
    with database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        assert not plan_greeting(session, workspace, "C9", now)

    assert keys(here) == [("velkomst", "C9")]
    assert here.destinations()[0].off_since is None


async def test_a_whole_year_is_sent_once_each_and_never_at_a_bad_time(sqlite_database: Database) -> None:
    here = office(sqlite_database)
    here.deadline("Send innspill", date(2026, 5, 18), owner="UKARI")
    now = at("2026-01-01 00:00")
    sent: list[tuple[datetime, str, str, str]] = []

    while now < at("2027-01-01 00:00"):
        told = await here.round(now)
        sent += [(now, each.kind, each.key, each.destination) for each in told if each.state == "sent"]
        following = here.plan_after()
        assert following is not None
        assert following > now
        now = following

    assert max(Counter(each[1:] for each in sent).values()) == 1
    counts = Counter(each[1] for each in sent)
    assert (counts["ukesoversikt"], counts["manedshjul"], counts["kampanje_grep"]) == (51, 12, 4)
    assert (counts["kampanje_hovedbudskap"], counts["kampanje_slutt"], counts["nyttar"]) == (12, 4, 1)
    unsent = {(each.kind, each.state, each.reason) for each in here.deliveries() if each.state != "sent"}
    assert unsent == {("kampanje_slutt", "skipped", "venter i Hjem: spurt to ganger uten svar")}
    assert not any(REST.is_quiet(moment) for moment, *_ in sent)
