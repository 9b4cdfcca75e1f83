"""Looks for our names, demands and themes in the passages of a recommendation or a decision.

A name of ours is the surest. A demand is recognised by the words of its track, or by enough of its own words, in a
passage that is about its theme. A theme's words alone are shown only where there is little else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from content.schema.media import Watched
from content.schema.messages import Issue, Track
from content.schema.pack import Pack
from models.media.matching.matcher import Matcher, WordHit
from models.official.documents import ADVICE, DECISION, PROPOSAL, REMARK
from models.official.items import Passage
from models.official.relevance import theme_of
from models.search.words import stems

NAME, DEMAND, THEME = 3, 2, 1
"""How strong a find is: our name, a demand of ours, or only a theme."""
READ = frozenset({REMARK, PROPOSAL, ADVICE, DECISION})
"""The passages where themes and demands count: what the committee and the Storting say, not the summary of the case."""
MOST, MOST_THEMES = 5, 2
"""How many finds of a document are shown, and how many of those that are only about a theme."""
ENOUGH, LONG_STEM = 3, 4
"""How many of a demand's own words are enough, and how long a word is that says something."""
LONGEST_QUOTE = 300
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = re.compile(r"[.!?:] ")


@dataclass(frozen=True)
class OwnWords:
    """Where ours was found: which passage, how strong, the theme if it is known, the words as written, and a quote."""

    position: int
    passage: Passage
    strength: int
    theme: str | None
    words: str
    quote: str


def own_words(passages: Sequence[Passage], pack: Pack, *, is_followed: bool) -> list[OwnWords]:
    """Return the strongest finds in a document, at most one in each passage, in the document's order.

    Where nobody follows the case (`is_followed` is False) only our names count.
    """
    words = _prepared(pack)
    found = [each for number, one in enumerate(passages) if (each := words.best(number, one, is_followed=is_followed))]
    if any(each.strength > THEME for each in found):
        found = [each for each in found if each.strength > THEME]
    else:
        found = found[:MOST_THEMES]
    strongest = sorted(found, key=lambda each: (-each.strength, each.position))[:MOST]
    return sorted(strongest, key=lambda each: each.position)


class _Words:
    """The words of a content pack, prepared."""

    def __init__(self, pack: Pack) -> None:
        ours = pack.organisation
        self._names = Matcher((_watched("navn", filter(None, map(_plain, (ours.short_name, ours.name)))),))
        self._themes = Matcher(tuple(pack.media.themes))
        self._official = Matcher(tuple(pack.media.official))
        self._theme_of = {each.id: theme_of(each) for each in pack.media.official}
        in_use = [(issue, track) for issue in pack.issues for track in issue.tracks if not track.is_retired]
        self._demands = tuple(_Demand(issue, track) for issue, track in in_use)

    def best(self, position: int, passage: Passage, *, is_followed: bool) -> OwnWords | None:
        """Return the strongest find in a passage."""
        text = passage.text
        if hits := self._names.match(text).hits:
            theme = next(iter(self._themes_in(text)), None)
            return OwnWords(position, passage, NAME, theme, _said(hits[0]), _quote(text, hits[0]))
        if not is_followed or passage.kind not in READ:
            return None
        themes = self._themes_in(text)
        for each in self._demands:
            about = themes.get(each.theme)
            if about is not None and (words := each.words_in(text)):
                return OwnWords(position, passage, DEMAND, each.theme, words, _quote(text, about))
        if not themes:
            return None
        theme, hit = next(iter(themes.items()))
        return OwnWords(position, passage, THEME, theme, _said(hit), _quote(text, hit))

    def _themes_in(self, text: str) -> dict[str, WordHit]:
        found: dict[str, WordHit] = {}
        for hit in self._themes.match(text).hits:
            found.setdefault(hit.theme, hit)
        for hit in self._official.match(text).hits:
            found.setdefault(self._theme_of[hit.theme], hit)
        return found


class _Demand:
    """A track with its demand: the words that people use for it, and the demand's own."""

    def __init__(self, issue: Issue, track: Track) -> None:
        self.theme = issue.id
        words = [_plain(each) for each in track.keywords]
        self._keywords = Matcher((_watched("krav", words),)) if any(words) else None
        self._stems = frozenset(each for each in stems(track.krav or "") if len(each) >= LONG_STEM)

    def words_in(self, text: str) -> str:
        """Return the words by which a text is about the demand; empty if it is not."""
        if self._keywords is not None and (hits := self._keywords.match(text).hits):
            return _said(hits[0])
        common = [each for each in dict.fromkeys(stems(text)) if each in self._stems]
        is_enough = len(common) >= ENOUGH or (1 < len(self._stems) <= len(common))
        return " … ".join(_written(text, common)) if is_enough else ""


@lru_cache(maxsize=8)
def _prepared(pack: Pack) -> _Words:
    return _Words(pack)


def _watched(name: str, words: Iterator[str] | Sequence[str]) -> Watched:
    return Watched.model_construct(
        id=name, kilde="", name=name, words=tuple(filter(None, words)), together=(), exclusions=(), apart=(),
        spokespersons=(),
    )  # fmt: skip


def _plain(name: str) -> str:
    """Return a name as something to look for: its words after each other."""
    return " ".join(_WORD.findall(name))


def _said(hit: WordHit) -> str:
    return " … ".join(each.text for each in hit.words)


def _written(text: str, wanted: Sequence[str]) -> Iterator[str]:
    for each in dict.fromkeys(_WORD.findall(text)):
        if set(stems(each)) & set(wanted):
            yield each


def _quote(text: str, hit: WordHit) -> str:
    """Return the sentence that a hit is in, cut around it if it is too long."""
    at = hit.words[0].start
    begins = max((each.end() for each in _SENTENCE_ENDS.finditer(text, 0, at)), default=0)
    after = _SENTENCE_ENDS.search(text, at)
    sentence = text[begins : after.start() + 1 if after else len(text)].strip()
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    first = max(0, at - begins - LONGEST_QUOTE // 2)
    cut = sentence[first : first + LONGEST_QUOTE - 2].strip()
    return f"{'…' if first else ''}{cut}{'…' if first + LONGEST_QUOTE - 2 < len(sentence) else ''}"
