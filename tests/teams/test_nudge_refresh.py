"""Cards that are fetched again when somebody looks at them: cheaply, without a word written, and never told wrongly."""

from collections.abc import AsyncIterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.cards.card import Button, Card, Controls, Paragraph
from bot.commands import registry
from bot.teams.nudge_refresh import REFRESH, render_nudge
from bot.teams.render import Refresh, render_short, render_teams
from jobs.tick import tick
from models.db.database import Database
from models.tables import Delivery, Inbound, Occurrence, Workspace
from models.tables.contact import Contact
from models.workspace.contacts import PERSON, SeenContact, record_contacts
from models.workspace.workspaces import by_external
from tests.support.nudges import at
from tests.support.slack import OnePack
from tests.support.teams import CHANNEL, KARI, TENANT, Bench, Person, Posted, actions, labelled, place, teams, texts

LOOK = {"action": {"type": "Action.Execute", "verb": REFRESH}, "trigger": "automatic"}
TITLE = "Innspill til komiteen"


@pytest.fixture
async def bench(sqlite_database: Database) -> AsyncIterator[Bench]:
    """The bot in a team, where Kari and Per were met, and a deadline tomorrow that nobody is responsible for."""
    async with teams(sqlite_database, registry, now=at("2026-10-06 08:00")) as bench:
        await bench.per.write("hjelp", CHANNEL)
        bench.clock.at = at("2026-10-06 08:10")
        await bench.kari.write(f"frister ny 7.10 {TITLE}")
        with sqlite_database.session() as session:
            for row in session.scalars(select(Workspace)):
                row.shared_channel = row.media_channel = place(CHANNEL)
            session.execute(update(Occurrence).where(Occurrence.title == TITLE).values(owner=None))
        assert bench.said
        yield bench


async def morning(bench: Bench) -> Posted:
    """Return what the channel is told in the morning."""
    bench.clock.at = at("2026-10-06 08:30")
    await tick(bench.clock(), bench.database, OnePack(), bench.room.sender_for, fresh=True)
    (told,) = [each for each in bench.said if each.conversation == CHANNEL and TITLE in str(each.card)]
    return told


async def look(bench: Bench, told: Posted, where: str = CHANNEL, trigger: str = "automatic") -> Any:
    """Return what Per is shown when he looks at a message."""
    body = await bench.per.invoke("adaptiveCard/action", {**LOOK, "trigger": trigger}, where, told.sent)
    return body["value"]


def written(bench: Bench) -> tuple[int, int]:
    with bench.database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Inbound, Contact))  # type: ignore[return-value]


async def test_what_was_ticked_off_in_private_shows_in_the_channel_to_whoever_looks(bench: Bench) -> None:
    told = await morning(bench)
    assert told.card["refresh"] == {
        "action": {"type": "Action.Execute", "title": "Vis på nytt", "verb": REFRESH},
        "userIds": [f"29:{bench.kari.aad}", f"29:{bench.per.aad}"],
    }
    assert (await look(bench, told))["body"] == told.card["body"]

    bench.clock.at = at("2026-10-06 09:00")
    await bench.kari.write("frister uke 41")
    (mine,) = bench.said
    row = next(each for each in mine.card["body"] if TITLE in str(each))
    await bench.kari.press(labelled(row if "items" in row else mine.card, "Ferdig"), on=mine.sent)
    assert all(each.conversation != CHANNEL for each in bench.said)
    before = written(bench)
    shown = [await look(bench, told) for _ in range(2)]
    (row,) = [text for text in texts(shown[0]) if TITLE in text]
    assert row == f"{TITLE} · ✓ ferdig · <at>Kari Nordmann</at>"
    assert shown[0] == shown[1]
    assert shown[0]["refresh"] == told.card["refresh"]
    assert (written(bench), bench.said) == (before, [])


@contextmanager
def somebody_writes(database: Database) -> Any:
    with database.session() as session:
        record_contacts(session, 1, [SeenContact("noen", PERSON, "Noen")], at("2026-10-06 08:30"))
        yield


async def test_it_waits_for_nobody_who_writes(bench: Bench) -> None:
    told = await morning(bench)
    with somebody_writes(bench.database):
        assert (await look(bench, told))["body"] == told.card["body"]


async def test_who_looks_at_a_message_that_is_no_nudge_or_none_any_more_sees_it_as_it_was(bench: Bench) -> None:
    told = await morning(bench)
    told.sent = "1790000009999"
    assert await look(bench, told) == ""
    assert await look(bench, told, trigger="manual") == (
        "Denne meldingen fornyes ikke lenger. Spør på nytt, så får du et ferskt svar."
    )
    told.sent = ""
    assert await look(bench, told) == ""


async def test_a_message_is_fetched_anew_where_it_stands_and_for_two_weeks(bench: Bench) -> None:
    told = await morning(bench)
    assert await look(bench, told, "19:etannetsted@thread.tacv2") == ""
    bench.clock.at = at("2026-10-20 08:29")
    assert TITLE in str(await look(bench, told))
    bench.clock.at = at("2026-10-20 08:31")
    assert await look(bench, told) == ""


async def test_what_breaks_leaves_the_message_as_it_was(bench: Bench) -> None:
    told = await morning(bench)
    with bench.database.session() as session:
        for row in session.scalars(select(Delivery)):
            row.period_key = "en nøkkel ingen forstår"
    assert await look(bench, told) == ""
    assert bench.said == []


async def asked(bench: Bench, text: str, where: str = CHANNEL) -> Posted:
    await bench.kari.write(text, where)
    (told,) = bench.said
    return told


async def look_again(person: Person, told: Posted, value: str = "", where: str = CHANNEL) -> Any:
    """Return what a person is shown who looks at an answer, with what it asks back or with something else."""
    action = told.card["refresh"]["action"]
    action = {**action, "data": {**action["data"], "value": value}} if value else action
    body = await person.invoke("adaptiveCard/action", {"action": action, "trigger": "automatic"}, where, told.sent)
    return body["value"]


def row_of(card: dict[str, Any]) -> list[str]:
    """Return the labels of the buttons of a list with one row, without those of the list itself."""
    return [each["title"] for each in actions(card) if each["title"] in {"Jeg tar den", "Gi fra meg", "Ferdig"}]


async def test_a_private_list_shows_its_reader_what_others_have_done_since(bench: Bench) -> None:
    told = await asked(bench, "frister uke 41 egne")
    assert (told.targeted, row_of(told.card)) == (f"29:{KARI}", ["Ferdig", "Jeg tar den"])
    assert told.card["refresh"]["userIds"] == [f"29:{KARI}"]
    await bench.per.write("frister uke 41 egne")
    (theirs,) = bench.said
    await bench.per.press(labelled(theirs.card, "Jeg tar den"), on=theirs.sent)
    assert bench.said
    before = written(bench)
    now = await look_again(bench.kari, told)
    assert row_of(now) == ["Ferdig", "Jeg tar den"]
    assert "<at>Per Hansen</at>" in str(now["body"])
    assert now["refresh"] == told.card["refresh"]
    assert (written(bench), bench.said) == (before, [])


async def test_a_list_is_that_of_its_day_and_of_whoever_may_have_it(bench: Bench) -> None:
    told = await asked(bench, "frister uke 41")
    bench.clock.at = at("2026-10-06 23:59")
    assert TITLE in str(await look_again(bench.kari, told))
    bench.clock.at = at("2026-10-07 00:00")
    assert await look_again(bench.kari, told) == ""
    bench.clock.at = at("2026-10-06 12:00")
    for text in ("hjelp", "frister ny 8.10 Noe annet", "interessenter"):
        assert "refresh" not in (await asked(bench, text)).card
    assert "refresh" not in (await asked(bench, "frister uke 41", "")).card
    assert "refresh" in (await asked(bench, "arshjul")).card


@pytest.mark.parametrize(
    "value",
    [
        '{"c": "interessenter", "t": "Nordmann", "d": "2026-10-06"}',
        '{"c": "frister", "t": "ny 9.10 Smuglet inn", "d": "2026-10-06"}',
        '{"c": "frister", "t": "' + "uke 41 " * 100 + '", "d": "2026-10-06"}',
        '{"c": "frister"}',
        "[1]",
        "noe",
    ],
)
async def test_what_is_made_up_is_asked_for_nothing(bench: Bench, value: str) -> None:
    told = await asked(bench, "frister uke 41")
    before = written(bench)
    assert await look_again(bench.per, told, value) == ""
    assert written(bench) == before
    assert "Smuglet" not in str((await asked(bench, "frister oktober")).card)


def test_what_fetches_a_card_anew_gives_way_to_what_it_says() -> None:
    refresh = Refresh(REFRESH, "", tuple(f"29:{'x' * 75}{number}" for number in range(60)))
    long = Card("Langt", tuple(Paragraph((f"{number} " + "ord " * 240,)) for number in range(20)))
    (told,) = render_teams(long, refresh=refresh)
    assert told == render_short(long, refresh=refresh) == render_short(long)
    assert "refresh" in render_short(Card("Kort"), refresh=refresh).card


def something(session_card: str) -> Card:
    return Card(session_card, (Paragraph(("Noe",)), Controls((Button("Ferdig", "frist.done", "7"),))))


def test_in_a_channel_it_is_fetched_for_the_sixty_who_were_met_last_and_elsewhere_for_all(
    sqlite_database: Database,
) -> None:
    with sqlite_database.session() as session:
        workspace = Workspace(platform="teams", external_id=TENANT, name="")
        session.add(workspace)
        session.flush()
        record_contacts(
            session,
            workspace.id,
            [SeenContact("kanalen", "kanal", "Alle", "kanalen", CHANNEL, "https://x")],
            at("2026-01-01"),
        )
        for number in range(70):
            met = SeenContact(
                f"person-{number}", PERSON, account=f"29:{number}", place=f"p{number}", conversation=f"a:{number}"
            )
            record_contacts(session, workspace.id, [met], at(f"2026-01-0{1 + number // 10} 1{number % 10}:00"))
        found = by_external(session, "teams", TENANT)
        assert found
        (channel,) = render_nudge(session, found.id, "kanalen", something("I kanalen"), frozenset(), is_posted=False)
        (alone,) = render_nudge(session, found.id, "p1", something("Alene"), frozenset(), is_posted=False)
        (all_done,) = render_nudge(session, found.id, "kanalen", Card("Ferdig"), frozenset(), is_posted=True)
        (plain,) = render_nudge(session, found.id, "kanalen", Card("Uten knapper"), frozenset(), is_posted=False)
        empty = Controls((Button("Innstillinger", "padriver.settings", ""),))
        (greeting,) = render_nudge(session, found.id, "kanalen", Card("Hei", (empty,)), frozenset(), is_posted=False)
    assert channel.card["refresh"]["userIds"] == [f"29:{number}" for number in range(69, 9, -1)]
    assert set(alone.card["refresh"]) == {"action"}
    assert "refresh" not in plain.card
    assert "refresh" not in greeting.card
    assert all_done.card["refresh"] == channel.card["refresh"]
