"""Missed things arrive as one message, and what belongs to its own time stays apart. On both databases."""

from datetime import date

from jobs.planning.plan import plan_greeting
from jobs.ports import PermanentSendError, UncertainSendError
from jobs.sending.claim import LEASE, claim_next
from jobs.sending.outcomes import SETTLED_AFTER
from models.db.database import Database
from models.tables import Delivery, Workspace
from tests.support.nudges import Office, at, office
from tests.support.pack import quiet_pack

PACK = quiet_pack()
MONDAY = at("2026-10-05 10:00")
"""At eight the digest was due, at half past the deadlines, and on Thursday before the wheel."""


def here_with_a_deadline(database: Database) -> Office:
    here = office(database, pack=PACK)
    here.deadline("Send innspill", date(2026, 10, 6))
    return here


async def test_what_was_missed_comes_as_one_message_with_a_heading_for_each(database: Database) -> None:
    here = here_with_a_deadline(database)

    told = await here.round(MONDAY)

    assert [(each.state, each.kind) for each in told] == [
        ("sent", "manedshjul"),
        ("sent", "ukesoversikt"),
        ("sent", "frister"),
    ]
    (message,) = here.sender.posted
    # The only deadline is in the digest already.
    titles = ["Årshjulet for oktober 2026", "Uke 41: 5.–11. oktober"]
    assert [line for line in message.text.splitlines() if line.startswith(("Årshjulet", "Uke", "Frister "))] == titles
    rows = here.deliveries()
    assert {(each.channel_ref, each.message_ref) for each in rows} == {("DC1", "1.000")}
    assert (message.delivery_id, *message.also) == tuple(
        each.id for each in sorted(rows, key=lambda row: (row.due_at, row.id))
    )


async def test_on_a_usual_monday_what_is_due_comes_with_the_digest(database: Database) -> None:
    here = here_with_a_deadline(database)
    for moment in ("2026-10-01 09:00", "2026-10-05 08:00", "2026-10-05 08:30"):
        await here.round(at(moment))

    assert [each.text.splitlines()[0] for each in here.sender.posted] == [
        "Årshjulet for oktober 2026",
        "Uke 41: 5.–11. oktober",
    ]
    assert {(each.kind, each.state, each.due_at) for each in here.deliveries() if each.kind != "manedshjul"} == {
        (kind, "sent", at("2026-10-05 08:00")) for kind in ("ukesoversikt", "frister")
    }


async def test_where_only_one_of_them_still_holds_it_comes_alone(database: Database) -> None:
    here = office(database, pack=PACK)
    here.plan(MONDAY)

    await here.drain(at("2026-10-06 07:30"))

    (message,) = here.sender.posted
    assert (message.text.splitlines()[0], message.also) == ("Årshjulet for oktober 2026", ())
    assert sorted(each.state for each in here.deliveries()) == ["sent", "skipped"]


async def test_a_message_of_several_whose_answer_was_lost_is_found_for_all_of_them(database: Database) -> None:
    here = here_with_a_deadline(database)
    here.plan(MONDAY)
    here.sender.trouble, here.sender.stands = [UncertainSendError("connection_lost")], True
    await here.drain(MONDAY)

    await here.drain(MONDAY + SETTLED_AFTER)

    assert len(here.sender.posted) == 1
    assert {each.state for each in here.deliveries()} == {"sent"}


async def test_after_a_crash_each_part_is_settled_by_its_kind_where_nobody_can_tell(database: Database) -> None:
    here = here_with_a_deadline(database)
    here.plan(MONDAY)
    claim_next(database, "crashed", MONDAY)
    here.sender.blind = PermanentSendError("missing_scope")

    await here.drain(MONDAY + LEASE)

    assert [each.text.splitlines()[0] for each in here.sender.posted] == ["Frister mandag 5. oktober"]
    assert {each.kind: each.state for each in here.deliveries()} == {
        "manedshjul": "unknown",
        "ukesoversikt": "unknown",
        "frister": "sent",
    }


async def test_a_greeting_keeps_its_own_message_and_comes_a_second_before(database: Database) -> None:
    here = here_with_a_deadline(database)
    with database.session() as session:
        plan_greeting(session, session.get_one(Workspace, here.workspace_id), "C1", at("2026-09-30 10:00"))
    here.plan(MONDAY)
    with database.session() as session:
        for row in session.query(Delivery):
            row.due_at = at("2026-09-30 10:00") if row.kind == "velkomst" else row.due_at

    await here.drain(at("2026-10-01 09:30"))
    await here.drain(MONDAY)

    assert [each.text.splitlines()[0] for each in here.sender.posted] == [
        "Hei, jeg er Pådriver",
        "Årshjulet for oktober 2026",
    ]
