"""`padriver manifest slack`."""

import json
from typing import Annotated

import typer

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
) -> None:
    """Skriv manifestet for Slack som JSON. Lim det inn under «Create New App» → «From a manifest»."""
    request_url = f"{url.rstrip('/')}/slack/events" if url else None
    typer.echo(json.dumps(manifest(request_url, socket_mode=url is None), ensure_ascii=False, indent=2))
