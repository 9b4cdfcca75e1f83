"""Finding the person that a name means: somebody in the register, somebody new, or a question to the writer.

If two people have the name, or a known name is similar, the writer is asked: nobody is merged silently.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from bot.commands.interessenter.names.kind_guess import OTHER, guess_organisation_kind
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.references import Stakeholder, load, read_ref
from bot.commands.parse.clean import fold
from models.register import organisations, people
from models.register.filters import RegisterFilter
from models.register.roles import HeldRole, roles
from models.register.search import search
from models.register.words import folded_name, same_name_key
from models.tables import Person, Workspace

NEW_PERSON, NEW_ORGANISATION = "ny", "ny virksomhet"
SIMILAR = 85
"""The least similarity of two names, of 100, for asking whether they are one."""
MOST = 4
WHOLE_NAME = 2
"""The fewest words of a new person's name: a first name alone does not identify anybody later."""


@dataclass(frozen=True)
class Participant:
    """Somebody in the register (`known`), or a new person or organisation to add."""

    named: WrittenName
    known: Stakeholder | None = None
    is_person: bool = True


@dataclass(frozen=True)
class AmbiguousName:
    """A name that may mean one of several people, or somebody new."""

    named: WrittenName
    candidates: tuple[Stakeholder, ...] = ()


def find_participant(
    session: Session, workspace: Workspace, named: WrittenName, today: date, pick: str = ""
) -> Participant | AmbiguousName:
    """Return the participant that a name means. `pick` is an earlier answer: a reference (`p12`), or somebody new."""
    if pick in {NEW_PERSON, NEW_ORGANISATION}:
        return Participant(named, is_person=pick == NEW_PERSON)
    picked = load(session, workspace.id, read_ref(pick))
    if picked is not None:
        return Participant(named, picked, isinstance(picked, Person))
    same = people.same_name(session, workspace.id, named.name)
    fitting = _fitting(session, workspace, named, same, today)
    if len(fitting) == 1:
        return Participant(named, fitting[0])
    if same:
        return AmbiguousName(named, tuple(fitting or same)[:MOST])
    others = organisations.named(session, workspace.id, named.name)
    if len(others) == 1:
        return Participant(named, others[0], is_person=False)
    return AmbiguousName(named, tuple(others)) if others else _new(session, workspace, named, today)


def _new(session: Session, workspace: Workspace, named: WrittenName, today: date) -> Participant | AmbiguousName:
    alike = _similar(session, workspace, named.name, today)
    same = [row for row in alike if same_name_key(row.name) == same_name_key(named.name)]
    people_of_it = [row for row in same if isinstance(row, Person)]
    if len(same) == 1 and (not people_of_it or _fitting(session, workspace, named, people_of_it, today)):
        # «OBrien» is «O'Brien», in another typography.
        return Participant(named, same[0], bool(people_of_it))
    if alike:
        return AmbiguousName(named, alike)
    if guess_organisation_kind(named.name) != OTHER and not named.party:
        return Participant(named, is_person=False)
    return Participant(named) if len(named.name.split()) >= WHOLE_NAME else AmbiguousName(named)


def _similar(session: Session, workspace: Workspace, name: str, today: date) -> tuple[Stakeholder, ...]:
    result = search(session, workspace, RegisterFilter(words=name), today, MOST)
    rows: list[Stakeholder] = [*(hit.row for hit in result.people), *(hit.row for hit in result.organisations)]
    return tuple(row for row in rows if _is_similar(folded_name(name), row.folded))[:MOST]


def _is_similar(text: str, known: str) -> bool:
    """Return True if a name is similar to a known one: a typing error, or the first or the last name alone."""
    return text in known.split() or fuzz.ratio(text, known) >= SIMILAR


def _fitting(
    session: Session, workspace: Workspace, named: WrittenName, same: Sequence[Person], today: date
) -> list[Person]:
    held_roles = roles(session, workspace.id, [row.id for row in same], today)
    return [row for row in same if _fits(named, held_roles.get(row.id, ()))]


def _fits(named: WrittenName, roles_now: Sequence[HeldRole]) -> bool:
    """Return True if what was written beside the name does not contradict the known roles."""
    parties = {each.role.party for each in roles_now if each.role.party}
    where = {fold(each.organisation.name) for each in roles_now if each.organisation}
    where |= {fold(each.role.body) for each in roles_now if each.role.body}
    word = fold(named.organisation)
    return (not named.party or not parties or named.party in parties) and (
        not word or not where or any(word in known or known in word for known in where)
    )
