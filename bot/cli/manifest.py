"""`padriver manifest slack`."""

import json
from typing import Annotated

import typer

from bot.cli import say
from bot.slack.http import PATH
from bot.slack.install.flow import REDIRECT
from bot.slack.manifest import manifest

manifests = typer.Typer(help="Skriv appmanifestet til en chatplattform.", no_args_is_help=True)


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
) -> None:
    """Skriv manifestet for Slack som JSON. Lim det inn under «Create New App» → «From a manifest»."""
    if oauth and not url:
        say.stop("Si også adressen boten nås på, f.eks. --url https://bot.example.no.")
    address = url.rstrip("/") if url else ""
    told = manifest(
        address + PATH if address else None,
        socket_mode=not address,
        redirect_url=address + REDIRECT if oauth else None,
    )
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
