"""A line of text as its words."""

import re
from dataclasses import dataclass

from bot.commands.parse.clean import clean

_TOKEN = re.compile(r'"([^"]*)"|«([^«»]*)»|([@#]\{[^{}]*\})|([^\s"«»]+)')
EDGES = ",;:!?()"


@dataclass(frozen=True)
class Token:
    """A word, or words in quotation marks that belong together and are taken literally."""

    text: str
    quoted: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a line, without punctuation around them."""
    words = (_token(match) for match in _TOKEN.finditer(clean(text)))
    return tuple(token for token in words if token.text)


def phrase(words: tuple[Token, ...]) -> str | None:
    """Return the words as one phrase, or None if one of them is quoted."""
    return None if any(word.quoted for word in words) else " ".join(word.text for word in words)


def _token(match: re.Match[str]) -> Token:
    quoted = match[1] if match[1] is not None else match[2]
    if quoted is not None:
        return Token(" ".join(quoted.replace('"', " ").split()), quoted=True)
    return Token(match[3] or match[4].strip(EDGES))
