"""Cleaning names and titles: hyphens, capitals, full stops, e-mail addresses."""

import re

from bot.commands.interessenter.names.kind_guess import names_organisation
from bot.commands.interessenter.names.titles import PARTICLES, is_head
from bot.commands.parse.clean import fold
from content.names import is_given

_INITIAL = re.compile(r"(?:^|(?<=[-'’]))\w")
_HYPHENS = str.maketrans("‐‑", "--")
LONGEST_SHORTENED = len("konst.")
SHORTEST_SHOUTED = 3
"""The fewest letters of a word in capitals that is not read as initials."""


def without_addresses(text: str) -> str:
    """Return a text without e-mail addresses, and without the signs around a name in a list of recipients."""
    if "@" in text:
        text = " ".join(word for word in text.replace("<", " <").split() if "@" not in word)
    return text.replace("«", "").replace("»", "").replace('"', "")


def name_of(text: str) -> str:
    """Return a name as it is stored: with one kind of hyphen, and not in capitals."""
    text = tidy(text.translate(_HYPHENS))
    words = text.split()
    if text.islower() and words and is_given(words[0]) and not names_organisation(text):
        return " ".join(word if fold(word) in PARTICLES else _INITIAL.sub(_capital, word) for word in words)
    if not any(map(is_loud, words)) or names_organisation(text):
        return text
    # «Kari NORDMANN» is a person, «Bybane XYZ» may be anything.
    is_somebody = all(map(str.isupper, words)) or any(is_given(word) for word in words)
    return " ".join(map(_quiet, words)) if is_somebody else text


def place_of(text: str) -> str:
    """Return a place as it is kept: «OSLO» is «Oslo»."""
    if not any(map(is_loud, text.split())) or not text.isupper():
        return text
    return " ".join(word.lower() if word == "OG" else word.title() for word in text.split())


def _capital(match: re.Match[str]) -> str:
    return match.group().upper()


def is_loud(word: str) -> bool:
    """Return True if a word is all capitals, and not initials."""
    return len(word) >= SHORTEST_SHOUTED and word.isupper() and "." not in word


def _quiet(word: str) -> str:
    """Return a word in capitals in title case: «O'BRIEN-LIE» is «O'Brien-Lie»."""
    return word.title() if is_loud(word) else word


def tidy_title(text: str) -> str:
    """Return a title without punctuation around it; the full stop of «stortingsrep.» is kept."""
    bare = tidy(text)
    return bare if is_head(bare) or not text.rstrip().endswith(f"{bare}.") else f"{bare}."


def tidy(text: str) -> str:
    """Return a text without punctuation around it; a full stop is kept if the last word may be an abbreviation."""
    bare = " ".join(text.split()).strip(" ,;:–-")
    last = bare.split()[-1] if bare else ""
    is_shortened = len(last) <= LONGEST_SHORTENED or "." in last[:-1]
    return bare if is_shortened else bare.rstrip(". ")
