"""The command line's output: sentences for the person, and an exit code that a script can trust."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.settings import Settings
from content.load import ContentError

FAILED = 1
UNOPENED = (
    "ingen av nøklene i PADRIVER_KEYS åpner det. Legg tilbake nøkkelen, eller la dem installere Pådriver på nytt."
)
"""What to do about a token that no key opens."""
EXPECTED = {
    "int_parsing": "ventet et helt tall",
    "greater_than_equal": "ventet {ge} eller mer",
    "less_than_equal": "ventet {le} eller mindre",
    "literal_error": "ventet {expected}",
    "url_parsing": "ventet en adresse som https://slack.com/api/",
    "url_scheme": "ventet en adresse som https://slack.com/api/",
}
"""What pydantic says in English, by the type of its error."""


def stop(sentence: str) -> NoReturn:
    """Print what is wrong and exit with code 1."""
    sys.stderr.write(f"{sentence}\n")
    raise typer.Exit(FAILED)


def settings_or_exit() -> Settings:
    """Read the settings; if they are not valid, print all faults and exit."""
    try:
        return Settings()
    except ValidationError as error:
        stop("\n".join(setting_faults(error)))


def setting_faults(error: ValidationError) -> list[str]:
    """Yield a sentence for each setting that is not valid: its name, and what is wrong with it. Never its value."""
    return [f"{'.'.join(map(str, fault['loc']))}: {_expected(fault)}" for fault in error.errors()]


def _expected(fault: ErrorDetails) -> str:
    result = EXPECTED.get(fault["type"], "").format(**fault.get("ctx", {}))
    return result or fault["msg"].removeprefix("Value error, ")


@contextmanager
def exit_on_content_faults() -> Iterator[None]:
    """Print all faults of the content and exit, if there are any."""
    try:
        yield
    except ContentError as error:
        stop("Innholdet har feil:\n" + "\n".join(f"  {fault}" for fault in error.faults))
