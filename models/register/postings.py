"""Updates the words that people and organisations are found by, after their data has changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from models.db.bulk import bulk_insert_columns, handed_in
from models.register.weights import Written, of_organisations, of_people
from models.register.words import grams
from models.tables import Gram, Posting, Role

TOGETHER = 500
"""How many are written at a time: SQLite takes at most 32,766 values in one statement."""


def write(
    session: Session, workspace_id: int, person_ids: Iterable[int], organisation_ids: Iterable[int], today: date
) -> None:
    """Write the words of these people and organisations again; those that are removed are found by nothing.

    A role that ended before `today` (local) is found by its words, but not by its committee. An organisation's people
    are found by its name: the caller must write them again if the name changes.
    """
    session.flush()
    for some in _some(person_ids):
        _replace(session, workspace_id, Posting.person_id, some, of_people(session, workspace_id, some, today))
    for some in _some(organisation_ids):
        _replace(session, workspace_id, Posting.organisation_id, some, of_organisations(session, workspace_id, some))


def write_new(
    session: Session, workspace_id: int, person_ids: Iterable[int], organisation_ids: Iterable[int], today: date
) -> None:
    """Write the words of people and organisations that were just added, and have none yet."""
    session.flush()
    for some in _some(person_ids):
        new = _put(session, workspace_id, Posting.person_id, of_people(session, workspace_id, some, today))
        _learn(session, workspace_id, new)
    for some in _some(organisation_ids):
        new = _put(session, workspace_id, Posting.organisation_id, of_organisations(session, workspace_id, some))
        _learn(session, workspace_id, new)


def forget(session: Session, workspace_id: int, person_ids: Iterable[int]) -> None:
    """Delete all words that people are found by, and the grams of words that nobody else has."""
    session.flush()
    for some in _some(person_ids):
        _replace(session, workspace_id, Posting.person_id, some, ())


def members(session: Session, workspace_id: int, organisation_id: int) -> Sequence[int]:
    """Return the ids of those who have a role there: they are found by its name."""
    query = select(Role.person_id).where(Role.workspace_id == workspace_id, Role.organisation_id == organisation_id)
    return session.scalars(query.distinct()).all()


def _some(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), TOGETHER):
        yield wanted[start : start + TOGETHER]


def _replace(session: Session, workspace_id: int, whose: Any, ids: list[int], found: Iterable[Written]) -> None:
    # `+ 0` makes SQLite use the index of their ids, and not read all words of the workspace.
    mine = (Posting.workspace_id + 0 == workspace_id, whose.in_(ids))
    before = set(session.scalars(select(Posting.word).where(*mine).distinct()))
    session.execute(delete(Posting).where(*mine))
    now = _put(session, workspace_id, whose, found)
    _learn(session, workspace_id, now - before)
    _unlearn(session, workspace_id, before - now)


def _put(session: Session, workspace_id: int, whose: Any, found: Iterable[Written]) -> set[str]:
    """Insert the words with their ids in the column `whose`, and return them."""
    rows = [
        (row_id, place, word, weight) for row_id, place, all_of_them in found for word, weight in all_of_them.items()
    ]
    if not rows:
        return set()
    ids, places, words, weights = zip(*rows, strict=True)
    usual = {each.key: [None] * len(rows) for each in (Posting.person_id, Posting.organisation_id)}
    values = {"workspace_id": [workspace_id] * len(rows), "word": words, "weight": weights, "rank": places}
    bulk_insert_columns(session, _table(Posting), {**values, **usual, whose.key: ids})
    return set(words)


def _learn(session: Session, workspace_id: int, new: set[str]) -> None:
    """Insert the grams of the words that are new to the workspace."""
    word = handed_in(session.connection().dialect.name, sorted(new))
    # Only the word is selected, so that SQLite uses the index of words.
    cut = select(Gram.word).where(Gram.workspace_id == workspace_id, Gram.word == word).exists()
    known = set(session.scalars(select(word).where(cut)))
    # Always in the same order, so that two that write the same words wait for each other and do not deadlock.
    rows = [(gram, word) for word in sorted(new - known) if ":" not in word for gram in sorted(grams(word))]
    if rows:
        pieces, words = zip(*rows, strict=True)
        values = {"workspace_id": [workspace_id] * len(rows), "gram": pieces, "word": words}
        bulk_insert_columns(session, _table(Gram), values, unless_there=True)


def _unlearn(session: Session, workspace_id: int, gone: set[str]) -> None:
    """Delete the grams of words that nobody has any more: a removed name must not be suggested."""
    stands = exists().where(Posting.workspace_id == Gram.workspace_id, Posting.word == Gram.word)
    for some in _pieces(sorted(gone)):
        session.execute(delete(Gram).where(Gram.workspace_id == workspace_id, Gram.word.in_(some), ~stands))


def _pieces(all_of_them: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(all_of_them), TOGETHER):
        yield all_of_them[start : start + TOGETHER]


def _table(mapped: type[Posting | Gram]) -> Any:
    return mapped.metadata.tables[mapped.__tablename__]
