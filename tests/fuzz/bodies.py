"""The bodies that the changes start from: what the local workspace and the fake of Teams send for all that people do."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.commands.registry import COMMANDS
from bot.commands.shortcut_requests import GLOBAL_SHORTCUTS, SHORTCUTS
from bot.local import modals
from bot.local.posting import new_message, post
from bot.runtime.web import serving
from tests.support.full_workspaces import BOOK
from tests.support.recorded_controls import DAY, RECORDED, chosen, filled_in
from tests.support.slack import Bench as SlackBench
from tests.support.teams import BOT, CHANNEL, GROUP, TEAM
from tests.support.teams import Bench as TeamsBench

Json = dict[str, Any]
T = TypeVar("T")
TEXTS = (
    "frister oktober", "frister ny 15.10 Innspill @Kari #jernbane", "arshjul 2027", "budskap jernbane", "effekt", "medie tall",
    "padriver status", "padriver pause 6.7–31.7", "interessenter Nordmann", "interessenter møtte Kari Nordmann om jernbane: bra",
    "interessenter slå sammen Kari og Berit", "interessenter innsyn Kari Nordmann", "hjelp", "hva nå?",
)  # fmt: skip
EVENTS: tuple[Json, ...] = (
    {"type": "member_joined_channel", "user": "{bot}", "channel": "{channel}", "team": "{team}", "inviter": "{kari}"},
    {"type": "user_change", "user": {"id": "{kari}", "team_id": "{team}", "name": "kari", "profile": {"real_name": "Kari"}}},
    {"type": "team_join", "user": {"id": "UNY", "team_id": "{team}", "is_restricted": True, "profile": {}}},
    {"type": "channel_shared", "channel": "{channel}", "connected_team_id": "T2", "event_ts": "1.1"},
    {"type": "channel_unshared", "channel": "{channel}", "is_ext_shared": False, "previously_connected_team_id": "T2"},
    {"type": "app_home_opened", "user": "{kari}", "channel": "D1", "tab": "home", "event_ts": "1.1"},
    {"type": "reaction_added", "user": "{kari}", "reaction": "eyes", "item": {"type": "message", "channel": "C2", "ts": "1.1"}, "event_ts": "1790000000.1"},
    {"type": "reaction_removed", "user": "{kari}", "reaction": "eyes", "item": {"type": "message", "channel": "C2", "ts": "1.1"}, "event_ts": "1790000001.1"},
    {"type": "reaction_added", "user": "{kari}", "reaction": "white_check_mark", "item": {"type": "message", "channel": "C2", "ts": "1.1"}, "event_ts": "1.1"},
    {"type": "message", "subtype": "bot_message", "bot_id": "B2", "channel": "C2", "ts": "1790000002.1", "text": "Togene står <https://nrk.no/1|nrk>", "attachments": [{"title": "Tog", "title_link": "https://nrk.no/1", "text": "x", "fallback": "y"}]},
    {"type": "message", "subtype": "message_changed", "channel": "C2", "message": {"ts": "1.1", "text": "nytt"}, "ts": "1.2"},
    {"type": "message", "subtype": "message_deleted", "channel": "C2", "deleted_ts": "1.1", "ts": "1.3"},
    {"type": "tokens_revoked", "tokens": {"oauth": ["{kari}"], "bot": []}},
)  # fmt: skip
ACTIVITIES: tuple[tuple[Json, str], ...] = (
    ({"type": "conversationUpdate", "membersAdded": [BOT]}, TEAM),
    ({"type": "conversationUpdate", "membersRemoved": [{"id": "29:x", "aadObjectId": "x"}]}, TEAM),
    ({"type": "conversationUpdate", "channelData": {"eventType": "channelRenamed", "channel": {"id": CHANNEL, "name": "Ny"}}}, CHANNEL),
    ({"type": "installationUpdate", "action": "add"}, TEAM),
    ({"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1.1"}, CHANNEL),
    ({"type": "messageReaction", "reactionsRemoved": [{"type": "1f440_eyes"}], "replyToId": "1.1"}, CHANNEL),
    ({"type": "messageUpdate", "text": "endret"}, CHANNEL),
    ({"type": "invoke", "name": "adaptiveCard/action", "replyToId": "1.1", "value": {"action": {"type": "Action.Execute", "verb": "padriver.vis"}, "trigger": "automatic"}}, CHANNEL),
    *(({"type": "invoke", "name": "composeExtension/fetchTask", "value": {"commandId": name, "messagePayload": {"id": "1790000000777", "body": {"contentType": "html", "content": "<p>Togene &amp; <a href='https://nrk.no/1'>x</a></p>"}, "createdDateTime": "2026-10-05T07:00:00Z", "linkToMessage": "https://teams.microsoft.com/l/1", "from": {"user": {"id": "u"}}}}}, CHANNEL) for name in sorted(SHORTCUTS)),
    ({"type": "invoke", "name": "fileConsent/invoke", "value": {"type": "fileUpload", "action": "accept", "context": {"id": "1"}, "uploadInfo": {"contentUrl": "https://c/x", "name": "x", "uploadUrl": "https://c/y", "uniqueId": "1", "fileType": "xlsx"}}}, ""),
    ({"type": "typing"}, ""),
)  # fmt: skip

PATIENCE = 120.0


@dataclass
class Recorder:
    """Stands between the local workspace and the bot: keeps each body with its content type."""

    to: str
    bodies: list[tuple[str, bytes]] = field(default_factory=list)

    async def receive(self, request: Request) -> Response:
        body = await request.body()
        self.bodies.append((request.headers["content-type"], body))
        kept = {name: value for name, value in request.headers.items() if name not in {"host", "content-length"}}
        async with httpx.AsyncClient(timeout=30) as client:
            answer = await client.post(self.to, content=body, headers=kept)
        return Response(answer.content, answer.status_code, {"content-type": answer.headers.get("content-type", "")})


@asynccontextmanager
async def _recording(bench: SlackBench) -> AsyncIterator[Recorder]:
    recorder = Recorder(bench.address)
    route = Route("/slack/events", recorder.receive, methods=["POST"])
    async with serving(Starlette(routes=[route]), "127.0.0.1", 0) as base:
        bench.workspace.request_url = f"{base}/slack/events"
        yield recorder
        await bench.workspace.settled(PATIENCE)
        bench.workspace.request_url = bench.address


async def of_slack(bench: SlackBench, random: Random, most: int) -> list[tuple[str, Any]]:
    """Return what Slack sends: (`json`, `payload` or `fields`, what it holds), of up to `most` texts, controls and forms each."""
    async with _recording(bench) as recorder:
        await _do_all(bench, random, most)
    read = [_read(*each) for each in recorder.bodies]
    mine = {"bot": bench.workspace.state.bot.id, "kari": bench.kari.id, "team": bench.workspace.state.team.id}
    mine["channel"] = bench.workspace.state.channel("sekretariatet").id
    for event in EVENTS:
        told = json.dumps(event)
        for name, value in mine.items():
            told = told.replace(f"{{{name}}}", value)
        read.append(
            ("json", {"type": "event_callback", "team_id": mine["team"], "event_id": "", "event": json.loads(told)})
        )
    return read


async def _do_all(bench: SlackBench, random: Random, most: int) -> None:
    workspace, kari = bench.workspace, bench.kari
    channel = workspace.state.channel("sekretariatet")
    for text in _some(random, TEXTS, most):
        name, _, rest = text.partition(" ")
        await kari.command(f"/{name}" if name in COMMANDS else "/padriver", rest, expect=0)
        kari.say(f"@Pådriver {text}", "sekretariatet")
        kari.say(text, "bot")
        await workspace.settled(PATIENCE)
    said = kari.say("Togene står igjen https://nrk.no/1", "sekretariatet")
    for name in sorted(SHORTCUTS):
        await kari.shortcut(name, said, expect=0)
    for name in sorted(GLOBAL_SHORTCUTS):
        await kari.shortcut(name, expect=0)
    kari.react(said, "eyes")
    kari.give("bok.xlsx", BOOK)
    kari.home()
    await workspace.settled(PATIENCE)
    for control in _some(random, RECORDED["slack"]["controls"], most):
        message = new_message(workspace, channel, workspace.state.bot.id, "Fra 0.1.0")
        message.blocks = [{"type": "actions", "block_id": "rad", "elements": [control]}]
        post(workspace, channel, message)
        await kari.press(message, control["action_id"], chosen(control), expect=0)
    for body in _some(random, RECORDED["slack"]["views"], most):
        view = modals.show(workspace, kari.id, body)
        await kari.submit(view, filled_in(view))


def _read(content_type: str, body: bytes) -> tuple[str, Any]:
    if "json" in content_type:
        return "json", json.loads(body)
    fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return ("payload", json.loads(fields["payload"])) if "payload" in fields else ("fields", fields)


async def of_teams(bench: TeamsBench, random: Random, most: int) -> list[Json]:
    """Return the activities that Teams sends, of up to `most` texts, controls and forms each."""
    found: list[bytes] = []

    async def keep(request: httpx.Request) -> None:
        found.append(request.content)

    bench.client.event_hooks = {"request": [keep]}
    for text in _some(random, TEXTS, most):
        for where in ("", CHANNEL, GROUP):
            await bench.kari.write(text, where)
    for told, where in ACTIVITIES:
        await bench.post(bench.kari.activity(told, where))
    await bench.kari.give("bok.xlsx", BOOK)
    for action in [
        *_some(random, RECORDED["teams"]["actions"], most),
        *_some(random, RECORDED["teams"]["forms"], most),
    ]:
        choice = {} if "valgt" in action.get("data", {}) else {"valgt": DAY}
        await bench.kari.press(action, on="1790000000000", **choice)
    bench.client.event_hooks = {}
    return [json.loads(each) for each in found]


def _some(random: Random, many: Sequence[T], most: int) -> list[T]:
    return random.sample(many, min(most, len(many)))
