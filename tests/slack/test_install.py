"""Many workspaces install the bot, over real HTTP with a browser's cookies."""

import re
from contextlib import AsyncExitStack
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.responses import Response

from bot.cards.card_errors import database_busy
from bot.cards.text import render_text
from bot.commands import registry
from bot.requests.deps import Deps
from bot.runtime.web import serving
from bot.slack.identity import Identity, open_client
from bot.slack.install.flow import InstallFlow, OAuth
from bot.slack.install.state import Cookie
from bot.slack.slack_app import open_slack
from bot.slack.workspaces import SingleWorkspace
from models.db.database import Database, DatabaseUnavailableError
from models.tables import Audit
from models.workspace.keyring import Keyring, new_key
from tests.support.install import NowClock, asked, browser, many, said
from tests.support.slack import OnePack, seen

AGAIN = "Begynn installasjonen på nytt"


@pytest.mark.parametrize("socket", [False, True], ids=["http", "socket"])
async def test_two_workspaces_install_the_bot_and_each_gets_its_own_answers(database: Database, socket: bool) -> None:
    async with many(database, socket=socket) as held:
        for team in (held.first, held.fjordby):
            page = await held.install(team)
            assert (page.status_code, said(page)) == (200, f"Pådriver er installert i {team.state.team.name}")
        (added,) = await held.fjordby.person("Kari Nordmann").command("/frister", "ny 15.10 Bare i Fjordby")
        assert seen(added)[0] == "Fristen er lagt til"
        (ours,) = await held.first.person("Kari Nordmann").command("/frister", "Fjordby")
        assert "Bare i Fjordby" not in ours.text
        assert held.rows() == [held.first.state.team.id, held.fjordby.state.team.id]


async def test_what_an_installation_gave_is_kept_and_the_token_is_sealed(database: Database) -> None:
    async with many(database) as held:
        await held.install(held.fjordby)
        row, kari = held.row(held.fjordby), held.fjordby.person("Kari Nordmann")
        assert (row.name, row.installed_by, row.removed_at) == ("Fjordby & <co>", kari.id, None)
        assert (row.bot_user, row.bot_id) == (held.fjordby.state.bot.id, held.fjordby.state.bot_id)
        assert "chat:write" in (row.scopes or "").split(",")
        assert row.token
        assert held.fjordby.bot_token not in row.token
        assert held.oauth.keyring.open(f"slack:{row.external_id}", row.token) == held.fjordby.bot_token
        with database.session() as session:
            (written,) = session.scalars(select(Audit))
        assert (written.what, written.user_id) == ("installert", kari.id)


async def test_the_name_of_a_workspace_is_no_markup_on_the_page(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        page = await held.install(held.fjordby)
        assert "<h1>Pådriver er installert i Fjordby &amp; &lt;co&gt;</h1>" in page.text
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"
        assert "script-src" not in page.headers["content-security-policy"]
        assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_the_way_to_slack_asks_for_what_the_manifest_does_and_sets_a_cookie(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held, browser() as theirs:
        away = await theirs.open(f"{held.url}/slack/install")
        query = asked(away.headers["location"])
        assert query["client_id"] == held.oauth.client_id
        assert query["redirect_uri"] == f"{held.url}/slack/oauth_redirect"
        assert sorted(query["scope"].split(",")) == sorted(held.first.permissions.scopes or ())
        cookie = away.headers["set-cookie"]
        assert re.fullmatch(r"padriver_install=[\w-]{43}; HttpOnly; Max-Age=600; Path=/; SameSite=lax", cookie)
        assert re.search(r"=([\w-]{43})", cookie)[1] not in query["state"]  # type: ignore[index] # it matched above


async def test_a_state_is_refused_without_its_cookie_and_in_another_browser(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held, browser() as theirs, browser() as other, browser() as bare:
        back = await held.back_from_slack(theirs, held.first)
        await other.open(f"{held.url}/slack/install")
        for foreign in (other, bare):
            page = await foreign.open(back)
            assert (page.status_code, said(page)) == (400, AGAIN)
        assert held.rows() == []
        assert (await theirs.open(back)).status_code == 200


@pytest.mark.parametrize("state", ["", "tull", "&state="])
async def test_a_missing_or_wrong_state_is_refused(sqlite_database: Database, state: str) -> None:
    async with many(sqlite_database) as held, browser() as theirs:
        back = await held.back_from_slack(theirs, held.first)
        code = asked(back)["code"]
        page = await theirs.open(f"{held.url}/slack/oauth_redirect?code={code}&state={state}")
        assert (page.status_code, said(page)) == (400, AGAIN)
        page = await theirs.open(f"{held.url}/slack/oauth_redirect?code={code}")
        assert (page.status_code, said(page), held.rows()) == (400, AGAIN, [])


async def test_a_state_of_another_key_is_refused(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held, browser() as theirs:
        back = await held.back_from_slack(theirs, held.first)
        cookie = theirs.client.cookies["padriver_install"]
        forged = Keyring([new_key()]).seal("slack-oauth-state", cookie, held.clock())
        page = await theirs.open(f"{held.url}/slack/oauth_redirect?code={asked(back)['code']}&state={forged}")
        assert (page.status_code, said(page), held.rows()) == (400, AGAIN, [])


async def test_a_sealed_token_is_no_state(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held, browser() as theirs:
        await held.install(held.first)
        back = await held.back_from_slack(theirs, held.fjordby)
        stolen = held.row(held.first).token
        page = await theirs.open(f"{held.url}/slack/oauth_redirect?code={asked(back)['code']}&state={stolen}")
        assert (page.status_code, said(page)) == (400, AGAIN)


async def test_a_state_is_good_for_ten_minutes_and_no_longer(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held, browser() as theirs:
        back = await held.back_from_slack(theirs, held.first)
        cookie = theirs.client.cookies["padriver_install"]
        held.clock.ahead = timedelta(minutes=10, seconds=2)
        page = await theirs.open(back)
        assert (page.status_code, said(page), held.rows()) == (400, AGAIN, [])
        held.clock.ahead = timedelta(minutes=9, seconds=50)
        theirs.client.cookies.set("padriver_install", cookie)
        assert (await theirs.open(back)).status_code == 200


async def test_an_answer_opened_twice_installs_once(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held, browser() as theirs:
        back = await held.back_from_slack(theirs, held.first)
        cookie = theirs.client.cookies["padriver_install"]
        assert (await theirs.open(back)).status_code == 200
        assert "padriver_install" not in theirs.client.cookies
        page = await theirs.open(back)
        assert (page.status_code, said(page)) == (400, AGAIN)
        theirs.client.cookies.set("padriver_install", cookie)
        page = await theirs.open(back)
        assert (page.status_code, said(page)) == (400, AGAIN)


async def test_a_person_who_refuses_is_told_that_nothing_was_installed(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        page = await held.install(held.first, answer="refuse")
        assert (page.status_code, said(page), held.rows()) == (200, "Installasjonen er avbrutt", [])


async def test_a_whole_organisation_is_refused_and_its_token_given_back(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        held.first.app.organisation = type(held.first.state.team)("E0000001", "Hele fylket", "fylket")
        page = await held.install("E0000001:")
        assert (page.status_code, said(page), held.rows()) == (400, "Velg ett arbeidsområde", [])
        assert held.first.revoked


async def test_a_wrong_secret_is_told_to_be_a_fault_of_the_set_up(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        held.first.app.client_secret = "en ny"
        page = await held.install(held.first)
        assert (page.status_code, said(page)) == (500, "Pådriver kan ikke installeres nå")
        assert "«bad_client_secret»" in page.text


@pytest.mark.parametrize("kind", ["server_error", "drop_before", "drop_after", "ratelimited"])
async def test_slack_out_of_reach_is_told(sqlite_database: Database, kind: str) -> None:
    async with many(sqlite_database) as held:
        held.first.trouble.add(kind, "oauth.v2.access")  # type: ignore[arg-type] # the kinds above
        page = await held.install(held.first)
        assert (page.status_code, said(page), held.rows()) == (503, "Installasjonen ble ikke fullført", [])


async def test_no_secret_shows_in_logs_pages_or_reprs(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    async with many(sqlite_database) as held, browser() as theirs:
        back = await held.back_from_slack(theirs, held.first)
        await theirs.open(back)
        await held.first.person("Kari Nordmann").command("/padriver", "hjelp")
        out = capsys.readouterr()
        told = [
            repr(held.room),
            repr(held.oauth),
            repr(held.row(held.first)),
            repr(held.oauth.keyring),
            out.out,
            out.err,
        ]
        told += [page.text for page in theirs.pages if held.url in str(page.url)]
        ours = [
            each.getMessage() for each in caplog.records if not each.name.startswith(("slack_sdk", "httpx", "httpcore"))
        ]
        for secret in (held.first.bot_token, held.first.app.client_secret, asked(back)["code"]):
            assert secret not in "\n".join([*told, *ours])


async def test_a_person_is_told_that_the_database_is_busy_also_where_it_knows_who_installed_the_bot(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with many(sqlite_database) as held:
        await held.install(held.first)

        def away(_: Database) -> None:
            raise DatabaseUnavailableError

        for way in ("reading", "session"):
            monkeypatch.setattr(Database, way, away)
        (told,) = await held.first.person("Kari Nordmann").command("/frister")
        assert told.text.endswith(render_text(database_busy()))


async def test_over_https_the_cookie_is_for_this_host_alone(sqlite_database: Database) -> None:
    cookie = Cookie(secure=True)
    response = Response()
    cookie.put(response, "verdi")
    assert response.headers["set-cookie"] == (
        "__Host-padriver_install=verdi; HttpOnly; Max-Age=600; Path=/; SameSite=lax; Secure"
    )
    oauth = OAuth("1.2", "hemmelig", Keyring([new_key()]), "https://bot.example.no")
    deps = Deps(sqlite_database, OnePack(), NowClock(), registry)
    client = open_client(None, "https://slack.com/api/")
    flow = InstallFlow(deps, oauth, client, SingleWorkspace(Identity("T1", "Team", "U1", "B1"), client))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(Starlette(routes=flow.routes()))) as theirs:
        away = await theirs.get("https://bot.example.no/slack/install")
    assert away.headers["location"].startswith("https://slack.com/oauth/v2/authorize?state=gAAAA")
    assert asked(away.headers["location"])["redirect_uri"] == "https://bot.example.no/slack/oauth_redirect"
    assert away.headers["set-cookie"].startswith("__Host-padriver_install=")
    assert away.headers["set-cookie"].endswith("; Secure")


async def test_what_one_replica_began_another_finishes_and_both_know_the_new_token(database: Database) -> None:
    async with many(database) as held, AsyncExitStack() as stack, browser() as theirs:
        deps = Deps(database, OnePack(), held.clock, registry)
        other = await stack.enter_async_context(open_slack(deps, held.room.access))
        address = await stack.enter_async_context(serving(Starlette(routes=other.routes()), "127.0.0.1", 0))
        back = await held.back_from_slack(theirs, held.first)
        page = await theirs.open(back.replace(held.url, address))
        assert said(page) == "Pådriver er installert i Osloregionen"
        kari = held.first.person("Kari Nordmann")
        for each in (held.url, address):
            held.first.request_url = f"{each}/slack/events"
            (told,) = await kari.command("/padriver", "hjelp")
            assert told.text.startswith("Dette kan jeg hjelpe med")
        row = held.row(held.first)
        assert held.room.sender_for(row)
        assert other.sender_for(row)


ODD_QUERIES = [
    "state=%00&code=%00",
    "state=%FF%FE&code=%C3%28",
    "state=" + "x" * 12_000,
    "state[]=1&state[]=2&code=",
    "error=" + "%F0%9F%9A%86" * 500,
    "&&&===%%%",
    "code=a&code=b&state=a&state=b",
]
ODD_COOKIES = ["padriver_install=\xff\xfe", "padriver_install", "=;=;=", '"', "padriver_install=" + "x" * 4_000]


async def test_odd_requests_for_the_pages_of_the_installation_are_answered_with_a_page(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with many(sqlite_database) as held, httpx.AsyncClient() as client:
        for query in ODD_QUERIES:
            for cookie in ODD_COOKIES:
                headers = {"Cookie": cookie.encode("latin-1")}
                back = await client.get(f"{held.url}/slack/oauth_redirect?{query}", headers=headers)
                assert (back.status_code, said(back)) == (400, AGAIN)
                begun = await client.get(f"{held.url}/slack/install?{query}", headers=headers)
                assert begun.status_code == 302
        for path in ("install", "oauth_redirect"):
            assert (await client.post(f"{held.url}/slack/{path}", content=b"\x00[")).status_code == 405
    assert not [each for each in caplog.records if each.exc_info]


@pytest.mark.parametrize("code", ["%00", "%FF", "x" * 9_000, "", "%F0%9F%9A%86"])
async def test_an_odd_code_with_a_good_state_installs_nothing(
    sqlite_database: Database, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with many(sqlite_database) as held, browser() as theirs:
        back = await held.back_from_slack(theirs, held.first)
        page = await theirs.open(f"{held.url}/slack/oauth_redirect?state={asked(back)['state']}&code={code}")
        assert (page.status_code, said(page), held.rows()) == (400, AGAIN, [])
    assert not [each for each in caplog.records if each.exc_info]
