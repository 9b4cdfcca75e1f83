"""The chat platforms: which are configured, their credentials, and all of them opened in one process and one loop.

For everything that is missing in the settings there is a sentence that says what to do.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from starlette.routing import Route

from bot.mail.access import MailAccess, MailSettingError, MailValues, mail_access
from bot.mail.mail_app import MailApp, open_mail
from bot.requests.deps import Deps
from bot.settings import Settings, secret
from bot.slack.install.flow import OAuth
from bot.slack.slack_app import SlackAccess, SlackApp, open_slack
from bot.slack.workspaces import PLATFORM as SLACK
from bot.teams.access import PLATFORM as TEAMS
from bot.teams.access import TeamsAccess
from bot.teams.picture_addresses import PictureAddresses
from jobs.ports import Sender
from jobs.reporting import Observer
from models.rounds.links import RoundLinks
from models.tables import Workspace
from models.workspace.administrators import NamedAdministrators
from models.workspace.keyring import BadKeyError, Keyring
from models.workspace.outgoing import MAIL


class SettingError(Exception):
    """The settings are not consistent. The message is a sentence, in bokmål, that says what to do."""


NOT_INSTALLED = "Teams er satt opp, men pakkene til Teams mangler. Installer dem med «pip install 'padriver[teams]'»."


@dataclass(frozen=True)
class PlatformAccess:
    """What opens each platform that is configured; at least one of them."""

    slack: SlackAccess | None = None
    teams: TeamsAccess | None = None
    mail: MailAccess | None = None


def access_with_mail(settings: Settings) -> PlatformAccess:
    """Return what opens the configured platforms, and e-mail if it is set up. Raises `SettingError`."""
    return replace(platform_access(settings), mail=mail_access_of(settings))


def platform_access(settings: Settings) -> PlatformAccess:
    """Return what opens the configured chat platforms. Raises `SettingError`."""
    teams = teams_access(settings)
    has_slack = settings.slack_bot_token or settings.slack_client_id.strip() or settings.slack_client_secret
    slack = slack_access(settings) if has_slack or teams is None else None
    return PlatformAccess(slack, teams)


def teams_access(settings: Settings) -> TeamsAccess | None:
    """Return what opens Teams; None if it is not configured. Raises `SettingError`."""
    client_id, home = settings.teams_client_id.strip(), settings.teams_tenant_id.strip().lower()
    key, certificate = secret(settings.teams_client_secret), settings.teams_client_certificate
    if not (client_id or home or key or certificate):
        return None
    if not client_id or not home or not (key or certificate):
        message = (
            "Teams trenger TEAMS_CLIENT_ID, TEAMS_TENANT_ID og TEAMS_CLIENT_SECRET (eller TEAMS_CLIENT_CERTIFICATE). "
            "De står under appregistreringen i Entra. Se «Teams for real» i README."
        )
        raise SettingError(message)
    if key and certificate:
        message = "Sett enten TEAMS_CLIENT_SECRET eller TEAMS_CLIENT_CERTIFICATE, ikke begge deler."
        raise SettingError(message)
    return TeamsAccess(
        client_id,
        home,
        frozenset(each.lower() for each in settings.teams_tenants) or frozenset({home}),
        secret=key or "",
        certificate=_certificate(certificate) if certificate else "",
        login_url=settings.teams_login_url,
        openid_url=settings.teams_openid_url,
        hosts=frozenset(settings.teams_service_hosts),
        pictures=PictureAddresses(settings.url, keyring_of(settings))
        if settings.url and secret(settings.keys)
        else None,
    )


def mail_access_of(settings: Settings) -> MailAccess | None:
    """Return what sends e-mail; None if it is off. Raises `SettingError`."""
    values = MailValues(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_user.strip(),
        secret(settings.smtp_password) or "",
        settings.mail_from,
        settings.mail_reply_to,
        settings.mail_bounces,
        settings.mail_per_second,
        settings.imap_host,
        settings.imap_port,
        settings.imap_user,
        secret(settings.imap_password) or "",
    )
    try:
        return mail_access(values)
    except MailSettingError as error:
        raise SettingError(str(error)) from None


def _certificate(path: Path) -> str:
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        message = f"Får ikke lest TEAMS_CLIENT_CERTIFICATE ({type(error).__name__}). Den er en PEM-fil med sertifikat og nøkkel."
        raise SettingError(message) from None
    if "PRIVATE KEY-----" not in text or "BEGIN CERTIFICATE-----" not in text:
        message = "TEAMS_CLIENT_CERTIFICATE må ha både sertifikatet og den private nøkkelen, som PEM."
        raise SettingError(message)
    return text


def slack_access(settings: Settings) -> SlackAccess:
    """Return what opens Slack: one workspace's token, or OAuth for many. Raises `SettingError`."""
    bot, oauth = secret(settings.slack_bot_token), slack_oauth(settings)
    if bot is None and oauth is None:
        message = "SLACK_BOT_TOKEN mangler. Se «Slack for real» i README, eller prøv «padriver demo»."
        raise SettingError(message)
    if bot and oauth:
        message = (
            "Sett enten SLACK_BOT_TOKEN (ett arbeidsområde) eller SLACK_CLIENT_ID og SLACK_CLIENT_SECRET (flere), "
            "ikke begge deler."
        )
        raise SettingError(message)
    app, signing = secret(settings.slack_app_token), secret(settings.slack_signing_secret)
    if app is None and signing is None:
        message = "Sett SLACK_APP_TOKEN (Socket Mode) eller SLACK_SIGNING_SECRET (HTTP)."
        raise SettingError(message)
    return SlackAccess(
        bot or "", settings.slack_base_url, signing_secret=signing or "", app_token=app or "", oauth=oauth
    )


def slack_oauth(settings: Settings) -> OAuth | None:
    """Return what lets many workspaces install the bot; None if that is off. Raises `SettingError`."""
    client_id, client_secret = settings.slack_client_id.strip(), secret(settings.slack_client_secret)
    if not client_id and client_secret is None:
        return None
    if not client_id or client_secret is None:
        message = "Sett både SLACK_CLIENT_ID og SLACK_CLIENT_SECRET. Begge står under «Basic Information» hos Slack."
        raise SettingError(message)
    if not settings.url:
        message = "PADRIVER_URL mangler: adressen boten nås på, f.eks. https://bot.example.no."
        raise SettingError(message)
    return OAuth(client_id, client_secret, keyring_of(settings), settings.url)


def keyring_of(settings: Settings) -> Keyring:
    """Return the keys that encrypt the tokens. Raises `SettingError`."""
    keys = [each.strip() for each in (secret(settings.keys) or "").split(",") if each.strip()]
    if not keys:
        message = (
            "PADRIVER_KEYS mangler. Uten en nøkkel kan ikke arbeidsområdenes tokener lagres trygt. "
            "Lag en med «padriver keys new»."
        )
        raise SettingError(message)
    try:
        return Keyring(keys)
    except BadKeyError as error:
        message = f"PADRIVER_KEYS: nøkkel nr. {error.number} er ikke gyldig. Lag en med «padriver keys new»."
        raise SettingError(message) from None


def round_links(settings: Settings) -> RoundLinks | None:
    """Return what makes the personal links of rounds; None without a public address or keys. Raises `SettingError`."""
    return RoundLinks(settings.url, keyring_of(settings)) if settings.url and secret(settings.keys) else None


SLACK_USER, SLACK_TEAM = re.compile(r"[UW][A-Z0-9]{2,63}"), re.compile(r"[TE][A-Z0-9]{2,63}")
ENTRA = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An object id of Entra's: of a person, or of a tenant."""


def administrator_of(text: str) -> tuple[str, str, str]:
    """Read `USER` or `TEAM:USER` as (platform, workspace's id, user id), by the form of the ids. Raises `SettingError`."""
    team, _, user = text.strip().rpartition(":")
    if SLACK_USER.fullmatch(user) and (not team or SLACK_TEAM.fullmatch(team)):
        return SLACK, team, user
    if ENTRA.fullmatch(user.lower()) and (not team or ENTRA.fullmatch(team.lower())):
        return TEAMS, team.lower(), user.lower()
    message = (
        f"«{text[:80]}» er ikke en bruker. Skriv medlems-id-en fra Slack (U0123ABCD) eller objekt-id-en fra Entra, "
        "med arbeidsområdet foran når det er flere: T0123ABCD:U0123ABCD."
    )
    raise SettingError(message)


def administrators_of(settings: Settings) -> NamedAdministrators:
    """Return the people named in `PADRIVER_ADMINS`. Raises `SettingError`."""
    try:
        users = tuple(administrator_of(each) for each in settings.admins)
    except SettingError as error:
        message = f"PADRIVER_ADMINS: {error}"
        raise SettingError(message) from None
    many = {SLACK: bool(settings.slack_client_id.strip()), TEAMS: len(settings.teams_tenants) > 1}
    bare = next((user for platform, team, user in users if not team and many.get(platform)), None)
    if bare:
        message = f"PADRIVER_ADMINS: Flere arbeidsområder bruker boten. Skriv arbeidsområdet foran: TEAM:{bare}."
        raise SettingError(message)
    return NamedAdministrators(users)


class ChatApp(Protocol):
    """The bot in one platform."""

    def routes(self) -> list[Route]:
        """Return the HTTP routes that the platform posts to."""

    def sender_for(self, workspace: Workspace, kind: str) -> Sender | None:
        """Return a workspace's sender to a kind of destination; None if it has none here."""

    async def recover(self, now: datetime) -> None:
        """Do what a dead process acknowledged and did not finish."""

    @property
    def observers(self) -> tuple[Observer, ...]:
        """Return what observes rounds for the platform."""


@dataclass(frozen=True)
class Platforms:
    """The platforms that are open."""

    slack: SlackApp | None = None
    teams: ChatApp | None = None
    mail: MailApp | None = None
    """Sends e-mail; None if that is off."""

    @property
    def apps(self) -> tuple[ChatApp, ...]:
        """Return the bot's apps in the chats that are set up."""
        return tuple(app for app in (self.slack, self.teams) if app)

    @property
    def observers(self) -> tuple[Observer, ...]:
        """Return what observes rounds for the platforms."""
        return tuple(each for app in self.apps for each in app.observers)

    @property
    def periodic_tasks(self) -> tuple[Callable[[datetime], Awaitable[None]], ...]:
        """Return the tasks to run in every round."""
        in_slack = (self.slack.check_lost_workspaces, self.slack.read_texts) if self.slack else ()
        by_mail = (self.mail.read_bounces,) if self.mail and self.mail.reads_bounces else ()
        return (*(app.recover for app in self.apps), *in_slack, *by_mail)

    @property
    def before_round(self) -> tuple[Callable[[datetime], Awaitable[None]], ...]:
        """Return the tasks to run before a round sends anything."""
        return (self.slack.before_round,) if self.slack else ()

    def routes(self) -> list[Route]:
        """Return the HTTP routes of all platforms."""
        return [route for app in self.apps for route in app.routes()]

    def sender_for(self, workspace: Workspace, kind: str) -> Sender | None:
        """Return a workspace's sender to a kind of destination; None if there is none.

        E-mail has one of its own; all else is sent in the platform that the workspace belongs to.
        """
        if kind == MAIL:
            return self.mail.sender_for(workspace) if self.mail else None
        return next((sender for app in self.apps if (sender := app.sender_for(workspace, kind))), None)


@asynccontextmanager
async def open_platforms(deps: Deps, configured: PlatformAccess) -> AsyncIterator[Platforms]:
    """Open the configured platforms. Raises `SignInError` if Slack refuses, `SettingError` if packages are missing."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(open_slack(deps, configured.slack)) if configured.slack else None
        teams = await stack.enter_async_context(_open_teams(deps, configured.teams)) if configured.teams else None
        mail = await stack.enter_async_context(open_mail(deps, configured.mail)) if configured.mail else None
        yield Platforms(slack, teams, mail)


@asynccontextmanager
async def _open_teams(deps: Deps, access: TeamsAccess) -> AsyncIterator[ChatApp]:
    try:
        from bot.teams.teams_app import open_teams  # noqa: PLC0415 - its packages are an extra, and cost memory without Teams
    except ModuleNotFoundError as error:
        raise SettingError(NOT_INSTALLED) from error
    async with open_teams(deps, access) as app:
        yield app
