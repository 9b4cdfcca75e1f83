"""Text from outside, made safe to store, to compare and to show."""

import re
import unicodedata

from content.folding import clean as clean  # noqa: PLC0414 - exported from here
from content.folding import fold as fold  # noqa: PLC0414 - the same

_LETTERS = str.maketrans("æåäøö", "aaaoo")
_WORD = re.compile(r"[a-z0-9]+")
_DOUBLE = re.compile(r"aa|ae|oe")


def leading_word(text: str) -> str:
    """Return the word that decides what a command does, folded; empty if there is none.

    Access is checked by this word before a handler reads the text, so a handler must read the same word.
    """
    return fold(clean(text).strip(" ?!.").partition(" ")[0])


def short(text: str, length: int = 60) -> str:
    """Return at most that many characters, with «…» if something was cut."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def comparable(text: str) -> str:
    """Return the text in small letters a–z and digits, so that «Ås», «AAS» and «as» are the same."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(_DOUBLE.sub(lambda pair: "o" if pair[0] == "oe" else "a", plain)))
