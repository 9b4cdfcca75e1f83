"""Synonyms in a content pack: the names and keywords of its issues, tracks, audiences and allies.

There is no built-in list of words: the keywords («stikkord») in the content decide what means the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.parties import PARTIES
from content.schema.pack import Pack
from models.search.documents import Unit
from models.search.index import RESEMBLES, SHORTEST_SLIP
from models.search.words import Word, stems, words

LONGEST = 5
"""The most words of a phrase in the content that is read as one unit."""
Phrase = tuple[str, ...]
"""Words that belong together, as stems."""


@dataclass(frozen=True)
class Meaning:
    """Phrases that mean the same, and the marks of documents that are about it."""

    phrases: frozenset[Phrase]
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Meanings:
    """The meanings of each phrase, and the single-word phrases as spelt (`spelt`), by their stems."""

    by_phrase: Mapping[Phrase, tuple[Meaning, ...]]
    spelt: Mapping[str, str]
    by_theme: Mapping[str, Meaning]
    themes: Mapping[Phrase, str]
    """The theme of each name and keyword."""

    def units(self, said: Sequence[str], slips: Collection[str] = ()) -> tuple[Unit, ...]:
        """Return the units of a query: words, phrases in the content, and quoted phrases.

        An item of `said` with a space in it was quoted: its words must be adjacent. `slips` are misspelt words of time
        or of a filter, for which similar words do not match.
        """
        found = self._units(said)
        return tuple(
            replace(unit, may_resemble=False, instead=None) if unit.written in slips else unit for unit in found
        )

    def theme(self, theme: str, name: str) -> Unit:
        """Return the unit of a theme, by its id: documents with its tag, and those with its words."""
        meaning = self.by_theme.get(theme, Meaning(frozenset()))
        return Unit(name, words(name), meanings=meaning.phrases, marks=frozenset({theme_tag(theme)}))

    def _units(self, said: Sequence[str]) -> Iterator[Unit]:
        loose: list[Word] = []
        for piece in said:
            if " " in piece:
                yield from self._of(loose)
                loose = []
                if quoted := words(piece):
                    yield Unit(piece, quoted, is_phrase=True)
            else:
                loose += words(piece)
        yield from self._of(loose)

    def _of(self, loose: Sequence[Word]) -> Iterator[Unit]:
        at = 0
        while at < len(loose):
            size = next((n for n in range(min(LONGEST, len(loose) - at), 1, -1) if self._knows(loose[at : at + n])), 1)
            yield self._unit(tuple(loose[at : at + size]))
            at += size

    def _knows(self, several: Sequence[Word]) -> bool:
        return tuple(word.stem for word in several) in self.by_phrase

    def _unit(self, several: tuple[Word, ...]) -> Unit:
        stems_ = tuple(word.stem for word in several)
        found = self.by_phrase.get(stems_) or self.by_phrase.get(_without_genitive(several), ())
        phrases = frozenset(phrase for meaning in found for phrase in meaning.phrases) - {stems_}
        tags = frozenset(tag for meaning in found for tag in meaning.tags)
        written = " ".join(word.written for word in several)
        return Unit(written, several, meanings=phrases, tags=tags, instead=None if found else self._nearest(several))

    def _nearest(self, several: tuple[Word, ...]) -> Unit | None:
        """Return the unit of the word in the content that is nearest to a misspelt one."""
        word = several[0]
        if len(several) > 1 or word.is_short or len(word.folded) < SHORTEST_SLIP:
            return None
        near = process.extractOne(
            word.stem, self.spelt.keys(), scorer=OSA.normalized_similarity, score_cutoff=RESEMBLES
        )
        if near is None:
            return None
        theme = self.themes.get((near[0],))
        return self.theme(theme, self.spelt[near[0]]) if theme else self._unit(words(self.spelt[near[0]]))


@lru_cache(4)
def meanings_of(pack: Pack) -> Meanings:
    """Return the synonyms of a pack.

    The name of a thing matches all the words for it; one of these words matches the name of the thing, and not the
    other words: «LO» is an organisation, but not «NHO».
    """
    by_phrase: dict[Phrase, list[Meaning]] = defaultdict(list)
    spelt: dict[str, str] = {}
    for names, keywords, tags in _said_alike(pack):
        called, other = _phrases(names), _phrases(keywords)
        for phrase in called | other:
            same = called | other if phrase in called or _is_in_name(phrase, called) else called
            by_phrase[phrase].append(Meaning(same, frozenset(tags)))
        for text in (*names, *keywords):
            if len(phrase := stems(text)) == 1:
                spelt.setdefault(phrase[0], text)
    by_theme = {issue.id: Meaning(_phrases((issue.name, *issue.keywords))) for issue in pack.issues}
    themes = {phrase: theme for theme, meaning in by_theme.items() for phrase in meaning.phrases}
    known = {phrase: tuple(dict.fromkeys(found)) for phrase, found in by_phrase.items()}
    return Meanings(known, spelt, by_theme, themes)


def _without_genitive(several: Sequence[Word]) -> Phrase:
    """Return «ap» for «Aps», whose genitive the stemmer does not remove."""
    return (*(word.stem for word in several[:-1]), several[-1].folded.removesuffix("s"))


def theme_tag(theme: str) -> str:
    """Return the tag of a document that is about a theme."""
    return f"tema:{theme}"


def _is_in_name(phrase: Phrase, called: Iterable[Phrase]) -> bool:
    """Return True if the phrase has more than one word and one of the names in `called` has them all.

    For example, a committee is found without «Stortingets» in its name.
    """
    return len(phrase) > 1 and any(set(phrase) <= set(name) for name in called)


def _phrases(texts: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(filter(None, map(stems, texts)))


def _said_alike(pack: Pack) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yield the names of each thing in a pack, other words for it, and the tags of documents about it."""
    for issue in pack.issues:
        tags = (theme_tag(issue.id),)
        yield (issue.name, _spaced(issue.id)), issue.keywords, tags
        for track in issue.tracks:
            yield (track.name, _spaced(track.id)), track.keywords, tags
        for audience in issue.audiences:
            yield (audience.name, _spaced(audience.id)), audience.keywords, ()
    for alliance in pack.alliances.alliances:
        yield (alliance.name, _spaced(alliance.id)), (), ()
    for short, names in PARTIES.items():
        yield (short, *names), (), ()


def _spaced(id_: str) -> str:
    return id_.replace("-", " ")
