"""People and channels as in `bot.commands.ask.Ask.text`: `@{U123|kari}`, `#{C123|jernbane}`."""

import re

from bot.commands.parse.clean import short
from bot.commands.parse.fault import Fault

MENTION = re.compile(r"([@#])\{([^{}|]{1,64})(?:\|([^{}]*))?\}")
"""Groups: the mark, the platform's id, and the name if there is one."""


def unknown_person(said: str) -> Fault:
    """Return the fault of a name that is not a mention."""
    return Fault(f"Jeg vet ikke hvem {short(said)} er. Skriv @ og velg navnet fra lista som dukker opp.")
