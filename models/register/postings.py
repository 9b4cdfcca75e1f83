"""Writing down the words that people and organisations are found by, after what is known of them has changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from content.municipalities import municipality
from models.bulk import bulk_insert
from models.register.words import committee_words, grams, rank, theme_word, words
from models.tables import Gram, Organisation, Person, Posting, Role, Stance

IN_NAME, IN_ROLE, ELSEWHERE = 3, 2, 1
"""The weights: where a word stands."""
TOGETHER = 500
"""How many are written down at a time: SQLite takes no more than 32,766 values in one statement."""
Weights = dict[str, int]
Written = tuple[str, int, int, Weights]
"""The column that tells whose words they are, the id in it, the rank, and the words."""


def write(
    session: Session, workspace_id: int, person_ids: Iterable[int], organisation_ids: Iterable[int], today: date
) -> None:
    """Write the words of these people and organisations anew; who is removed is found by nothing.

    A role that ended before `today` (local) is found by its words, and not as a committee of theirs. An organisation's
    people are found by its name: whoever changes the name writes them anew too.
    """
    session.flush()
    for some in _some(person_ids):
        _replace(session, workspace_id, Posting.person_id.in_(some), _of_people(session, workspace_id, some, today))
    for some in _some(organisation_ids):
        found = _of_organisations(session, workspace_id, some)
        _replace(session, workspace_id, Posting.organisation_id.in_(some), found)


def forget(session: Session, workspace_id: int, person_ids: Iterable[int]) -> None:
    """Take away all words that people are found by, and those that nobody else has altogether."""
    session.flush()
    for some in _some(person_ids):
        _replace(session, workspace_id, Posting.person_id.in_(some), ())


def members(session: Session, workspace_id: int, organisation_id: int) -> Sequence[int]:
    """Return the ids of those who have a role there: what they are found by holds its name."""
    query = select(Role.person_id).where(Role.workspace_id == workspace_id, Role.organisation_id == organisation_id)
    return session.scalars(query.distinct()).all()


def _some(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), TOGETHER):
        yield wanted[start : start + TOGETHER]


def _replace(session: Session, workspace_id: int, whose: ColumnElement[bool], found: Iterable[Written]) -> None:
    rows = [
        {
            "workspace_id": workspace_id,
            "word": word,
            "weight": weight,
            "rank": place,
            "person_id": None,
            "organisation_id": None,
        }
        | {column: row_id}
        for column, row_id, place, weights in found
        for word, weight in weights.items()
    ]
    # Reckoned with, so that SQLite goes by whose they are, and not through all words of the workspace.
    mine = (Posting.workspace_id + 0 == workspace_id, whose)
    before = set(session.scalars(select(Posting.word).where(*mine).distinct()))
    session.execute(delete(Posting).where(*mine))
    if rows:
        bulk_insert(session, Posting.metadata.tables[Posting.__tablename__], rows)
    now = {str(row["word"]) for row in rows}
    _learn(session, workspace_id, now - before)
    _unlearn(session, workspace_id, before - now)


def _learn(session: Session, workspace_id: int, new: set[str]) -> None:
    """Cut the words that are new to the workspace into pieces."""
    known: set[str] = set()
    for some in _pieces(sorted(new)):
        known |= set(session.scalars(select(Gram.word).where(Gram.workspace_id == workspace_id, Gram.word.in_(some))))
    rows = [
        {"workspace_id": workspace_id, "gram": gram, "word": word}
        for gram, word in sorted((gram, word) for word in new - known if ":" not in word for gram in grams(word))
    ]
    bulk_insert(session, Gram.metadata.tables[Gram.__tablename__], rows, unless_there=True)


def _unlearn(session: Session, workspace_id: int, gone: set[str]) -> None:
    """Forget the words that nobody has any more: a name that was removed is not to be guessed at."""
    stands = exists().where(Posting.workspace_id == Gram.workspace_id, Posting.word == Gram.word)
    for some in _pieces(sorted(gone)):
        session.execute(delete(Gram).where(Gram.workspace_id == workspace_id, Gram.word.in_(some), ~stands))


def _pieces(all_of_them: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(all_of_them), TOGETHER):
        yield all_of_them[start : start + TOGETHER]


def _of_people(session: Session, workspace_id: int, ids: list[int], today: date) -> Iterator[Written]:
    here = (Person.workspace_id == workspace_id, Person.id.in_(ids), Person.removed_at.is_(None))
    rows = session.execute(select(Person.id, Person.name, Person.municipality, *_scales(Person)).where(*here)).all()
    found = {row.id: _weighed({IN_NAME: [row.name], ELSEWHERE: [_place(row.municipality)]}) for row in rows}
    places = {row.id: rank(row.tier, row.influence, row.interest) for row in rows}
    roles = (
        select(Role, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.workspace_id + 0 == workspace_id, Role.person_id.in_(found))
    )
    for role, organisation in session.execute(roles):
        _add(found[role.person_id], _of_role(role, organisation, today))
    for person_id, theme in _themes(session, workspace_id, Stance.person_id, list(found)):
        _add(found[person_id], {theme_word(theme): ELSEWHERE} | dict.fromkeys(words(theme), ELSEWHERE))
    return (("person_id", row_id, places[row_id], weights) for row_id, weights in found.items())


def _of_role(role: Role, organisation: str | None, today: date) -> Weights:
    over = role.to_on is not None and role.to_on < today
    texts = [role.title or "", role.body or "", role.party or "", organisation or ""]
    weights = _weighed({ELSEWHERE if over else IN_ROLE: texts, ELSEWHERE: [_place(role.municipality)]})
    bodies = (role.body, organisation if organisation and "komit" in organisation.casefold() else None)
    return weights if over else weights | dict.fromkeys(committee_words(filter(None, bodies)), ELSEWHERE)


def _of_organisations(session: Session, workspace_id: int, ids: list[int]) -> Iterator[Written]:
    here = (Organisation.workspace_id == workspace_id, Organisation.id.in_(ids), Organisation.removed_at.is_(None))
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.kind, Organisation.municipality, Organisation.themes, *_scales(Organisation)).where(*here)
    ).all()  # fmt: skip
    themes: dict[int, set[str]] = defaultdict(set)
    for organisation_id, theme in _themes(session, workspace_id, Stance.organisation_id, [row.id for row in rows]):
        themes[organisation_id].add(theme)
    for row_id, name, kind, number, own, *scales in rows:
        cared_for = sorted(themes[row_id] | set(own))
        weights = _weighed({IN_NAME: [name], IN_ROLE: [kind], ELSEWHERE: [_place(number), *cared_for]})
        bodies = [name] if kind == "komité" else []
        marks = {*map(theme_word, cared_for), *committee_words(bodies)}
        yield "organisation_id", row_id, rank(*scales), weights | dict.fromkeys(marks, ELSEWHERE)


def _themes(session: Session, workspace_id: int, whose: Any, ids: list[int]) -> Iterator[tuple[int, str]]:
    query = select(whose, Stance.theme).where(Stance.workspace_id == workspace_id, whose.in_(ids))
    return ((row_id, theme) for row_id, theme in session.execute(query))


def _scales(table: type[Person | Organisation]) -> tuple[Any, Any, Any]:
    return table.tier, table.influence, table.interest


def _place(number: str | None) -> str:
    found = municipality(number) if number else None
    return found.name if found else ""


def _weighed(texts: dict[int, list[str]]) -> Weights:
    weights: Weights = {}
    for weight, some in texts.items():
        _add(weights, {word: weight for text in some for word in words(text)})
    return weights


def _add(weights: Weights, more: Weights) -> None:
    for word, weight in more.items():
        weights[word] = max(weight, weights.get(word, 0))
