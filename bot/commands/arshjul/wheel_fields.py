"""The five fields of the wheel."""

from bot.cards.nudges.wheel import FIELDS as FIELDS  # noqa: PLC0414 - one list of the fields, for the card and the command
from bot.commands.parse.clean import fold

_WORDS = {
    "arrangementer": ("arrangement", "arrangementer", "arrangementene"),
    "statsbudsjett": ("statsbudsjett", "statsbudsjettet", "budsjett", "budsjettet"),
    "ntp": ("ntp", "transportplan"),
    "nettverksbygging": ("nettverksbygging", "nettverk", "politisk nettverksbygging"),
    "saker": ("saker", "sak", "sakene"),
}
_BY_WORD = {fold(word): field for field, words in _WORDS.items() for word in words}


def field_of(text: str) -> str | None:
    """Return the field that a text names, if any."""
    return _BY_WORD.get(fold(text.strip(":,")))
