"""Who may do what in Slack: every command, control, form, shortcut, reaction and file, in each role."""

import json
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from bot.commands import registry
from bot.commands.share import KEPT_INSIDE
from bot.local.driver import LocalPerson
from bot.local.model import LocalMessage, User
from bot.slack.roster import member_contact, save_people
from models.db.database import Database
from models.tables import Administrator, Change, Contact, Destination, Inbound, Occurrence, RegisterReader
from models.workspace.contacts import ContactRole
from tests.support.newsroom import newsroom
from tests.support.roles import NOT_OURS, ONLY_COLLEAGUES, allowed, noting
from tests.support.slack import Bench, slack

ROLES = tuple(ContactRole)
THEIRS = "T0THEIRS"
NOT_CHECKED = "Jeg fikk ikke sjekket om du arbeider her, så jeg må vente med dette. Prøv igjen om litt."


def person(bench: Bench, role: ContactRole) -> LocalPerson:
    """Return somebody in that role, in #sekretariatet, which is shared with another organisation."""
    state = bench.workspace.state
    user = {
        ContactRole.COLLEAGUE: User("UKOLLEGA", "kollega", "Kaja Kollega"),
        ContactRole.GUEST: User("UGJEST", "gjest", "Guri Gjest", is_restricted=True),
        ContactRole.STRANGER: User("UFREMMED", "fremmed", "Frida Fremmed", team_id=THEIRS),
        ContactRole.BOT: User("UROBOT", "robot", "En robot", is_bot=True),
    }[role]
    state.users[user.id] = user
    channel = state.channel("sekretariatet")
    channel.is_ext_shared = True
    channel.members.append(user.id)
    bench.workspace.direct(user.id, state.bot.id)
    return LocalPerson(bench.workspace, user)


def body(bench: Bench, who: LocalPerson, kind: str, number: int, **more: Any) -> dict[str, str]:
    team, channel = bench.workspace.state.team.id, bench.workspace.state.channel("sekretariatet").id
    told = {
        "type": kind,
        "team": {"id": team},
        "user": {"id": who.id, "team_id": who.user.team_id or team},
        "channel": {"id": channel},
        "trigger_id": f"{number}.{number}.x",
        **more,
    }
    return {"payload": json.dumps(told)}


async def does(bench: Bench, who: LocalPerson, what: str, number: int) -> None:
    """Do one thing over signed HTTP, as Slack reports it."""
    kind, _, name = what.partition(" ")
    match kind:
        case "command":
            fields = bench.command_fields(f"/{name}", "", f"{number}.x") | {"user_id": who.id}
            await bench.post(fields)
        case "press":
            press = {"action_id": f"{name}", "value": "{}"}
            await bench.post(body(bench, who, "block_actions", number, actions=[press]))
        case "submit":
            view = {
                "type": "modal",
                "id": f"V{number}",
                "callback_id": name,
                "blocks": [],
                "private_metadata": "",
                "state": {},
            }
            await bench.post(body(bench, who, "view_submission", number, view=view))
        case "home":
            who.home()
        case "file" if not who.user.is_bot:
            who.give("bok.xlsx", b"PK")
    await bench.workspace.settled()
    await bench.room.bolt_app.dispatcher.tasks.drain(60)


@pytest.mark.parametrize("role", ROLES)
async def test_each_thing_is_reached_by_those_who_may_and_nobody_else(
    sqlite_database: Database, role: ContactRole
) -> None:
    reached: list[str] = []
    handlers = noting(reached)
    async with slack("http", sqlite_database, handlers) as bench:
        who = person(bench, role)
        wanted = allowed(handlers, role)
        for number, what in enumerate(wanted, start=1):
            before = len(reached)
            await does(bench, who, what, number)
            assert (what, reached[before:]) == (what, [what] if wanted[what] else [])
        assert bool(reached) == (role in {ContactRole.GUEST, ContactRole.COLLEAGUE})


@pytest.mark.parametrize(
    ("role", "said"), [(ContactRole.STRANGER, NOT_OURS), (ContactRole.GUEST, ONLY_COLLEAGUES), (ContactRole.BOT, None)]
)
async def test_who_is_refused_is_told_so_once_and_alone(
    sqlite_database: Database, role: ContactRole, said: str | None
) -> None:
    async with slack("http", sqlite_database, noting([])) as bench:
        who = person(bench, role)
        answered = await bench.post(bench.command_fields("/interessenter") | {"user_id": who.id})
        assert (first(answered.json()["text"]) if answered.content else None) == said
        await does(bench, who, "press interessent.vis", 7)
        who.say("@Pådriver interessenter Nordmann", "sekretariatet")
        await bench.workspace.settled()
        unseen = [each for each in bench.workspace.state.channel("sekretariatet").messages if each.is_bot]
        assert [(each.only_for, first(each.text)) for each in unseen] == ([(who.id, said)] * 2 if said else [])


async def test_a_stranger_is_known_by_the_event_before_slack_is_asked(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, noting(reached := [])) as bench:
        bench.workspace.trouble.add("server_error", "users.info")
        who = person(bench, ContactRole.STRANGER)
        who.say("@Pådriver frister", "sekretariatet")
        await bench.workspace.settled()
        assert reached == []
        assert first(who.sees("sekretariatet")[-1].text) == NOT_OURS


async def test_the_event_goes_before_what_is_kept(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, noting(reached := [])) as bench:
        bench.knows(sqlite_database, bench.kari)
        event = {"type": "app_mention", "user": bench.kari.id, "text": "frister", "ts": "1.1", "user_team": THEIRS}
        event["channel"] = bench.workspace.state.channel("sekretariatet").id
        told = {"type": "event_callback", "event_id": "Ev9", "event": event}
        await bench.post_json(told | {"team_id": bench.workspace.state.team.id})
        assert reached == []


async def test_a_colleague_slack_is_silent_about_is_asked_to_try_again(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, noting(reached := [])) as bench:
        bench.workspace.trouble.add("server_error", "users.info")
        (told,) = await bench.kari.command("/interessenter")
        assert first(told.text) == NOT_CHECKED
        await bench.kari.command("/interessenter")
        assert reached == ["command interessenter"]


async def test_nobody_is_asked_about_twice(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with slack("http", sqlite_database, noting([])) as bench:
        asked: list[str] = []
        take = bench.workspace.trouble.take
        monkeypatch.setattr(bench.workspace.trouble, "take", lambda name, at: asked.append(name) or take(name, at))
        await bench.kari.command("/frister")
        await bench.kari.command("/frister")
        assert asked.count("users.info") == 1


@pytest.mark.parametrize("role", [ContactRole.STRANGER, ContactRole.GUEST, ContactRole.BOT])
async def test_a_reaction_or_a_shortcut_of_another_takes_no_case(sqlite_database: Database, role: ContactRole) -> None:
    async with newsroom(sqlite_database) as room:
        bench = room.bench
        who = person(bench, role)
        media = bench.workspace.state.channel("media")
        media.members.append(who.id)
        message = bench.per.say("Togene står", "media")
        await bench.workspace.settled()
        with sqlite_database.reading() as session:
            before = session.scalar(select(func.count()).select_from(Inbound))
        for sign in ("eyes", "white_check_mark", "no_entry_sign"):
            await bench.reacts(message, sign, by=who.id)
            await bench.reacts(message, sign, by=who.id, removed=True)
        await room.nudges.run_now()
        assert [each for each in media.messages if each.is_bot] == []
        assert room.followups() == []
        with sqlite_database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Inbound)) == before
        # A shortcut answers, and takes nothing either.
        expect = 0 if role is ContactRole.BOT else 1
        told = await who.shortcut("folg_opp", message, expect=expect)
        said = {ContactRole.STRANGER: NOT_OURS, ContactRole.GUEST: ONLY_COLLEAGUES}.get(role)
        assert [first(each.text) for each in told] == ([said] if said else [])
        assert room.followups() == []


@pytest.mark.parametrize("role", [ContactRole.STRANGER, ContactRole.GUEST, ContactRole.BOT])
async def test_a_reaction_of_another_spends_no_reading(
    sqlite_database: Database, role: ContactRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack lets some apps read once a minute: the next follow-up of a colleague needs it."""
    async with newsroom(sqlite_database) as room:
        bench = room.bench
        asked: list[str] = []
        take = bench.workspace.trouble.take
        monkeypatch.setattr(bench.workspace.trouble, "take", lambda name, at: asked.append(name) or take(name, at))
        who = person(bench, role)
        bench.workspace.state.channel("media").members.append(who.id)
        message = bench.per.say("Togene står", "media")
        await bench.workspace.settled()
        await bench.reacts(message, "eyes", by=who.id)
        assert {"conversations.history", "conversations.replies", "chat.getPermalink"}.isdisjoint(asked)
        await bench.reacts(message, "eyes", by=bench.kari.id)
        await room.nudges.run_now()
        assert asked.count("conversations.history") == 1
        assert len(room.followups()) == 1


async def test_neither_a_guest_nor_a_stranger_becomes_a_reader_or_owns_a_case(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        bench = room.bench
        guest, stranger = person(bench, ContactRole.GUEST), person(bench, ContactRole.STRANGER)
        for who in (guest, stranger):
            await who.command("/interessenter", f"lesere @{who.user.real_name}", "sekretariatet")
            named = f"@{who.user.real_name}"
            (told,) = await bench.kari.command("/interessenter", f"lesere {named}", "sekretariatet")
            assert f"<@{who.id}> kan ikke lese registeret. Det kan bare de som arbeider her." in texts(told)
            (told,) = await bench.kari.command("/medie", f"talspersoner jernbane {named}", "sekretariatet")
            assert f"<@{who.id}> kan ikke være talsperson her i chatten. Det kan bare de som arbeider her." in texts(
                told
            )
        with sqlite_database.reading() as session:
            assert session.scalars(select(RegisterReader.user_id)).all() == []
            assert [each for each in session.scalars(select(Administrator.user_id)) if each != bench.kari.id] == []


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (command, f"{before}{word}{between}{rest}")
        for command, word, rest in (
            ("/frister", "ny", "15.12 Smuglet frist"),
            ("/arshjul", "ny", "desember media Smuglet punkt"),
            ("/padriver", "status", ""),
            ("/padriver", "administratorer", "@Kari Nordmann"),
            ("/interessenter", "eksport", ""),
        )
        for before, between in (("", "\t"), ("", "\n"), ("", "\xa0"), ("\t ", " "), ("\u200b ", " "), ("\u0301 ", " "))
    ],
)
async def test_no_sign_before_or_after_a_word_lets_a_guest_past_what_the_word_needs(
    sqlite_database: Database, command: str, text: str
) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        who = person(bench, ContactRole.GUEST)
        (told,) = await who.command(command, text, "sekretariatet")
        assert not {"Status", "Administratorer", "Registeret er lukket"} & set(told.text.split("\n\n"))
        with sqlite_database.reading() as session:
            assert session.scalars(select(Change.id)).all() == []


@pytest.mark.parametrize("text", ["personvern?", "personvern nivå:A", "personvern Nordmann", "personvern\teksport"])
@pytest.mark.parametrize("is_known", [True, False])
async def test_the_document_for_everybody_opens_nothing_of_the_register(
    sqlite_database: Database, text: str, is_known: bool
) -> None:
    """Also to somebody Slack says nothing about, who counts as a guest."""
    async with slack("http", sqlite_database, registry) as bench:
        who = person(bench, ContactRole.GUEST)
        for name in () if is_known else ("users.info", "users.list"):
            bench.workspace.trouble.add("server_error", name)
        (told,) = await who.command("/interessenter", text, "sekretariatet")
        assert first(told.text) == "Personvern i Pådriver"
        bench.workspace.trouble.add("server_error", "users.info")
        answered = await bench.post(bench.command_fields("/interessenter", text) | {"user_id": who.id})
        assert first(answered.json()["text"]) in {"Personvern i Pådriver", ONLY_COLLEAGUES, NOT_CHECKED}


def first(text: str) -> str:
    return text.partition("\n\n")[0]


def texts(message: LocalMessage) -> str:
    return message.text


async def test_the_channel_is_known_as_shared_from_events_and_asked_about_before_a_round(
    sqlite_database: Database,
) -> None:
    async with newsroom(sqlite_database) as room:
        bench = room.bench
        media = bench.workspace.state.channel("media")
        media.is_ext_shared = True
        assert externals(sqlite_database, media.id) in ([], [None])
        await bench.room.before_round(bench.clock())
        assert externals(sqlite_database, media.id) == [True]
        event = {"type": "channel_unshared", "channel": media.id, "is_ext_shared": False, "event_ts": "1.1"}
        media.is_ext_shared = False
        await bench.workspace.happened(event)
        assert externals(sqlite_database, media.id) == [False]
        await bench.workspace.happened({"type": "channel_shared", "channel": media.id, "event_ts": "1.2"})
        assert externals(sqlite_database, media.id) == [True]


async def test_a_form_of_a_colleague_slack_is_silent_about_may_be_sent_again(sqlite_database: Database) -> None:
    """It was opened before an upgrade, so nothing is kept of who sends it."""
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.command("/frister", "ny", "sekretariatet")
        with sqlite_database.session() as session:
            session.execute(delete(Contact))
        bench.workspace.trouble.add("server_error", "users.info")
        view, filled = bench.kari.view, {"title": "Innspill", "due": "2026-10-14"}
        refused = await bench.kari.submit(view, filled)
        assert refused.errors == {"title": NOT_CHECKED}
        saved = await bench.kari.submit(view, filled)
        assert saved.errors == {}
        with sqlite_database.reading() as session:
            titles = select(Occurrence.title).where(Occurrence.source == "egen")
            assert session.scalars(titles).all() == ["Innspill"]


def elements(message: LocalMessage) -> list[dict[str, Any]]:
    return [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]


@pytest.mark.parametrize(("trouble", "soon"), [({"kind": "server_error"}, True), ({"kind": "error"}, False)])
async def test_where_slack_did_not_answer_it_is_asked_again_within_a_minute(
    sqlite_database: Database, trouble: dict[str, Any], soon: bool
) -> None:
    async with newsroom(sqlite_database) as room:
        bench = room.bench
        media = bench.workspace.state.channel("media")
        media.is_ext_shared = True
        bench.workspace.trouble.add(method="conversations.info", code="channel_not_found", **trouble)
        await bench.room.before_round(bench.clock())
        assert True not in externals(sqlite_database, media.id)
        waiting = bench.room.bolt_app.dispatcher.checked_channels
        waiting.update({each: until - 60 for each, until in waiting.items()})
        await bench.room.before_round(bench.clock())
        assert (True in externals(sqlite_database, media.id)) is soon


def externals(database: Database, address: str) -> list[bool | None]:
    with database.reading() as session:
        return list(session.scalars(select(Destination.is_external).where(Destination.address == address)))


@pytest.mark.parametrize("is_answered", [True, False])
async def test_who_reads_a_channel_is_found_out_before_the_register_is_shared_there(
    sqlite_database: Database, is_answered: bool
) -> None:
    """Nobody chose the channel, and nothing was heard of it: where Slack cannot say, others may read it."""
    async with slack("http", sqlite_database, registry) as bench:
        channel = bench.workspace.state.channel("sekretariatet")
        channel.is_ext_shared = is_answered
        for name in ("Anne Berg", "Ola Lie"):
            await bench.kari.command("/interessenter", f"møtte {name} (NHO) om jernbane: positiv", "sekretariatet")
        (told,) = await bench.kari.command("/interessenter", "tema:jernbane", "sekretariatet")
        assert "Anne Berg" in told.text
        if not is_answered:
            bench.workspace.trouble.add("server_error", "conversations.info")
        share = next(each["action_id"] for each in elements(told) if each["action_id"].startswith("del.kanal"))
        (said,) = await bench.kari.press(told, share)
        assert first(said.text) == KEPT_INSIDE.summary
        assert [each.text for each in channel.messages if each.is_bot and each.only_for is None] == []
        assert externals(sqlite_database, channel.id) == ([True] if is_answered else [])
        channel.is_ext_shared = False
        await bench.workspace.happened({"type": "channel_unshared", "channel": channel.id, "event_ts": "1.1"})
        await bench.kari.press(told, share, expect=2)
        (shared,) = [each.text for each in channel.messages if each.is_bot and each.only_for is None]
        assert "Anne Berg" in shared


async def test_an_account_in_use_again_does_not_make_a_channel_one_that_others_read(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, noting([])) as bench:
        bench.knows(sqlite_database, bench.kari)
        kari = bench.workspace.state.users[bench.kari.id]
        left = member_contact({"id": kari.id, "deleted": True}, bench.workspace.state.team.id)
        save_people(sqlite_database, bench.workspace.state.team.id, [left], bench.clock())
        bench.workspace.trouble.add("server_error", "users.info")
        (told,) = await bench.kari.command("/frister", "", "sekretariatet")
        assert first(told.text) == NOT_OURS
        assert externals(sqlite_database, bench.workspace.state.channel("sekretariatet").id) in ([], [None])
