"""One morning, one message: what comes to one channel or one person on a day comes together."""

from datetime import date, time

from bot.cards.text import render_text
from jobs.sending.compose import compose
from jobs.tick import tick
from models.db.database import Database
from models.occurrences import moving, owning
from models.occurrences.responsible import owners_at
from models.tables import Delivery, Occurrence, Workspace
from models.workspace import outgoing
from models.workspace.preferences import ALL, OWNED_IN_CHANNEL, PreferenceChange, save_preference
from models.workspace.workspaces import destination
from tests.support.nudges import Office, Packs, at, office
from tests.support.pack import quiet_pack, small_pack

CHANNEL, KARI, PER = "C1", "U1KARI", "U2PER"


def prefer(here: Office, user_id: str, kind: str, **wanted: object) -> None:
    with here.database.session() as session:
        save_preference(session, here.workspace_id, user_id, kind, PreferenceChange(**wanted))  # type: ignore[arg-type]


def titles(text: str) -> list[str]:
    """Return the first line, and those that come after a line between two parts."""
    lines = text.splitlines()
    return [lines[0], *(lines[place + 2] for place, line in enumerate(lines) if line == "———")]


async def sent_on(here: Office, *moments: str) -> list[tuple[str, str]]:
    """Return what is posted at those moments, each with its address."""
    before = len(here.sender.posted)
    for moment in moments:
        await here.round(at(moment))
    return [(each.address, each.text) for each in here.sender.posted[before:]]


async def test_what_comes_to_a_channel_on_1_december_is_one_message_at_the_earliest_time(database: Database) -> None:
    here = office(database, pack=small_pack())
    here.deadline("Send innspill", date(2026, 12, 2))
    await here.round(at("2026-11-30 12:00"))
    before = len(here.sender.posted)
    day = "2026-12-01"

    assert await sent_on(here, f"{day} 08:00", f"{day} 08:29") == []
    assert len(await sent_on(here, f"{day} 08:30")) == 1
    assert await sent_on(here, f"{day} 09:00", f"{day} 10:00", f"{day} 15:00") == []

    message = here.sender.posted[before]
    assert titles(message.text) == [
        "Frister tirsdag 1. desember",
        "Årshjulet for desember 2026",
        "Hovedbudskapet for 2026",
    ]
    assert message.text.count("[Innstillinger]") == 1
    assert message.text.endswith("[Innstillinger]")
    rows = [row for row in here.deliveries() if row.due_at >= at(f"{day} 00:00")]
    assert [(row.kind, row.state, row.due_at) for row in rows] == [
        (kind, "sent", at(f"{day} 08:30")) for kind in ("frister", "manedshjul", "kampanje_hovedbudskap")
    ]
    assert {row.message_ref for row in rows} == {message.sent.message_ref}
    assert (message.delivery_id, *message.also) == tuple(row.id for row in rows)


async def test_a_part_that_is_off_is_left_out_and_the_last_one_looks_as_it_does_alone(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    here.deadline("Send innspill", date(2026, 12, 2))
    await here.round(at("2026-11-30 12:00"))
    here.plan(at("2026-12-01 08:30"))
    prefer(here, ALL, "manedshjul", wanted=False)
    prefer(here, ALL, "kampanje_hovedbudskap", wanted=False)

    await here.drain(at("2026-12-01 08:30"))

    assert {row.kind: row.state for row in here.deliveries()}["manedshjul"] == "skipped"
    message = here.sender.posted[-1]
    assert message.text == (
        "Frister tirsdag 1. desember\n\n"
        "I morgen\n"
        "• Send innspill [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n\n"
        "Alle fristene: `/frister`\n\n"
        "[Innstillinger]"
    )
    assert message.also == ()


async def test_a_row_is_shown_once_in_a_message_and_a_part_without_rows_of_its_own_is_left_out(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    await here.round(at("2026-10-02 12:00"))
    here.deadline("Send innspill", date(2026, 10, 6))

    ((_, text),) = await sent_on(here, "2026-10-05 08:00", "2026-10-05 08:30", "2026-10-05 12:00")

    assert text.count("Send innspill") == 1
    assert titles(text) == ["Uke 41: 5.–11. oktober"]
    assert {row.kind: row.state for row in here.deliveries() if "10-05" in row.period_key} == {"frister": "sent"}


async def test_what_comes_to_a_person_comes_together_at_the_time_that_person_has_chosen(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    here.deadline("Send innspill", date(2026, 10, 7), owner=KARI)
    here.deadline("Send svar", date(2026, 10, 7), owner=PER)
    prefer(here, KARI, "frister_eier", at=time(9, 15))
    await here.round(at("2026-10-05 12:00"))
    with sqlite_database.session() as session:
        outgoing.plan(session, here.workspace_id, "person", KARI, "klarering", "utkast", at("2026-10-06 08:45"))

    first = await sent_on(here, "2026-10-06 08:30")
    assert [(to, titles(text)) for to, text in first] == [(PER, ["Fristene dine tirsdag 6. oktober"])]
    assert [to for to, _ in await sent_on(here, "2026-10-06 09:15", "2026-10-06 10:00")] == [KARI]


async def test_what_somebody_is_responsible_for_comes_to_them_and_to_the_channel_on_mondays_and_when_it_is_over(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    prefer(here, ALL, "ukesoversikt", wanted=False)
    mine = here.deadline("Send innspill", date(2026, 10, 8), owner=KARI)
    here.deadline("Send svar", date(2026, 10, 8))
    shared = here.deadline("Send notat", date(2026, 10, 8), owner=PER)
    with sqlite_database.session() as session:
        owning.join(session, here.workspace_id, shared, PER, KARI, at("2026-10-01 12:00"))
    prefer(here, PER, "frister_eier", wanted=False)

    told: dict[str, list[str]] = {}
    for day in ("2026-10-05", "2026-10-07", "2026-10-08", "2026-10-09"):
        for address, text in await sent_on(here, f"{day} 08:30"):
            for title in ("Send innspill", "Send svar", "Send notat"):
                if title in text:
                    told.setdefault(f"{title} → {address}", []).append(day[-2:])

    assert told == {
        "Send innspill → C1": ["05", "09"],
        f"Send innspill → {KARI}": ["07", "08", "09"],
        "Send svar → C1": ["07", "08", "09"],
        "Send notat → C1": ["05", "09"],
        f"Send notat → {KARI}": ["07", "08", "09"],
    }
    prefer(here, ALL, OWNED_IN_CHANNEL, wanted=True)
    with sqlite_database.session() as session:
        moving.move(session, here.workspace_id, mine, KARI, date(2026, 10, 15), at("2026-10-09 12:00"))
    assert any(
        address == CHANNEL and "Send innspill" in text for address, text in await sent_on(here, "2026-10-14 08:30")
    )


async def test_a_row_that_is_taken_in_the_channels_message_stays_there_with_its_name(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    row = here.deadline("Send innspill", date(2026, 10, 7))
    await here.round(at("2026-10-05 12:00"))
    await here.round(at("2026-10-06 08:30"))
    with sqlite_database.session() as session:
        owning.take(session, here.workspace_id, row, KARI, at("2026-10-06 09:00"))

    with sqlite_database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        card = compose(
            session, workspace, here.pack, "frister", "frister:2026-10-06", CHANNEL,
            at("2026-10-06 09:01"), shown_at=at("2026-10-06 08:30"),
        )  # fmt: skip
    assert f"Send innspill · @{{{KARI}}}" in render_text(card)  # type: ignore[arg-type]


def test_who_was_responsible_at_a_moment_is_everybody_at_that_moment(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    row = here.deadline("Send innspill", date(2026, 10, 7))
    with sqlite_database.session() as session:
        owning.take(session, here.workspace_id, row, KARI, at("2026-10-05 09:00"))
        owning.join(session, here.workspace_id, row, KARI, PER, at("2026-10-05 10:00"))
        moving.move(session, here.workspace_id, row, KARI, date(2026, 10, 8), at("2026-10-05 11:00"))
        owning.hand_back(session, here.workspace_id, row, KARI, at("2026-10-05 12:00"))
    with sqlite_database.reading() as session:
        rows = [session.get_one(Occurrence, row)]
        moments = [at(f"2026-10-05 {hour}:30") for hour in ("08", "09", "10", "11", "12")]
        asked = [owners_at(session, here.workspace_id, rows, moment)[row] for moment in (*moments, None)]
    assert asked == [(), (KARI,), (KARI, PER), (KARI, PER), (PER,), (PER,)]


async def test_a_question_that_waited_for_its_week_comes_with_the_digest(database: Database) -> None:
    here = office(database, pack=quiet_pack())
    here.set(endings_from=date(2026, 10, 1))
    await here.round(at("2026-11-03 12:00"))
    here.deadline("Send innspill", date(2026, 10, 2), asked_on=date(2026, 11, 3))
    with database.session() as session:
        place = destination(session, here.workspace_id, "kanal", "C1").id
        monday = at("2026-11-09 08:00")
        session.add(
            Delivery(
                workspace_id=here.workspace_id, destination_id=place, kind="over",
                period_key="2026-11-03", state="planned", due_at=at("2026-11-03 10:00"), next_try_at=monday,
            )
        )  # fmt: skip
    before = len(here.sender.posted)
    # As a real round does, what waits is claimed before the morning is planned.
    await tick(monday, database, Packs(here.pack), lambda *_: here.sender)
    (message,) = here.sender.posted[before:]
    assert titles(message.text) == ["Uke 46: 9.–15. november", "Hva ble det til?"]
