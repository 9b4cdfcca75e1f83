"""The versions of an input: one for each kind of receiver, with who has got it and when. They are kept together."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.folding import storable
from models.occurrences.changes import GoneError
from models.occurrences.queries import by_id
from models.official.hearing import TO_BODY
from models.tables import InputVersion
from models.workspace.workspaces import lock

AUDIENCES = (TO_BODY, "some", "partnere", "ordførere")
"""The values of `InputVersion.audience`, in their order."""
MOST_SENT = 50


def versions_of(session: Session, workspace_id: int, occurrence_id: int) -> Mapping[str, InputVersion]:
    """Return the versions of the input of a row, by the audience."""
    mine = (InputVersion.workspace_id == workspace_id, InputVersion.occurrence_id == occurrence_id)
    return {each.audience: each for each in session.scalars(select(InputVersion).where(*mine))}


def write_version(
    session: Session, workspace_id: int, occurrence_id: int, audience: str, text: str, user_id: str, now: datetime
) -> InputVersion:
    """Store the text that an audience gets; who got it before stays.

    Raises:
        GoneError: the row is not here.
    """
    lock(session, workspace_id)
    row = by_id(session, workspace_id, occurrence_id)
    if row is None or row.archived_at is not None:
        raise GoneError
    found = versions_of(session, workspace_id, occurrence_id).get(audience)
    if found is None:
        found = InputVersion(workspace_id=workspace_id, occurrence_id=occurrence_id, audience=audience, sent=[])
        session.add(found)
    found.text, found.user_id, found.changed_at = storable(text), user_id, now
    session.flush()
    return found


def note_sent(
    session: Session, workspace_id: int, occurrence_id: int, audience: str, to: str, on: date, user_id: str
) -> InputVersion:
    """Note who got a version and on which local day; the same again changes nothing.

    Raises:
        GoneError: that version is not written.
    """
    lock(session, workspace_id)
    found = versions_of(session, workspace_id, occurrence_id).get(audience)
    if found is None:
        raise GoneError
    new = {"to": storable(to), "on": on.isoformat(), "by": user_id}
    if not any((each.get("to"), each.get("on")) == (new["to"], new["on"]) for each in found.sent):
        found.sent = [*found.sent, new][-MOST_SENT:]
        session.flush()
    return found
