"""Who is responsible for an occurrence: taken, given, shared and handed back, each as a change that can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.occurrences.changes import ChangedError, change_row, open_row, row_here
from models.occurrences.filtering import owners_of
from models.tables import Change, Occurrence
from models.workspace.contacts import departed

MOST_OWNERS = 5


class AlreadyTakenError(Exception):
    """It has an owner: `by` is the platform's id of that person, who may be the one who asks."""

    def __init__(self, by: str) -> None:
        super().__init__(f"taken by {by}")
        self.by = by


class TooManyError(Exception):
    """As many people are responsible as may be (`MOST_OWNERS`)."""


def take(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Make that person its owner. What only people own who have left is free.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to take.
        AlreadyTakenError: it has an owner, who may be the same person.
    """
    row = open_row(session, workspace_id, occurrence_id)
    here = _remaining(session, workspace_id, row)
    if here:
        raise AlreadyTakenError(here[0])
    return change_row(session, row, user_id, now, **_responsible(user_id))


def give(session: Session, workspace_id: int, occurrence_id: int, user_id: str, to: str, now: datetime) -> Change:
    """Give it to another person: what is free, one's own, or what somebody owned who has left.

    If several are responsible, the others stay.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to give.
        AlreadyTakenError: somebody else owns it, or the receiver is responsible already.
    """
    row = open_row(session, workspace_id, occurrence_id)
    before = owners_of(row)
    here = _remaining(session, workspace_id, row)
    giver = user_id if user_id in before else next((each for each in before if each not in here), row.owner)
    is_free = giver in {None, user_id} or giver not in here
    if giver is not None and (to in before or not is_free):
        raise AlreadyTakenError(to if to in before else giver)
    after = [to if each == giver else each for each in before] if giver else [to]
    return change_row(session, row, user_id, now, **_responsible(*after))


def take_over(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, owner: str, now: datetime
) -> Change:
    """Take it over from `owner`, on whose row the person pressed; others who are responsible stay.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to take.
        AlreadyTakenError: somebody else has it now, or the same person.
    """
    row = open_row(session, workspace_id, occurrence_id)
    before = owners_of(row)
    if before and owner not in before:
        raise AlreadyTakenError(before[0])
    if user_id == owner:
        raise AlreadyTakenError(user_id)
    after = [user_id if each == owner else each for each in before if each != user_id] or [user_id]
    return change_row(session, row, user_id, now, **_responsible(*after))


def join(session: Session, workspace_id: int, occurrence_id: int, user_id: str, who: str, now: datetime) -> Change:
    """Make `who` responsible as well; the only one if nobody is.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to do.
        AlreadyTakenError: that person is responsible already.
        TooManyError: so many are responsible that one more would help nobody.
    """
    row = open_row(session, workspace_id, occurrence_id)
    before = owners_of(row)
    if who in before:
        raise AlreadyTakenError(who)
    if len(before) >= MOST_OWNERS:
        raise TooManyError
    return change_row(session, row, user_id, now, **_responsible(*before, who))


def hand_back(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Make that person no longer responsible; if somebody else is, the first of them, since they can be away.

    Raises:
        GoneError: it is not here.
        ChangedError: it has no owner already.
    """
    row = row_here(session, workspace_id, occurrence_id)
    before = owners_of(row)
    if not before:
        raise ChangedError
    leaves = user_id if user_id in before else before[0]
    return change_row(session, row, user_id, now, **_responsible(*(each for each in before if each != leaves)))


def _responsible(*user_ids: str) -> dict[str, Any]:
    """Return the columns for the people responsible, each once."""
    first, *others = dict.fromkeys(user_ids) or [None]
    return {"owner": first, "co_owners": others or None}


def _remaining(session: Session, workspace_id: int, row: Occurrence) -> tuple[str, ...]:
    """Return those responsible for a row who still work here."""
    owners = owners_of(row)
    left = departed(session, workspace_id, owners)
    return tuple(each for each in owners if each not in left)
