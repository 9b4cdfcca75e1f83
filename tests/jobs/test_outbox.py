"""A nudge is sent once, in order, and what goes wrong is kept on its row. On both databases."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete

from jobs.planning.plan import plan_greeting
from jobs.ports import (
    PermanentSendError,
    Search,
    SearchPage,
    SentMessage,
    TransientSendError,
    UncertainSendError,
)
from jobs.sending.claim import LEASE, claim_next, soonest
from jobs.sending.outbox import Outbox, PreparedMessage, handle
from jobs.sending.outcomes import SETTLED_AFTER, RetryLater, backoff
from jobs.sending.search_posted import LOOKED_FOR, MOST_LOOKS
from jobs.sending.settle import settle
from models.db.database import Database
from models.tables import Delivery, Occurrence, Workspace
from tests.support.nudges import Office, at, office
from tests.support.pack import quiet_pack
from tests.support.sender import FakeSender, Posted

PACK = quiet_pack()
DAY = date(2026, 11, 25)
NOW = at("2026-11-24 08:30")
"""A Tuesday on which only the deadline below is told."""


@pytest.fixture
def here(database: Database) -> Office:
    found = office(database, pack=PACK)
    found.deadline("Send innspill", DAY)
    found.plan(NOW)
    return found


def only(here: Office) -> Delivery:
    (delivery,) = here.deliveries()
    return delivery


async def test_a_nudge_is_sent_and_where_it_stands_is_kept(here: Office) -> None:
    told = await here.handle(NOW)

    assert told
    assert (told.state, told.kind, told.key, told.workspace, told.destination, told.reason) == (
        "sent",
        "frister",
        "frister:2026-11-24",
        "T1",
        "C1",
        "",
    )
    assert here.sender.texts[0].startswith("Frister tirsdag 24. november\n")
    row = only(here)
    assert (row.state, row.channel_ref, row.message_ref, row.attempt) == ("sent", "DC1", "1.000", 1)
    assert row.sent_at == NOW.astimezone(UTC)
    assert row.lease_until is None
    assert await here.handle(NOW) is None


async def test_what_no_longer_holds_is_skipped_at_the_last_moment(here: Office) -> None:
    with here.database.session() as session:
        session.execute(delete(Occurrence))

    told = await here.handle(NOW)

    assert told
    assert (told.state, told.reason) == ("skipped", "ingen frister å si fra om")
    assert here.sender.posted == []


async def test_a_transient_fault_is_tried_again_after_a_while(here: Office) -> None:
    here.sender.trouble = [TransientSendError("service_unavailable")]

    told = await here.handle(NOW)

    assert told
    assert (told.state, told.reason) == ("planned", "service_unavailable")
    assert only(here).next_try_at == NOW.astimezone(UTC) + timedelta(seconds=7.5)
    assert await here.handle(NOW + timedelta(seconds=7)) is None
    again = await here.handle(NOW + timedelta(seconds=8))
    assert again
    assert again.state == "sent"
    assert here.sender.looked_for == []


async def test_the_platform_says_how_long_to_wait(here: Office) -> None:
    here.sender.trouble = [TransientSendError("ratelimited", retry_after=90)]

    await here.handle(NOW)

    assert only(here).next_try_at == NOW.astimezone(UTC) + timedelta(seconds=90)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("90", 90), ("-5", 0), ("nan", None), ("inf", 7_200), ("1e308", 7_200), ("31536000", 7_200), ("9" * 400, 7_200)],
)
def test_whatever_a_platform_asks_for_can_be_waited_and_for_no_longer_than_two_hours(
    asked: str, seconds: float | None
) -> None:
    error = TransientSendError("ratelimited", float(asked))
    assert error.retry_after == seconds
    assert backoff(1, 0, error.retry_after) == timedelta(seconds=max(seconds or 0, 5))


def test_waiting_grows_and_is_spread_by_chance() -> None:
    assert [backoff(attempt, 1).total_seconds() for attempt in (1, 2, 3, 4)] == [10, 20, 40, 80]
    assert backoff(1, 0) == timedelta(seconds=5)
    assert backoff(50, 1) == timedelta(minutes=15)
    assert backoff(50, 1, retry_after=3600) == timedelta(hours=1)


async def test_what_only_newer_code_can_tell_is_left_to_it_and_stands_in_nobodys_way(here: Office) -> None:
    row = only(here)
    with here.database.session() as session:
        told = {name: getattr(row, name) for name in ("workspace_id", "destination_id", "due_at", "next_try_at")}
        earlier = told | {"due_at": NOW - timedelta(hours=1), "next_try_at": NOW - timedelta(hours=1)}
        session.add(Delivery(kind="fra_fremtiden", period_key="1", **earlier))
        session.add(Delivery(kind="fra_fremtiden", period_key="2", state="sending", lease_until=NOW, **told))
        session.add(
            Delivery(kind="fra_fremtiden", period_key="3", **told | {"next_try_at": NOW + timedelta(seconds=5)})
        )

    sent = await here.handle(NOW)
    assert sent
    assert (sent.kind, sent.state) == ("frister", "sent")
    assert await here.handle(NOW + timedelta(seconds=2)) is None
    assert {(each.period_key, each.state) for each in here.deliveries() if each.kind == "fra_fremtiden"} == {
        ("1", "planned"),
        ("2", "sending"),
        ("3", "planned"),
    }
    assert soonest(here.database, NOW) is None


async def test_a_fault_that_lasts_until_evening_ends_as_too_late(here: Office) -> None:
    here.sender.trouble = [TransientSendError("service_unavailable")]
    await here.handle(NOW)

    told = await here.handle(at("2026-11-24 21:00"))

    assert told
    assert (told.state, told.reason) == (
        "skipped",
        "for sent: skulle vært sendt tirsdag 24. november kl. 8.30",
    )


async def test_a_permanent_fault_turns_the_channel_off(here: Office) -> None:
    here.sender.trouble = [PermanentSendError("is_archived")]

    told = await here.handle(NOW)

    assert told
    assert (told.state, told.reason) == ("failed", "is_archived")
    (place,) = here.destinations()
    assert (place.off_since, place.off_reason) == (NOW.astimezone(UTC), "is_archived")
    assert only(here).state == "failed"


async def test_nothing_is_sent_to_a_channel_that_is_off(here: Office) -> None:
    only_place = here.destinations()[0]
    with here.database.session() as session:
        place = session.merge(only_place)
        place.off_since, place.off_reason = NOW, "is_archived"

    told = await here.handle(NOW)

    assert told
    assert (told.state, told.reason) == ("skipped", "kan ikke skrive dit: is_archived")


async def test_when_the_connection_breaks_after_the_message_stands_it_is_found_and_not_sent_again(here: Office) -> None:
    here.sender.trouble, here.sender.stands = [UncertainSendError("connection_lost")], True

    told = await here.handle(NOW)
    assert told
    assert (told.state, told.reason) == ("sending", "connection_lost")
    again = await here.handle(NOW + SETTLED_AFTER)

    assert again
    assert again.state == "sent"
    assert len(here.sender.posted) == 1
    assert only(here).message_ref == here.sender.posted[0].sent.message_ref


async def test_a_message_that_was_broken_off_is_told_to_its_end_before_it_counts_as_sent(here: Office) -> None:
    lost = UncertainSendError("connection_lost")
    here.sender.trouble, here.sender.stands, here.sender.half = [lost, lost], True, NOW

    await here.handle(NOW)
    told = await here.handle(NOW + SETTLED_AFTER)
    assert told
    assert (told.state, told.reason, here.sender.gone_on) == ("sending", "connection_lost", [])
    again = await here.handle(NOW + timedelta(minutes=1))

    assert again
    assert again.state == "sent"
    assert [each.text for each in here.sender.posted] == here.sender.gone_on
    assert only(here).message_ref == here.sender.posted[0].sent.message_ref


async def test_when_the_connection_breaks_before_the_message_stands_it_is_looked_for_and_sent(here: Office) -> None:
    here.sender.trouble = [UncertainSendError("connection_lost")]

    await here.handle(NOW)
    again = await here.handle(NOW + SETTLED_AFTER)

    assert again
    assert again.state == "sent"
    assert len(here.sender.posted) == len(here.sender.looked_for) == 1


async def test_a_fault_of_our_own_holds_up_nobody_and_is_looked_for_first(here: Office) -> None:
    here.sender.trouble = [RuntimeError("a bug")]

    told = await here.handle(NOW)

    assert told
    assert (told.state, told.reason) == ("sending", "intern feil (RuntimeError)")
    again = await here.handle(NOW + SETTLED_AFTER)
    assert again
    assert again.state == "sent"
    assert len(here.sender.looked_for) == 1


async def test_after_a_crash_another_process_looks_before_it_sends(here: Office) -> None:
    claim_next(here.database, "crashed", NOW)
    assert await here.handle(NOW + LEASE - timedelta(seconds=1), "b") is None

    told = await here.handle(NOW + LEASE, "b")

    assert told
    assert told.state == "sent"
    assert here.sender.looked_for == [only(here).id]
    assert (only(here).lease_owner, only(here).attempt) == ("b", 2)


async def test_where_history_cannot_be_read_a_deadline_is_rather_told_twice(here: Office) -> None:
    claim_next(here.database, "crashed", NOW)
    here.sender.blind = PermanentSendError("missing_scope")

    told = await here.handle(NOW + LEASE, "b")

    assert told
    assert told.state == "sent"
    assert here.destinations()[0].off_since is None


async def test_where_history_cannot_be_read_a_digest_is_rather_not_told_twice(database: Database) -> None:
    here = office(database, pack=PACK)
    here.plan(at("2026-11-23 08:00"))
    claim_next(database, "crashed", at("2026-11-23 08:00"))
    here.sender.blind = PermanentSendError("missing_scope")

    told = await here.handle(at("2026-11-23 08:10"), "b")

    assert told
    assert (told.state, told.reason) == ("unknown", "missing_scope")
    assert here.sender.posted == []


async def test_where_the_platform_lets_us_read_nothing_for_an_hour_a_deadline_is_told_once_more(here: Office) -> None:
    claim_next(here.database, "crashed", NOW)
    here.sender.blind = TransientSendError("ratelimited", retry_after=60)

    minutes = 0
    while (told := await here.handle(NOW + LEASE + timedelta(minutes=2 * minutes))) and told.state == "sending":
        assert told.reason == "ratelimited"
        assert here.send_after() is None
        minutes += 1

    assert told
    assert (told.state, len(here.sender.posted), len(here.sender.looked_for)) == ("sent", 1, 31)


async def test_where_the_platform_lets_us_read_nothing_for_an_hour_a_digest_is_left_unknown(database: Database) -> None:
    here = office(database, pack=PACK)
    eight = at("2026-11-23 08:00")
    here.plan(eight)
    claim_next(here.database, "crashed", eight)
    here.sender.blind = TransientSendError("ratelimited", retry_after=60)

    states = [
        told.state
        for minutes in range(0, 70, 10)
        if (told := await here.handle(eight + LEASE + timedelta(minutes=minutes)))
    ]

    assert states == ["sending"] * 6 + ["unknown"]
    assert here.sender.posted == []


async def test_a_search_goes_on_in_another_process_where_the_last_page_ended(here: Office) -> None:
    claim_next(here.database, "crashed", NOW)
    here.sender.pages = ["second"]

    limited = TransientSendError("ratelimited", retry_after=60)

    async def refused(search: Search) -> SearchPage:
        if search.cursor:
            raise limited
        return await FakeSender.find(here.sender, search)

    here.sender.find = refused  # type: ignore[method-assign]
    told = await here.handle(NOW + LEASE, "b")
    assert told
    assert (told.state, only(here).look_cursor) == ("sending", "second")
    del here.sender.find  # type: ignore[method-assign]
    assert await here.handle(NOW + LEASE + timedelta(seconds=59), "c") is None
    told = await here.handle(NOW + LEASE + timedelta(seconds=61), "c")

    assert told
    assert told.state == "sent"
    window = {(each.since, each.until) for each in here.sender.searches}
    assert window == {(NOW, NOW + LEASE + SETTLED_AFTER)}
    assert [each.cursor for each in here.sender.searches] == ["", "second"]
    assert (only(here).tried_at, only(here).look_cursor) == (NOW + LEASE + timedelta(seconds=61), None)


@pytest.mark.parametrize("looked_at", ["09:05", "09:59"])
async def test_what_is_behind_in_the_channel_is_sent_while_reading_is_limited(
    database: Database, looked_at: str
) -> None:
    here = office(database)
    here.plan(at("2026-10-01 09:00"))
    claim_next(database, "crashed", at("2026-10-01 09:00"))
    here.sender.blind = TransientSendError("ratelimited", retry_after=60)
    told = await here.handle(at(f"2026-10-01 {looked_at}") + timedelta(seconds=30))
    assert told
    assert (told.state, told.kind) == ("sending", "manedshjul")

    with database.session() as session:
        plan_greeting(session, session.get_one(Workspace, here.workspace_id), "C1", at("2026-10-01 10:00"))
    await here.drain(at("2026-10-01 10:00"))

    states = {each.kind: each.state for each in here.deliveries()}
    assert states == {"manedshjul": "sending", "kampanje_grep": "sending", "velkomst": "sent"}


async def test_what_was_posted_again_after_a_search_is_looked_for_from_then_on(here: Office) -> None:
    claim_next(here.database, "crashed", NOW)
    here.sender.trouble = [UncertainSendError("connection_lost")]
    again = NOW + LEASE
    await here.handle(again, "b")
    here.sender.searches.clear()

    told = await here.handle(again + timedelta(minutes=1), "c")

    assert told
    assert told.state == "sent"
    assert [(each.since, each.until) for each in here.sender.searches] == [(again, again + LEASE + SETTLED_AFTER)]


async def test_one_look_is_shared_by_all_that_one_message_carried(database: Database) -> None:
    here = office(database)
    here.plan(at("2026-10-01 09:00"))
    here.plan(at("2026-10-01 10:00"))
    here.sender.trouble, here.sender.stands = [UncertainSendError("connection_lost")], True
    await here.handle(at("2026-10-01 10:00"))

    await here.drain(at("2026-10-01 10:01"))

    assert len(here.deliveries()) == 2
    assert {each.state for each in here.deliveries()} == {"sent"}
    assert (len(here.sender.posted), len(here.sender.searches)) == (1, 1)


async def test_while_the_platform_does_not_answer_it_is_looked_for_again(here: Office) -> None:
    claim_next(here.database, "crashed", NOW)
    here.sender.blind = TransientSendError("service_unavailable")

    told = await here.handle(NOW + LEASE, "b")

    assert told
    assert (told.state, told.reason) == ("sending", "service_unavailable")
    assert here.sender.posted == []


async def test_processes_that_died_have_not_looked_in_vain_however_long_they_did(here: Office) -> None:
    attempts = int(LOOKED_FOR / LEASE) + MOST_LOOKS
    for number in range(attempts):
        claim_next(here.database, f"crashed {number}", NOW + number * LEASE)
    here.sender.blind = TransientSendError("service_unavailable")

    told = await here.handle(NOW + attempts * LEASE)

    assert told
    assert (told.state, told.reason) == ("sending", "service_unavailable")
    assert here.sender.posted == []


async def test_a_platform_that_has_not_answered_for_long_is_told_the_deadline_once_more(here: Office) -> None:
    claim_next(here.database, "crashed", NOW)
    here.sender.blind = TransientSendError("service_unavailable")
    for number in range(MOST_LOOKS - 1):
        told = await here.handle(NOW + LEASE + timedelta(minutes=20 * number))
        assert told
        assert told.state == "sending"

    told = await here.handle(NOW + LEASE + timedelta(minutes=20 * MOST_LOOKS))

    assert told
    assert (told.state, len(here.sender.posted), len(here.sender.looked_for)) == ("sent", 1, MOST_LOOKS)


async def test_what_comes_to_stand_after_it_was_given_up_is_found_since_nobody_looks_too_soon(here: Office) -> None:
    here.sender.trouble = [UncertainSendError("connection_lost")]
    await here.handle(NOW)

    assert await here.handle(NOW + SETTLED_AFTER - timedelta(seconds=1), "b") is None
    found = only(here).id
    here.sender.posted.append(Posted("C1", "Frister", found, SentMessage("DC1", "1.000")))
    told = await here.handle(NOW + SETTLED_AFTER, "b")

    assert told
    assert (told.state, len(here.sender.posted)) == ("sent", 1)


async def test_a_process_that_stood_still_past_its_lease_sends_nothing_since_another_has(here: Office) -> None:
    slept = claim_next(here.database, "slept", NOW)
    assert slept is not None
    await here.handle(NOW + LEASE, "b")

    outbox = Outbox(here.database, lambda *_: here.sender, lambda: 0.5, "slept")
    handled = await handle(outbox, PreparedMessage(slept), here.pack, lambda: NOW + LEASE)
    with here.database.session() as session:
        settle(session, handled.outcomes)

    assert len(here.sender.posted) == 1
    assert (only(here).state, only(here).lease_owner) == ("sent", "b")


async def test_what_a_slow_process_writes_late_does_not_undo_what_another_did(here: Office) -> None:
    slow = claim_next(here.database, "slow", NOW)
    assert slow is not None
    await here.handle(NOW + LEASE, "b")

    with here.database.session() as session:
        settle(session, [RetryLater(slow, slow.claims, "service_unavailable", NOW + LEASE * 2, "planned")])

    assert only(here).state == "sent"


async def test_what_is_due_later_waits_for_what_is_due_before_it_in_the_same_channel(database: Database) -> None:
    here, other = office(database), office(database, "T2", "C2")
    here.plan(at("2026-10-01 09:00"))
    here.sender.trouble = [TransientSendError("service_unavailable", retry_after=7200)]
    await here.handle(at("2026-10-01 09:00"))

    here.plan(at("2026-10-01 10:00"))
    await here.drain(at("2026-10-01 10:00"))
    assert {each.address for each in here.sender.posted} == {"C2"}
    await here.drain(at("2026-10-01 11:00"))

    (message,) = (each for each in here.sender.posted if each.address == "C1")
    assert message.text.startswith("Årshjulet for oktober 2026\n")
    assert "Grep 4: " in message.text
    assert {each.state for each in (*here.deliveries(), *other.deliveries())} == {"sent"}


async def test_four_workers_at_once_send_each_nudge_once_and_in_order(database: Database) -> None:
    offices = [office(database, f"T{number}", f"C{number}") for number in range(6)]
    first = offices[0]
    now = at("2026-10-05 10:00")
    first.plan(now)

    async def work(owner: str) -> None:
        while await first.handle(now, owner):
            pass

    while any(each.state == "planned" for here in offices for each in here.deliveries()):
        await asyncio.gather(*(work(f"worker {number}") for number in range(4)))

    assert max(Counter(each.delivery_id for each in first.sender.posted).values()) == 1
    for here in offices:
        planned = sorted(here.deliveries(), key=lambda each: (each.due_at, each.id))
        held = {row.id for row in planned}
        mine = [
            id_ for each in first.sender.posted if each.delivery_id in held for id_ in (each.delivery_id, *each.also)
        ]
        assert mine == [each.id for each in planned]


async def test_at_night_a_nudge_waits_for_the_morning_and_goes_out_if_it_is_still_worth_it(database: Database) -> None:
    here = office(database, pack=PACK)
    here.plan(at("2026-10-01 09:00"))

    told = await here.handle(at("2026-10-02 23:00"))
    assert told
    assert (told.state, told.kind, told.reason) == (
        "planned",
        "manedshjul",
        "venter til mandag 5. oktober kl. 7.00",
    )
    here.plan(at("2026-10-05 07:00"))
    told = await here.handle(at("2026-10-05 07:00"))
    assert told
    assert told.reason == "venter til mandag 5. oktober kl. 8.00", "it comes with that morning's message"
    assert await here.handle(at("2026-10-05 08:00")) is None, "which is not planned yet"
    sent = await here.round(at("2026-10-05 08:00"))
    assert {each.kind: each.state for each in sent} == {"manedshjul": "sent", "ukesoversikt": "sent"}
    assert len(here.sender.posted) == 1


async def test_a_greeting_comes_at_any_hour(database: Database) -> None:
    here = office(database)
    night = datetime(2026, 10, 3, 23, 30, tzinfo=UTC)
    with database.session() as session:
        plan_greeting(session, session.get_one(Workspace, here.workspace_id), "C9", night)

    told = await here.handle(night)

    assert told
    assert (told.state, told.destination) == ("sent", "C9")
    assert here.sender.texts[0].startswith("Hei, jeg er Pådriver")


async def test_without_access_to_the_workspace_it_waits(here: Office) -> None:
    here.sender = None  # type: ignore[assignment]  # a workspace without a token

    told = await here.handle(NOW)

    assert told
    assert (told.state, told.reason) == ("planned", "mangler tilgang til arbeidsområdet")
