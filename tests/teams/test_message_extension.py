"""«Finn» puts what may be handed out into any chat, and «Ny frist» and «Loggfør dialog» open their forms from anywhere."""

from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from bot.commands import registry
from models.db.database import Database
from models.official.items import ItemKind
from models.tables import Dialogue, Inbound, Occurrence, OfficialRecord
from models.workspace.contacts import ContactRole
from tests.parity.chats import CHATS, TeamsChat
from tests.support.content import PACK
from tests.support.nudges import at
from tests.support.teams import CHANNEL, GROUP, Bench, Person, actions, teams, texts
from tests.teams.test_roles import person

ELSEWHERE = "19:enchatutenboten@thread.v2"
NOTHING = "Jeg fant ingen klarerte budskap, frister eller saker med de ordene. Prøv et tema, for eksempel «jernbane»."
RIKSTUNNELEN = "saker/jernbane.yaml#rikstunnelen"
TUNNEL = "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"


async def find(who: Person, words: str = "") -> dict[str, Any]:
    """Search as Teams does: with a mark of its own when the search is opened."""
    row = {"name": "ord", "value": words} if words else {"name": "initialRun", "value": "true"}
    value = {"commandId": "finn", "parameters": [row], "queryOptions": {"skip": 0, "count": 25}}
    body = await who.invoke("composeExtension/query", value, ELSEWHERE)
    found: dict[str, Any] = body["composeExtension"]
    return found


def listed(found: dict[str, Any]) -> dict[str, str]:
    """Return what each result says in the list, by its title."""
    rows = found.get("attachments", ())
    return {each["preview"]["content"]["title"]: each["preview"]["content"]["text"] for each in rows}


def card(found: dict[str, Any], title: str) -> Any:
    return next(each["content"] for each in found["attachments"] if each["preview"]["content"]["title"] == title)


def rows(bench: Bench) -> int:
    with bench.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Inbound)) or 0


async def test_a_deadline_and_a_case_are_put_into_any_chat_without_names_and_buttons(
    sqlite_database: Database,
) -> None:
    async with teams(sqlite_database, registry, now=at("2026-10-05 09:00")) as bench:
        await bench.kari.write("frister ny 7.10 Innspill om Ringbanen")
        await bench.kari.write("frister ny uke 41 Tale om Ringbanen")
        hearing = OfficialRecord(
            kind=ItemKind.HEARING.value,
            number="H-1",
            source="regjeringen",
            title="Høring om Ringbanen",
            body="Samferdselsdepartementet",
            deadline_on=date(2026, 12, 1),
            link="https://www.regjeringen.no/id1",
            first_seen_at=bench.clock(),
            changed_at=bench.clock(),
        )
        with bench.database.session() as session:
            session.add(hearing)
            session.execute(update(Occurrence).values(note="Bare for oss"))
        assert len(bench.said) == 2
        before = rows(bench)
        found = await find(bench.kari, "ringbanen")
        assert (bench.said, rows(bench)) == ([], before)
    assert listed(found) == {
        "Innspill om Ringbanen": "Onsdag 7. oktober",
        "Tale om Ringbanen": "Fredag 9. oktober",
        "Høring om Ringbanen": "Høring, frist tirsdag 1. desember",
    }
    assert texts(card(found, "Innspill om Ringbanen")) == ["Innspill om Ringbanen", "Når: onsdag 7. oktober"]
    assert texts(card(found, "Høring om Ringbanen")) == [
        "Høring om Ringbanen",
        "Hva: Høring",
        "Frist: tirsdag 1. desember",
        "Hos: Samferdselsdepartementet",
        "**Lenke:** [Les mer](https://www.regjeringen.no/id1)",
    ]
    assert [action for each in found["attachments"] for action in actions(each["content"])] == []
    assert "Bare for oss" not in str(found)


async def test_a_message_is_found_when_it_is_cleared_and_nothing_of_the_register_is(sqlite_database: Database) -> None:
    async with CHATS["teams"](sqlite_database, PACK) as chat:
        assert isinstance(chat, TeamsChat)
        bench = chat._bench
        assert TUNNEL not in listed(await find(bench.kari, "rikstunnelen"))
        values = {"styret1": RIKSTUNNELEN, "den": "2026-10-01", "sak": "8/26"}
        await chat.fill(await chat.ask("padriver klarering"), "Klarer tekster", values)
        await chat.ask("interessenter skal møte Ola Hemmelig (Ap) 12.10 om rikstunnelen: positiv")
        assert "Hemmelig" in (await chat.ask("frister uke 42")).text
        assert "Hemmelig" not in str(await find(bench.kari, "uke 42"))
        for who in (bench.kari, person(bench, ContactRole.GUEST)):
            content = card(await find(who, "rikstunnelen"), TUNNEL)
            assert texts(content)[:2] == [TUNNEL, "Budskap"]
            assert "UTKAST" not in str(content)
            assert "Hemmelig" not in str(content)


async def test_what_is_not_found_or_not_known_is_answered_in_a_sentence(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=at("2026-10-05 09:00")) as bench:
        assert await find(bench.kari, "qwertyuiop") == {"type": "message", "text": NOTHING}
        body = await bench.kari.invoke("composeExtension/query", {"commandId": "annet", "parameters": 5}, GROUP)
        assert body["composeExtension"] == {"type": "message", "text": "Dette søket kjenner jeg ikke."}
        stranger = person(bench, ContactRole.STRANGER)
        await stranger.write("hjelp", CHANNEL)
        assert "skriver" not in str(await find(stranger, "jernbane"))
        assert (await find(stranger, "jernbane"))["type"] == "message"


async def test_the_form_of_a_new_deadline_opens_from_where_a_message_is_written(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=at("2026-10-05 09:00")) as bench:
        await bench.kari.write("hjelp")
        assert bench.said
        value: dict[str, Any] = {"commandId": "ny_frist", "commandContext": "compose"}
        opened = await bench.kari.invoke("composeExtension/fetchTask", value, ELSEWHERE)
        content = opened["task"]["value"]["card"]["content"]
        (send,) = actions(content)
        empty = {each["id"]: each.get("value", "") for each in content["body"] if each["type"].startswith("Input.")}
        data = {**send["data"], **empty, "title": "Innspill", "due": "2026-01-02"}
        wrong = await bench.kari.invoke("composeExtension/submitAction", {**value, "data": data}, ELSEWHERE)
        assert wrong["task"]["type"] == "continue"
        data |= {"due": "2026-10-15"}
        done = await bench.kari.invoke("composeExtension/submitAction", {**value, "data": data}, ELSEWHERE)
        assert done["task"]["type"] == "message"
    with sqlite_database.reading() as session:
        (row,) = session.scalars(select(Occurrence).where(Occurrence.title == "Innspill"))
        assert (row.starts_on, row.owner) == (date(2026, 10, 15), bench.kari.aad)


async def test_the_form_of_a_dialogue_opens_from_where_a_message_is_written(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=at("2026-10-05 09:00")) as bench:
        await bench.kari.write("hjelp")
        assert bench.said
        value: dict[str, Any] = {"commandId": "ny_dialog", "commandContext": "compose"}
        opened = await bench.kari.invoke("composeExtension/fetchTask", value, ELSEWHERE)
        content = opened["task"]["value"]["card"]["content"]
        (send,) = actions(content)
        empty = {each["id"]: each.get("value", "") for each in content["body"] if each["type"].startswith("Input.")}
        data = {**send["data"], **empty, "whom": "", "said": "Vil komme på besøk"}
        wrong = await bench.kari.invoke("composeExtension/submitAction", {**value, "data": data}, ELSEWHERE)
        assert wrong["task"]["type"] == "continue"
        data |= {"whom": "Berit Moe"}
        done = await bench.kari.invoke("composeExtension/submitAction", {**value, "data": data}, ELSEWHERE)
        assert done["task"]["type"] == "message"
    with sqlite_database.reading() as session:
        assert session.scalars(select(Dialogue.said)).all() == ["Vil komme på besøk"]


async def test_a_guest_opens_neither_form(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=at("2026-10-05 09:00")) as bench:
        guest = person(bench, ContactRole.GUEST)
        for name in ("ny_frist", "ny_dialog"):
            value = {"commandId": name, "commandContext": "compose"}
            told = await guest.invoke("composeExtension/fetchTask", value, ELSEWHERE)
            assert told["task"]["type"] == "message", name
