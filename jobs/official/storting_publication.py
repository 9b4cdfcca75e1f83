"""`publikasjon`: a recommendation in XML, paragraph by paragraph, with who wrote each and where it is.

*Described*: no such answer was at hand. The reader leans on few names: `Innstilling` at the root, `Tittel` for titles, and
`Uth` for the spaced words that name the authors of a remark. Everything else with text in it is a paragraph.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from content.folding import fold
from jobs.official.answer import Answer, Reader
from jobs.official.publication_authors import COMMITTEE, Authors
from jobs.official.tree import DEEPEST, TOO_DEEP, UnreadableAnswerError, local_name
from jobs.official.values import Notes, text
from models.official.documents import ADVICE, OTHER, PROPOSAL, REMARK, SUMMARY
from models.official.items import Passage, Publication

ROOT, START = "innstilling", "startseksjon"
WITHIN = frozenset(
    {"uth", "sup", "sub", "xref", "lenke", "hlenke", "i", "b", "u", "br", "fotnote", "fotref", "sperret"}
)
"""Elements within a paragraph."""
TITLES = frozenset({"tittel", "overskrift"})
UNREAD = frozenset({"sign", "fotnote", "figur", "metadata"})
POINT, PROPOSED = "pkt", "komtilrading"
LONGEST_PASSAGE, SHORTEST_PASSAGE = 4_000, 3
MOST_PASSAGES = 20_000
SECTIONS = (
    (SUMMARY, ("sammendrag", "samandrag")),
    (PROPOSAL, ("forslag fra", "framlegg fra", "mindretallsforslag", "mindretalsforslag")),
    (ADVICE, ("tilrad", "komiteens tilrading", "komiteen si tilrad")),
    (REMARK, ("merknad", "komiteens vurdering", "komiteen si vurdering")),
)
"""What a chapter is, by words of its folded title: the first that has one."""


@dataclass
class _Chapter:
    """A chapter that is being read: its titles from the outermost, what it is, and how many paragraphs there have been."""

    authors: Authors
    is_marked: bool
    """Whether the document marks its authors by spaced text."""
    titles: tuple[str, ...] = ()
    kind: str = OTHER
    paragraphs: int = 0


def is_publication(root: ET.Element) -> bool:
    """Return True if XML is a recommendation, whatever namespace it has, also one with an element around it."""
    return _recommendation(root) is not None


def read_publication(root: ET.Element) -> Answer:
    """Read a recommendation. Raises UnreadableAnswerError."""
    notes, found = Notes(), _recommendation(root)
    if found is None:
        message = "svaret er ikke en innstilling"
        raise UnreadableAnswerError(message)
    start = next((each for each in found if _name(each) == START), None)
    names = {_name(each): _all_text(each) for each in start} if start is not None else {}
    is_marked = any(map(_is_spaced, found.iter()))
    passages: list[Passage] = []
    for each in _read(found, _Chapter(Authors(is_marked=is_marked), is_marked), 0):
        if len(passages) == MOST_PASSAGES:
            notes.add("resten av innstillingen er ikke lest")
            break
        passages.append(each)
    if passages and not any(each.author for each in passages):
        notes.add("ingen avsnitt sier hvem som har skrevet dem")
    reference = " ".join(filter(None, (names.get("navn", ""), names.get("aar", ""))))
    title = names.get("doktit") or names.get("tittel") or names.get("undertittel") or ""
    publication = Publication(text(title), text(reference), tuple(passages), text(names.get("kildedok", "")))
    return Answer(Reader.RECOMMENDATION, publication=publication, not_understood=notes.words())


def _recommendation(root: ET.Element) -> ET.Element | None:
    return next((each for each in (root, *root) if _name(each) == ROOT), None)


def _read(element: ET.Element, chapter: _Chapter, depth: int) -> Iterator[Passage]:
    """Yield the paragraphs within an element, in order."""
    if depth > DEEPEST:
        raise UnreadableAnswerError(TOO_DEEP)
    point = 0
    for child in element:
        name = _name(child)
        if name in UNREAD or name in TITLES or name == START:
            continue
        inner = _opened(child, chapter)
        own = _own_text(child)
        point += name == POINT
        if len(own) >= SHORTEST_PASSAGE and name not in WITHIN:
            yield _passage(child, own, inner, point if name == POINT else 0)
        if name not in WITHIN:
            yield from _points(child, inner, depth, point) if name == POINT else _read(child, inner, depth + 1)


def _points(element: ET.Element, chapter: _Chapter, depth: int, point: int) -> Iterator[Passage]:
    """Yield the paragraphs of a numbered point, with its number as their place."""
    place = _place(chapter, point)
    for each in _read(element, chapter, depth + 1):
        yield Passage(each.text, each.kind, each.author, place, each.parties)


def _opened(element: ET.Element, chapter: _Chapter) -> _Chapter:
    """Return the chapter that an element opens: one with a title, or the committee's advice; else the one around it."""
    title = next((_all_text(each) for each in element if _name(each) in TITLES), "").rstrip(" :")
    is_advice = _name(element) == PROPOSED
    if not title and not is_advice:
        return chapter
    kind = _kind_of(title) or (ADVICE if is_advice else chapter.kind)
    authors = Authors(title, is_marked=chapter.is_marked)
    return _Chapter(authors, chapter.is_marked, (*chapter.titles, title or "Komiteens tilråding"), kind)


def _kind_of(title: str) -> str | None:
    folded = fold(title)
    return next((kind for kind, words in SECTIONS if any(each in folded for each in words)), None)


def _passage(element: ET.Element, said: str, chapter: _Chapter, point: int) -> Passage:
    chapter.paragraphs += 1
    author = chapter.authors.of(said, _marked(element, said))
    kind = REMARK if chapter.kind == OTHER and author is not None else chapter.kind
    who, parties = (author.words, author.parties) if author else ("", ())
    if kind == ADVICE:
        who = who or COMMITTEE
    if kind == SUMMARY:
        who, parties = "", ()
    return Passage(text(said, LONGEST_PASSAGE), kind, who, _place(chapter, point), parties)


def _place(chapter: _Chapter, point: int) -> str:
    titles = " – ".join(chapter.titles[-2:]) or "Innledning"
    return text(f"{titles}, {f'punkt {point}' if point else f'avsnitt {max(chapter.paragraphs, 1)}'}")


def _marked(element: ET.Element, said: str) -> str:
    """Return the spaced text that a paragraph begins with; empty if it begins with other words."""
    first = next((each for each in element if _is_spaced(each)), None)
    words = _all_text(first) if first is not None else ""
    return words if words and said.lstrip('«“"– ').startswith(words) else ""


def _is_spaced(element: ET.Element) -> bool:
    name = _name(element)
    return name == "sperret" or (name == "uth" and str(element.get("Type", "")).lower().startswith("sperr"))


def _own_text(element: ET.Element) -> str:
    """Return the text of an element without that of other paragraphs within it."""
    pieces = [element.text or ""]
    for child in element:
        name = _name(child)
        pieces.append(_all_text(child) if name in WITHIN and name not in UNREAD else " ")
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def _all_text(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: ET.Element) -> str:
    return local_name(str(element.tag)).lower()
