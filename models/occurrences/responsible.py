"""Who is responsible for what: which rows a person is reminded of directly, and who had a row at an earlier moment."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.occurrences.filtering import owners_of
from models.tables import Change, Contact, Destination, Occurrence
from models.workspace.contacts import PERSON, ContactRole


def owners_at(
    session: Session, workspace_id: int, rows: Sequence[Occurrence], moment: datetime | None
) -> dict[int, tuple[str, ...]]:
    """Return everybody who was responsible for each row at a moment (aware), by its id; now if there is none."""
    if moment is None or not rows:
        return {row.id: owners_of(row) for row in rows}
    first = {row.id: row.owner for row in rows}
    others = {row.id: row.co_owners for row in rows}
    changes = session.execute(SINCE, {"workspace": workspace_id, "rows": list(first), "moment": moment}).all()
    # The first change after the moment says who was responsible then. A change of one column may leave out the other.
    for occurrence_id, before in reversed(changes):
        first[occurrence_id] = before.get("owner", first[occurrence_id])
        others[occurrence_id] = before.get("co_owners", others[occurrence_id])
    return {each: tuple(filter(None, (first[each], *(others[each] or ())))) for each in first}


def unreachable(session: Session, workspace_id: int, people: Collection[str]) -> set[str]:
    """Return those of some people (the platform's ids) who get no messages: they have left, or sending to them fails."""
    asked = {"workspace": workspace_id, "people": list(people)}
    return {address for query in (AWAY, OFF) for address in session.scalars(query, asked)}


SINCE = (
    select(Change.occurrence_id, Change.before)
    .where(
        Change.workspace_id == bindparam("workspace"),
        in_list(Change.occurrence_id, "rows"),
        Change.at > bindparam("moment", type_=Change.at.type),
    )
    .order_by(Change.at, Change.id)
)
AWAY = select(Contact.address).where(
    Contact.workspace_id == bindparam("workspace"),
    in_list(Contact.address, "people"),
    Contact.kind == PERSON,
    Contact.left_at.is_not(None) | Contact.role.in_((ContactRole.STRANGER, ContactRole.BOT)),
)
OFF = select(Destination.address).where(
    Destination.workspace_id == bindparam("workspace"),
    in_list(Destination.address, "people"),
    Destination.off_since.is_not(None),
)
