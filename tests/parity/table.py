"""The table of what can be done where, out of the contract that both platforms are held to (`bot/teams/README.md`)."""

import inspect
from types import FunctionType, ModuleType

NAMES = {"slack": "Slack", "teams": "Teams"}


def table(suite: ModuleType, chats: tuple[str, ...]) -> str:
    """Return a row for each test of the suite, by its docstring, which is tried with each of the chats."""
    tests = [each for name, each in vars(suite).items() if name.startswith("test_") and inspect.isfunction(each)]
    head = ["| | " + " | ".join(NAMES[each] for each in chats) + " |", "|---|" + ":-:|" * len(chats)]
    return "\n".join([*head, *(f"| {_told(each)} |" + " ✓ |" * len(chats) for each in tests)])


def _told(test: FunctionType) -> str:
    return (inspect.getdoc(test) or test.__name__).rstrip(".")
