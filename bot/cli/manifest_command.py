"""`padriver manifest slack` and `teams`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output
from bot.runtime.web_page import PRIVACY, TERMS
from bot.slack.http import PATH
from bot.slack.install.flow import REDIRECT
from bot.slack.manifest import manifest
from bot.slack.scopes import OPTIONAL, SCOPES
from bot.teams.package.manifest import Publisher
from bot.teams.package.manifest import manifest as teams_manifest
from bot.teams.package.package import FaultyError, package

manifests = typer.Typer(help="Skriv appmanifestet til en chatplattform.", no_args_is_help=True, add_completion=False)


@manifests.callback()
def manifests_root() -> None:
    """Skriv appmanifestet til en chatplattform."""


@manifests.command("slack")
def slack(
    url: Annotated[
        str | None,
        typer.Option(help="Adressen boten nås på, f.eks. https://bot.example.no. Uten adresse brukes Socket Mode."),
    ] = None,
    oauth: Annotated[
        bool, typer.Option("--oauth", help="Ta med adressen som trengs når flere organisasjoner skal installere boten.")
    ] = False,
    agent: Annotated[
        bool, typer.Option("--agent", help="La Slack vise samtalen med Pådriver ved siden av, med forslag.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="Skriv i stedet hva hver tillatelse brukes til.")] = False,
) -> None:
    """Skriv manifestet for Slack som JSON. Lim det inn under «Create New App» → «From a manifest»."""
    if why:
        typer.echo("\n".join(_reasons()))
        return
    if oauth and not url:
        output.stop("Si også adressen boten nås på, f.eks. --url https://bot.example.no.")
    address = url.rstrip("/") if url else ""
    document = manifest(
        address + PATH if address else None,
        socket_mode=not address,
        redirect_url=address + REDIRECT if oauth else None,
        is_agent=agent,
    )
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _reasons() -> Iterator[str]:
    for scope, reason in SCOPES.items():
        yield f"{scope}: for å {reason}."
        if scope in OPTIONAL:
            yield f"    Kan velges bort. {OPTIONAL[scope]}"


@manifests.command("teams")
def teams(
    url: Annotated[str, typer.Option(help="Adressen boten nås på, f.eks. https://bot.example.no.")],
    out: Annotated[Path, typer.Option(help="Filen pakken skrives til.", dir_okay=False)] = Path("padriver-teams.zip"),
    app_id: Annotated[str, typer.Option(help="Appens id i Entra. Uten den brukes TEAMS_CLIENT_ID.")] = "",
    publisher: Annotated[str, typer.Option(help="Hvem som tilbyr boten, høyst 32 tegn.")] = "Pådriver",
    privacy: Annotated[str, typer.Option(help="Siden om personvern. Uten den brukes botens egen.")] = "",
    terms: Annotated[str, typer.Option(help="Siden med vilkår. Uten den brukes botens egen.")] = "",
) -> None:
    """Skriv apppakken for Teams (en zip med manifest og ikoner). Last den opp under «Apps» → «Manage your apps»."""
    address = url.rstrip("/")
    known = app_id or output.settings_or_exit().teams_client_id
    if not known:
        output.stop("Si appens id med --app-id, eller sett TEAMS_CLIENT_ID.")
    offered = Publisher(publisher, address, privacy or address + PRIVACY, terms or address + TERMS)
    try:
        content = package(teams_manifest(known, offered, address))
    except FaultyError as error:
        output.stop("Manifestet følger ikke skjemaet:\n" + "\n".join(f"  {fault}" for fault in error.faults))
    out.write_bytes(content)
    typer.echo(f"{out}: {len(content)} byte. Meldingsadressen i Azure Bot er {address}/teams/messages.")
