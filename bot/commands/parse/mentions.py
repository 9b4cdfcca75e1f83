"""People and channels as `bot.commands.ask.Ask.text` holds them: `@{U123|kari}`, `#{C123|jernbane}`."""

import re

from bot.commands.parse.clean import short
from bot.commands.parse.fault import Fault

MENTION = re.compile(r"([@#])\{([^{}|]{1,64})(?:\|([^{}]*))?\}")
"""Groups: the mark, the platform's id, the name where there is one."""


def unknown_person(said: str) -> Fault:
    """Return what to say of a name that is no mention."""
    return Fault(f"Jeg vet ikke hvem {short(said)} er. Skriv @ og velg navnet fra listen som dukker opp.")
