"""People and organisations for tests of the register."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.register import edits, organisations, people, roles
from models.register.dialogues import Logged, NewDialogue, log
from models.register.organisations import NewOrganisation
from models.register.people import NewPerson
from models.register.roles import NewRole
from models.tables import Organisation, Person

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)
OURS = "U1"


def new_person(session: Session, workspace_id: int, name: str, role: NewRole | None = None, **known: Any) -> Person:
    """Write a person down, with what they are."""
    edit = edits.begin(session, workspace_id, OURS, "ny", NOW)
    row = people.add(session, workspace_id, NewPerson(**{"name": name, "source": "Møte"} | known), edit)
    if role is not None:
        roles.add(session, workspace_id, row.id, role, edit)
    return row


def new_organisation(session: Session, workspace_id: int, name: str, **known: Any) -> Organisation:
    """Write an organisation down."""
    edit = edits.begin(session, workspace_id, OURS, "ny", NOW)
    return organisations.add(
        session, workspace_id, NewOrganisation(**{"name": name, "source": "Nettsiden"} | known), edit
    )


def spoke(session: Session, workspace_id: int, day: date, *who: Person, ours: str = OURS, **known: Any) -> Logged:
    """Log a meeting with people on that day."""
    new = NewDialogue(
        **{"day": day, "channel": "møte", "ours": (ours,), "people": tuple(each.id for each in who)} | known
    )
    return log(session, workspace_id, new, ours, NOW)
