"""Who wrote a paragraph of a recommendation, from how it begins: the committee, a majority, or members from some parties.

The words are those of the Storting in bokmål and nynorsk. Parties count only in the list right after «fra» or «frå»: what
a paragraph says about other parties is not who wrote it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from content.parties import PARTIES

COMMITTEE, MAJORITY, MINORITY = "komiteen", "flertallet", "mindretallet"
_SHORT = {name: short for short, names in PARTIES.items() for name in (short, *names)}
_PARTY = "|".join(re.escape(each) for each in sorted(_SHORT, key=len, reverse=True))
_PARTY_IN_TEXT = re.compile(rf"(?<!\w)(?:{_PARTY})(?!\w)")
_LISTED = rf"(?:{_PARTY})(?!\w)(?:(?:,? og|,) (?:(?:fra|frå) )?(?:{_PARTY})(?!\w)){{0,12}}"
_COMMITTEE = re.compile(r"Komit[eé]en(?:,| (?!si|sitt)|$)")
_MEMBERS = re.compile(r"(?:Komit[eé]ens|Komit[eé]en sine?) medlem\w{0,4}|Medlem\w{0,6}|(?:Eit|Et) medlem")
_MAJORITY = re.compile(
    r"(?:Komit[eé]ens |Komit[eé]en sitt |(?:Et|Eit) (?:annet |anna |tredje )?)?(?:[Ff]lertall|[Ff]leirtal)(?:et)?"
)
_MINORITY = re.compile(r"(?:Komit[eé]ens |Komit[eé]en sitt |(?:Et|Eit) )?[Mm]indretall?(?:et)?")
_THESE = re.compile(r"(?:Disse|Desse|Dette|Denne) medlem")
_PARTIES_NEXT = re.compile(
    r"[ ,]{0,2}(?:(?:i|av) komit[eé]en[ ,]{0,2})?(?P<but>(?:alle )?(?:utenom|unntatt|bortsett fra|unnateke|utanom) )?"
    rf"(?:medlem\w{{0,6}} )?(?:(?:i|av) komit[eé]en )?(?:fra |frå )?(?P<parties>{_LISTED})"
)
_PROPOSAL = re.compile(r"(?:Forslag|Framlegg) (?:fra|frå) ")


@dataclass(frozen=True)
class Author:
    """Who wrote something: in words, and the parties' short forms (empty for the whole committee)."""

    who: str
    parties: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return «flertallet (Ap, Sp)», «H og FrP» or «komiteen»."""
        if self.who and self.parties:
            return f"{self.who} ({', '.join(self.parties)})"
        return self.who or _listing(self.parties)


class Authors:
    """Follows who writes through a chapter: «disse medlemmer» are those named last, «flertallet» the majority named last.

    With `is_marked` the document marks its authors by spaced text, and nothing else is taken for one.
    """

    def __init__(self, title: str = "", *, is_marked: bool) -> None:
        self._is_marked = is_marked
        proposing = parties_in(title) if _PROPOSAL.match(title) else ()
        self._last = self._members = Author("", proposing) if proposing else None
        self._majority: Author | None = None

    def of(self, text: str, marked: str) -> Author | None:
        """Return who wrote a paragraph: by how it begins, and else as the one before it. None if nobody is named yet.

        `marked` is the spaced text that it begins with; empty if it begins with other words.
        """
        found = self._named(text.lstrip('«“"– ')) if marked or not self._is_marked else None
        self._last = found or self._last
        return self._last

    def _named(self, text: str) -> Author | None:
        if _THESE.match(text):
            return self._members or self._last
        if phrase := _MAJORITY.match(text):
            named = _author(MAJORITY, text, phrase.end())
            self._majority = named if named.who != MAJORITY or named.parties else (self._majority or named)
            return self._majority
        if phrase := _MINORITY.match(text):
            return _author(MINORITY, text, phrase.end())
        phrase = _MEMBERS.match(text)
        members = _author("", text, phrase.end()) if phrase else None
        if members is None and _PROPOSAL.match(text):
            members = Author("", parties_in(text))
        if members is not None and members.parties:
            self._members = members
            return members
        return Author(COMMITTEE) if _COMMITTEE.match(text) else None


def parties_in(text: str) -> tuple[str, ...]:
    """Return the short forms of the parties named in a text, in order, each once."""
    return tuple(dict.fromkeys(_SHORT[each] for each in _PARTY_IN_TEXT.findall(text)))


def _author(who: str, text: str, end: int) -> Author:
    """Return an author with the parties that follow right after its phrase; «alle unntatt» is said in words."""
    found = _PARTIES_NEXT.match(text, end)
    parties = parties_in(found["parties"]) if found else ()
    if found and found["but"]:
        return Author(f"{who or COMMITTEE} uten {_listing(parties)}")
    return Author(who, parties)


def _listing(parties: Sequence[str]) -> str:
    return " og ".join(filter(None, (", ".join(parties[:-1]), *parties[-1:])))
