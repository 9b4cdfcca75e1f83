"""What people asked for counts when nudges are planned, and again when they are sent."""

from datetime import date, datetime, time
from typing import Any

from bot.cards.card import Card
from bot.cards.text import render_text
from jobs.nudges.calendar import upcoming
from jobs.nudges.registry import kind_of
from jobs.sending.compose import compose
from models.db.database import Database
from models.occurrences.snoozes import FOREVER, set_snooze
from models.tables import Pause, Workspace
from models.workspace.preferences import ALL, AT_ONCE, OWNED_IN_CHANNEL, PreferenceChange, preferences, save_preference
from tests.support.nudges import MOMENTS, OSLO, Office, at, days_of, office
from tests.support.pack import quiet_pack

PLAIN = quiet_pack()
KARI, PER = "U1KARI", "U2PER"


def pause(here: Office, first: date, last: date, user: str = ALL, name: str = "fellesferie") -> None:
    with here.database.session() as session:
        session.add(Pause(workspace_id=here.workspace_id, user_id=user, first=first, last=last, name=name))


def want(here: Office, kind: str, user: str = ALL, **wanted: object) -> None:
    with here.database.session() as session:
        save_preference(session, here.workspace_id, user, kind, PreferenceChange(**wanted))  # type: ignore[arg-type]  # as each test says


def snooze(here: Office, row: int, until: date, now: datetime, user: str = ALL) -> None:
    with here.database.session() as session:
        set_snooze(session, here.workspace_id, row, user, until, now)


def quiet_office(database: Database, **parts: Any) -> Office:
    """Return a workspace that is told of deadlines and of the week, and not of the wheel."""
    here = office(database, pack=PLAIN, **parts)
    want(here, "manedshjul", wanted=False)
    return here


async def rounds(here: Office, first: date, last: date) -> list[tuple[str, str, str]]:
    """Run the rounds of some days; return when, what and where for each that was sent."""
    sent = []
    for day in days_of(first, last):
        for now in (at(f"{day} {moment}") for moment in MOMENTS):
            told = await here.round(now)
            sent += [(f"{now:%d.%m %H:%M}", each.kind, each.destination) for each in told if each.state == "sent"]
    return sent


async def test_in_a_pause_nothing_is_sent_and_afterwards_nothing_has_piled_up(database: Database) -> None:
    here = quiet_office(database)
    pause(here, date(2026, 10, 5), date(2026, 10, 30))
    here.deadline("Mens vi var borte", date(2026, 10, 14))
    here.deadline("Første dag hjemme", date(2026, 11, 2))

    sent = await rounds(here, date(2026, 10, 2), date(2026, 11, 2))

    assert sent == [
        ("02.10 08:30", "frister", "C1"),
        ("02.11 08:00", "ukesoversikt", "C1"),
        ("02.11 08:00", "frister", "C1"),
        ("02.11 08:00", "kampanje_slutt", "C1"),
    ]
    before, after = (each.text for each in here.sender.posted)
    assert "Onsdag 14. oktober\n• Mens vi var borte" in before
    assert "Mens vi var borte" in before
    assert "Første dag hjemme" in before
    assert after.startswith("Uke 45: 2.–8. november\n\nDenne uka\n• mandag 2. november – Første dag hjemme")
    assert "Frister mandag 2. november\nFristen er ute\n• onsdag 14. oktober" in after
    assert "Planlegg 2027" in after


async def test_a_pause_set_after_planning_still_counts_and_what_outlasts_it_comes_later(database: Database) -> None:
    here = office(database, pack=PLAIN)
    here.plan(at("2026-10-01 09:00"))
    here.plan(at("2026-10-05 08:00"))
    pause(here, date(2026, 10, 5), date(2026, 10, 5), name="planleggingsdag")

    told = await here.drain(at("2026-10-05 08:00"))

    assert {(each.kind, each.state, each.reason) for each in told} == {
        ("ukesoversikt", "skipped", "pause (planleggingsdag) mandag 5. oktober"),
        ("manedshjul", "planned", "venter til tirsdag 6. oktober kl. 7.00"),
    }
    for moment in ("07:00", "08:30", "10:00"):
        await here.round(at(f"2026-10-06 {moment}"))
    (message,) = here.sender.posted
    assert message.text.startswith("Årshjulet for oktober 2026\n")


async def test_ones_own_pause_is_ones_own(database: Database) -> None:
    here = quiet_office(database)
    here.deadline("Karis", date(2026, 10, 7), owner=KARI)
    here.deadline("Pers", date(2026, 10, 7), owner=PER)
    pause(here, date(2026, 10, 6), date(2026, 10, 8), KARI)

    sent = await rounds(here, date(2026, 10, 6), date(2026, 10, 9))

    assert [(kind, where) for _, kind, where in sent if where != "C1"] == [
        ("frister_eier", PER),
        ("frister_eier", PER),
        ("frister_eier", PER),
        ("frister_eier", KARI),
    ]
    assert here.sender.posted[-1].text.startswith("Fristene dine fredag 9. oktober\n\nFristen er ute\n")


async def test_what_is_off_is_neither_planned_nor_sent(database: Database) -> None:
    here = quiet_office(database)
    here.deadline("Send innspill", date(2026, 10, 6), owner=KARI)
    want(here, "ukesoversikt", wanted=False)
    planned = here.plan(at("2026-10-05 09:00"))
    want(here, "frister_eier", KARI, wanted=False)

    told = await here.drain(at("2026-10-05 09:00"))

    assert [each.kind for each in planned] == ["frister", "frister_eier"]
    assert [(each.kind, each.reason) for each in told if each.state == "skipped"] == [
        ("frister_eier", "slått av i innstillingene")
    ]


async def test_a_kind_has_its_own_channel_and_a_new_one_takes_over(database: Database) -> None:
    here = quiet_office(database)
    here.deadline("Send innspill", date(2026, 10, 6))
    want(here, "frister", channel="C7")
    assert [(each.kind, each.destination) for each in here.plan(at("2026-10-05 09:00"))] == [
        ("ukesoversikt", "C1"),
        ("frister", "C7"),
    ]
    want(here, "frister", channel="C8")
    told = await here.drain(at("2026-10-05 09:00"))
    assert [(each.destination, each.reason) for each in told if each.state == "skipped"] == [
        ("C7", "en annen kanal er valgt")
    ]


async def test_everyone_is_told_at_the_time_of_ones_own(database: Database) -> None:
    here = quiet_office(database, channel=None)
    for owner in (KARI, PER, "U3OLA"):
        here.deadline(f"{owner}s", date(2026, 10, 6), owner=owner)
    want(here, "frister_eier", KARI, at=time(7, 30))
    want(here, "frister_eier", PER, at=time(14, 0))

    assert await rounds(here, date(2026, 10, 5), date(2026, 10, 5)) == [
        ("05.10 07:30", "frister_eier", KARI),
        ("05.10 08:30", "frister_eier", "U3OLA"),
        ("05.10 14:00", "frister_eier", PER),
    ]


async def test_each_workspace_has_its_own_night(database: Database) -> None:
    here = quiet_office(database)
    here.set(quiet_from=time(16, 0), quiet_to=time(9, 0), plan_after=None)

    sent = await rounds(here, date(2026, 10, 5), date(2026, 10, 5))
    assert sent[0] == ("05.10 09:00", "ukesoversikt", "C1")

    here.deadline("Send innspill", date(2026, 10, 7))
    here.plan(at("2026-10-06 09:00"))
    (told,) = await here.drain(at("2026-10-06 16:00"))
    assert (told.kind, told.state) == ("frister", "skipped")


async def test_what_was_put_on_hold_after_planning_is_not_told_and_comes_back_on_its_day(database: Database) -> None:
    here = quiet_office(database)
    row = here.deadline("Send innspill", date(2026, 10, 7))
    late = here.deadline("Lever notatet", date(2026, 9, 1))
    here.plan(at("2026-10-06 08:30"))
    snooze(here, row, date(2026, 10, 10), at("2026-10-06 08:29"))
    snooze(here, late, date(2026, 10, 12), at("2026-10-06 08:29"))

    told = await here.drain(at("2026-10-06 08:30"))
    assert [(each.state, each.reason) for each in told if each.kind == "frister"] == [
        ("skipped", "ingen frister å si fra om")
    ]

    sent = await rounds(here, date(2026, 10, 7), date(2026, 10, 13))
    assert sent == [
        ("07.10 08:30", "frister", "C1"),
        ("12.10 08:00", "ukesoversikt", "C1"),
        ("12.10 08:00", "frister", "C1"),
    ]
    assert "Send innspill" not in here.sender.posted[0].text
    digest, morning = here.sender.posted[-1].text.split("———\n\n")
    assert "– Send innspill · uten ansvarlig · fristen er ute" in digest
    assert "1 annen frist er ute: `/frister forfalt`" in digest
    assert morning == (
        "Frister mandag 12. oktober\n"
        "Satt på vent til i dag\n"
        "• tirsdag 1. september – Lever notatet "
        "[Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n\n"
        "Alle fristene: `/frister`\n\n"
        "Ett punkt står lenger opp i meldingen.\n\n[Innstillinger]"
    )


async def test_what_one_puts_on_hold_for_oneself_the_channel_is_still_told_of(database: Database) -> None:
    here = quiet_office(database)
    want(here, OWNED_IN_CHANNEL, wanted=True)
    row = here.deadline("Send innspill", date(2026, 10, 7), owner=KARI)
    snooze(here, row, FOREVER, at("2026-10-05 12:00"), KARI)

    sent = await rounds(here, date(2026, 10, 6), date(2026, 10, 8))

    assert [(kind, where) for _, kind, where in sent] == [("frister", "C1"), ("frister", "C1"), ("frister", "C1")]


def test_a_nudge_that_stands_shows_what_was_put_on_hold_since(database: Database) -> None:
    here = quiet_office(database)
    row = here.deadline("Send innspill", date(2026, 10, 7))
    snooze(here, row, date(2026, 10, 12), at("2026-10-06 10:00"))

    with database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        key, now, then = "frister:2026-10-06", at("2026-10-06 10:00"), at("2026-10-06 08:30")
        card = compose(session, workspace, here.pack, "frister", key, "C1", now, shown_at=then)
    assert isinstance(card, Card)
    assert render_text(card) == (
        "Frister tirsdag 6. oktober\n\n"
        "I morgen\n"
        "• Send innspill · på vent til mandag 12. oktober [Minn oss likevel]\n\n"
        "Alle fristene: `/frister`\n\n[Innstillinger]"
    )


def test_the_digest_says_how_much_is_on_hold_and_where_to_see_it(database: Database) -> None:
    here = quiet_office(database)
    now = at("2026-10-05 08:00")
    for title, day in (("Send innspill", date(2026, 10, 7)), ("Lever notatet", date(2026, 10, 1))):
        snooze(here, here.deadline(title, day), FOREVER, at("2026-10-02 10:00"))

    with database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        card = compose(session, workspace, here.pack, "ukesoversikt", "2026-W41", "C1", now)
    assert isinstance(card, Card)
    told = render_text(card)
    assert told.startswith("Uke 41: 5.–11. oktober\n\nIngen frister eller arrangementer de neste tre ukene.\n\n")
    assert "\n\n2 punkter er satt på vent: `/frister på vent`\n\n" in told


def test_a_milestone_that_comes_back_can_only_be_put_on_hold_again(database: Database) -> None:
    here = quiet_office(database)
    row = here.deadline("Åpning av Stortinget", date(2026, 10, 14), kind="milepæl")
    snooze(here, row, date(2026, 10, 6), at("2026-10-01 10:00"))

    with database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        card = compose(session, workspace, here.pack, "frister", "frister:2026-10-06", "C1", at("2026-10-06 08:30"))
    assert isinstance(card, Card)
    assert "Åpning av Stortinget [Minn oss senere]\n" in render_text(card)


def test_what_comes_next_minds_pauses_and_what_is_off(database: Database) -> None:
    here = quiet_office(database)
    here.deadline("Send innspill", date(2026, 10, 13))
    now = at("2026-10-02 12:00")

    def following() -> tuple[str, str, str] | None:
        with database.session() as session:
            found = upcoming(
                session, preferences(session, session.get_one(Workspace, here.workspace_id)), here.pack, now
            )
        return found and (found.kind, f"{found.at.astimezone(OSLO):%d.%m %H:%M}", found.channel)

    assert following() == ("ukesoversikt", "05.10 08:00", "C1")
    pause(here, date(2026, 10, 5), date(2026, 10, 9))
    assert following() == ("ukesoversikt", "12.10 08:00", "C1")
    want(here, "ukesoversikt", wanted=False, channel="C9")
    assert following() == ("frister", "12.10 08:30", "C1")
    here.set(shared_channel=None)
    assert following() is None


def test_cases_heard_at_once_wait_for_no_morning_but_for_the_end_of_a_pause(sqlite_database: Database) -> None:
    here = quiet_office(sqlite_database)
    saturday, sunday = at("2026-10-03 22:00"), at("2026-10-04 22:00")
    want(here, AT_ONCE, wanted=True)
    pause(here, date(2026, 10, 4), date(2026, 10, 5))
    with here.database.session() as session:
        wanted = preferences(session, session.get_one(Workspace, here.workspace_id))
    assert [kind_of(kind).hours(wanted, ALL, saturday) for kind in ("mediesak", "mediesprint")] == [saturday, saturday]
    assert kind_of("mediesak").hours(wanted, ALL, sunday) == at("2026-10-06 07:00")
    assert kind_of("frister").hours(wanted, ALL, saturday) == at("2026-10-06 07:00")


async def test_whoever_wants_a_longer_night_is_told_after_it_and_the_channel_as_ever(database: Database) -> None:
    here = quiet_office(database)
    want(here, OWNED_IN_CHANNEL, wanted=True)
    want(here, "stille_til", KARI, at=time(10, 0))
    here.deadline("Send innspill", date(2026, 10, 26), owner=KARI)  # the Monday after summer time has ended
    sent = await rounds(here, date(2026, 10, 26), date(2026, 10, 26))

    assert [each for each in sent if each[1] != "ukesoversikt"] == [
        ("26.10 08:00", "frister", "C1"),
        ("26.10 10:00", "frister_eier", KARI),
    ]


async def test_a_longer_night_chosen_after_planning_still_counts(database: Database) -> None:
    here = quiet_office(database)
    want(here, OWNED_IN_CHANNEL, wanted=True)
    here.deadline("Send innspill", date(2026, 11, 25), owner=KARI)
    here.plan(at("2026-11-25 08:30"))
    want(here, "stille_til", KARI, at=time(9, 0))

    assert [each.kind for each in await here.drain(at("2026-11-25 08:30")) if each.state == "sent"] == ["frister"]
    later = await here.drain(at("2026-11-25 09:00"))
    assert [(each.kind, each.destination, each.state) for each in later] == [("frister_eier", KARI, "sent")]


async def test_a_longer_night_that_leaves_no_day_any_more_gives_way_to_everybodys(database: Database) -> None:
    here = quiet_office(database)
    want(here, OWNED_IN_CHANNEL, wanted=True)
    want(here, "stille_fra", KARI, at=time(11, 0))
    here.set(quiet_to=time(11, 0), deadline_time=time(11, 0), digest_time=time(11, 0))
    here.deadline("Send innspill", date(2026, 10, 28), owner=KARI)

    sent = await rounds(here, date(2026, 10, 28), date(2026, 10, 28))

    assert sent == [("28.10 11:00", "frister", "C1"), ("28.10 11:00", "frister_eier", KARI)]
