"""The words of a text for searching: folded, as Norwegian stems, and as four-letter sequences (4-grams)."""

import re
from functools import lru_cache
from typing import NamedTuple

from content.folding import clean, fold
from models.media.matching.pattern import stem

SHORTEST_COMPOUND = 4
"""A shorter word only matches as a whole word: «Ap» is not a part of «kapasitet», nor «tog» of «fotografi»."""
LONGEST_ACRONYM = 5
LONGEST_WORD = 60
MOST_ENDINGS = 3
GRAM = 4
EDGE = "."
"""Added at both ends of a word, so that beginnings and endings count more."""
_NOISE = (
    "alle angående at av da de deg dei dem den der deres det dette disse du eg eit eller en er et etter for "
    "fra frå før gjelder ha han har hei hva hvem hvilke hvilken hvilket hvor hvordan hvorfor i ikke ikkje inn "
    "jeg kan kom korleis kva kven med meg mellom min mot mye når noe noen nokon noko og om opp oss over på seg "
    "si sin skal som så ta til under ut ved vedrørende vi vil vår være å"
)
NOISE = frozenset(_NOISE.split())
"""Words that say nothing about the subject of a text; as spelt, since «for» and «før» are the same folded."""
_PARTICLES = "an av be bi for fra gjen inn med mis ned om opp over pa sam til under unn ut ved"
PARTICLES = frozenset(_PARTICLES.split())
"""Prefixes of verbs (folded): «utvalg» and «innspill» are not kinds of «valg» and «spill»."""
_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
_LAW = re.compile(r"([a-z]{2,40}lov)(?:en|a|er|ene|ens|ar|ane)?")
_APOSTROPHES = str.maketrans("", "", "'’`´")


class Word(NamedTuple):
    """A word as written, folded, and the stem that all its forms share."""

    written: str
    folded: str
    stem: str

    @property
    def is_short(self) -> bool:
        """Return True for what only matches as a whole word: short words, acronyms, and words with digits."""
        is_acronym = self.written.isupper() and len(self.written) <= LONGEST_ACRONYM
        return len(self.folded) < SHORTEST_COMPOUND or is_acronym or not self.folded.isalpha()


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, without `NOISE`."""
    found = (written.translate(_APOSTROPHES)[:LONGEST_WORD] for written in _WORD.findall(clean(text)))
    return tuple(_word(_bare(written)) for written in found if written.casefold() not in NOISE)


def _bare(written: str) -> str:
    """Return an acronym without its genitive: «NHOs», «FrPs»."""
    is_genitive = written.endswith("s") and len(written) > len("SV") and written[-2].isupper()
    return written[:-1] if is_genitive else written


@lru_cache(8192)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text."""
    return tuple(word.stem for word in words(text))


@lru_cache(20_000)
def _word(written: str) -> Word:
    folded = fold(written)
    return Word(written, folded, _stem(folded))


def _stem(folded: str) -> str:
    """Return the stem that all forms of a word share.

    Snowball removes one ending at a time («ordføreren», «ordfører»; «komiteen», «komite»), does not know that of
    «lederne», and reads «bane» as «b» with the ending of the nynorsk plural, and «kommunelov» as «kommune».
    """
    if len(folded) < SHORTEST_COMPOUND or not folded.isalpha():
        return folded
    if folded.endswith("bane"):
        return folded[:-1]
    if law := _LAW.fullmatch(folded):
        return law[1]
    if folded.endswith("erne") and len(folded) > len("kjerne"):
        folded = folded.removesuffix("ne")
    for _ in range(MOST_ENDINGS):
        shorter = stem(folded)
        if shorter == folded or len(shorter) < SHORTEST_COMPOUND - 1:
            break
        folded = shorter
    return folded


def grams(stem_: str) -> frozenset[str]:
    """Return every four-letter sequence of a stem, with its ends marked."""
    edged = f"{EDGE}{stem_}{EDGE}"
    return frozenset(edged[at : at + GRAM] for at in range(max(1, len(edged) - GRAM + 1)))


def is_compound_of(whole: Word, part: Word) -> bool:
    """Return True if a word is compounded with another: «budsjetthøringene» with «høring», not «utvalg» with «valg»."""
    if part.is_short or len(whole.folded) <= len(part.folded):
        return False
    long = part.stem if len(part.stem) >= SHORTEST_COMPOUND else part.folded
    at = whole.folded.find(long)
    if at < 0:
        return len(part.stem) >= SHORTEST_COMPOUND - 1 and _is_head(whole.stem, part.stem)
    is_first = at == 0 and len(whole.stem) - len(part.stem) >= SHORTEST_COMPOUND - 1
    is_inside = len(long) > SHORTEST_COMPOUND and at > 0 and whole.folded[:at] not in PARTICLES
    return is_first or is_inside or _is_head(whole.stem, part.stem)


def _is_head(whole: str, part: str) -> bool:
    """Return True if a compound's stem ends with another: its last part says what kind of thing it is."""
    before = whole.removesuffix(part)
    return before != whole and len(before) >= SHORTEST_COMPOUND - 1 and before not in PARTICLES
