"""Trigger ids and response addresses run out, by real time, not by the workspace's clock."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.local.server import LocalWorkspace, serve
from tests.support.local import RealTime, a_workspace, bolt, modal, section, text_input, web_client


@pytest.fixture
def real() -> RealTime:
    return RealTime()


@pytest.fixture
async def workspace(real: RealTime) -> AsyncIterator[LocalWorkspace]:
    made = a_workspace(real=real)
    async with serve(made):
        yield made


@pytest.fixture
def client(workspace: LocalWorkspace) -> AsyncWebClient:
    return web_client(workspace)


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_a_trigger_opens_one_view_within_three_seconds(
    workspace: LocalWorkspace, client: AsyncWebClient, real: RealTime
) -> None:
    kari = workspace.person("Kari Nordmann")
    used, old = workspace.triggers.new(kari.id), workspace.triggers.new(kari.id)
    view = modal(section("x"))

    assert await refusal(client.views_open(trigger_id="1.2.3", view=view)) == "invalid_trigger_id"
    real.ahead = timedelta(seconds=2.5)
    await client.views_open(trigger_id=used, view=view)
    assert await refusal(client.views_open(trigger_id=used, view=view)) == "exchanged_trigger_id"
    real.ahead = timedelta(seconds=3.5)
    assert await refusal(client.views_open(trigger_id=old, view=view)) == "expired_trigger_id"


async def test_a_view_that_is_refused_does_not_use_up_the_trigger(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    kari = workspace.person("Kari Nordmann")
    trigger = workspace.triggers.new(kari.id)
    assert await refusal(client.views_open(trigger_id=trigger, view={"type": "modal"})) == "invalid_arguments"
    await client.views_open(trigger_id=trigger, view=modal(section("x")))
    assert kari.view.kind == "modal"


async def test_a_view_is_updated_only_as_it_was_last_seen(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    trigger = workspace.triggers.new(workspace.person("Kari Nordmann").id)
    opened = (await client.views_open(trigger_id=trigger, view=modal(text_input("a"))))["view"]
    await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(text_input("b")))
    again = client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(text_input("c")))
    assert await refusal(again) == "hash_conflict"
    assert await refusal(client.views_update(view_id="V9999999", view=modal(section("x")))) == "not_found"


async def test_views_are_stacked_three_deep(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    def trigger() -> str:
        return workspace.triggers.new(workspace.person("Kari Nordmann").id)

    view = modal(section("x"))
    assert await refusal(client.views_push(trigger_id=trigger(), view=view)) == "not_found"
    await client.views_open(trigger_id=trigger(), view=view)
    await client.views_push(trigger_id=trigger(), view=view)
    await client.views_push(trigger_id=trigger(), view=view)
    assert await refusal(client.views_push(trigger_id=trigger(), view=view)) == "push_limit_reached"


async def address(workspace: LocalWorkspace) -> str:
    kari = workspace.person("Kari Nordmann")
    key = workspace.hooks.new(kari.channel().id, kari.id)
    return f"{workspace.base_url}/response/{key}"


async def test_a_response_address_takes_five_answers(workspace: LocalWorkspace) -> None:
    webhook = AsyncWebhookClient(await address(workspace))
    for number in range(5):
        assert (await webhook.send(text=str(number))).status_code == 200
    sixth = await webhook.send(text="for mye")
    assert (sixth.status_code, sixth.body) == (404, '{"ok":false,"error":"used_url"}')
    assert [message.text for message in workspace.person("Kari Nordmann").sees()] == ["0", "1", "2", "3", "4"]


async def test_a_response_address_lasts_half_an_hour(workspace: LocalWorkspace, real: RealTime) -> None:
    webhook = AsyncWebhookClient(await address(workspace))
    real.ahead = timedelta(minutes=29)
    assert (await webhook.send(text="i tide")).status_code == 200
    real.ahead = timedelta(minutes=31)
    late = await webhook.send(text="for sent")
    assert (late.status_code, late.body) == (404, '{"ok":false,"error":"expired_url"}')


async def test_a_response_address_nobody_gave_is_refused(workspace: LocalWorkspace) -> None:
    unknown = await AsyncWebhookClient(f"{workspace.base_url}/response/feil").send(text="x")
    assert (unknown.status_code, unknown.body) == (404, '{"ok":false,"error":"no_such_hook"}')


async def test_an_answer_is_checked_like_any_message(workspace: LocalWorkspace) -> None:
    refused = await AsyncWebhookClient(await address(workspace)).send(text="x", blocks=[section("")])
    assert refused.status_code == 400
    assert '"error":"invalid_blocks"' in refused.body


async def test_a_private_answer_can_be_taken_away() -> None:
    def listen(app: AsyncApp) -> None:
        @app.command("/frister")
        async def frister(ack: Any, respond: Any) -> None:
            await ack()
            accessory = {"type": "button", "action_id": "lukk", "text": {"type": "plain_text", "text": "Lukk"}}
            await respond(text="Frister", blocks=[section("Frister", accessory=accessory)])

        @app.action("lukk")
        async def close(ack: Any, respond: Any) -> None:
            await ack()
            await respond(delete_original=True)

    async with bolt("socket", listen) as bench:
        kari = bench.workspace.person("Kari Nordmann")
        (answer,) = await kari.command("/frister")
        await kari.press(answer, "lukk")
        assert kari.sees() == []
