"""The words that people and organisations are found by, each with its weight: where the word is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.municipalities import municipality
from models.db.in_list import one_of
from models.register.words import committee_words, rank, theme_word, words
from models.tables import Organisation, Person, Role, Stance

IN_NAME, IN_ROLE, ELSEWHERE = 3, 2, 1
"""The weights: where a word is."""
Weights = dict[str, int]
Written = tuple[int, int, Weights]
"""An id, the rank, and the words."""


def of_people(session: Session, workspace_id: int, ids: list[int], today: date) -> list[Written]:
    """Return the words of these people; those that are removed have none."""
    # Rows from the driver, and one list of ids: tens of thousands are written at once.
    connection = session.connection()
    # `+ 0` makes SQLite use the index of their ids, and not read all of the workspace.
    here = (Person.workspace_id + 0 == workspace_id, one_of(Person.id, ids), Person.removed_at.is_(None))
    people = select(Person.id, Person.name, Person.municipality, *_scales(Person)).where(*here)
    found: dict[int, Weights] = {}
    places: dict[int, int] = {}
    for row_id, name, number, *scales in connection.execute(people).all():
        places[row_id] = rank(*scales)
        found[row_id] = _of_place(number) | dict.fromkeys(words(name), IN_NAME)
    items = (Role.person_id, Role.title, Role.body, Role.party, Organisation.name, Role.municipality, Role.to_on)
    roles = (
        select(*items)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.workspace_id + 0 == workspace_id, one_of(Role.person_id, list(found)))
    )
    for person_id, *texts, number, to_on in connection.execute(roles).all():
        over = to_on is not None and to_on < today
        _add(found[person_id], _of_role(tuple(texts), number, over=over))
    for person_id, theme in _themes(session, workspace_id, Stance.person_id, list(found)):
        _add(found[person_id], _of_theme(theme))
    return [(row_id, places[row_id], weights) for row_id, weights in found.items()]


@lru_cache(maxsize=1024)
def _of_place(number: str | None) -> Weights:
    return dict.fromkeys(words(_place(number)), ELSEWHERE)


@lru_cache(maxsize=4096)
def _of_role(texts: tuple[str | None, ...], number: str | None, *, over: bool) -> Mapping[str, int]:
    """Return the words of a role by its title, body, party and organisation: many share the same."""
    _, body, _, organisation = texts
    weights = _weighed({ELSEWHERE: [_place(number)]})
    _add(weights, _weighed({ELSEWHERE if over else IN_ROLE: [text or "" for text in texts]}))
    bodies = (body, organisation if organisation and "komit" in organisation.casefold() else None)
    return weights if over else weights | dict.fromkeys(committee_words(filter(None, bodies)), ELSEWHERE)


@lru_cache(maxsize=256)
def _of_theme(theme: str) -> Mapping[str, int]:
    return dict.fromkeys((theme_word(theme), *words(theme)), ELSEWHERE)


def of_organisations(session: Session, workspace_id: int, ids: list[int]) -> list[Written]:
    """Return the words of these organisations; those that are removed have none."""
    here = (Organisation.workspace_id + 0 == workspace_id, Organisation.id.in_(ids), Organisation.removed_at.is_(None))
    own_columns = (Organisation.name, Organisation.kind, Organisation.municipality, Organisation.themes)
    rows = session.execute(select(Organisation.id, *own_columns, *_scales(Organisation)).where(*here)).all()
    themes: dict[int, set[str]] = defaultdict(set)
    for organisation_id, theme in _themes(session, workspace_id, Stance.organisation_id, [row.id for row in rows]):
        themes[organisation_id].add(theme)
    found: list[Written] = []
    for row_id, name, kind, number, own, *scales in rows:
        cared_for = sorted(themes[row_id] | set(own))
        weights = _weighed({IN_NAME: [name], IN_ROLE: [kind], ELSEWHERE: [_place(number), *cared_for]})
        bodies = [name] if kind == "komité" else []
        marks = {*map(theme_word, cared_for), *committee_words(bodies)}
        found.append((row_id, rank(*scales), weights | dict.fromkeys(marks, ELSEWHERE)))
    return found


def _themes(session: Session, workspace_id: int, whose: Any, ids: list[int]) -> Iterator[tuple[int, str]]:
    connection = session.connection()
    mine = (Stance.workspace_id == workspace_id, one_of(whose, ids))
    return ((row_id, theme) for row_id, theme in connection.execute(select(whose, Stance.theme).where(*mine)))


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


def _add(weights: Weights, more: Mapping[str, int]) -> None:
    for word, weight in more.items():
        weights[word] = max(weight, weights.get(word, 0))
