"""Words that contain a rule's word but do not begin with it, and so do not count: «gigantplan» contains «ntp»."""

import re
from collections.abc import Iterable, Iterator

from content.schema.media import Watched
from models.media.matching.matcher import Excluded, Words
from models.media.matching.pattern import LETTER, Pattern, pattern
from models.media.matching.reading import NormalizedText, read, spellings

TOKEN = re.compile(f"{LETTER}+")
SHORTEST = 3
"""Shorter words are inside nearly every word."""


def inside(themes: Iterable[Watched], text: str) -> tuple[Excluded, ...]:
    """Return each word of the text that contains a rule's word, with a theme's longest rule. For people to read."""
    reading = read(text)
    rules = [(each.id, pattern(word)) for each in themes for word in each.words]
    held = [(theme, rule, spelt) for theme, rule in rules for spelt in _single(rule)]
    found: dict[tuple[str, int, int], Excluded] = {}
    for token in TOKEN.finditer(reading.small):
        for theme, rule, spelt in held:
            if spelt in token.group() and not token.group().startswith(spelt):
                key = (theme, token.start(), token.end())
                if key not in found or len(rule.written) > len(found[key].rule):
                    found[key] = Excluded(theme, rule.written, _words(reading, *key[1:]), None)
    return tuple(found.values())


def _single(rule: Pattern) -> Iterator[str]:
    if rule.kind != "phrase" and len(rule.key) >= SHORTEST:
        yield from spellings(rule.key)


def _words(reading: NormalizedText, start: int, end: int) -> Words:
    first, last = reading.span(start, end)
    return Words(first, last, reading.text[first:last])
