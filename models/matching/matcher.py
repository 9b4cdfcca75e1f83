"""Tells which themes a text is about, which words of it say so, and what was left out and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.schema.media import Watched
from models.matching.finder import Finder, Place
from models.matching.pattern import Pattern, pattern
from models.matching.reading import Reading, read

NEAR = 160
"""How many characters there may be between words that only tell something together: a headline's length."""


@dataclass(frozen=True)
class Words:
    """Words of the text: `text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Hit:
    """The text is about a theme: the rule as the content pack writes it, and the words that say so, the rule's first."""

    theme: str
    rule: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Excluded:
    """A rule that met its words, but does not count: an exclusion covers them, or (None) its companions are not near."""

    theme: str
    rule: str
    words: Words
    exclusion: str | None


@dataclass(frozen=True)
class Matched:
    """What a text is about."""

    hits: tuple[Hit, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    @property
    def themes(self) -> tuple[str, ...]:
        """Return the themes that were hit, in the content pack's order."""
        return tuple(dict.fromkeys(hit.theme for hit in self.hits))


NOTHING = Matched()


@dataclass(frozen=True)
class _Rule:
    theme: int
    companions: Finder | None = None


class Matcher:
    """Themes made ready. Safe to use from several threads; make it once for a content pack."""

    def __init__(self, themes: Iterable[Watched]) -> None:
        watched = tuple(themes)
        self._names = tuple(each.id for each in watched)
        self._exclusions = tuple(Finder(map(pattern, each.exclusions)) for each in watched)
        self._rules: dict[Pattern, list[_Rule]] = defaultdict(list)
        for number, each in enumerate(watched):
            for word in dict.fromkeys(each.words):
                self._rules[pattern(word)].append(_Rule(number))
            for together in each.together:
                rule = _Rule(number, Finder(map(pattern, together.others)))
                for word in together.words:
                    self._rules[pattern(word)].append(rule)
        self._finder = Finder(self._rules)

    def match(self, text: str) -> Matched:
        """Return what the text is about. Never raises."""
        reading = read(text)
        places = self._finder.find(reading.small)
        if not places:
            return NOTHING
        by_theme: dict[int, list[tuple[Place, _Rule]]] = defaultdict(list)
        for place in places:
            for rule in self._rules[place.pattern]:
                by_theme[rule.theme].append((place, rule))
        hits: list[Hit] = []
        excluded: list[Excluded] = []
        for number in sorted(by_theme):
            theme_hits, theme_excluded = self._weigh(number, by_theme[number], reading)
            hits += theme_hits
            excluded += theme_excluded
        return Matched(tuple(hits), tuple(excluded))

    def _weigh(
        self, number: int, met: list[tuple[Place, _Rule]], reading: Reading
    ) -> tuple[Iterator[Hit], list[Excluded]]:
        """Part what counts for a theme from what does not; the same words are told of once."""
        covers = self._exclusions[number].find(reading.small)
        hits: dict[tuple[int, int], Hit] = {}
        excluded: dict[tuple[int, int], Excluded] = {}
        name = self._names[number]
        for place, rule in met:
            span = place.start, place.end
            cover = next((each for each in covers if each.start <= place.start and place.end <= each.end), None)
            companion = _nearest(place, rule.companions, reading.small)
            if cover is not None or (rule.companions is not None and companion is None):
                why = cover.pattern.written if cover else None
                excluded.setdefault(span, Excluded(name, place.pattern.written, _words(place, reading), why))
            elif span not in hits or len(place.pattern.written) > len(hits[span].rule):
                words = [_words(each, reading) for each in (place, companion) if each is not None]
                hits[span] = Hit(name, place.pattern.written, tuple(words))
        left_out = [each for span, each in excluded.items() if not _within(span, hits)]
        return (hit for span, hit in hits.items() if not _within(span, hits)), left_out


def _nearest(place: Place, companions: Finder | None, small: str) -> Place | None:
    if companions is None:
        return None
    first = max(0, place.start - NEAR)
    found = companions.find(small[first : place.end + NEAR])
    moved = [each._replace(start=each.start + first, end=each.end + first) for each in found]
    apart = [each for each in moved if each.end <= place.start or each.start >= place.end]
    return min(apart, key=lambda each: max(each.start - place.end, place.start - each.end), default=None)


def _within(span: tuple[int, int], hits: dict[tuple[int, int], Hit]) -> bool:
    """Tell whether a longer hit says it already («statsbudsjettet» in «forslaget til statsbudsjettet»)."""
    return any(first <= span[0] and span[1] <= last and (first, last) != span for first, last in hits)


def _words(place: Place, reading: Reading) -> Words:
    start, end = reading.span(place.start, place.end)
    return Words(start, end, reading.text[start:end])
