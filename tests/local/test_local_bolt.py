"""A real Bolt app lives in the workspace: commands, buttons, modals and events, by both transports."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from tests.support.local import a_workspace, bolt, button, modal, plain, section, text_input

BOTH = pytest.mark.parametrize("transport", ["socket", "http"])


@BOTH
async def test_a_command_is_answered_to_the_asker_alone(transport: str) -> None:
    def listen(app: AsyncApp) -> None:
        @app.command("/frister")
        async def frister(ack: Any, command: Any, respond: Any) -> None:
            await ack()
            await respond(f"Frister i {command['text']}")

    async with bolt(transport, listen) as bench:
        kari, per = bench.workspace.person("Kari Nordmann"), bench.workspace.person("Per Hansen")
        (answer,) = await kari.command("/frister", "oktober", "generelt")

        assert answer.text == "Frister i oktober"
        assert answer in kari.sees("generelt")
        assert answer not in per.sees("generelt")


@BOTH
async def test_an_answer_in_the_acknowledgement_itself_is_shown(transport: str) -> None:
    def listen(app: AsyncApp) -> None:
        @app.command("/status")
        async def status(ack: Any) -> None:
            await ack(text="Alt er i orden", blocks=[section("*Alt er i orden*")], response_type="in_channel")

        @app.command("/kort")
        async def short(ack: Any) -> None:
            await ack("Kort svar")

    async with bolt(transport, listen) as bench:
        kari, per = bench.workspace.person("Kari Nordmann"), bench.workspace.person("Per Hansen")

        (shared,) = await kari.command("/status")
        (private,) = await kari.command("/kort")

        assert [message.text for message in per.sees()] == ["Alt er i orden"]
        assert shared.blocks[0]["text"]["text"] == "*Alt er i orden*"
        assert (private.text, private.only_for) == ("Kort svar", kari.id)


@BOTH
async def test_the_right_button_of_several_rows_is_pressed_and_the_private_message_replaced(transport: str) -> None:
    pressed: list[Any] = []

    def listen(app: AsyncApp) -> None:
        @app.command("/frister")
        async def frister(ack: Any, respond: Any) -> None:
            await ack()
            rows = [section(name, accessory=button("Ferdig", "frister.done", name)) for name in ("1", "2")]
            await respond(text="To frister", blocks=rows)

        @app.action("frister.done")
        async def done(ack: Any, body: Any, respond: Any) -> None:
            await ack()
            pressed.append(body)
            await respond(text=f"Frist {body['actions'][0]['value']} er ferdig", replace_original=True)

    async with bolt(transport, listen) as bench:
        kari = bench.workspace.person("Kari Nordmann")
        (rows,) = await kari.command("/frister")
        (replaced,) = await kari.press(rows, "frister.done", "2")

        assert replaced is rows
        assert (replaced.text, replaced.blocks) == ("Frist 2 er ferdig", [])
        (body,) = pressed
        assert body["container"]["is_ephemeral"] is True
        assert "message" not in body
        assert body["user"]["id"] == kari.id


@BOTH
async def test_menus_and_date_pickers_tell_what_was_chosen(transport: str) -> None:
    chosen: list[Any] = []
    options = [{"text": plain("Uke"), "value": "uke"}, {"text": plain("Måned"), "value": "maaned"}]
    elements = [
        {"type": "datepicker", "action_id": "dato", "initial_date": "2026-10-05"},
        {"type": "static_select", "action_id": "meny", "options": options},
    ]

    def listen(app: AsyncApp) -> None:
        @app.action("dato")
        @app.action("meny")
        async def choose(ack: Any, body: Any) -> None:
            await ack()
            chosen.append((body["actions"][0], body["state"]["values"]["rad"], body["message"]["text"]))

    async with bolt(transport, listen) as bench:
        blocks = [{"type": "actions", "block_id": "rad", "elements": elements}]
        sent = await bench.client.chat_postMessage(channel="#generelt", text="Velg", blocks=blocks)
        kari = bench.workspace.person("Kari Nordmann")
        message = kari.sees()[-1]
        assert message.ts == sent["ts"]

        await kari.press(message, "dato", "2026-10-12", expect=0)
        await kari.press(message, "meny", "maaned", expect=0)

        (day, days, text), (menu, menus, _) = chosen
        assert (day["selected_date"], days["dato"]["selected_date"], text) == ("2026-10-12", "2026-10-12", "Velg")
        assert menu["selected_option"] == options[1]
        assert menus["dato"]["selected_date"] == "2026-10-05"


@BOTH
async def test_a_modal_opens_is_corrected_and_is_sent(transport: str) -> None:
    sent: list[Any] = []

    def listen(app: AsyncApp) -> None:
        @app.command("/ny")
        async def new(ack: Any, body: Any, client: Any) -> None:
            await ack()
            await client.views_open(
                trigger_id=body["trigger_id"],
                view=modal(text_input("tittel"), text_input("merknad", optional=True), private_metadata="rad 7"),
            )

        @app.view("skjema")
        async def save(ack: Any, view: Any, body: Any, client: Any) -> None:
            title = view["state"]["values"]["tittel"]["tittel"]["value"]
            if title == "?":
                await ack(response_action="errors", errors={"tittel": "Skriv hva fristen gjelder."})
                return
            await ack()
            sent.append(view)
            await client.chat_postMessage(channel=body["user"]["id"], text=f"Lagret: {title}")

    async with bolt(transport, listen) as bench:
        kari = bench.workspace.person("Kari Nordmann")
        await kari.command("/ny")
        view = kari.view

        assert (await kari.submit(view)).errors == {"tittel": "Fyll ut dette feltet."}
        assert (await kari.submit(view, {"tittel": "?"})).errors == {"tittel": "Skriv hva fristen gjelder."}
        assert bench.workspace.state.modals[kari.id] == [view]

        assert (await kari.submit(view, {"tittel": "Innspill & krav"})).errors == {}
        assert bench.workspace.state.modals[kari.id] == []
        assert sent[0]["private_metadata"] == "rad 7"
        assert sent[0]["state"]["values"]["merknad"]["merknad"] == {"type": "plain_text_input", "value": None}
        assert [message.text for message in kari.sees("bot")] == ["Lagret: Innspill & krav"]


@BOTH
async def test_a_modal_is_updated_pushed_upon_and_cleared(transport: str) -> None:
    closed: list[Any] = []
    answers = iter(
        [
            {"response_action": "update", "view": modal(text_input("a"), title=plain("Andre"), notify_on_close=True)},
            {"response_action": "push", "view": modal(text_input("b"), title=plain("Tredje"))},
            {"response_action": "clear"},
        ]
    )

    def listen(app: AsyncApp) -> None:
        @app.shortcut("start")
        async def start(ack: Any, body: Any, client: Any) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("a"), notify_on_close=True))

        @app.view("skjema")
        async def save(ack: Any) -> None:
            await ack(**next(answers))

        @app.view_closed("skjema")
        async def close(ack: Any, body: Any) -> None:
            await ack()
            closed.append(body["is_cleared"])

    async with bolt(transport, listen) as bench:
        kari = bench.workspace.person("Kari Nordmann")
        stack = bench.workspace.state.modals
        await kari.shortcut("start")
        first = kari.view

        await kari.submit(first, {"a": "1"})
        assert [view.body["title"]["text"] for view in stack[kari.id]] == ["Andre"]
        await kari.submit(first, {"a": "2"})
        assert [view.body["title"]["text"] for view in stack[kari.id]] == ["Andre", "Tredje"]
        assert kari.view.previous_id == first.id
        await kari.submit(kari.view, {"b": "3"})
        assert stack[kari.id] == []

        await kari.shortcut("start")
        await kari.close(kari.view)
        assert (stack[kari.id], closed) == ([], [False])


@BOTH
async def test_events_of_talk_membership_reactions_and_home_arrive_in_slacks_shapes(transport: str) -> None:
    heard: list[Any] = []
    names = ("message", "app_mention", "reaction_added", "reaction_removed", "member_joined_channel", "app_home_opened")

    def listen(app: AsyncApp) -> None:
        for name in names:

            @app.event(name)
            async def hear(event: Any, body: Any) -> None:
                heard.append({**event, "event_id": body["event_id"]})

    async with bolt(transport, listen, a_workspace(channels=("generelt", "media"), bot_in=("generelt",))) as bench:
        workspace, bot = bench.workspace, bench.workspace.state.bot.id
        kari = workspace.person("Kari Nordmann")
        said = kari.say("Hei @Pådriver, se #media & <!channel>")
        kari.say("Til deg alene", "bot")
        kari.react(said, "eyes")
        kari.react(said, "eyes", remove=True)
        kari.invite_bot("media")
        kari.home()
        await workspace.wait_for(lambda _: len(heard) == 7)

        media = workspace.state.channel("media").id
        text = f"Hei <@{bot}>, se <#{media}|media> &amp; &lt;!channel&gt;"
        by_kind = {(each["type"], each.get("channel_type")): each for each in heard}
        assert by_kind["message", "channel"]["text"] == text
        assert by_kind["message", "im"]["text"] == "Til deg alene"
        assert by_kind["app_mention", None]["text"] == text
        added = by_kind["reaction_added", None]
        assert (added["reaction"], added["user"], added["item_user"]) == ("eyes", kari.id, kari.id)
        assert added["item"] == {"type": "message", "channel": said.channel, "ts": said.ts}
        assert by_kind["reaction_removed", None]["reaction"] == "eyes"
        joined = by_kind["member_joined_channel", "C"]
        assert (joined["user"], joined["channel"], joined["inviter"]) == (bot, media, kari.id)
        assert by_kind["app_home_opened", None]["tab"] == "home"
        assert len({each["event_id"] for each in heard}) == 7


@BOTH
async def test_a_message_shortcut_carries_the_message(transport: str) -> None:
    def listen(app: AsyncApp) -> None:
        @app.shortcut("frist_av_melding")
        async def shortcut(ack: Any, body: Any, respond: Any) -> None:
            await ack()
            await respond(f"Frist av «{body['message']['text']}»")

    async with bolt(transport, listen) as bench:
        kari = bench.workspace.person("Kari Nordmann")
        (answer,) = await kari.shortcut("frist_av_melding", kari.say("Innspill fredag"))

        assert (answer.text, answer.only_for) == ("Frist av «Innspill fredag»", kari.id)


@BOTH
async def test_a_home_tab_is_published_and_its_button_pressed(transport: str) -> None:
    pressed: list[str] = []

    def listen(app: AsyncApp) -> None:
        @app.event("app_home_opened")
        async def opened(event: Any, client: Any) -> None:
            blocks = [section("Hei", accessory=button("Oppdater", "hjem.oppdater", "nå"))]
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

        @app.action("hjem.oppdater")
        async def refresh(ack: Any, body: Any) -> None:
            await ack()
            pressed.append(body["view"]["type"])

    async with bolt(transport, listen) as bench:
        kari = bench.workspace.person("Kari Nordmann")
        kari.home()
        home = await bench.workspace.wait_for(lambda state: state.homes.get(kari.id))
        await kari.press(home, "hjem.oppdater", expect=0)

        assert pressed == ["home"]


@BOTH
async def test_the_person_is_told_when_the_bot_is_too_slow(transport: str) -> None:
    released = asyncio.Event()

    def listen(app: AsyncApp) -> None:
        @app.command("/treg")
        async def slow(ack: Any) -> None:
            await released.wait()
            await ack()

    async with bolt(transport, listen, a_workspace(ack_seconds=0.05)) as bench:
        kari = bench.workspace.person("Kari Nordmann")
        with bench.workspace.bus.subscribed(kari.id) as seen:
            assert await kari.command("/treg") == []
            notice = await seen.get()
        released.set()

        assert notice == {
            "type": "notice",
            "text": "Boten svarte ikke innen 3 sekunder.",
            "channel": kari.channel().id,
        }


async def test_the_person_is_told_when_the_bot_is_not_there() -> None:
    workspace = a_workspace()
    kari = workspace.person("Kari Nordmann")
    with workspace.bus.subscribed(kari.id) as seen:
        await kari.command("/frister")
        notice = await seen.get()

    assert notice is not None
    assert notice["text"] == "Boten er ikke tilkoblet. Start den, og prøv igjen."


@BOTH
async def test_an_answer_slack_would_not_take_is_told(transport: str) -> None:
    def listen(app: AsyncApp) -> None:
        @app.command("/feil")
        async def wrong(ack: Any) -> None:
            await ack(text="x", blocks=[section("")])

    async with bolt(transport, listen) as bench:
        kari = bench.workspace.person("Kari Nordmann")
        with bench.workspace.bus.subscribed(kari.id) as seen:
            await kari.command("/feil")
            notice = await seen.get()

    assert notice is not None
    assert notice["text"] == (
        "Boten svarte med noe Slack ikke tar imot (invalid_blocks; "
        "[ERROR] must be at least 1 characters [json-pointer:/blocks/0/text/text])."
    )
