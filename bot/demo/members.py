"""Made-up people in five member municipalities of the demonstration, so that a round can be shown.

The surnames say that nobody is meant, and the addresses end in `.example`, which no mail reaches.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.app import Application
from content.schema.pack import Pack
from models.members.changing import EDIT, WantedHolder, save_member, set_holder
from models.members.functions import ADVISER, CHIEF, COMMUNICATIONS, MAYOR
from models.members.members import members
from models.register import edits
from models.register.people import person
from models.register.seed import ensure
from models.tables import Workspace
from models.workspace.workspaces import by_external

SOURCE = "Diktet opp for demonstrasjonen. Personen finnes ikke."
"""Said on the card of each."""
BY = "padriver-demo"
"""Who has entered them: no user of the chat."""
PEOPLE = {
    "3218": (WantedHolder(MAYOR, "Anna Prøvestad", email="anna.provestad@aas.example", phone="00000001"),),
    "3203": (
        WantedHolder(MAYOR, "Bjørn Øvingsnes", email="bjorn.ovingsnes@asker.example"),
        WantedHolder(COMMUNICATIONS, "Celine Testvik", email="celine.testvik@asker.example"),
    ),
    "3303": (
        WantedHolder(MAYOR, "David Liksomdal", email="david.liksomdal@kongsberg.example"),
        WantedHolder(ADVISER, "Eli Oppdikt", email="eli.oppdikt@kongsberg.example"),
    ),
    "3234": (
        WantedHolder(MAYOR, "Finn Tenkemoen", email="finn.tenkemoen@lunner.example"),
        WantedHolder(CHIEF, "Grete Påfunn"),
    ),
    "3903": (WantedHolder(MAYOR, "Hans Eksempel", email="hans.eksempel@holmestrand.example"),),
}
"""By the municipality numbers of members of the demonstration's content."""
RECIPIENTS = {"3303": ADVISER, "3203": COMMUNICATIONS}
"""The municipalities that have chosen somebody else than the mayor."""


def add_members(application: Application, platform: str, external_id: str) -> None:
    """Give the workspace of the demonstration its made-up mayors."""
    with application.database.session() as session:
        workspace = by_external(session, platform, external_id)
        if workspace is not None:
            _add(session, workspace, application.packs.current(), application.clock.now())


def _add(session: Session, workspace: Workspace, pack: Pack, now: datetime) -> None:
    ensure(session, workspace, pack, now)
    edit = edits.begin(session, workspace.id, BY, EDIT, now)
    for member in members(session, workspace.id, pack):
        if recipient := RECIPIENTS.get(member.number):
            save_member(session, workspace.id, member, {"recipient": recipient}, edit)
        for wanted in PEOPLE.get(member.number, ()):
            person_id = set_holder(session, workspace.id, member, wanted, edit, SOURCE)
            if row := person(session, workspace.id, person_id):
                row.note = SOURCE
