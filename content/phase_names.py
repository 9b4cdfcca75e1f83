"""The names of phases as they are shown. A name in the content may begin with its months, shouted: «OKT–DES: Stortingets behandling»."""

import re

_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_SHOUTED = re.compile(r"([A-ZÆØÅ]{3,9})\.?\s?[–-]\s?([A-ZÆØÅ]{3,9})\.?: ")


def name_in_words(name: str) -> str:
    """Return «oktober–desember: Stortingets behandling» of «OKT–DES: Stortingets behandling»; another name unchanged."""
    shouted = _SHOUTED.match(name)
    months = [_month(each) for each in shouted.groups()] if shouted else []
    return f"{'–'.join(months)}: {name[shouted.end() :]}" if shouted and all(months) else name


def name_without_months(name: str) -> str:
    """Return «Stortingets behandling» of «OKT–DES: Stortingets behandling»; another name unchanged."""
    return name_in_words(name).partition(": ")[2] if name_in_words(name) != name else name


def _month(short: str) -> str:
    return next((each for each in _MONTHS if each.startswith(short.lower())), "")
