"""From «install» to an installed bot: to Slack's page, back with a code, and the code exchanged for a token."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import quote

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.requests.deps import Deps
from bot.slack.errors import error_code
from bot.slack.install import pages
from bot.slack.install.grant import Grant, UnusableGrantError, WholeOrganisationError, people, read_grant
from bot.slack.install.state import Cookie, StateRefusedError, begin, check
from bot.slack.scopes import SCOPES
from bot.slack.workspaces import PLATFORM, Workspaces, token_owner
from models.db.database import DatabaseUnavailableError
from models.workspace.administrators import named_administrators
from models.workspace.contacts import SeenContact
from models.workspace.installations import Granted, Installed, install
from models.workspace.keyring import Keyring
from models.workspace.workspaces import by_external

REDIRECT = "/slack/oauth_redirect"
START_AGAIN = frozenset({"invalid_code", "code_already_used", "code_expired"})
PASSING = frozenset({"", "ratelimited", "internal_error", "fatal_error", "request_timeout", "service_unavailable"})

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class OAuth:
    """Lets any workspace install the bot. `url` is where people and Slack reach it, without a closing slash."""

    client_id: str
    client_secret: str = field(repr=False)
    keyring: Keyring = field(repr=False)
    url: str

    @property
    def redirect_url(self) -> str:
        """Return the address Slack sends people back to, as the manifest has it."""
        return self.url + REDIRECT


class InstallFlow:
    """`/slack/install` and `/slack/oauth_redirect`. `client` has no token."""

    def __init__(self, deps: Deps, oauth: OAuth, client: AsyncWebClient, workspaces: Workspaces) -> None:
        self._deps = deps
        self._oauth = oauth
        self._client = client
        self._workspaces = workspaces
        self._cookie = Cookie(secure=oauth.url.startswith("https://"))
        self._slack = client.base_url.removesuffix("api/")
        self._authorize = AuthorizeUrlGenerator(
            client_id=quote(oauth.client_id, safe=""),
            redirect_uri=quote(oauth.redirect_url, safe=""),
            scopes=sorted(SCOPES),
            authorization_url=f"{self._slack}oauth/v2/authorize",
        )

    def routes(self) -> list[Route]:
        """Return the routes that begin an installation, and that Slack sends people back to."""
        return [Route(pages.START, self._start), Route(REDIRECT, self._finish)]

    async def _start(self, _request: Request) -> Response:
        cookie, state = begin(self._oauth.keyring, self._deps.now())
        address = self._authorize.generate(quote(state, safe=""))
        response = RedirectResponse(address, 302, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
        self._cookie.put(response, cookie)
        return response

    async def _finish(self, request: Request) -> Response:
        query = request.query_params
        try:
            check(self._oauth.keyring, self._cookie.read(request), query.get("state", ""), self._deps.now())
        except StateRefusedError:
            log.warning("install_state_refused")
            return pages.start_again()
        response = pages.cancelled() if query.get("error") else await self._exchanged(query.get("code", ""))
        # One answer for one asking.
        self._cookie.take_away(response)
        return response

    async def _exchanged(self, code: str) -> Response:
        try:
            given = await self._granted(code)
            # Whether those who decide are still there, and whether this person administers the workspace.
            user_ids = (given.user_id, *await asyncio.to_thread(self._administrators, given.team_id))
            done = await asyncio.to_thread(self._keep, given, await people(self._client, given, user_ids))
        except WholeOrganisationError:
            return pages.whole_organisation()
        except UnusableGrantError as error:
            return _wrong(str(error))
        except SlackApiError as error:
            return _refused(error_code(error))
        except (aiohttp.ClientError, TimeoutError, DatabaseUnavailableError) as error:
            log.warning("install_broke", error=type(error).__name__)
            return pages.unreachable()
        self._workspaces.forget(given.team_id)
        log.info("installed", team=given.team_id)
        self._deps.trigger_now()
        address = f"{self._slack}app_redirect?app={given.app_id}&team={given.team_id}"
        return pages.installed(given.team, address, done)

    async def _granted(self, code: str) -> Grant:
        # Slack's own `oauth_v2_access` signs in by a way that aiohttp has deprecated; Slack takes it in the body too.
        body = {
            "client_id": self._oauth.client_id,
            "client_secret": self._oauth.client_secret,
            "code": code,
            "redirect_uri": self._oauth.redirect_url,
        }
        answer = await self._client.api_call("oauth.v2.access", data=body)
        return await read_grant(self._client, answer.data if isinstance(answer.data, dict) else {})

    def _administrators(self, team_id: str) -> tuple[str, ...]:
        with self._deps.database.reading() as session:
            workspace = by_external(session, PLATFORM, team_id)
            return named_administrators(session, workspace) if workspace else ()

    def _keep(self, given: Grant, met: list[SeenContact]) -> Installed:
        now = self._deps.now()
        granted = Granted(
            platform=PLATFORM,
            external_id=given.team_id,
            name=given.team,
            token=self._oauth.keyring.seal(token_owner(given.team_id), given.token, now),
            bot_user=given.bot_user,
            bot_id=given.bot_id,
            scopes=given.scopes,
            installed_by=given.user_id,
        )
        with self._deps.database.session() as session:
            came = install(session, granted, now, met, self._deps.named.of(PLATFORM, given.team_id))
        self._deps.fill_calendar(PLATFORM, given.team_id)
        return came


def _refused(reason: str) -> Response:
    if reason in START_AGAIN:
        log.warning("install_code_refused", reason=reason)
        return pages.start_again()
    if reason in PASSING:
        log.warning("install_broke", error=reason or "no answer of Slack's")
        return pages.unreachable()
    return _wrong(reason)


def _wrong(reason: str) -> Response:
    log.error("install_wrongly_set_up", reason=reason)
    return pages.wrong_set_up(reason or "ukjent svar")
