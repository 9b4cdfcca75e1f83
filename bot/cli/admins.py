"""`padriver admins`."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.cli import output
from bot.platforms import SettingError, administrator_of
from bot.runtime.clock import Clock
from models.db.database import Database, DatabaseUnavailableError
from models.tables import Workspace
from models.workspace.administrators import (
    AdministratorSource,
    NamedAdministrators,
    NamedInSettingError,
    NotEligibleError,
    administrators,
    name_administrator,
    named_administrators,
    named_in_setting,
    platform_administrators,
    remove_administrator,
)
from models.workspace.audit import note

WHAT = "administrator"
OPERATOR = ""
"""The user in the log if it was done on the command line."""
USER = typer.Argument(help="Id-en til brukeren hos Slack eller Entra; der det er flere arbeidsområder: TEAM:BRUKER.")

admins = typer.Typer(
    help="Administratorene, som endrer innstillinger for alle.", no_args_is_help=True, add_completion=False
)


@admins.callback()
def admins_root() -> None:
    """Administratorene, som endrer innstillinger for alle."""


@admins.command("add")
def add(user: Annotated[str, USER]) -> None:
    """Gjør en bruker til administrator."""
    with _workspace_of(user) as (session, workspace, user_id):
        try:
            is_new = name_administrator(session, workspace, user_id, AdministratorSource.COMMAND_LINE)
        except NotEligibleError:
            output.stop(f"{user_id} kan ikke være administrator. Det kan bare kolleger i arbeidsområdet.")
        if is_new:
            note(session, workspace.id, OPERATOR, Clock().now(), WHAT, {}, {WHAT: user_id})
        typer.echo(f"{user_id} er {'administrator nå' if is_new else 'allerede administrator'} i {_called(workspace)}.")


@admins.command("remove")
def remove(user: Annotated[str, USER]) -> None:
    """Fjern en administrator, også den siste."""
    with _workspace_of(user) as (session, workspace, user_id):
        try:
            was_one = remove_administrator(session, workspace, user_id, last_too=True)
        except NamedInSettingError:
            output.stop(f"{user_id} står i PADRIVER_ADMINS. Ta brukeren ut der, og start Pådriver på nytt.")
        if not was_one:
            output.stop(f"{user_id} er ikke administrator i {_called(workspace)}.")
        note(session, workspace.id, OPERATOR, Clock().now(), WHAT, {WHAT: user_id}, {})
        typer.echo(f"{user_id} er ikke lenger administrator i {_called(workspace)}.")


@admins.command("list")
def show() -> None:
    """Vis administratorene i hvert arbeidsområde."""
    with _session() as session:
        for workspace in _workspaces(session):
            typer.echo(_called(workspace))
            for each in _rows(session, workspace) or ["ingen"]:
                typer.echo(f"  {each}")


def without_administrator(database: Database, named: NamedAdministrators) -> list[str]:
    """Return a sentence for each workspace where nobody may change the settings; `named` are those in the setting."""
    with database.reading() as session:
        return [
            f"{_called(each)}: Ingen er administrator, så ingen kan endre innstillingene. Velg en med "
            f"«padriver admins add {each.external_id}:BRUKER» eller PADRIVER_ADMINS."
            for each in _workspaces(session)
            if not administrators(session, each) and not named.of(each.platform, each.external_id)
        ]


def _rows(session: Session, workspace: Workspace) -> list[str]:
    fixed = named_in_setting(session, workspace)
    named = named_administrators(session, workspace)
    if not named:
        return [f"{each} (administrerer arbeidsområdet)" for each in platform_administrators(session, workspace)]
    return [
        each
        + (" (installerte Pådriver)" if each == workspace.installed_by else "")
        + (" (PADRIVER_ADMINS)" if each in fixed else "")
        for each in named
    ]


@contextmanager
def _workspace_of(user: str) -> Iterator[tuple[Session, Workspace, str]]:
    """Return the workspace that `USER` or `TEAM:USER` means, and the user's id."""
    try:
        platform, team, user_id = administrator_of(user)
    except SettingError as error:
        output.stop(str(error))
    with _session() as session:
        workspaces = [
            each for each in _workspaces(session) if each.platform == platform and team in {"", each.external_id}
        ]
        if len(workspaces) != 1:
            known = ", ".join(_called(each) for each in _workspaces(session)) or "ingen"
            output.stop(f"Skriv hvilket arbeidsområde det gjelder: TEAM:{user_id}. Arbeidsområder: {known}.")
        yield session, workspaces[0], user_id


@contextmanager
def _session() -> Iterator[Session]:
    try:
        with closing(Database(output.settings_or_exit().database_url)) as database, database.session() as session:
            yield session
    except (SQLAlchemyError, DatabaseUnavailableError):
        output.stop("Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».")


def _workspaces(session: Session) -> list[Workspace]:
    query = select(Workspace).where(Workspace.removed_at.is_(None)).order_by(Workspace.id)
    return list(session.scalars(query))


def _called(workspace: Workspace) -> str:
    return f"{workspace.name} ({workspace.external_id})" if workspace.name else workspace.external_id
