"""The settings: environment variables, or a `.env` file in the working directory."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.teams.access import HOSTS, LOGIN, LOOPBACK, OPENID
from content.load import DEFAULT

SLACK_API = "https://slack.com/api/"
SAFE_URL = r"^(https://|http://(127\.0\.0\.1|localhost)(:\d+)?/)\S+$"


def _database_url(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        url = make_url(value)
    except ArgumentError:
        message = "ventet en adresse som sqlite:///data/padriver.db eller postgresql://bruker:passord@vert/base"
        raise ValueError(message) from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        message = f"støtter SQLite og PostgreSQL, ikke {url.get_backend_name()}"
        raise ValueError(message)
    return url.render_as_string(hide_password=False)


def _public_url(value: object) -> object:
    """Validate a base address: `https`, or `http` on this machine."""
    text = str(value).strip().rstrip("/")
    parts = urlsplit(text)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if text and not (safe and parts.hostname and parts.path in {"", "/"}):
        message = "ventet en adresse som https://bot.example.no"
        raise ValueError(message)
    return text


def _listed(value: object) -> object:
    """Split values at commas."""
    return tuple(each.strip() for each in value.split(",") if each.strip()) if isinstance(value, str) else value


def _networks(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return tuple(ip_network(each.strip()) for each in value.split(",") if each.strip())
    except ValueError:
        message = "ventet nett som 10.0.0.0/8, med komma mellom"
        raise ValueError(message) from None


class Settings(BaseSettings):
    """The settings: what is given by the environment's names, then the environment itself, then `.env`.

    Raises pydantic's `ValidationError`. Secrets never show in a `repr`.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        case_sensitive=True,
        enable_decoding=False,  # lists are written with commas, not as JSON
        extra="ignore",
        hide_input_in_errors=True,
    )

    database_url: Annotated[str, BeforeValidator(_database_url)] = Field(
        default="sqlite:///data/padriver.db", alias="DATABASE_URL", repr=False
    )
    content: Path = Field(default=DEFAULT, alias="PADRIVER_CONTENT")
    host: str = Field(default="127.0.0.1", alias="PADRIVER_HOST")
    port: int = Field(default=3000, alias="PADRIVER_PORT", ge=0, le=65535)
    metrics_host: str = Field(default="127.0.0.1", alias="PADRIVER_METRICS_HOST")
    metrics_port: int | None = Field(default=None, alias="PADRIVER_METRICS_PORT", ge=0, le=65535)
    log_format: Literal["json", "text"] = Field(default="json", alias="PADRIVER_LOG")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", alias="PADRIVER_LOG_LEVEL")
    feeds: bool = Field(default=True, alias="PADRIVER_FEEDS")
    feeds_allow: Annotated[tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_networks)] = Field(
        default=(), alias="PADRIVER_FEEDS_ALLOW"
    )
    """Networks that feeds may be fetched from, besides the public internet."""
    contact: str = Field(default="", alias="PADRIVER_CONTACT", max_length=200, pattern=r"^[\x20-\x7e]*$")
    """An e-mail or web address in the `User-Agent` that the Storting's and the government's servers get to see.

    They are asked only if it is set.
    """
    einnsyn: bool = Field(default=False, alias="PADRIVER_EINNSYN")
    """Whether the council cases of municipalities are read in eInnsyn."""
    mcp: bool = Field(default=False, alias="PADRIVER_MCP")
    """Whether people's own assistants may ask, at `/mcp`."""
    smtp_host: str = Field(default="", alias="PADRIVER_SMTP_HOST", max_length=253)
    """The server that sends e-mail; empty: none is sent."""
    smtp_port: int = Field(default=587, alias="PADRIVER_SMTP_PORT", ge=1, le=65535)
    """465 is encrypted from the first byte, every other port by STARTTLS."""
    smtp_user: str = Field(default="", alias="PADRIVER_SMTP_USER", max_length=320)
    smtp_password: SecretStr | None = Field(default=None, alias="PADRIVER_SMTP_PASSWORD")
    mail_from: str = Field(default="", alias="PADRIVER_MAIL_FROM", max_length=400)
    """The address that e-mail is sent from, or «Name <address>»."""
    mail_reply_to: str = Field(default="", alias="PADRIVER_MAIL_REPLY_TO", max_length=320)
    """The secretariat's address, which answers go to; empty: the sender's."""
    mail_per_second: float = Field(default=5.0, alias="PADRIVER_MAIL_PER_SECOND", gt=0, le=1000)
    """How many e-mails are sent in a second at most, by each process."""
    mail_bounces: str = Field(default="", alias="PADRIVER_MAIL_BOUNCES", max_length=320)
    """The address of the mailbox that bounces come to; empty: the sender's."""
    imap_host: str = Field(default="", alias="PADRIVER_IMAP_HOST", max_length=253)
    """Where that mailbox is read; empty: it is not."""
    imap_port: int = Field(default=993, alias="PADRIVER_IMAP_PORT", ge=1, le=65535)
    imap_user: str = Field(default="", alias="PADRIVER_IMAP_USER", max_length=320)
    imap_password: SecretStr | None = Field(default=None, alias="PADRIVER_IMAP_PASSWORD")
    slack_bot_token: SecretStr | None = Field(default=None, alias="SLACK_BOT_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, alias="SLACK_SIGNING_SECRET")
    slack_app_token: SecretStr | None = Field(default=None, alias="SLACK_APP_TOKEN")
    slack_client_id: str = Field(default="", alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, alias="SLACK_CLIENT_SECRET")
    keys: SecretStr | None = Field(default=None, alias="PADRIVER_KEYS")
    admins: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field(default=(), alias="PADRIVER_ADMINS")
    """Administrators besides those named in the chat, each `USER` or `TEAM:USER` by the platform's ids (`bot.platforms`)."""
    url: Annotated[str, BeforeValidator(_public_url)] = Field(default="", alias="PADRIVER_URL")
    """Where people and Slack reach the bot, without a closing slash."""
    slack_api_url: HttpUrl = Field(default=HttpUrl(SLACK_API), alias="SLACK_API_URL")

    teams_client_id: str = Field(default="", alias="TEAMS_CLIENT_ID")
    teams_client_secret: SecretStr | None = Field(default=None, alias="TEAMS_CLIENT_SECRET")
    teams_client_certificate: Path | None = Field(default=None, alias="TEAMS_CLIENT_CERTIFICATE")
    """A PEM file with the certificate and its private key."""
    teams_tenant_id: str = Field(default="", alias="TEAMS_TENANT_ID")
    """The tenant the app is registered in."""
    teams_tenants: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field(default=(), alias="TEAMS_TENANTS")
    """The tenants that are served; empty means the app's own."""
    teams_login_url: Annotated[str, BeforeValidator(_public_url)] = Field(default=LOGIN, alias="TEAMS_LOGIN_URL")
    teams_openid_url: str = Field(default=OPENID, alias="TEAMS_OPENID_URL", pattern=SAFE_URL)
    teams_service_hosts: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field(
        default=tuple(sorted(HOSTS)), alias="TEAMS_SERVICE_HOSTS"
    )
    """The hosts that the bot's token may be sent to."""

    @property
    def slack_base_url(self) -> str:
        """Return the address of the Web API, with its closing slash."""
        return str(self.slack_api_url).rstrip("/") + "/"


def secret(value: SecretStr | None) -> str | None:
    """Return a secret's text; None if it is not set or empty."""
    return (value.get_secret_value().strip() or None) if value else None
