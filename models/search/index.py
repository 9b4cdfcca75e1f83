"""The ranked index: documents by their words, scored by BM25, and similar words by four-letter sequences (4-grams).

It knows nothing about the kind of the documents. A document matches by its name, a whole word, a compound of the word,
the words about it, the synonyms in the content, or at last by similar words, in that
order (`Tier`).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import log

from rapidfuzz.distance import OSA

from models.search.documents import Document, Hit, Hits, Tier, Unit, relevant, together
from models.search.words import Word, grams, is_compound_of, stems, words

K1, B = 1.2, 0.5
"""BM25's constants: the saturation of repeated words, and the penalty for long texts."""
TITLE, TEXT, ABOUT = 3.0, 1.0, 0.5
"""The weight of a word in each field."""
RESEMBLES = 0.7
"""The least similarity of two words: one error in four letters, two in seven."""
SHORTEST_SLIP = 5
SHORTEST_PART = 5
"""A shorter word inside a longer one says little about its meaning."""
MOST_UNITS = 12
"""The most units of a query; the rest are ignored."""
Scores = dict[int, Hit]
"""The matches of one unit, by the documents' numbers."""


class Index:
    """Documents that can be searched. Safe to search from several threads; it does not change once made."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._said: dict[str, dict[int, float]] = defaultdict(dict)
        self._about: dict[str, dict[int, float]] = defaultdict(dict)
        self._named: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._tagged: dict[str, set[int]] = defaultdict(set)
        self._lengths: list[float] = []
        self._titled: dict[str, set[int]] = defaultdict(set)
        self._forms: dict[str, dict[str, Word]] = defaultdict(dict)
        """The words of titles, names and texts by their stems, then folded."""
        for number, document in enumerate(documents):
            self._add(number, document)
        self._average = sum(self._lengths) / max(1, len(self._lengths)) or 1.0

    def search(self, units: Sequence[Unit]) -> Hits:
        """Return the documents that match the most units, by tier, score and their order in the index.

        A unit that no document matches is ignored, and so are those that no document matches together with the others.
        """
        resembling: dict[str, tuple[str, ...]] = {}
        found = [self._unit(unit, resembling) for unit in units[:MOST_UNITS]]
        best = self._most(found)
        chosen = [scores for number, scores in enumerate(found) if best & 1 << number]
        left = [
            (unit.written, found[number : number + 1]) for number, unit in enumerate(units) if not best & 1 << number
        ]
        shared = set.intersection(*(set(scores) for scores in chosen)) if chosen else set[int]()
        hits = (
            Hit(number, max(each[number].tier for each in chosen), sum(each[number].score for each in chosen))
            for number in shared
        )
        return Hits(
            tuple(sorted(hits, key=lambda hit: (hit.tier, -round(hit.score, 6), hit.number))),
            tuple(dict.fromkeys(written for written, scores in left if not any(scores))),
            tuple(dict.fromkeys(written for written, scores in left if any(scores))),
            {said: words for said, words in resembling.items() if said not in dict(left)},
        )

    def match(self, unit: Unit, resembling: dict[str, tuple[str, ...]]) -> Scores:
        """Return the documents that match one unit, each in its best tier; how it was read is put in `resembling`."""
        return self._unit(unit, resembling)

    def knows(self, stem: str) -> bool:
        """Return True if a document has a word with that stem, or is about it."""
        return stem in self._said or stem in self._about

    def __len__(self) -> int:
        """Return how many documents it has."""
        return len(self._documents)

    def _add(self, number: int, document: Document) -> None:
        length = 0.0
        for text, weight in ((document.title, TITLE), (document.names, TITLE), (document.text, TEXT)):
            for word in words(text):
                self._forms[word.stem].setdefault(word.folded, word)
                self._said[word.stem][number] = self._said[word.stem].get(number, 0.0) + weight
                length += weight
                if weight == TITLE:
                    self._titled[word.stem].add(number)
        for stem in stems(document.about):
            self._about[stem][number] = self._about[stem].get(number, 0.0) + ABOUT
        for name in document.names.splitlines():
            self._named[stems(name)].add(number)
        for tag in document.tags:
            self._tagged[tag].add(number)
        self._lengths.append(length)

    def _unit(self, unit: Unit, resembling: dict[str, tuple[str, ...]]) -> Scores:
        """Return the documents that match a unit, else those with the words nearest to it."""
        found = self._as_it_is(unit)
        if not found and unit.instead and (found := self._as_it_is(unit.instead)):
            resembling[unit.written] = (unit.instead.written,)
        return found if found or unit.is_phrase or not unit.may_resemble else self._resembling(unit, resembling)

    def _as_it_is(self, unit: Unit) -> Scores:
        """Return the documents that match a unit, each in its best tier."""
        found: Scores = {}
        for tier, scores in self._tiers(unit):
            for number, score in scores.items():
                found.setdefault(number, Hit(number, tier, score))
        return found

    def _tiers(self, unit: Unit) -> Iterator[tuple[Tier, Mapping[int, float]]]:
        for mark in unit.marks:
            yield Tier.SAID, dict.fromkeys(self._tagged.get(mark, ()), self._idf(len(self._tagged.get(mark, ()))))
        named = self._named.get(tuple(word.stem for word in unit.words), set())
        yield Tier.NAMED, dict.fromkeys(named, TITLE * self._idf(len(named)))
        exact = [self._scored(self._whole(word)) for word in unit.words]
        said = together(exact)
        yield Tier.SAID, {n: s for n, s in said.items() if self._has_phrase(n, unit)} if unit.is_phrase else said
        if unit.is_phrase:
            return
        yield Tier.COMPOUND, self._compounded_in(unit, is_name=bool(named))
        yield Tier.ABOUT, together([self._scored(self._whole(word), self._about) for word in unit.words])
        yield Tier.MEANT, relevant(self._meant(unit))

    def _compounded_in(self, unit: Unit, *, is_name: bool) -> Mapping[int, float]:
        """Return the documents with compounds of the words: if something has the words as its name, in titles only.

        A note may have «i år uten stortingsvalg», which says little to someone who asks about «valget».
        """
        each = [self._compounds(word) for word in unit.words]
        scores = together([self._scored(stems_) for stems_ in each])
        if not is_name:
            return scores
        titled = [set[int]().union(*(self._titled.get(stem, set()) for stem in stems_)) for stems_ in each]
        return {number: score for number, score in scores.items() if all(number in found for found in titled)}

    def _whole(self, word: Word) -> list[str]:
        """Return the stems of the word itself: the genitive of an acronym is added and removed without the stemmer."""
        if not word.is_short:
            return [word.stem]
        is_genitive = word.written[:1].isupper() and word.written.endswith("s") and len(word.folded) > len("ap")
        return [word.stem, f"{word.folded}s", *([word.folded[:-1]] if is_genitive else [])]

    def _compounds(self, word: Word) -> list[str]:
        whole = self._whole(word)
        if word.is_short:
            return whole
        return [*whole, *(stem for stem, form in self._having(word.stem) if is_compound_of(form, word))]

    def _having(self, part: str) -> Iterator[tuple[str, Word]]:
        """Yield the words with a text inside them or their stems, which is looked for in all of them at once."""
        at, seen = self._joined.find(part), -1
        while at >= 0:
            number = bisect_right(self._joints, at) - 1
            if number != seen:
                yield self._compounded[number]
            seen, at = number, self._joined.find(part, at + 1)

    def _meant(self, unit: Unit) -> dict[int, float]:
        """Return the documents that match by synonyms in the content, or by a tag."""
        found: dict[int, float] = defaultdict(float)
        for meaning in unit.meanings:
            for postings in (self._said, self._about):
                for number, score in together([self._scored([stem], postings) for stem in meaning]).items():
                    found[number] = max(found[number], score)
        for tag in unit.tags:
            for number in self._tagged.get(tag, ()):
                found[number] += self._idf(len(self._tagged[tag])) * ABOUT
        return found

    def _resembling(self, unit: Unit, resembling: dict[str, tuple[str, ...]]) -> Scores:
        """Return the documents with words similar to those of the unit: misspelt, or a part of a longer word."""
        near = [self._near(word) for word in unit.words]
        scores = together([self._scored(each) for each in near])
        if scores:
            forms = (
                min(self._forms[stem].values(), key=lambda form: len(form.folded)) for each in near for stem in each
            )
            resembling[unit.written] = tuple(dict.fromkeys(form.written for form in forms))
        return {number: Hit(number, Tier.RESEMBLES, score) for number, score in scores.items()}

    def _near(self, word: Word) -> list[str]:
        """Return the stems nearest to a misspelt word; if there are none, those of words that are parts of it."""
        if word.is_short or word.stem in self._said:
            return [stem for stem in self._whole(word) if stem in self._said]
        sharing = {stem for gram in grams(word.stem) | grams(word.folded) for stem in self._grams.get(gram, ())}
        # An error in the middle of a short word leaves no four letters unchanged.
        near = (
            sharing.union(self._beginning.get(word.folded[0], ())) if len(word.folded) >= SHORTEST_SLIP else set[str]()
        )
        alike = {stem: self._likeness(stem, word) for stem in near}
        best = max(alike.values(), default=0.0)
        if best >= RESEMBLES:
            return [stem for stem, likeness in alike.items() if likeness == best]
        return [stem for stem in sharing if self._is_part(stem, word)]

    def _likeness(self, stem: str, word: Word) -> float:
        forms = self._forms[stem].values()
        return max(
            OSA.normalized_similarity(stem, word.stem),
            *(OSA.normalized_similarity(form.folded, word.folded) for form in forms if not form.is_short),
            0.0,
        )

    def _is_part(self, stem: str, word: Word) -> bool:
        """Return True for the last part of a compound, its head, and for a first part of at least half its length."""
        whole = word.stem
        if len(stem) < SHORTEST_PART or len(whole) <= len(stem):
            return False
        return whole.endswith(stem) or (whole.startswith(stem) and len(stem) * 2 >= len(whole))

    @cached_property
    def _compounded(self) -> Sequence[tuple[str, Word]]:
        """Return the words that can be compounds, with their stems."""
        forms = ((stem, form) for stem, forms in self._forms.items() for form in forms.values())
        return [(stem, form) for stem, form in forms if not form.is_short]

    @cached_property
    def _joined(self) -> str:
        """Return the words that can be compounds, each with its stem, as one text."""
        return "\n".join(f"{form.folded} {stem}" for stem, form in self._compounded)

    @cached_property
    def _joints(self) -> Sequence[int]:
        """Return where each of these words begins."""
        lengths = (len(form.folded) + len(stem) + 2 for stem, form in self._compounded)
        return [0, *accumulate(lengths)]

    @cached_property
    def _beginning(self) -> Mapping[str, Collection[str]]:
        """Return the stems of words by their first letters, where errors are rare."""
        found: dict[str, set[str]] = defaultdict(set)
        for stem, form in self._compounded:
            found[form.folded[0]].add(stem)
        return found

    @cached_property
    def _grams(self) -> Mapping[str, Collection[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for stem, form in self._compounded:
            for gram in grams(stem) | grams(form.folded):
                found[gram].add(stem)
        return found

    def _scored(
        self, stems_: Iterable[str], postings: Mapping[str, Mapping[int, float]] | None = None
    ) -> dict[int, float]:
        """Return the BM25 score of the documents that have any of some stems, counted as one."""
        source = self._said if postings is None else postings
        counts: dict[int, float] = defaultdict(float)
        for stem in dict.fromkeys(stems_):
            for number, count in source.get(stem, {}).items():
                counts[number] += count
        idf = self._idf(len(counts))
        return {
            number: idf * count * (K1 + 1) / (count + K1 * (1 - B + B * self._lengths[number] / self._average))
            for number, count in counts.items()
        }

    def _idf(self, having: int) -> float:
        return log(1 + (len(self._documents) - having + 0.5) / (having + 0.5))

    def _has_phrase(self, number: int, unit: Unit) -> bool:
        wanted = tuple(word.stem for word in unit.words)
        document = self._documents[number]
        return any(
            wanted == has[at : at + len(wanted)]
            for has in (stems(document.title), stems(document.text))
            for at in range(len(has) - len(wanted) + 1)
        )

    def _most(self, found: Sequence[Scores]) -> int:
        """Return the largest set of units, as bits, that one document matches; among equals the rarest."""
        sets: dict[int, int] = defaultdict(int)
        for bit, scores in enumerate(found):
            for number in scores:
                sets[number] |= 1 << bit
        weights = [self._idf(len(scores)) for scores in found]

        def worth(bits: int) -> tuple[int, float, int]:
            has = [bit for bit in range(len(found)) if bits & 1 << bit]
            return len(has), sum(weights[bit] for bit in has), -bits

        return max(set(sets.values()), key=worth, default=0)
