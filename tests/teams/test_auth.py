"""What does not come from Teams, for this bot, from a tenant it serves, is not let in; what does, is."""

import base64
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import product
from typing import Any

import httpx
import jwt
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.teams.access import TeamsAccess
from bot.teams.auth import keys
from models.db.database import Database
from models.tables import Contact, Inbound, Workspace
from tests.fuzz.mutate import places
from tests.support.slack import Handlers
from tests.support.teams import APP, CHANNEL, OTHER_TENANT, TENANT, Bench, SigningKeys, teams


def frister(ask: Ask, session: Session) -> Card:
    del ask, session
    return Card("Frister")


HANDLERS = Handlers()
HANDLERS.COMMANDS["frister"] = frister


@pytest.fixture
async def bench(sqlite_database: Database) -> AsyncIterator[Bench]:
    async with teams(sqlite_database, HANDLERS) as bench:
        yield bench
        with sqlite_database.reading() as session:
            for table in (Workspace, Contact, Inbound):
                held = session.scalar(select(func.count()).select_from(table))
                assert bool(held) == bool(bench.connector.posted), "a request that is not let in leaves nothing behind"


async def tried(bench: Bench, token: str, **changed: Any) -> httpx.Response:
    return await bench.post(bench.kari.activity({"type": "message", "text": "frister"} | changed), token)


async def test_what_the_connector_signed_for_this_bot_is_let_in(bench: Bench) -> None:
    assert (await tried(bench, bench.token())).status_code == 200
    assert len(bench.connector.posted) == 1


async def test_a_key_of_somebody_else_is_refused_whether_it_has_a_name_of_its_own_or_not(bench: Bench) -> None:
    assert (await tried(bench, bench.token(key="k9"))).status_code == 401
    forged = jwt.encode(
        jwt.decode(bench.token(), options={"verify_signature": False}),
        SigningKeys.of("k9"),
        algorithm="RS256",
        headers={"kid": "k1"},
    )
    assert (await tried(bench, forged)).status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "somebody-elses-bot"},
        {"aud": [APP, "another"]},
        {"iss": "https://sts.windows.net/anybody/"},
        {"serviceurl": "https://smba.trafficmanager.net/emea/"},
        {"exp": "never"},
        {"exp": None},
    ],
    ids=["audience", "two audiences", "issuer", "service", "no time", "none at all"],
)
async def test_what_was_signed_for_something_else_is_refused(bench: Bench, claims: dict[str, Any]) -> None:
    assert (await tried(bench, bench.token(**claims))).status_code == 401


async def test_a_token_holds_for_its_time_with_five_minutes_for_clocks_that_differ(bench: Bench) -> None:
    token = bench.token()
    bench.clock.at += timedelta(hours=1, minutes=6)
    assert (await tried(bench, token)).status_code == 401
    bench.clock.at -= timedelta(hours=1, minutes=12)
    assert (await tried(bench, token)).status_code == 401
    bench.clock.at += timedelta(minutes=2)
    assert (await tried(bench, token)).status_code == 200


async def test_an_unsigned_token_and_one_signed_with_the_public_key_are_refused(bench: Bench) -> None:
    claims = jwt.decode(bench.token(), options={"verify_signature": False})
    assert (
        await tried(bench, jwt.encode(claims, key=None, algorithm="none", headers={"kid": "k1"}))
    ).status_code == 401
    head, body, _ = bench.token().split(".")
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "k1"}).encode()).rstrip(b"=").decode()
    assert (await tried(bench, f"{none}.{body}.")).status_code == 401
    assert (await tried(bench, f"{head}.{body}.")).status_code == 401
    secret = "den offentlige nøkkelen som hemmelighet, lang nok til HS256"
    assert (await tried(bench, jwt.encode(claims, secret, algorithm="HS256", headers={"kid": "k1"}))).status_code == 401


@pytest.mark.parametrize("authorization", ["", "Bearer", "Basic eDp5", "Bearer a.b.c", "Bearer " + "x" * 9000])
async def test_without_a_token_nothing_is_heard(bench: Bench, authorization: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    activity = bench.kari.activity({"type": "message", "text": "frister"})
    assert (await bench.client.post(bench.address, json=activity, headers=headers)).status_code == 401


async def test_another_tenant_is_refused_also_where_two_are_told(bench: Bench) -> None:
    assert (await tried(bench, bench.token(), channelData={"tenant": {"id": OTHER_TENANT}})).status_code == 403
    bench.tenant = OTHER_TENANT
    assert (await tried(bench, bench.token())).status_code == 403
    assert (await tried(bench, bench.token(), channelData={}, conversation={"id": "a:1"})).status_code == 403


async def test_another_service_is_refused_even_where_the_token_names_it(bench: Bench) -> None:
    elsewhere = "https://smba.example.com/emea/"
    assert (await tried(bench, bench.token(serviceurl=elsewhere), serviceUrl=elsewhere)).status_code == 403


async def test_another_channel_than_teams_is_refused_and_so_is_a_key_that_may_not_speak_for_it(bench: Bench) -> None:
    assert (await tried(bench, bench.token(), channelId="webchat")).status_code == 403
    bench.connector.endorsements = ["webchat"]
    bench.connector.key_ids = ["k2"]
    bench.room.authenticator._keys._fetched_at = None  # type: ignore[attr-defined]
    assert (await tried(bench, bench.token(key="k2"))).status_code == 403


async def test_a_replayed_request_does_nothing_twice(bench: Bench) -> None:
    token, activity = bench.token(), bench.kari.activity({"type": "message", "text": "frister"})
    assert [(await bench.post(activity, token)).status_code for _ in range(3)] == [200, 200, 200]
    assert len(bench.connector.posted) == 1


DEEP = b'{"x":' * 900 + b"1" + b"}" * 900
NO_ACTIVITY = [
    b"",
    b"[]",
    b"5",
    b"null",
    b"{",
    b'"x"',
    b"\xff",
    b"\x00",
    b"[" * 100_000,
    b"\xfe\xff\x00{",
    b"payload={",
]


@pytest.mark.parametrize("body", [*NO_ACTIVITY, b"{}", DEEP])
@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer a.b.c", "Bearer \xff.\xfe.x", "Bearer W10.W10.x"])
async def test_unsigned_nothing_is_read_whatever_it_is(
    bench: Bench, body: bytes, authorization: str, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Authorization": authorization.encode("latin-1")} if authorization else {}
    assert (await bench.client.post(bench.address, content=body, headers=headers)).status_code == 401
    assert not [each for each in caplog.records if each.exc_info]


async def test_a_token_whose_header_is_nested_beyond_reading_is_refused(bench: Bench) -> None:
    head = base64.urlsafe_b64encode(b"[" * 5_000).rstrip(b"=").decode()
    assert (await tried(bench, f"{head}.e30.x")).status_code == 401


@pytest.mark.parametrize("body", NO_ACTIVITY)
async def test_what_is_signed_and_no_activity_is_said_to_be_a_bad_request(bench: Bench, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {bench.token()}"}
    assert (await bench.client.post(bench.address, content=body, headers=headers)).status_code == 400


ODD: list[Any] = [None, 5, "x", [], [5], {}, {"id": []}, {"id": "\x00"}, {"id": {"x": 1}}, "x" * 300]


@pytest.mark.parametrize("part", ["id", "from", "text", "entities", "recipient", "attachments", "value", "timestamp"])
@pytest.mark.parametrize("kind", ["message", "conversationUpdate", "installationUpdate", "messageReaction", "invoke"])
async def test_a_signed_activity_of_odd_parts_is_answered_without_a_stack_trace(
    sqlite_database: Database, part: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    names = ("adaptiveCard/action", "task/submit", "composeExtension/submitAction") if kind == "invoke" else ("",)
    async with teams(sqlite_database, HANDLERS) as bench:
        for odd in ODD:
            for name in names:
                activity = bench.kari.activity({"type": kind, "name": name, "text": "frister", part: odd})
                assert (await bench.post(activity)).status_code in {200, 400}, odd
    assert not [each for each in caplog.records if each.exc_info]


@pytest.mark.parametrize("name", ["", "adaptiveCard/action", "task/submit", "composeExtension/fetchTask"])
async def test_odd_parts_at_any_depth_of_a_signed_activity_are_answered_without_a_fault(
    sqlite_database: Database, name: str
) -> None:
    action = {"type": "Action.Execute", "verb": "frist.done", "data": {"value": "1"}}
    value = {
        "action": action,
        "data": {"value": "1"},
        "commandId": "folg_opp",
        "messagePayload": {"id": "1", "body": {}},
    }
    mention = {"type": "mention", "mentioned": {"id": "28:x"}, "text": "<at>x</at>"}
    told = {
        "type": "invoke" if name else "message",
        "text": "frister",
        "entities": [mention],
        "name": name,
        "value": value,
    }
    async with teams(sqlite_database, HANDLERS) as bench:
        every = list(places(bench.kari.activity(told, CHANNEL)))
        # What is around the value is read before the name is, so it is tried with one of them.
        own = [id(value), *(id(holder[part]) for holder, part in places(value))]
        tried = [at for at, (holder, part) in enumerate(every) if not name or part == "value" or id(holder) in own]
        with capture_logs() as logs:
            for at, odd in product(tried, (*ODD, "\ud800")):
                activity = json.loads(json.dumps(bench.kari.activity(told, CHANNEL)))
                holder, part = list(places(activity))[at]
                holder[part] = odd
                headers = {"Authorization": f"Bearer {bench.token()}"}
                answer = await bench.client.post(bench.address, content=json.dumps(activity), headers=headers)
                assert answer.status_code in {200, 400, 401, 403, 501}, (part, odd)
    assert [each.get("where", each)[-12:] for each in logs if each["log_level"] == "error"] == []


@pytest.mark.parametrize("part", ["channelData", "conversation", "serviceUrl", "channelId", "type", "name"])
async def test_odd_parts_that_say_where_it_comes_from_are_refused_or_passed_over(
    sqlite_database: Database, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with teams(sqlite_database, HANDLERS) as bench:
        for odd in ODD:
            answer = await tried(bench, bench.token(), **{part: odd})
            assert answer.status_code in {200, 400, 401, 403}, odd
    assert not [each for each in caplog.records if each.exc_info]


async def test_what_is_far_too_long_is_not_read(bench: Bench) -> None:
    assert (await tried(bench, bench.token(), text="x" * 400_000)).status_code == 413


async def test_keys_rotate_and_an_unknown_one_is_asked_for_at_most_once_a_minute(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await tried(bench, bench.token())).status_code == 200
    for _ in range(5):
        assert (await tried(bench, bench.token(key="k2"))).status_code == 401
    assert bench.connector.key_fetches == 1
    bench.connector.key_ids = ["k2"]
    monkeypatch.setattr(keys, "BETWEEN_SECONDS", 0.0)
    assert (await tried(bench, bench.token(key="k2"))).status_code == 200
    assert (await tried(bench, bench.token(key="k1"))).status_code == 401


async def test_where_the_keys_cannot_be_fetched_teams_is_asked_to_come_back(bench: Bench) -> None:
    bench.connector.key_ids = ["k1"]
    bench.room.authenticator._keys._url = "http://127.0.0.1:9/openid"  # type: ignore[attr-defined]
    assert (await tried(bench, bench.token())).status_code == 503


@pytest.mark.parametrize(
    ("service", "trusted"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://smba.trafficmanager.net/emea/7f1c9e5e/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net.example.com/", False),
        ("https://smba.trafficmanager.net@example.com/", False),
        ("https://smba.trafficmanager.net:8443/", False),
        ("https://example.com/?smba.trafficmanager.net", False),
        ("file:///etc/passwd", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_the_bots_token_is_sent_to_teams_own_hosts_alone(service: str, trusted: bool) -> None:
    assert TeamsAccess(APP, TENANT, frozenset({TENANT})).trusts(service) is trusted


def test_no_secret_shows() -> None:
    access = TeamsAccess(APP, TENANT, frozenset({TENANT}), secret="hemmelig-verdi", certificate="-----BEGIN")
    assert "hemmelig-verdi" not in repr(access)
    assert "BEGIN" not in repr(access)
