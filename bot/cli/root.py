"""The commands of `padriver`."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

PLACES = {
    "demo": "demo.demo",
    "demo-teams": "demo_teams.demo_teams",
    "serve": "serve.serve",
    "migrate": "migrate.migrate",
    "backup": "backup.backup",
    "check": "check.check",
    "tick": "tick.tick",
    "preview": "preview.preview",
    "sok": "sok.sok",
    "members": "members.members",
    "content": "content.content",
    "import": "import_workbook.import_workbook",
    "admins": "admins.admins",
    "manifest": "manifest_command.manifests",
    "keys": "keys.keys",
    "kilder": "kilder.kilder",
    "mcp": "mcp.mcp",
}
"""The module of each command, in the order of the help."""


class Commands(Mapping[str, Any]):
    """Typer's commands by their names, each imported when needed: `serve` needs none of the others."""

    def __getitem__(self, name: str) -> Any:
        module, _, attribute = PLACES[name].partition(".")
        target = getattr(import_module(f"bot.cli.{module}"), attribute)
        command = get_command(target if isinstance(target, typer.Typer) else _alone(target))
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(PLACES)

    def __len__(self) -> int:
        return len(PLACES)


class _Group(TyperGroup):
    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"commands": Commands()}))


def _alone(function: Any) -> typer.Typer:
    made = typer.Typer(add_completion=False)
    made.command()(function)
    return made


root = typer.Typer(
    cls=_Group, name="padriver", no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False
)


@root.callback()
def _begin() -> None:
    """Pådriver: sekretariatets kollega i chatten. Kjenner det politiske året og sier fra i tide."""
