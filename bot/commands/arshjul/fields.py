"""The five fields of the wheel."""

from bot.commands.parse.clean import fold

FIELDS = {
    "arrangementer": "Arrangementer",
    "statsbudsjett": "Statsbudsjett",
    "ntp": "NTP",
    "nettverksbygging": "Politisk nettverksbygging",
    "saker": "Saker",
}
"""What each field is called, in the order of the wheel."""
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
