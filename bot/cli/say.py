"""How the command line speaks: sentences to the person, and an exit code that a script can trust."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from pydantic import ValidationError

from bot.settings import Settings
from content.load import ContentError

FAILED = 1


def stop(sentence: str) -> NoReturn:
    """Say what is wrong and end with exit code 1."""
    sys.stderr.write(f"{sentence}\n")
    raise typer.Exit(FAILED)


def settings() -> Settings:
    """Read the settings; say all that is wrong with them and end where they do not hold."""
    try:
        return Settings()
    except ValidationError as error:
        stop("\n".join(setting_faults(error)))


def setting_faults(error: ValidationError) -> list[str]:
    """Tell each setting that does not hold: its name, and what is wrong with it. Never its value."""
    return [
        f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()
    ]


@contextmanager
def content_faults_told() -> Iterator[None]:
    """Say every fault of the content and end, where it does not hold."""
    try:
        yield
    except ContentError as error:
        stop("Innholdet har feil:\n" + "\n".join(f"  {fault}" for fault in error.faults))
