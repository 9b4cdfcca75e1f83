"""The local workspace installs as Slack does: strict about who asks, where to, and how often."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from bot.local.app_manifest import permissions
from bot.local.oauth.installing import uninstall
from bot.local.server import LocalWorkspace, serve
from tests.support.install import Browser, asked
from tests.support.local import Clock, RealTime, web_client

BACK = "https://bot.example.no/slack/oauth_redirect"
MANIFEST = {"oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}, "redirect_urls": [BACK]}}


@dataclass
class Slack:
    """Two workspaces on one server, in neither of which the app is, and a browser."""

    one: LocalWorkspace
    two: LocalWorkspace
    real: RealTime
    browser: Browser

    @property
    def query(self) -> dict[str, str]:
        return {
            "client_id": self.one.app.client_id,
            "scope": "commands,chat:write",
            "state": "s&t",
            "redirect_uri": BACK,
        }

    async def page(self, **changed: str | None) -> httpx.Response:
        query = {name: value for name, value in (self.query | changed).items() if value is not None}
        return await self.browser.open(str(httpx.URL(f"{self.one.base_url}/oauth/v2/authorize", params=query)))

    async def code(self, team: LocalWorkspace | None = None, **changed: str | None) -> str:
        chosen = team or self.two
        who = f"{chosen.state.team.id}:{chosen.person('Per Hansen').id}"
        return asked(await self.browser.decide(await self.page(**changed), "install", who))["code"]

    async def exchanged(self, code: str, /, **changed: str | None) -> dict[str, Any]:
        body = {
            "client_id": self.one.app.client_id,
            "client_secret": self.one.app.client_secret,
            "code": code,
            "redirect_uri": BACK,
        } | changed
        sent = {name: value for name, value in body.items() if value is not None}
        answer = await self.browser.client.post(f"{self.one.base_url}/api/oauth.v2.access", data=sent)
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    real = RealTime()
    one = LocalWorkspace(now=Clock(), team="En", manifest=MANIFEST, real=real, installed=False)
    two = LocalWorkspace(now=Clock(), team="To", beside=one, real=real, installed=False)
    async with serve(one), httpx.AsyncClient() as client:
        yield Slack(one, two, real, Browser(client))


async def test_a_code_gives_a_token_of_the_workspace_that_was_chosen(slack: Slack) -> None:
    told = await slack.exchanged(await slack.code())
    assert told == {
        "ok": True,
        "app_id": slack.one.state.app_id,
        "authed_user": {"id": slack.two.person("Per Hansen").id},
        "scope": "commands,chat:write",
        "token_type": "bot",
        "access_token": slack.two.bot_token,
        "bot_user_id": slack.two.state.bot.id,
        "team": {"id": slack.two.state.team.id, "name": "To"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


async def test_each_token_opens_its_own_workspace_on_the_one_server(slack: Slack) -> None:
    for team in (slack.one, slack.two):
        await slack.exchanged(await slack.code(team))
        client = web_client(team)
        assert (await client.auth_test())["team_id"] == team.state.team.id
        await client.chat_postMessage(channel="generelt", text=f"Hei {team.state.team.name}")
    assert [each.text for each in slack.one.state.channel("generelt").messages] == ["Hei En"]
    assert [each.text for each in slack.two.state.channel("generelt").messages] == ["Hei To"]
    theirs = slack.one.state.channel("generelt").id
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await web_client(slack.two).chat_postMessage(channel=theirs, text="Ikke her")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"client_id": "en annens"}, "invalid_client_id"),
        ({"client_id": None}, "invalid_client_id"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "commands,admin"}, "invalid_scope"),
        ({"redirect_uri": "https://ond.example.no/slack/oauth_redirect"}, "bad_redirect_uri"),
        ({"redirect_uri": f"{BACK}2"}, "bad_redirect_uri"),
    ],
)
async def test_what_is_wrongly_asked_gets_no_page(slack: Slack, changed: dict[str, str | None], reason: str) -> None:
    page = await slack.page(**changed)
    assert (page.status_code, reason in page.text, "<form" in page.text) == (400, True, False)


async def test_a_code_is_good_once(slack: Slack) -> None:
    code = await slack.code()
    assert (await slack.exchanged(code))["ok"]
    assert await slack.exchanged(code) == {"ok": False, "error": "code_already_used"}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "en annens"}, "invalid_client_id"),
        ({"client_secret": "feil"}, "bad_client_secret"),
        ({"client_secret": None}, "bad_client_secret"),
        ({"code": "feil"}, "invalid_code"),
        ({"redirect_uri": None}, "bad_redirect_uri"),
        ({"redirect_uri": f"{BACK}/"}, "bad_redirect_uri"),
    ],
)
async def test_a_wrong_exchange_is_refused_and_the_code_still_good(
    slack: Slack, changed: dict[str, str | None], error: str
) -> None:
    code = await slack.code()
    assert await slack.exchanged(code, **changed) == {"ok": False, "error": error}
    assert (await slack.exchanged(code))["ok"]


async def test_a_code_dies_after_ten_minutes(slack: Slack) -> None:
    code = await slack.code()
    slack.real.ahead = timedelta(minutes=10, seconds=1)
    assert await slack.exchanged(code) == {"ok": False, "error": "code_expired"}


async def test_an_address_that_was_not_asked_for_is_not_asked_for_at_the_exchange(slack: Slack) -> None:
    code = await slack.code(redirect_uri=None)
    assert (await slack.exchanged(code, redirect_uri=None))["ok"]


async def test_client_and_secret_may_stand_in_the_header(slack: Slack) -> None:
    app, code = slack.one.app, await slack.code()
    address = f"{slack.one.base_url}/api/oauth.v2.access"
    body = {"code": code, "redirect_uri": BACK}
    wrong = await slack.browser.client.post(address, data=body, auth=(app.client_id, "feil"))
    assert wrong.json() == {"ok": False, "error": "bad_client_secret"}
    right = await slack.browser.client.post(address, data=body, auth=(app.client_id, app.client_secret))
    assert right.json()["ok"]


async def test_refusing_leads_back_with_the_state_and_no_code(slack: Slack) -> None:
    back = await slack.browser.decide(await slack.page(), "refuse", "")
    assert (back.partition("?")[0], asked(back)) == (BACK, {"error": "access_denied", "state": "s&t"})


async def test_another_page_cannot_press_the_button(slack: Slack) -> None:
    form = slack.query | {"answer": "install", "who": f"{slack.one.state.team.id}:U0000002"}
    address = f"{slack.one.base_url}/oauth/v2/authorize"
    answer = await slack.browser.client.post(address, data=form, headers={"Origin": "https://ond.example.no"})
    assert (answer.status_code, "invalid_origin" in answer.text) == (400, True)


async def test_an_app_that_was_taken_out_gets_word_of_it_and_nothing_else(slack: Slack) -> None:
    await slack.exchanged(await slack.code())
    slack.two.request_url = "http://127.0.0.1:1/slack/events"
    uninstall(slack.two)
    slack.two.person("Per Hansen").say("Hei @Pådriver", "generelt")
    await slack.two.settled()
    types = [each.payload["event"]["type"] for each in slack.two.events.sent if each.reason == "connection_failed"]
    assert set(types) == {"tokens_revoked", "app_uninstalled"}
    with pytest.raises(SlackApiError, match="token_revoked"):
        await web_client(slack.two).auth_test()


async def test_an_app_asks_for_no_more_than_its_manifest(slack: Slack) -> None:
    assert permissions(MANIFEST).provided() == "chat:write,commands"
    assert "<li>chat:write</li>" in (await slack.page()).text
