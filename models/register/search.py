"""Finding people and organisations by what somebody half remembers: any of their words, misspelt or begun.

There are three tries, and the first that finds somebody wins: all the words as written or begun; the same, where
similar words match too; and at last any of the words. Results are then ranked by how well the name fits, and by
importance. The words are looked up in plain tables, so both databases return the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Select, exists, intersect, select
from sqlalchemy.orm import Session

from models.register import spelling
from models.register.filters import RegisterFilter, RegisterWord, here, importance, marks, own
from models.register.weights import IN_NAME
from models.register.words import words
from models.tables import Organisation, Person, Posting, Workspace

CANDIDATES = 200
"""How many are ranked: the most important of those that match."""
MOST_WORDS = 8
"""How many words are searched for; `left_out` returns the rest."""
BEGUN, BESIDE_NAME = 95.0, 60.0
"""How well a word fits that only begins one of the name's, or that is in a role, a place or a theme."""
Known = TypeVar("Known", Person, Organisation)
Meant = Sequence[Sequence[str]]


@dataclass(frozen=True)
class SearchHit(Generic[Known]):
    """Somebody who was found, and how well they fit, 0–100; 0 if no words were given."""

    row: Known
    score: float


@dataclass(frozen=True)
class SearchResult:
    """Those who were found, the best first. `guessed` means that nobody has all the words as they were written."""

    people: tuple[SearchHit[Person], ...] = ()
    organisations: tuple[SearchHit[Organisation], ...] = ()
    guessed: bool = False

    def __bool__(self) -> bool:
        """Return True if anybody was found."""
        return bool(self.people or self.organisations)


def search(session: Session, workspace: Workspace, asked: RegisterFilter, today: date, limit: int = 20) -> SearchResult:
    """Return at most `limit` people and as many organisations; the most important first if no words are given.

    `today` is the local day, by which silence and current roles are computed.
    """
    said = words(asked.words)[:MOST_WORDS]
    question = _Question(session, workspace, asked, today, said)
    if not said:
        return SearchResult() if asked.words.strip() else question.found((), limit)
    begun = [spelling.begun(session, workspace.id, word) for word in said]
    if all(begun) and (found := question.found(begun, limit)):
        return found
    alike = [spelling.alike(session, workspace.id, *each) for each in zip(said, begun, strict=True)]
    if all(alike) and (found := question.found(alike, limit)):
        return SearchResult(found.people, found.organisations, guessed=True)
    anyhow = tuple(dict.fromkeys(each for meant in alike for each in meant))
    found = question.found([anyhow], limit) if anyhow else SearchResult()
    return SearchResult(found.people, found.organisations, guessed=True)


def left_out(asked: RegisterFilter) -> tuple[str, ...]:
    """Return the words that are not searched for, since there are more than `MOST_WORDS`."""
    return words(asked.words)[MOST_WORDS:]


@dataclass(frozen=True)
class _Question:
    session: Session
    workspace: Workspace
    asked: RegisterFilter
    today: date
    said: Sequence[str]

    def found(self, meant: Meant, limit: int) -> SearchResult:
        # Organisations are of no party.
        others = () if self.asked.party else self._hits(Organisation, meant, limit)
        return SearchResult(self._hits(Person, meant, limit), others)

    def _hits(self, table: type[Known], meant: Meant, limit: int) -> tuple[SearchHit[Known], ...]:
        named = self._named_first(table, meant, limit)
        scores = {row_id: self._score(name) for row_id, name in named.items()}
        best = sorted(scores, key=lambda row_id: -scores[row_id])[:limit]
        # Only those that are shown are read whole: reading all that are ranked would take longer than finding them.
        query = select(table).where(table.workspace_id == self.workspace.id, table.id.in_(best))
        rows: dict[int, Known] = {row.id: row for row in self.session.scalars(query)} if best else {}
        return tuple(SearchHit(rows[row_id], scores[row_id]) for row_id in best if row_id in rows)

    def _named_first(self, table: type[Known], meant: Meant, limit: int) -> dict[int, str]:
        """Return the folded names of those to be ranked, first of those who have all the words in their name."""
        anywhere, in_name = (
            [RegisterWord(each) for each in meant],
            [RegisterWord(each, weight=IN_NAME) for each in meant],
        )
        if len(meant) > 1 and len(found := self._candidates(table, anywhere)) < CANDIDATES:
            # People with several of the words are few, as a rule: their names decide the rest.
            return {row_id: found[row_id] for row_id in sorted(found, key=lambda each: not _holds(found[each], meant))}
        named = self._candidates(table, in_name)
        return named if not meant or len(named) >= limit else named | self._candidates(table, anywhere)

    def _candidates(self, table: type[Known], said: Sequence[RegisterWord]) -> dict[int, str]:
        """Return the folded names of the most important who match, by their ids, in the order of importance."""
        ours: list[ColumnElement[bool]] = here(table, self.workspace.id)
        wanted: list[ColumnElement[bool]] = own(table, self.workspace, self.asked, self.today)
        every = [*said, *marks(self.asked)]
        if every:
            wanted = [table.id.in_(self._most_important(table, every, [*ours, *wanted] if wanted else []))]
        query = select(table.id, table.folded).where(*ours, *wanted).order_by(*importance(table, table.folded))
        return {row_id: folded for row_id, folded in self.session.execute(query.limit(CANDIDATES))}  # noqa: C416 - a row is not a pair to the type checker

    def _most_important(
        self, table: type[Person | Organisation], every: Sequence[RegisterWord], wanted: Sequence[ColumnElement[bool]]
    ) -> Select[int | None]:
        """Return the query for the ids of the most important who have all these words, and meet the conditions.

        Who has a word is read from the index of words alone, for each word separately: a database that estimates how
        many share a word, and looks the others up for each of those, is wrong by a factor of a hundred for first names.
        """
        having = [self._having(table, each) for each in every]
        everybody = intersect(*having) if len(having) > 1 else having[0].distinct()
        # OFFSET keeps PostgreSQL from scanning the table: it looks rows up by id, one by one, until there are enough.
        found = everybody.order_by("rank", "whose").offset(0).subquery()
        query = select(found.c.whose)
        if wanted:
            query = query.where(exists(select(table.id).where(table.id == found.c.whose, *wanted).offset(0)))
        return query.order_by(found.c.rank, found.c.whose).limit(CANDIDATES)

    def _having(self, table: type[Person | Organisation], word: RegisterWord) -> Select[int | None, int]:
        whose = Posting.person_id if table is Person else Posting.organisation_id
        mine = (Posting.workspace_id == self.workspace.id, whose.is_not(None))
        # All of somebody's words have the same rank.
        return select(whose.label("whose"), Posting.rank.label("rank")).where(*mine, word.among(Posting))

    def _score(self, folded: str) -> float:
        name = folded.split()
        return sum(_fit(word, name) for word in self.said) / len(self.said) if self.said else 0.0


def _holds(folded: str, meant: Meant) -> bool:
    name = set(folded.split())
    return all(not name.isdisjoint(each) for each in meant)


def _fit(word: str, name: Sequence[str]) -> float:
    if word in name:
        return 100.0
    if any(each.startswith(word) for each in name):
        return BEGUN
    best = process.extractOne(word, name, scorer=fuzz.ratio)
    return max(BESIDE_NAME, best[1]) if best else BESIDE_NAME
