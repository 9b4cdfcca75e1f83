"""Searches a text for many patterns at once."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.media.matching.pattern import (
    LETTER,
    Pattern,
    beginnings_expression,
    is_form_of,
    is_phrase,
    phrase_expression,
    stem,
)
from models.media.matching.reading import spellings

KEPT = 20_000
"""How many words' patterns are cached before all of them are dropped."""
TOKEN = re.compile(f"{LETTER}+")


class Place(NamedTuple):
    """A pattern that was found, and its position in the small text."""

    start: int
    end: int
    pattern: Pattern


class Covers:
    """Places, to find the widest one that covers another."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._starts: list[int] = []
        self._widest: list[Place] = []
        for place in sorted(places, key=lambda each: (each.start, -each.end)):
            if not self._widest or place.end > self._widest[-1].end:
                self._starts.append(place.start)
                self._widest.append(place)

    def over(self, place: Place) -> Place | None:
        """Return a place that covers all of another (itself, if it is one of them and nothing covers it)."""
        at = bisect_right(self._starts, place.start) - 1
        return self._widest[at] if at >= 0 and self._widest[at].end >= place.end else None


class Finder:
    """Finds all places of some patterns. Thread-safe."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._prefixes: dict[str, tuple[Pattern, ...]] = defaultdict(tuple)
        self._words: dict[str, tuple[tuple[str, Pattern], ...]] = defaultdict(tuple)
        self._phrases: dict[str, tuple[Pattern, ...]] = defaultdict(tuple)
        self._parts: dict[str, tuple[Pattern, ...]] = defaultdict(tuple)
        """Patterns that a word may have anywhere in it, by what it must contain."""
        known = tuple(dict.fromkeys(patterns))
        self._expressions = {each: phrase_expression(each) for each in known if each.kind == "phrase"}
        beginnings = [start for each in known for start in self._learn(each)]
        self._longest = max(map(len, beginnings), default=0)
        self._expression = beginnings_expression(beginnings)
        self._known: dict[str, tuple[tuple[Pattern, ...], tuple[Pattern, ...]]] = {}
        self._known_parts: dict[str, tuple[Pattern, ...]] = {}

    def find(self, small: str) -> list[Place]:
        """Return every place, roughly in the text's order. The time is linear in the length of the text."""
        found: list[Place] = []
        searched: set[Pattern] = set()
        for match in self._expression.finditer(small):
            token = match.group()
            single, phrases = self._known.get(token) or self._look_up(token)
            found += [Place(match.start(), match.end(), each) for each in single]
            for each in phrases:
                if each.key_is_first:
                    found += self._phrase_at(each, small, match.start())
                elif each not in searched:
                    searched.add(each)
                    found += self._phrases_in(each, small)
        for contained in self._parts:
            if contained in small:
                found += self._parts_in(small)
                found.sort(key=lambda each: each.start)
                break
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def _learn(self, each: Pattern) -> Iterator[str]:
        for spelt in spellings(each.key):
            match each.kind:
                case "prefix":
                    self._prefixes[spelt] += (each,)
                    yield spelt
                case "phrase":
                    self._phrases[spelt] += (each,)
                    yield spelt
                case "suffix" | "part":
                    self._parts[spelt] += (each,)
                case "exact":
                    self._words[spelt] += ((spelt, each),)
                    yield spelt
                case "word":
                    self._words[stem(spelt)] += ((spelt, each),)
                    yield stem(spelt)

    def _look_up(self, token: str) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
        starts = [token[:length] for length in range(1, min(len(token), self._longest) + 1)]
        single = [each for start in starts for each in self._prefixes.get(start, ())]
        single += [each for start in starts for each in self._forms(token, start)]
        phrases = [each for start in starts for each in self._phrases.get(start, ()) if _may_be_key(token, start, each)]
        if len(self._known) >= KEPT:
            self._known.clear()
        items = self._known[token] = tuple(dict.fromkeys(single)), tuple(dict.fromkeys(phrases))
        return items

    def _forms(self, token: str, start: str) -> Iterator[Pattern]:
        """Return the words that a token is a form of: all forms of a word share their beginning."""
        for spelt, each in self._words.get(start, ()):
            if token == spelt or (each.kind == "word" and is_form_of(token, spelt)):
                yield each

    def _parts_in(self, small: str) -> Iterator[Place]:
        for match in TOKEN.finditer(small):
            token = match.group()
            patterns = self._known_parts.get(token)
            if patterns is None:
                if len(self._known_parts) >= KEPT:
                    self._known_parts.clear()
                patterns = self._known_parts[token] = self._patterns_within(token)
            for each in patterns:
                yield Place(match.start(), match.end(), each)

    def _patterns_within(self, token: str) -> tuple[Pattern, ...]:
        found = (
            each
            for spelt, patterns in self._parts.items()
            if spelt in token
            for each in patterns
            if each.kind == "part" or is_form_of(token[token.rindex(spelt) :], spelt)
        )
        return tuple(dict.fromkeys(found))

    def _phrase_at(self, each: Pattern, small: str, at: int) -> Iterator[Place]:
        if match := self._expressions[each].match(small, at):
            yield Place(match.start(), match.end(), each)

    def _phrases_in(self, each: Pattern, small: str) -> Iterator[Place]:
        for match in self._expressions[each].finditer(small):
            if is_phrase(match):
                yield Place(match.start(), match.end(), each)


def _may_be_key(token: str, start: str, phrase: Pattern) -> bool:
    """Return True if a word that begins with a phrase's key may be that word of the phrase."""
    return phrase.key_is_open or token == start or (phrase.key_is_last and token == f"{start}s")
