"""The page reads the workspace, acts in it, and nobody else can."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from bot.local.demo import demo_workspace
from bot.local.server import LocalWorkspace, serve
from tests.support.local import Clock, bolt, button, modal, plain, section, text_input, web_client

MANIFEST = {
    "features": {
        "slash_commands": [
            {"command": "/frister", "description": "Frister", "usage_hint": "[oktober]", "should_escape": False},
            {"command": "/roper", "description": "Roper", "should_escape": True},
        ],
        "shortcuts": [{"name": "Lag frist", "callback_id": "lag_frist", "type": "message", "description": "x"}],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "app_mentions:read", "channels:read"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.channels", "member_joined_channel"]}},
}


class Page:
    """What the page does, without the page."""

    def __init__(self, session: aiohttp.ClientSession, workspace: LocalWorkspace) -> None:
        self.session = session
        self.workspace = workspace

    async def state(self, user: str = "Kari Nordmann") -> dict[str, Any]:
        async with self.session.get("/_local/state", params={"user": user}) as answer:
            assert answer.status == 200
            found: dict[str, Any] = await answer.json()
            return found

    async def post(self, path: str, headers: dict[str, str] | None = None, **asked: Any) -> tuple[int, dict[str, Any]]:
        body = {"user": self.workspace.person("Kari Nordmann").id, **asked}
        async with self.session.post(f"/_local/{path}", json=body, headers=headers) as answer:
            return answer.status, await answer.json()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def page(clock: Clock) -> AsyncIterator[Page]:
    workspace = demo_workspace(now=clock, on_clock=clock.move, manifest=MANIFEST)
    async with serve(workspace) as url, aiohttp.ClientSession(url) as session:
        yield Page(session, workspace)


def channel_of(page: Page, name: str) -> str:
    return page.workspace.state.channel(name).id


async def test_the_page_sees_the_workspace_as_one_person_does(page: Page) -> None:
    state = await page.state()

    assert state["team"] == {
        "id": "T0000001",
        "name": "Osloregionen (øving)",
        "domain": "osloregionen-oving",
    }
    assert (state["now"], state["zone"]) == ("2026-10-02T10:00:00+00:00", "Europe/Oslo")
    assert [user["real_name"] for user in state["users"]] == [
        "Pådriver",
        "Kari Nordmann",
        "Per Hansen",
        "Amina Yusuf",
        "Maria Berg",
    ]
    assert [each["name"] for each in state["channels"]] == ["sekretariatet", "media", "generelt", ""]
    assert state["channels"][-1]["with"] == state["bot_user"]
    assert state["bot_user"] in state["channels"][0]["members"]
    assert state["bot_user"] not in state["channels"][2]["members"]
    assert state["commands"] == [
        {"command": "/frister", "description": "Frister", "usage_hint": "[oktober]"},
        {"command": "/roper", "description": "Roper", "usage_hint": ""},
    ]
    assert state["shortcuts"][0]["callback_id"] == "lag_frist"
    assert (state["home"], state["views"], state["bot_connected"]) == (None, [], False)


async def test_what_is_said_is_seen_with_the_time_of_the_workspaces_clock(page: Page) -> None:
    status, said = await page.post("say", channel=channel_of(page, "media"), text="Hei @Per Hansen <b>")
    (message,) = (await page.state("Per Hansen"))["messages"][channel_of(page, "media")]

    assert (status, said) == (200, {"ok": True, "ts": message["ts"]})
    assert message["text"] == f"Hei <@{page.workspace.person('Per Hansen').id}> &lt;b&gt;"
    assert message["time"] == "2026-10-02T10:00:00+00:00"
    assert "ephemeral" not in message


async def test_a_private_message_and_a_direct_conversation_are_nobody_elses(page: Page) -> None:
    client = web_client(page.workspace)
    kari = page.workspace.person("Kari Nordmann")
    channel = channel_of(page, "sekretariatet")
    await client.chat_postEphemeral(channel=channel, user=kari.id, text="Bare til Kari")
    await client.chat_postMessage(channel=kari.id, text="Direkte til Kari")

    (private,) = (await page.state())["messages"][channel]
    assert (private["text"], private["ephemeral"]) == ("Bare til Kari", True)
    pers = await page.state("Per Hansen")
    assert pers["messages"][channel] == []
    assert kari.channel("bot").id not in pers["messages"]
    status, refused = await page.post(
        "say", user=page.workspace.person("Per Hansen").id, channel=kari.channel("bot").id, text="x"
    )
    assert (status, refused) == (400, {"error": "Denne samtalen er ikke din."})


async def test_what_happens_comes_on_the_stream_to_those_who_may_see_it(page: Page) -> None:
    client = web_client(page.workspace)
    kari, per = page.workspace.person("Kari Nordmann"), page.workspace.person("Per Hansen")

    async with page.session.get("/_local/stream", params={"user": per.id}) as stream:
        assert stream.content_type == "text/event-stream"

        async def following() -> dict[str, Any]:
            line = await stream.content.readline()
            assert await stream.content.readline() == b"\n"
            found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return found

        assert (await following())["type"] == "hello"
        await client.chat_postEphemeral(channel=kari.channel().id, user=kari.id, text="Ikke til Per")
        posted = await client.chat_postMessage(channel=kari.channel().id, text="Til alle")
        shown = await following()
        assert (shown["type"], shown["message"]["text"]) == ("message", "Til alle")
        kari.react(kari.sees()[-1], "eyes")
        assert await following() == {
            "type": "reaction",
            "channel": kari.channel().id,
            "ts": posted["ts"],
            "reactions": [{"name": "eyes", "users": [kari.id], "count": 1}],
        }
        await page.post("clock", to="mandag")
        assert await following() == {"type": "clock", "now": "2026-10-05T08:00:00+02:00"}
        await client.chat_delete(channel=kari.channel().id, ts=posted["ts"])
        assert (await following())["type"] == "message_deleted"


@pytest.mark.parametrize(
    ("to", "now"),
    [
        ("mandag", "2026-10-05T08:00:00+02:00"),
        ("onsdag", "2026-10-07T10:00:00+02:00"),
        ("neste-maaned", "2026-11-02T09:00:00+01:00"),
        ("2026-10-25T12:00", "2026-10-25T12:00:00+01:00"),
        ("2027-01-04T07:00:00+00:00", "2027-01-04T07:00:00+00:00"),
    ],
)
async def test_the_clock_jumps(page: Page, to: str, now: str) -> None:
    assert await page.post("clock", to=to) == (200, {"ok": True, "now": now})


async def test_on_a_monday_morning_the_next_monday_is_a_week_ahead(page: Page, clock: Clock) -> None:
    clock.at = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
    assert (await page.post("clock", to="mandag"))[1]["now"] == "2026-10-12T08:00:00+02:00"


async def test_a_time_that_is_none_is_refused(page: Page) -> None:
    assert await page.post("clock", to="i går") == (
        400,
        {"error": "Skriv tidspunktet som dato og klokkeslett, for eksempel 2026-10-05T08:00."},
    )


async def test_channels_are_made_joined_archived_and_left(page: Page) -> None:
    status, made = await page.post("channel", action="create", name="prosjekt")
    channel, bot = made["channel"]["id"], page.workspace.state.bot.id
    assert (status, bot in made["channel"]["members"]) == (200, False)

    joined = (await page.post("channel", action="join-bot", channel=channel))[1]["channel"]
    assert bot in joined["members"]
    await page.post("channel", action="archive", channel=channel)
    assert await page.post("say", channel=channel, text="x") == (
        400,
        {"error": "Kanalen er arkivert. Ingen kan skrive her."},
    )
    await page.post("channel", action="unarchive", channel=channel)
    left = (await page.post("channel", action="leave-bot", channel=channel))[1]["channel"]
    assert (bot in left["members"], left["archived"]) == (False, False)
    assert await page.post("channel", action="create", name="prosjekt") == (
        400,
        {"error": "Kanalen #prosjekt finnes allerede."},
    )


async def test_only_what_the_manifest_has_can_be_used(page: Page) -> None:
    channel = channel_of(page, "media")
    assert await page.post("command", channel=channel, command="/ukjent", text="") == (
        400,
        {"error": "/ukjent er ikke en kommando her."},
    )
    assert await page.post("shortcut", callback_id="ukjent") == (400, {"error": "Denne snarveien finnes ikke her."})
    assert await page.post("command", channel=channel, command="/frister", text="") == (
        200,
        {"ok": False, "notice": "Boten er ikke tilkoblet. Start den, og prøv igjen."},
    )


async def test_the_app_hears_only_what_it_subscribes_to_and_may_hear(page: Page) -> None:
    kari = page.workspace.person("Kari Nordmann")
    kari.react(kari.say("Hei, @Pådriver"), "eyes")
    kari.home()
    kari.invite_bot("generelt")
    await page.workspace.settled()

    first_tries = [each.payload["event"]["type"] for each in page.workspace.events.sent if each.retry == 0]
    assert first_tries == ["app_mention", "member_joined_channel"]


@pytest.mark.parametrize(
    ("path", "asked", "error"),
    [
        ("react", {"ts": "1.000001", "name": "eyes"}, "Meldingen finnes ikke lenger."),
        ("press", {"ts": "1.000001", "block_id": "x", "action_id": "y"}, "Meldingen finnes ikke lenger."),
        ("press", {"view_id": "V1", "block_id": "x", "action_id": "y"}, "Skjemaet er lukket. Åpne det på nytt."),
        ("submit", {"view_id": "V1", "values": {}}, "Skjemaet er lukket. Åpne det på nytt."),
        ("say", {"text": " "}, "Skriv noe først."),
        ("say", {"text": "x" * 12_001}, "Meldingen er for lang. Skriv høyst 12000 tegn."),
        ("say", {}, "Feltet «text» mangler."),
        ("say", {"user": "U9", "text": "x"}, "Fant ingen bruker «U9»."),
        ("say", {"user": "Pådriver", "text": "x"}, "Boten handler selv."),
        ("say", {"channel": "C9", "text": "x"}, "Fant ingen kanal «C9»."),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    page: Page, path: str, asked: dict[str, Any], error: str
) -> None:
    assert await page.post(path, **{"channel": channel_of(page, "media"), **asked}) == (400, {"error": error})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example:80"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
async def test_another_page_cannot_act(page: Page, headers: dict[str, str], status: int) -> None:
    answered, body = await page.post("say", headers=headers, channel=channel_of(page, "media"), text="x")
    assert (answered, set(body)) == (status, {"error"})
    assert page.workspace.state.channel("media").messages == []


async def test_the_page_itself_may_act(page: Page) -> None:
    headers = {"Origin": page.workspace.base_url, "Sec-Fetch-Site": "same-origin"}
    status, _ = await page.post("say", headers=headers, channel=channel_of(page, "media"), text="x")
    assert status == 200


async def test_a_foreign_name_for_this_machine_reaches_nothing(page: Page) -> None:
    for path in ("/", "/_local/state", "/api/auth.test", "/link/"):
        async with page.session.get(path, headers={"Host": "rebound.example"}) as answer:
            assert answer.status == 403


async def test_too_much_is_refused(page: Page) -> None:
    async with page.session.post(
        "/_local/say", data=b"x" * (256 * 1024 + 1), headers={"Content-Type": "application/json"}
    ) as answer:
        assert answer.status == 413


async def test_the_page_presses_and_sends_what_the_app_shows() -> None:
    asked: list[Any] = []

    def listen(app: AsyncApp) -> None:
        @app.command("/frister")
        async def frister(ack: Any, respond: Any, command: Any) -> None:
            await ack()
            asked.append(command["text"])
            await respond(text="Frister", blocks=[section("Frister", accessory=button("Ny", "ny", "v"))])

        @app.command("/roper")
        async def shout(ack: Any, command: Any) -> None:
            await ack()
            asked.append(command["text"])

        @app.action("ny")
        async def new(ack: Any, body: Any, client: Any) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("tittel")))

        @app.view("skjema")
        async def save(ack: Any, view: Any) -> None:
            await ack()
            asked.append(view["state"]["values"]["tittel"]["tittel"]["value"])

    workspace = demo_workspace(now=Clock(), manifest=MANIFEST)
    async with bolt("socket", listen, workspace), aiohttp.ClientSession(workspace.base_url) as session:
        page = Page(session, workspace)
        channel = channel_of(page, "generelt")
        command = {"channel": channel, "command": "/frister", "text": "a & b <c>"}
        assert await page.post("command", **command) == (200, {"ok": True})
        (message,) = (await page.state())["messages"][channel]
        (block,) = message["blocks"]
        place = {"channel": channel, "ts": message["ts"], "ephemeral": True, "block_id": block["block_id"]}
        assert await page.post("press", **place, action_id="ny", type="button") == (200, {"ok": True})
        (view,) = (await page.state())["views"]
        empty = await page.post("submit", view_id=view["id"], values={})
        assert empty == (200, {"ok": False, "errors": {"tittel": "Fyll ut dette feltet."}})
        values = {"tittel": {"tittel": {"type": "plain_text_input", "value": "Innspill"}}}
        assert await page.post("submit", view_id=view["id"], values=values) == (200, {"ok": True})
        assert (await page.state())["views"] == []
        await page.post("command", channel=channel, command="/roper", text="til @Per Hansen")

    per = workspace.person("Per Hansen").id
    assert asked == ["a &amp; b &lt;c&gt;", "Innspill", f"til <@{per}>"]


@pytest.mark.parametrize("values", [{"valg": 3}, {"valg": {"valg": 3}}, {"valg": {"valg": {"selected_options": 3}}}])
async def test_a_form_of_nonsense_counts_as_not_filled_in(page: Page, values: dict[str, Any]) -> None:
    options = [{"text": plain("Jernbane"), "value": "jernbane"}]
    boxes = {"type": "checkboxes", "action_id": "valg", "options": options}
    field = {"type": "input", "block_id": "valg", "label": plain("Tema"), "element": boxes}
    kari = page.workspace.person("Kari Nordmann")
    await web_client(page.workspace).views_open(trigger_id=page.workspace.triggers.new(kari.id), view=modal(field))

    answered = await page.post("submit", view_id=kari.view.id, values=values)

    assert answered == (200, {"ok": False, "errors": {"valg": "Fyll ut dette feltet."}})


async def test_who_falls_far_behind_is_let_go_to_read_anew(page: Page) -> None:
    kari = page.workspace.person("Kari Nordmann")
    with page.workspace.bus.subscribed(kari.id) as seen:
        for _ in range(1_001):
            page.workspace.bus.publish({"type": "clock"})
        assert (seen.qsize(), seen.get_nowait()) == (1, None)
