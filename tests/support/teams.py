"""Teams on this machine: a Bot Connector that signs, listens and keeps what is posted, and people who write to the bot."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from types import ModuleType
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.pages.calendar_route import public_routes
from bot.requests.deps import Deps, Registry
from bot.requests.file_reading import FileReading
from bot.runtime.web import serving
from bot.runtime.workers import Workers
from bot.teams.access import ISSUER, TeamsAccess
from bot.teams.incoming import place_id_of
from bot.teams.login import Login
from bot.teams.picture_addresses import PictureAddresses
from bot.teams.teams_app import TeamsApp, open_teams
from content.schema.pack import Pack
from models.db.database import Database
from models.workspace.administrators import NamedAdministrators
from tests.support.adaptive import check_card
from tests.support.local import Clock
from tests.support.slack import OnePack
from tests.support.workers import ThreadWorkers

APP = "0e2a2a1c-6c4b-4f0e-9d3e-2f4b1c0d9a11"
TENANT = "7f1c9e5e-1a2b-4c3d-8e4f-5a6b7c8d9e0f"
OTHER_TENANT = "11111111-1a2b-4c3d-8e4f-5a6b7c8d9e0f"
TEAM = "19:teamgenerelt0123456789@thread.tacv2"
CHANNEL = "19:sekretariatet0123456789@thread.tacv2"
GROUP = "19:gruppe0123456789@thread.v2"
CUT = 0
"""Answered instead of a status: the connection is cut."""
BOT = {"id": f"28:{APP}", "name": "Pådriver"}


KARI, PER = "aaaaaaaa-0000-4000-8000-00000000000a", "bbbbbbbb-0000-4000-8000-00000000000b"
"""Entra's ids."""


def _member(name: str, aad: str) -> dict[str, dict[str, Any]]:
    """Return a member of the tenant as the Connector describes them, by account and by Entra's id."""
    told = {"id": f"29:{aad}", "name": name, "aadObjectId": aad, "tenantId": TENANT, "userRole": "user"}
    return {f"29:{aad}": told, aad: told}


class SigningKeys:
    """Keys that a Bot Connector signs with; made once, since that takes a moment."""

    made: dict[str, rsa.RSAPrivateKey] = {}  # noqa: RUF012 - shared on purpose

    @classmethod
    def of(cls, name: str) -> rsa.RSAPrivateKey:
        if name not in cls.made:
            cls.made[name] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return cls.made[name]


@cache
def _signed(claims: str, key: str) -> str:
    """Return the token of some claims, as JSON. The same claims give the same token; to sign them takes a millisecond."""
    return jwt.encode(json.loads(claims), SigningKeys.of(key), algorithm="RS256", headers={"kid": key})


@dataclass
class Posted:
    """What the bot posted: by which way, to where, and what."""

    method: str
    path: str
    body: dict[str, Any]
    sent: str = ""
    """The id that it was given."""
    at: datetime | None = None
    """When, where the Connector has a clock."""
    targeted: str = ""
    """The account of the only person who sees it; empty if everybody in the conversation does."""

    @property
    def conversation(self) -> str:
        return "".join(self.path.split("/")[3:4])

    @property
    def card(self) -> dict[str, Any]:
        (one,) = self.body["attachments"]
        assert one["contentType"] == "application/vnd.microsoft.card.adaptive"
        content: dict[str, Any] = one["content"]
        return content


@dataclass
class Connector:
    """The services of Teams that a bot talks to."""

    key_ids: list[str] = field(default_factory=lambda: ["k1"])
    endorsements: list[str] = field(default_factory=lambda: ["msteams"])
    posted: list[Posted] = field(default_factory=list)
    every: list[Posted] = field(default_factory=list)
    """All that was ever posted."""
    answers: list[tuple[int, dict[str, Any], dict[str, str]]] = field(default_factory=list)
    """What is answered instead, in turn: status, body and headers."""
    channels: list[dict[str, Any]] = field(
        default_factory=lambda: [{"id": TEAM}, {"id": CHANNEL, "name": "Sekretariatet"}]
    )
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Those the roster describes otherwise than colleagues, by account or Entra's id."""
    colleagues: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {**_member("Kari Nordmann", KARI), **_member("Per Hansen", PER)}
    )
    """The members of the tenant."""
    key_fetches: int = 0
    sent: int = 0
    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    """What people's storage holds, by path."""
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever something is posted."""
    full: bool = False
    """The storage is full: it refuses every file."""
    now: Callable[[], datetime | None] = lambda: None
    refuses_targeted: tuple[int, str] | None = None
    """The status and the code that every targeted message is refused with."""
    refused_targeted: int = 0
    """How many targeted messages were refused with that."""
    targeted: dict[str, Posted] = field(default_factory=dict)
    """The targeted messages that were posted, by id."""
    reactions: list[tuple[str, str, str]] = field(default_factory=list)
    """The bot's own: conversation, message and reaction."""

    def routes(self) -> list[Route]:
        return [
            Route("/openid", self._openid),
            Route("/keys", self._keys),
            Route("/storage/{path:path}", self._fetched),
            Route("/storage/{path:path}", self._stored, methods=["PUT"]),
            Route("/v3/teams/{team}/conversations", self._channels),
            Route("/v3/conversations/{conversation}/members/{account}", self._member),
            Route("/v3/{rest:path}", self._taken, methods=["POST", "PUT"]),
        ]

    async def _openid(self, _: Request) -> Response:
        return JSONResponse({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _: Request) -> Response:
        self.key_fetches += 1
        keys = [
            json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(SigningKeys.of(each).public_key()))
            | {"kid": each, "endorsements": self.endorsements}
            for each in self.key_ids
        ]
        return JSONResponse({"keys": keys})

    async def _channels(self, _: Request) -> Response:
        return JSONResponse({"conversations": self.channels})

    async def _member(self, request: Request) -> Response:
        account = request.path_params["account"]
        found = self.members.get(account) or self.colleagues.get(account)
        return JSONResponse(found) if found else JSONResponse({"error": {"code": "MemberNotFound"}}, 404)

    async def _fetched(self, request: Request) -> Response:
        assert "authorization" not in request.headers
        path = request.path_params["path"]
        if path.startswith("redirect/"):
            return Response(status_code=302, headers={"Location": path.removeprefix("redirect/")})
        return Response(self.files[path]) if path in self.files else Response(status_code=404)

    async def _stored(self, request: Request) -> Response:
        assert "authorization" not in request.headers
        content = await request.body()
        assert request.headers["content-range"] == f"bytes 0-{len(content) - 1}/{len(content)}"
        if self.full:
            return Response(status_code=507)
        self.files[request.path_params["path"]] = content
        return JSONResponse({"id": "1"}, 201)

    async def _taken(self, request: Request) -> Response:
        assert request.headers["authorization"].startswith("Bearer the-bots-own")
        if self.answers:
            status, body, headers = self.answers.pop(0)
            if status == CUT:
                return _Cut()
            return JSONResponse(body, status, headers)
        if "/reactions/" in request.url.path:
            return self._reacted(request.url.path)
        told = await request.json()
        for attached in told.get("attachments", ()):
            check_attached(attached)
        is_targeted = request.query_params.get("isTargetedActivity") == "true"
        wrong = self._refused(request, told, is_targeted=is_targeted)
        if wrong:
            status, code = wrong
            return JSONResponse({"error": {"code": code, "message": code}}, status)
        self.sent += 1
        number = str(1_790_000_000_000 + self.sent)
        self.heard.set()
        posted = Posted(request.method, request.url.path, told, number, self.now())
        if is_targeted and request.method == "POST":
            posted.targeted = told["recipient"]["id"]
            self.targeted[number] = posted
        elif is_targeted:
            posted.targeted = self.targeted[request.url.path.rpartition("/")[2]].targeted
        self.posted.append(posted)
        self.every.append(posted)
        if request.url.path == "/v3/conversations":
            return JSONResponse({"id": self.begun(told)})
        return JSONResponse({"id": number})

    def _refused(self, request: Request, told: dict[str, Any], *, is_targeted: bool) -> tuple[int, str] | None:
        """Return the status and code of the rule of targeted messages that a call breaks; None if it breaks none.

        https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages#errors
        """
        if is_targeted and self.refuses_targeted:
            self.refused_targeted += 1
            return self.refuses_targeted
        path = request.url.path
        if request.method == "POST":
            who = (told.get("recipient") or {}).get("id", "")
            is_alone = path.startswith("/v3/conversations/a:")
            is_member = who in self.members or who in self.colleagues
            return (400, "BadArgument") if is_targeted and (is_alone or not is_member) else None
        kept = self.targeted.get(path.rpartition("/")[2])
        if not is_targeted:
            return (404, "ActivityNotFoundInConversation") if kept else None
        if "recipient" in told:
            return 400, "BadArgument"
        now = self.now()
        is_gone = kept is None or (now and kept.at and now - kept.at >= timedelta(hours=24))
        return (404, "ActivityNotFoundInConversation") if is_gone else None

    def _reacted(self, path: str) -> Response:
        where, _, rest = path.removeprefix("/v3/conversations/").partition("/activities/")
        message, _, reaction = rest.partition("/reactions/")
        if message in self.targeted:
            return JSONResponse({"error": {"code": "BadArgument"}}, 400)
        self.reactions.append((where, message, reaction))
        return Response()

    def token(self, now: datetime, key: str = "k1", **claims: Any) -> str:
        """Return a token that is signed at that moment; `claims` replace its own."""
        told = {
            "iss": ISSUER,
            "aud": APP,
            "serviceurl": self.url,
            "nbf": int(now.timestamp()),
            "exp": int((now + timedelta(hours=1)).timestamp()),
        }
        return _signed(json.dumps(told | claims), key)

    def removed(self, aad: str) -> None:
        """Remove a person from every roster."""
        for name in (aad, f"29:{aad}"):
            self.members.pop(name, None)
            self.colleagues.pop(name, None)

    def begun(self, told: dict[str, Any]) -> str:
        """Return the id of a conversation that the bot begins: the same for the same person."""
        return f"a:{told['members'][0]['id'] * 4}"


class _Cut(Response):
    """Promises more than it sends: the connection breaks off in the middle of the answer."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class KnownLogin(Login):
    """A sign-in that always works."""

    async def token(self) -> str:
        return "the-bots-own"


@dataclass
class Person:
    """Somebody who uses the bot in Teams."""

    bench: "Bench"
    name: str
    aad: str

    @property
    def account(self) -> dict[str, str]:
        return {"id": f"29:{self.aad}", "name": self.name, "aadObjectId": self.aad}

    async def write(self, text: str, where: str = "", thread: str = "", **more: Any) -> httpx.Response:
        """Write to the bot: bare in the personal chat, with a mention of it elsewhere."""
        said = text if not where else f"<at>Pådriver</at> {text}"
        mention = {"type": "mention", "mentioned": BOT, "text": "<at>Pådriver</at>"}
        told = {"type": "message", "text": said, "entities": [mention] if where else []}
        return await self.bench.post(self.activity(told | more, where, thread))

    async def invoke(
        self, name: str, value: dict[str, Any], where: str = "", reply_to: str = "", thread: str = ""
    ) -> dict[str, Any]:
        told = {"type": "invoke", "name": name, "value": value, "replyToId": reply_to}
        answer = await self.bench.post(self.activity(told, where, thread))
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json() if answer.content else {}
        check_invoke(name, body)
        return body

    async def give(self, name: str, content: bytes, where: str = "", **more: Any) -> dict[str, Any]:
        """Give the bot a file, in the personal chat if nowhere else, and return the activity that reports it."""
        self.bench.connector.files[name] = content
        url = f"{self.bench.connector.url}/storage/{name}"
        told = {"downloadUrl": url, "uniqueId": uuid.uuid4().hex, "fileType": name.rpartition(".")[2]} | more
        kind = "application/vnd.microsoft.teams.file.download.info"
        attached = {
            "contentType": kind,
            "contentUrl": "https://contoso.sharepoint.com/f",
            "name": name,
            "content": told,
        }
        html = {"contentType": "text/html", "content": "<div></div>"}
        activity = self.activity({"type": "message", "attachments": [attached, html]}, where)
        assert (await self.bench.post(activity)).status_code == 200
        return activity

    async def consents(self, asked: "Posted", *, accept: bool = True, where: str = "storage/mine") -> dict[str, Any]:
        """Say yes or no to a file, and return the activity that reports it; if yes, the file is put at that path."""
        (one,) = asked.body["attachments"]
        value: dict[str, Any] = {
            "type": "fileUpload",
            "action": "accept" if accept else "decline",
            "context": one["content"]["acceptContext" if accept else "declineContext"],
        }
        if accept:
            value["uploadInfo"] = {
                "contentUrl": "https://contoso.sharepoint.com/mine.xlsx",
                "name": one["name"],
                "uploadUrl": f"{self.bench.connector.url}/{where}" if "://" not in where else where,
                "uniqueId": uuid.uuid4().hex,
                "fileType": one["name"].rpartition(".")[2],
            }
        told = {"type": "invoke", "name": "fileConsent/invoke", "value": value, "replyToId": asked.sent}
        activity = self.activity(told)
        assert (await self.bench.post(activity)).status_code == 200
        return activity

    async def press(
        self, action: dict[str, Any], where: str = "", on: str = "", thread: str = "", **chosen: str
    ) -> dict[str, Any]:
        """Press an action of a card (of the message `on`), with what was chosen or filled in."""
        if action["type"] == "Action.Submit":
            value = {"data": {name: each for name, each in action["data"].items() if name != "msteams"} | chosen}
            name = "task/fetch" if "msteams" in action["data"] else "task/submit"
            return await self.invoke(name, value, where, on, thread)
        told = {"type": "Action.Execute", "verb": action["verb"], "data": {**action.get("data", {}), **chosen}}
        return await self.invoke("adaptiveCard/action", {"action": told, "trigger": "manual"}, where, on, thread)

    async def leaves(self) -> None:
        """Be removed from the team and the tenant, as Teams reports it: by the account alone."""
        self.bench.connector.removed(self.aad)
        await self.bench.post(self.bench.kari.activity(self.moved("Removed"), TEAM))

    async def comes_back(self) -> None:
        """Be a member of the team again."""
        self.bench.connector.colleagues |= _member(self.name, self.aad)
        await self.bench.post(self.bench.kari.activity(self.moved("Added"), TEAM))

    def moved(self, how: str) -> dict[str, Any]:
        """Return what Teams reports of somebody who was `Added` to the team or `Removed` from it."""
        data = {"tenant": {"id": self.bench.tenant}, "team": {"id": TEAM}, "eventType": f"teamMember{how}"}
        return {"type": "conversationUpdate", f"members{how}": [{"id": f"29:{self.aad}"}], "channelData": data}

    def activity(self, told: dict[str, Any], where: str = "", thread: str = "") -> dict[str, Any]:
        conversation = {"id": f"a:{self.aad}", "conversationType": "personal", "tenantId": self.bench.tenant}
        data: dict[str, Any] = {"tenant": {"id": self.bench.tenant}}
        if where in {CHANNEL, TEAM}:
            conversation |= {"id": f"{where};messageid={thread or 1790000000000}", "conversationType": "channel"}
            data |= {"team": {"id": TEAM, "name": "Osloregionen"}, "channel": {"id": where, "name": "Sekretariatet"}}
        elif where:
            conversation |= {"id": where, "conversationType": "groupChat", "name": "Gruppen"}
        return {
            "id": uuid.uuid4().hex,
            "timestamp": self.bench.clock().isoformat(),
            "serviceUrl": self.bench.connector.url,
            "channelId": "msteams",
            "from": self.account,
            "recipient": BOT,
            "conversation": conversation,
            "channelData": data,
            **told,
        }


@dataclass
class Bench:
    """Teams with the bot in it."""

    connector: Connector
    room: TeamsApp
    clock: Clock
    address: str
    database: Database
    client: httpx.AsyncClient
    tenant: str = TENANT

    @property
    def kari(self) -> Person:
        return Person(self, "Kari Nordmann", KARI)

    @property
    def per(self) -> Person:
        return Person(self, "Per Hansen", PER)

    @property
    def said(self) -> list[Posted]:
        """What the bot has posted since last asked."""
        told = [each for each in self.connector.posted if each.body.get("type") != "typing"]
        self.connector.posted.clear()
        return told

    def token(self, key: str = "k1", **claims: Any) -> str:
        """Return a token as the Connector signs it; `claims` replace its own."""
        return self.connector.token(self.clock(), key, **claims)

    async def post(self, activity: dict[str, Any], token: str | None = None) -> httpx.Response:
        """Post an activity to the bot as Teams does."""
        headers = {"Authorization": f"Bearer {self.token() if token is None else token}"}
        return await self.client.post(self.address, json=activity, headers=headers)


def check_attached(attached: dict[str, Any]) -> None:
    """See that what is attached is whole, and that a card can be drawn."""
    match attached["contentType"]:
        case "application/vnd.microsoft.teams.card.file.consent":
            assert set(attached["content"]) == {"description", "sizeInBytes", "acceptContext", "declineContext"}
            assert (bool(attached["name"]), attached["content"]["sizeInBytes"] > 0) == (True, True)
        case "application/vnd.microsoft.teams.card.file.info":
            assert set(attached["content"]) == {"uniqueId", "fileType"}
            assert attached["contentUrl"].startswith("http")
        case _:
            check_card(attached["content"])


def check_invoke(name: str, body: dict[str, Any]) -> None:
    """See that an answer is one that Microsoft's own types know, and that its card can be drawn."""
    if name == "adaptiveCard/action":
        assert (body["statusCode"], set(body)) == (200, {"statusCode", "type", "value"})
        if body["type"] == "application/vnd.microsoft.card.adaptive":
            check_card(body["value"])
        else:
            assert body["type"] == "application/vnd.microsoft.activity.message"
            assert isinstance(body["value"], str)
    elif name == "composeExtension/query":
        check_search(body["composeExtension"])
    elif body:
        task = body["task"]
        assert task["type"] in {"continue", "message"}
        if task["type"] == "continue":
            check_card(task["value"]["card"]["content"])


def check_search(found: dict[str, Any]) -> None:
    """See that the answer to a search is one that Teams can show."""
    if found["type"] == "message":
        assert found["text"]
        return
    assert 1 <= len(found["attachments"]) <= 25
    for each in found["attachments"]:
        check_card(each["content"])
        assert each["preview"]["contentType"] == "application/vnd.microsoft.card.thumbnail"
        assert set(each["preview"]["content"]) == {"title", "text"}


def labelled(card: Any, label: str) -> dict[str, Any]:
    """Return the first action of a card with that label."""
    return next(each for each in actions(card) if each.get("title") == label)


def texts(card: Any) -> list[str]:
    """Return the visible texts of a card, in order."""
    if isinstance(card, list):
        return [text for each in card for text in texts(each)]
    if not isinstance(card, dict):
        return []
    if card.get("type") == "RichTextBlock":
        return ["".join(each["text"] for each in card["inlines"])]
    mine = [card[name] for name in ("text", "title", "label") if isinstance(card.get(name), str)]
    return mine + [
        text for name in ("body", "items", "columns", "actions", "facts", "card") for text in texts(card.get(name))
    ]


def actions(card: Any) -> list[dict[str, Any]]:
    """Return the actions of a card, in order."""
    if isinstance(card, list):
        return [action for each in card for action in actions(each)]
    if not isinstance(card, dict):
        return []
    mine = [card] if str(card.get("type", "")).startswith("Action.") else []
    return mine + [
        action for name in ("body", "items", "columns", "actions", "card") for action in actions(card.get(name))
    ]


def place(conversation: str) -> str:
    return place_id_of(conversation)


@asynccontextmanager
async def teams(  # noqa: PLR0913 - what a bench is made of
    database: Database,
    handlers: Registry | ModuleType,
    patience: float = 8.0,
    pack: Pack | None = None,
    now: datetime | None = None,
    named: NamedAdministrators | None = None,
    trigger_now: Callable[[], None] = lambda: None,
    *,
    tenants: frozenset[str] = frozenset({TENANT}),
    workers: Workers | None = None,
    pictures: PictureAddresses | None = None,
    url: str = "",
) -> AsyncIterator[Bench]:
    """Run a Bot Connector, and the bot it posts to. `named` are those in `PADRIVER_ADMINS`; `pictures` are served.

    `workers` read its files instead of threads.
    """
    clock = Clock()
    clock.at = now or clock.at
    connector = Connector(now=clock)
    async with AsyncExitStack() as stack:
        connector.url = await stack.enter_async_context(serving(Starlette(routes=connector.routes()), "127.0.0.1", 0))
        host = connector.url.removeprefix("http://")
        access = TeamsAccess(
            APP,
            TENANT,
            tenants,
            secret="x",
            openid_url=f"{connector.url}/openid",
            hosts=frozenset({host}),
            file_hosts=frozenset({host}),
            pictures=pictures,
        )
        files = FileReading(workers or ThreadWorkers())
        named = named or NamedAdministrators()
        deps = Deps(database, OnePack(pack), clock, handlers, trigger_now, files=files, named=named, url=url)
        room = await stack.enter_async_context(open_teams(deps, access, patience, KnownLogin(access)))
        base = await stack.enter_async_context(
            serving(Starlette(routes=[*room.routes(), *public_routes(deps)]), "127.0.0.1", 0)
        )
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=30))
        yield Bench(connector, room, clock, f"{base}/teams/messages", database, client)
