"""All questions share one limit: two a week to a person, one in a channel, and nobody is asked a third time in vain."""

from datetime import UTC, date, datetime, timedelta

from bot.cards.text import render_text
from jobs.nudges.context import Skip
from jobs.nudges.questions import FULL, QUESTIONS, TWICE, Candidate, within_limit
from jobs.nudges.registry import KINDS
from jobs.nudges.waiting_questions import waiting_questions
from models.db.database import Database
from models.tables import Delivery, Destination, Dialogue, Workspace
from models.workspace.preferences import preferences
from models.workspace.workspaces import destination
from tests.support.content import PACK
from tests.support.nudges import Office, at, office
from tests.support.pack import quiet_pack

KARI = "U1KARI"
TUESDAY = at("2026-10-06 08:30")


def place_id(here: Office, to: str = "person", address: str = KARI) -> int:
    with here.database.session() as session:
        return destination(session, here.workspace_id, to, address).id


def asked(here: Office, place: int, kind: str, key: str, when: datetime, state: str = "sent") -> None:
    """Write down that a question was asked."""
    with here.database.session() as session:
        session.add(
            Delivery(
                workspace_id=here.workspace_id, destination_id=place, kind=kind, period_key=key, state=state,
                due_at=when, next_try_at=when, sent_at=when,
            )
        )  # fmt: skip


def held(
    here: Office, place: int, *questions: tuple[str, str], now: datetime = TUESDAY
) -> list[Skip | datetime | None]:
    """Return for each question whether it is skipped, waits until a moment, or is asked now (None)."""
    candidates = [Candidate(1000 + number, *each) for number, each in enumerate(questions)]
    with here.database.reading() as session:
        manners = preferences(session, session.get_one(Workspace, here.workspace_id))
        found = within_limit(session, manners, session.get_one(Destination, place), candidates, now)
    return [found.get(each.delivery_id) for each in candidates]


def test_the_questions_are_kinds_that_exist() -> None:
    assert set(QUESTIONS) <= set(KINDS)


def test_two_are_asked_of_a_person_in_a_week_the_nearest_deadline_first_and_the_rest_wait(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    place, monday = place_id(here), at("2026-10-12 08:30").astimezone(UTC)
    questions = (("gjennomgang", "2026-08"), ("avgang", "U9:20261001T070000"), ("tall", "2026-10-06"))

    assert held(here, place, *questions) == [None, monday, None]

    asked(here, place, "gjennomgang", "2026-08", TUESDAY)
    asked(here, place, "tall", "2026-10-06", TUESDAY)
    assert held(here, place, ("klarering", "utkast"), now=TUESDAY + timedelta(days=2)) == [monday]
    assert held(here, place, ("klarering", "utkast"), now=TUESDAY + timedelta(days=6)) == [None]
    # A step that opens within a week is asked about all the same, and takes nobody's place.
    assert held(here, place, ("avklaring", "2026:grep-4"), now=at("2026-09-28 08:30")) == [None]


def test_a_channel_is_asked_once_a_week(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    place = place_id(here, "kanal", "C1")
    asked(here, place, "kampanje_slutt", "2027:2026-11-02", at("2026-11-02 10:00"))
    moved = at("2026-11-09 08:00").astimezone(UTC)
    assert held(here, place, ("kampanje_slutt", "2027:2026-11-03"), now=at("2026-11-03 10:00")) == [moved]


def test_what_was_asked_twice_without_an_answer_is_not_asked_again(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    place = place_id(here)
    for week, day in ((38, "2026-09-15 08:30"), (39, "2026-09-22 08:30")):
        asked(here, place, "stille", f"2026-W{week}", at(day))
    assert held(here, place, ("stille", "2026-W41")) == [TWICE]

    with sqlite_database.session() as session:  # she has written down a talk since
        talk = {"day": date(2026, 9, 30), "channel": "mote", "created_by": KARI, "created_at": at("2026-09-30 12:00")}
        session.add(Dialogue(workspace_id=here.workspace_id, **talk))
    assert held(here, place, ("stille", "2026-W41")) == [None]


async def test_a_question_of_too_much_is_not_sent_and_waits_in_home_until_it_is_answered(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database, pack=PACK)
    here.set(installed_by=KARI)
    place = place_id(here)
    for number in (1, 2):
        asked(here, place, "avgang", f"U{number}:20261001T070000", at("2026-10-05 12:00"))
    here.plan(TUESDAY)  # nothing of the content is cleared: the administrator is asked
    await here.drain(TUESDAY)

    row = next(each for each in here.deliveries() if each.kind == "klarering")
    assert (row.state, row.next_try_at) == ("planned", at("2026-10-12 08:30"))
    assert KARI not in [each.address for each in here.sender.posted]
    # What comes after it is not held up by it.
    here.deadline("Send innspill", date(2026, 10, 8), owner=KARI)
    await here.round(at("2026-10-07 08:30"))
    assert KARI in [each.address for each in here.sender.posted]

    with sqlite_database.session() as session:
        kept = session.get_one(Delivery, row.id)
        kept.state, kept.reason = "skipped", FULL.reason
    with sqlite_database.reading() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        (waiting,) = waiting_questions(session, workspace, here.pack, KARI, TUESDAY)
    assert (waiting.delivery_id, render_text(waiting.card).splitlines()[0]) == (row.id, waiting.card.title)
