"""`padriver check`."""

import asyncio
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import aiohttp
import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from bot.cards.words import amount
from bot.cli import output
from bot.cli.admins import without_administrator
from bot.platforms import (
    NOT_INSTALLED,
    PlatformAccess,
    SettingError,
    administrators_of,
    mail_access_of,
    platform_access,
)
from bot.settings import Settings, secret
from bot.slack.identity import TIMEOUT_SECONDS, SignInError, open_client, sign_in
from bot.slack.install.pages import START
from bot.slack.scopes import OPTIONAL, SCOPES
from bot.teams.access import TeamsAccess
from bot.teams.login import Login
from content.load import ContentError, load_pack
from jobs.ports import SendError, TransientSendError
from models.db.database import Database, DatabaseUnavailableError
from models.db.migrate import BranchedMigrationsError, is_migrated, newest
from models.db.migrate import migrate as bring_to
from models.workspace.access_tokens import CALENDAR, subscribers
from models.workspace.administrators import NamedAdministrators
from models.workspace.installations import scopes_granted
from models.workspace.keyring import Keyring
from models.workspace.rotation import unopened


class Area(StrEnum):
    """The areas that `padriver check --only` can be limited to."""

    INNSTILLINGER = "innstillinger"
    INNHOLD = "innhold"
    DATABASE = "database"
    TOKENER = "tokener"
    EPOST = "e-post"
    ADMINISTRATORER = "administratorer"
    MIGRERINGER = "migreringer"


USUAL = (Area.INNSTILLINGER, Area.INNHOLD, Area.DATABASE, Area.TOKENER, Area.EPOST, Area.ADMINISTRATORER)

WARNINGS = frozenset({Area.ADMINISTRATORER})
"""Areas whose faults are only warnings: the bot reads and answers without an administrator."""


def check(
    only: Annotated[list[Area] | None, typer.Option("--only", help="Sjekk bare dette. Kan gjentas.")] = None,
    covered: Annotated[
        bool,
        typer.Option("--dekning", help="Vis også hvor hver tekst i innholdet vises, og feil for det som ikke vises."),
    ] = False,
    sources: Annotated[
        bool,
        typer.Option(
            "--kilder",
            help="Spør hver av kildene hos Stortinget og regjeringen én gang, og slå på de som svarer som ventet.",
        ),
    ] = False,
    address: Annotated[
        str, typer.Option("--epost", help="Send en e-post til denne adressen, helst din egen.", metavar="ADRESSE")
    ] = "",
) -> None:
    """Se etter feil i innstillinger, innhold, database, tokener, e-post og administratorer. Sier hva som er galt, og hva du kan gjøre."""
    settings, faults = _settings()
    if sources and settings:
        from bot.cli.source_check import check_sources  # noqa: PLC0415 - it brings all that reads the sources

        check_sources(settings)
        return
    if address and settings:
        from bot.cli.mail_check import check_mail  # noqa: PLC0415 - it brings what sends e-mail

        check_mail(settings, address)
        return
    checks = {**CHECKS, Area.INNHOLD: _covered} if covered else CHECKS
    has_fault = False
    # Without settings nothing else can be checked.
    for area in (only or USUAL) if settings else (Area.INNSTILLINGER,):
        rows = list(checks[area](settings)) if settings else faults
        is_fault = bool(rows) and area not in WARNINGS
        has_fault = has_fault or is_fault
        typer.echo(f"{area.value.capitalize()}: " + ("feil" if is_fault else "bør ordnes" if rows else "i orden"))
        for sentence in rows:
            typer.echo(f"  {sentence}")
    if has_fault:
        raise typer.Exit(output.FAILED)


def _settings() -> tuple[Settings | None, list[str]]:
    try:
        return Settings(), []
    except ValidationError as error:
        return None, output.setting_faults(error)


def _named(settings: Settings) -> Iterable[str]:
    """Say what is wrong with `PADRIVER_ADMINS`."""
    try:
        administrators_of(settings)
    except SettingError as error:
        return [str(error)]
    return []


def _content(settings: Settings) -> Iterable[str]:
    try:
        load_pack(settings.content)
    except ContentError as error:
        return [str(fault) for fault in error.faults]
    return []


def _covered(settings: Settings) -> Iterable[str]:
    """Print where each text of the content is shown, and return what is shown nowhere."""
    from bot.coverage.report import coverage, left_out_lines, summary  # noqa: PLC0415 - it brings all that answers

    try:
        pack = load_pack(settings.content)
    except ContentError as error:
        return [str(fault) for fault in error.faults]
    findings = coverage(pack)
    for row in (*findings, *left_out_lines(pack)):
        typer.echo(str(row))
    typer.echo(summary(findings))
    return [f"{each.text} {each.said}" for each in findings if each.is_fault]


def _database(settings: Settings) -> Iterable[str]:
    try:
        if not is_migrated(settings.database_url):
            return ["Databasen har ikke nyeste skjema. Kjør «padriver migrate»."]
    except (SQLAlchemyError, DatabaseUnavailableError):
        return [
            "Fikk ikke tak i databasen. Sjekk DATABASE_URL og at databasen kjører; er den ny, kjør «padriver migrate»."
        ]
    return []


def _tokens(settings: Settings) -> Iterable[str]:
    configured = PlatformAccess()
    try:
        configured = platform_access(settings)
    except SettingError as error:
        yield str(error)
    oauth = configured.slack.oauth if configured.slack else None
    if configured.teams:
        yield from _not_signed_in(configured.teams)
    bot = secret(settings.slack_bot_token)
    if oauth:
        yield from _installed(settings, oauth.keyring)
    elif bot:
        yield from _refused(bot, settings.slack_base_url)
    if not settings.url:
        yield from _unreachable_calendars(settings)


def _unreachable_calendars(settings: Settings) -> Iterable[str]:
    """Say if people subscribe to calendars that are not served."""
    with closing(Database(settings.database_url)) as database:
        try:
            number = subscribers(database, CALENDAR, datetime.now(UTC))
        except (SQLAlchemyError, DatabaseUnavailableError):
            # Another area reports what is wrong with the database.
            return
    if number:
        who = amount(number, "person abonnerer", "personer abonnerer")
        yield f"{who} på frister i kalenderen, men PADRIVER_URL mangler, så kalenderne får ikke noe nytt. Sett PADRIVER_URL."


def _not_signed_in(access: TeamsAccess) -> Iterable[str]:
    try:
        asyncio.run(Login(access).token())
    except ModuleNotFoundError:
        return [NOT_INSTALLED]
    except TransientSendError:
        return [f"Når ikke Entra på {access.login_url}. Kontroller nettet."]
    except SendError as error:
        return [
            f"Entra godtar ikke appen ({error.reason}). Kontroller TEAMS_CLIENT_ID, TEAMS_TENANT_ID og hemmeligheten."
        ]
    return []


def _refused(token: str, base_url: str) -> Iterable[str]:
    try:
        asyncio.run(_sign_in(token, base_url))
    except SignInError as error:
        return [str(error)]
    return []


def _installed(settings: Settings, keyring: Keyring) -> Iterable[str]:
    with closing(Database(settings.database_url)) as database:
        try:
            closed, granted = unopened(database, keyring), scopes_granted(database)
        except (SQLAlchemyError, DatabaseUnavailableError):
            # Another area reports what is wrong with the database.
            return
    yield from (f"Tokenet til {team}: {output.UNOPENED}" for team in closed)
    for team, scopes in granted.items():
        missing = ", ".join(sorted(set(SCOPES) - set(OPTIONAL) - scopes))
        if missing:
            yield f"{team} har ikke gitt {missing}. La dem installere Pådriver på nytt på {settings.url}{START}."


def _mail(settings: Settings) -> Iterable[str]:
    """Say what is wrong with the settings of e-mail; nothing if it is off or in order."""
    try:
        mail_access_of(settings)
    except SettingError as error:
        return [str(error)]
    return []


def _administrators(settings: Settings) -> Iterable[str]:
    """Say in which workspaces nobody may change the settings."""
    try:
        named = administrators_of(settings)
    except SettingError:
        named = NamedAdministrators()  # faults of the setting are reported with the settings
    with closing(Database(settings.database_url)) as database:
        try:
            return without_administrator(database, named)
        except (SQLAlchemyError, DatabaseUnavailableError):
            return ["Fikk ikke sett etter, siden databasen ikke svarer eller ikke har nyeste skjema."]


async def _sign_in(token: str, base_url: str) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)) as session:
        await sign_in(open_client(token, base_url, session))


def _migrations(_settings: Settings) -> Iterable[str]:
    """Print the differences between the models and a database that only the migrations made."""
    from models.tables.schema_check import schema_differences  # noqa: PLC0415 - it brings all of Alembic, which `serve` can do without

    try:
        newest()
    except BranchedMigrationsError as error:
        names = " og ".join(error.last)
        return [f"{names} er begge den siste. La den nye følge den andre: rett down_revision i den."]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'check.db'}"
        bring_to(url)
        return [f"Migreringene og modellene er i utakt: {difference}" for difference in schema_differences(url)]


CHECKS: dict[Area, Callable[[Settings], Iterable[str]]] = {
    Area.INNSTILLINGER: _named,
    Area.INNHOLD: _content,
    Area.DATABASE: _database,
    Area.TOKENER: _tokens,
    Area.EPOST: _mail,
    Area.ADMINISTRATORER: _administrators,
    Area.MIGRERINGER: _migrations,
}
