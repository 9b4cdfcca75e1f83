"""Everything that people can do, made from the registry: each handler only notes that it was reached."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.card import Card
from bot.commands import registry
from bot.commands.access import Restricted, is_allowed
from bot.commands.ask import UPLOAD_NAME, FileHandler, Reply, UploadedFile
from models.workspace.contacts import ContactRole
from tests.support.slack import Handlers

NOT_OURS = "Jeg svarer bare dem som hører til her i arbeidsområdet. Spør en av dem du samarbeider med her."
ONLY_COLLEAGUES = "Dette er bare for dem som arbeider her, og du er gjest."
REACHED = Card("Gjort", summary="Gjort")


def noting(reached: list[str]) -> Handlers:
    """Return the registry with its names and roles; a handler that is reached is noted as `<kind> <name>`."""

    def wrapped(kind: str, handlers: Mapping[str, Any], answer: Any) -> dict[str, Any]:
        return {
            name: Restricted(_noting(reached, f"{kind} {name}", answer), each.least, each.words)
            for name, each in handlers.items()
        }

    def file(dropped: UploadedFile) -> Callable[..., Reply]:
        del dropped
        return _noting(reached, "file", Reply(card=REACHED))

    return Handlers(
        COMMANDS=wrapped("command", registry.COMMANDS, REACHED),
        PRESSES=wrapped("press", registry.PRESSES, Reply(card=REACHED)),
        SUBMITS=wrapped("submit", registry.SUBMITS, Reply(card=REACHED)),
        HOME=Restricted(_noting(reached, "home", REACHED), registry.HOME.least),
        FILE=FileHandler(_as_it_is, file, registry.FILE.least),
        SLOW={UPLOAD_NAME: "Leser filen"},
    )


def allowed(handlers: Handlers, role: ContactRole) -> dict[str, bool]:
    """Return whether somebody in a role may reach each handler, by `<kind> <name>`."""
    kinds = {"command": handlers.COMMANDS, "press": handlers.PRESSES, "submit": handlers.SUBMITS}
    found = {f"{kind} {name}": each.least_for("") for kind, table in kinds.items() for name, each in table.items()}
    found |= {"home": handlers.HOME.least, "file": handlers.FILE.least}
    return {name: is_allowed(role, least) for name, least in found.items()}


def _noting(reached: list[str], name: str, answer: Any) -> Callable[..., Any]:
    def handler(*_: Any) -> Any:
        reached.append(name)
        return answer

    return handler


def _as_it_is(content: bytes) -> bytes:
    return content
