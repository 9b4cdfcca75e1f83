"""People who have left: what they own, and the departures that have not been handled.

A person has left when the platform says so (`Contact.left_at`). They keep what they own until a colleague takes it or
gives it away, so that somebody who comes back finds it again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.followups.queries import OPEN
from models.occurrences.filtering import is_free, is_owned_by, not_of_register, owners_of
from models.tables import Contact, FollowUp, Occurrence, Organisation, Person, Series, Spokesperson
from models.workspace.contacts import PERSON, departed


@dataclass(frozen=True)
class Owned:
    """What a person still owns, and somebody else has to take over."""

    deadlines: Sequence[Occurrence] = ()
    """Deadlines outside of series, the first due first."""
    series: Sequence[tuple[Series, Occurrence]] = ()
    """Recurring deadlines, each with the next of its open occurrences."""
    followups: Sequence[FollowUp] = ()
    relations: int = 0
    """How many people and organisations of the register."""
    themes: Sequence[str] = field(default_factory=tuple)
    """The ids of the themes they speak for."""

    @property
    def number(self) -> int:
        """Return how many things the person owns in all."""
        return len(self.deadlines) + len(self.series) + len(self.followups) + self.relations + len(self.themes)


def owned_by(session: Session, workspace_id: int, user_id: str, *, register: bool = True) -> Owned:
    """Return what a person owns, without what others own too who are here; without `register` nothing from the register."""
    shown = () if register else (not_of_register(""),)
    is_open = (Occurrence.workspace_id == workspace_id, Occurrence.done_at.is_(None), Occurrence.archived_at.is_(None))
    query = select(Occurrence).where(*is_open, is_owned_by(user_id), Occurrence.passed_unseen.is_(False), *shown)
    found = session.scalars(query.order_by(Occurrence.ends_on.is_(None), Occurrence.ends_on, Occurrence.id)).all()
    left = {*departed(session, workspace_id, {each for row in found for each in owners_of(row)}), user_id}
    rows = [row for row in found if is_free(row, left)]
    first: dict[int, Occurrence] = {}
    for row in rows:
        if row.series_id is not None:
            first.setdefault(row.series_id, row)
    series = session.scalars(select(Series).where(Series.workspace_id == workspace_id, Series.id.in_(first))).all()
    followups = select(FollowUp).where(
        FollowUp.workspace_id == workspace_id, FollowUp.state == OPEN, FollowUp.owner == user_id
    )
    themes = select(Spokesperson.theme).where(
        Spokesperson.workspace_id == workspace_id, Spokesperson.user_id == user_id
    )
    return Owned(
        [row for row in rows if row.series_id is None],
        [(each, first[each.id]) for each in sorted(series, key=lambda each: list(first).index(each.id))],
        session.scalars(followups.order_by(FollowUp.due_at, FollowUp.id)).all(),
        _relations(session, workspace_id, user_id) if register else 0,
        session.scalars(themes.order_by(Spokesperson.id)).all(),
    )


def shared_with(session: Session, workspace_id: int, user_id: str, other: str) -> Sequence[Occurrence]:
    """Return the open rows that both people are responsible for, the first due first."""
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.done_at.is_(None),
        Occurrence.archived_at.is_(None),
        Occurrence.passed_unseen.is_(False),
        is_owned_by(user_id),
        is_owned_by(other),
    )
    return session.scalars(query.order_by(Occurrence.ends_on.is_(None), Occurrence.ends_on, Occurrence.id)).all()


def partners(session: Session, workspace_id: int, user_id: str) -> Sequence[str]:
    """Return the people who are here and responsible for something open together with a person."""
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.done_at.is_(None),
        Occurrence.archived_at.is_(None),
        Occurrence.passed_unseen.is_(False),
        Occurrence.co_owners.is_not(None),
        is_owned_by(user_id),
    )
    found = dict.fromkeys(each for row in session.scalars(query.order_by(Occurrence.id)) for each in owners_of(row))
    left = departed(session, workspace_id, found)
    return [each for each in found if each not in left and each != user_id]


def owners(session: Session, workspace_id: int) -> set[str]:
    """Return the user ids of everybody who owns something that is open."""
    is_open = (Occurrence.done_at.is_(None), Occurrence.archived_at.is_(None))
    queries = (
        select(Occurrence.owner).where(Occurrence.workspace_id == workspace_id, *is_open),
        select(FollowUp.owner).where(FollowUp.workspace_id == workspace_id, FollowUp.state == OPEN),
        select(Person.owner).where(Person.workspace_id == workspace_id, Person.removed_at.is_(None)),
        select(Organisation.owner).where(Organisation.workspace_id == workspace_id, Organisation.removed_at.is_(None)),
        select(Spokesperson.user_id).where(Spokesperson.workspace_id == workspace_id),
    )
    also = select(Occurrence.co_owners).where(
        Occurrence.workspace_id == workspace_id, *is_open, Occurrence.co_owners.is_not(None)
    )
    others = {each for several in session.scalars(also) for each in several or ()}
    return others | {each for query in queries for each in session.scalars(query.distinct()) if each}


def departure(session: Session, workspace_id: int, user_id: str) -> Contact | None:
    """Return the contact of a person who has left; None if they have not, or have come back."""
    return session.scalar(
        select(Contact).where(
            Contact.workspace_id == workspace_id, Contact.address == user_id, Contact.left_at.is_not(None)
        )
    )


def not_noted(session: Session, workspaces: Collection[int]) -> Sequence[Contact]:
    """Return the people who have left some workspaces and whose departure is not noted, the first to leave first."""
    query = select(Contact).where(
        in_list(Contact.workspace_id, "workspaces"),
        Contact.kind == PERSON,
        Contact.left_at.is_not(None),
        or_(Contact.departure_noted_at.is_(None), Contact.departure_noted_at < Contact.left_at),
    )
    return session.scalars(query.order_by(Contact.left_at, Contact.id), {"workspaces": list(workspaces)}).all()


def _relations(session: Session, workspace_id: int, user_id: str) -> int:
    counts = (
        select(func.count())
        .select_from(table)
        .where(table.workspace_id == workspace_id, table.owner == user_id, table.removed_at.is_(None))
        for table in (Person, Organisation)
    )
    return sum(session.scalar(each) or 0 for each in counts)
