"""Finds the themes of a text, the words that show them, and what was left out and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from content.schema.media import Apart, Media, Watched
from models.media.matching.finder import Covers, Finder, Place
from models.media.matching.pattern import Pattern, pattern
from models.media.matching.reading import NormalizedText, read

FINDERS_KEPT = 1_024
NEAR = 160
"""How many characters there may be between words that only count together: a headline's length."""


@dataclass(frozen=True)
class Words:
    """Words of the text: `text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class WordHit:
    """The text is about a theme: the rule as in the content pack, and the words that show it, the rule's first."""

    theme: str
    rule: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Excluded:
    """A rule whose words were found, but that does not count.

    `exclusion` is the rule that covers them, or with `near` the one that matches the words near them. If it is None,
    none of the rule's own companions is near.
    """

    theme: str
    rule: str
    words: Words
    exclusion: str | None
    near: Words | None = None


@dataclass(frozen=True)
class Matched:
    """What a text is about."""

    hits: tuple[WordHit, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    @property
    def themes(self) -> tuple[str, ...]:
        """Return the themes that were hit, in the content pack's order."""
        return tuple(dict.fromkeys(hit.theme for hit in self.hits))


NOTHING = Matched()
NO_PLACES = Covers(())


@dataclass(frozen=True)
class _Apart:
    """Words that keep others from counting when they are near, and words that make them count all the same."""

    others: Finder
    unless: Finder


class _AllApart:
    """A theme's words that do not count near some others. All are searched for at once."""

    def __init__(self, rules: Iterable[Apart]) -> None:
        self._rules: dict[Pattern, list[_Apart]] = defaultdict(list)
        for rule in rules:
            apart = _Apart(_finder(rule.others), _finder(rule.unless))
            for word in rule.words:
                self._rules[pattern(word)].append(apart)
        self._finder = Finder(self._rules)

    def find(self, small: str) -> list[tuple[Covers, _Apart]]:
        """Return the rules that have any of their words in a text, with their places."""
        places: dict[_Apart, list[Place]] = defaultdict(list)
        for place in self._finder.find(small):
            for apart in self._rules[place.pattern]:
                places[apart].append(place)
        return [(Covers(found), apart) for apart, found in places.items()]


@dataclass(frozen=True)
class _Rule:
    theme: int
    companions: Finder | None = None


Met = tuple[Place, _Rule]
"""A place, and the rule whose words are there."""


class Matcher:
    """Themes prepared for matching. Thread-safe; make it once for a content pack."""

    def __init__(self, themes: Iterable[Watched]) -> None:
        watched = tuple(themes)
        self._names = tuple(each.id for each in watched)
        self._exclusions = tuple(_finder(each.exclusions) for each in watched)
        self._apart = tuple(_all_apart(each.apart) for each in watched)
        rules: dict[Pattern, list[_Rule]] = defaultdict(list)
        for number, each in enumerate(watched):
            alone = _Rule(number)
            for word in dict.fromkeys(each.words):
                rules[pattern(word)].append(alone)
            for together in each.together:
                rule = _Rule(number, _finder(together.others))
                for word in together.words:
                    rules[pattern(word)].append(rule)
        # Tuples are half as large as lists of one, and thousands of workspaces may have words of their own.
        self._rules = {each: tuple(several) for each, several in rules.items()}
        self._finder = Finder(self._rules)

    def match(self, text: str) -> Matched:
        """Return what the text is about. Never raises."""
        reading = read(text)
        places = self._finder.find(reading.small)
        if not places:
            return NOTHING
        by_theme: dict[int, list[Met]] = defaultdict(list)
        for place in places:
            for rule in self._rules[place.pattern]:
                by_theme[rule.theme].append((place, rule))
        hits: list[WordHit] = []
        excluded: list[Excluded] = []
        for number in sorted(by_theme):
            theme_hits, theme_excluded = self._weigh(number, by_theme[number], reading)
            hits += theme_hits
            excluded += theme_excluded
        return Matched(tuple(hits), tuple(excluded))

    def _weigh(self, number: int, met: list[Met], reading: NormalizedText) -> tuple[list[WordHit], list[Excluded]]:
        """Separate what counts for a theme from what does not; the same words are reported once."""
        exclusions = Covers(self._exclusions[number].find(reading.small))
        # Searched for once, not for each place: the time is linear in the length of the text.
        apart = self._apart[number].find(reading.small)
        against: dict[tuple[int, int], tuple[Place | None, Place | None]] = {}
        hits: dict[tuple[int, int], tuple[Place, Place | None]] = {}
        excluded: dict[tuple[int, int], tuple[Place, Place | None, Place | None]] = {}
        for place, rule in met:
            span = place.start, place.end
            if span not in against:
                cover = exclusions.over(place)
                against[span] = cover, None if cover else _kept_apart(place, apart, reading.small)
            cover, near = against[span]
            companion = _nearest(place, rule.companions, exclusions, reading.small)
            if cover or near or (rule.companions is not None and companion is None):
                excluded.setdefault(span, (place, cover, near))
            elif span not in hits or len(place.pattern.written) > len(hits[span][0].pattern.written):
                hits[span] = place, companion
        counted = Covers(place for place, _ in hits.values())
        name = self._names[number]
        return (
            [_hit(name, *each, reading) for each in hits.values() if counted.over(each[0]) is each[0]],
            [_excluded(name, *each, reading) for each in excluded.values() if counted.over(each[0]) is None],
        )


@lru_cache(maxsize=FINDERS_KEPT)
def _finder(words: tuple[str, ...]) -> Finder:
    """Return what finds some words. Themes that differ in a word share the rest."""
    return Finder(map(pattern, words))


@lru_cache(maxsize=FINDERS_KEPT)
def _all_apart(rules: tuple[Apart, ...]) -> _AllApart:
    """Return what finds the words kept apart. Themes that differ only in their own words share it."""
    return _AllApart(rules)


@lru_cache(maxsize=8)
def matcher_of(media: Media) -> Matcher:
    """Return the matcher of a content pack's words, cached for each."""
    return Matcher(media.themes)


def _nearest(place: Place, companions: Finder | None, exclusions: Covers, small: str) -> Place | None:
    """Return the nearest companion, if any is near; words that the edge of the stretch cuts are not read."""
    if companions is None:
        return None
    first, last = max(0, place.start - NEAR), min(len(small), place.end + NEAR)
    found = [
        each._replace(start=each.start + first, end=each.end + first)
        for each in companions.find(small[first:last])
        if (each.start > 0 or first == 0) and (each.end < last - first or last == len(small))
    ]
    apart = [each for each in found if each.end <= place.start or each.start >= place.end]
    counting = [each for each in apart if exclusions.over(each) is None]
    return min(counting, key=lambda each: max(each.start - place.end, place.start - each.end), default=None)


def _kept_apart(place: Place, apart: Iterable[tuple[Covers, _Apart]], small: str) -> Place | None:
    """Return what is near and keeps a place from counting, if anything does."""
    for words, rule in apart:
        near = _nearest(place, rule.others, NO_PLACES, small) if words.over(place) is not None else None
        if near is not None and _nearest(place, rule.unless, NO_PLACES, small) is None:
            return near
    return None


def _hit(theme: str, place: Place, companion: Place | None, reading: NormalizedText) -> WordHit:
    items = (_words(each, reading) for each in (place, companion) if each is not None)
    return WordHit(theme, place.pattern.written, tuple(items))


def _excluded(theme: str, place: Place, cover: Place | None, near: Place | None, reading: NormalizedText) -> Excluded:
    by = cover or near
    return Excluded(
        theme,
        place.pattern.written,
        _words(place, reading),
        by.pattern.written if by else None,
        _words(near, reading) if near else None,
    )


def _words(place: Place, reading: NormalizedText) -> Words:
    start, end = reading.span(place.start, place.end)
    return Words(start, end, reading.text[start:end])
