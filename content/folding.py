"""Text from outside, made safe to store and to compare."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])
LONGEST_REMEMBERED = 200
INVISIBLE = frozenset("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Marks that change the writing direction, or have no width. Joiners inside emoji are kept."""
_REFUSED = re.compile("[\0\ud800-\udfff]")
DROPPED = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters, which databases refuse."""


def storable(text: str) -> str:
    """Return a text without null characters and lone surrogates, which databases refuse; the rest is unchanged."""
    return text if text.isprintable() else _REFUSED.sub("", text)


def make_storable(instance: object, *names: str) -> None:
    """Do the same with text fields of a frozen instance, in place; None stays None."""
    for name in names:
        text = getattr(instance, name)
        if text is not None:
            object.__setattr__(instance, name, storable(text))


def clean(text: str) -> str:
    """Return one line: composed, without control characters and direction marks, single spaces between words."""
    # Printable text has none of these, and most text is printable.
    kept = text if text.isprintable() else "".join(_kept(char) for char in text)
    # ASCII is composed already.
    return " ".join((kept if kept.isascii() else unicodedata.normalize("NFC", kept)).split())


def remembered(maxsize: int) -> Callable[[F], F]:
    """Cache what a function returns for short texts (its first argument, by position).

    Long texts, which anybody may write, would fill the memory.
    """

    def remembering(function: F) -> F:
        kept = lru_cache(maxsize)(function)

        @wraps(function)
        def answer(text: str, *rest: Any) -> Any:
            return (kept if len(text) <= LONGEST_REMEMBERED else function)(text, *rest)

        return cast("F", answer)

    return remembering


@remembered(4096)
def fold(text: str) -> str:
    """Return the text as compared: «Årshjul», «aarshjul» and «arshjul» are the same, and so are ø, oe and o."""
    small = clean(text).casefold().replace("ø", "o").replace("æ", "a").replace("å", "a")
    bare = small if small.isascii() else _without_marks(small)
    return bare.replace("aa", "a").replace("oe", "o").replace("ae", "a")


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")


def _kept(char: str) -> str:
    if char.isspace():
        return " "
    return "" if char in INVISIBLE or unicodedata.category(char) in DROPPED else char
