"""A tenant in Teams: a channel and five people, two of them unknown to the bot so far."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.teams.access import PLATFORM
from bot.teams.incoming import place_id_of
from models.db.database import Database
from models.tables import Contact, Delivery, Workspace
from models.workspace.contacts import CHANNEL as CHANNEL_KIND
from models.workspace.contacts import PERSON, SeenContact, record_contacts
from models.workspace.workspaces import destination, get_or_create
from tests.support.teams import CHANNEL, TEAM, TENANT

HOME, GENERAL = place_id_of(CHANNEL), place_id_of(TEAM)
PEOPLE = {
    "aaaaaaaa-0000-4000-8000-000000000001": "Kari Nordmann",
    "aaaaaaaa-0000-4000-8000-000000000002": "Per Hansen",
    "aaaaaaaa-0000-4000-8000-000000000003": "Amina Yusuf",
    "aaaaaaaa-0000-4000-8000-000000000004": "Maria Berg",
    "aaaaaaaa-0000-4000-8000-000000000005": "Nils Dahl",
}
ADMINISTRATOR = next(iter(PEOPLE))
STRANGERS = frozenset(list(PEOPLE)[3:])
"""Whom the bot has met in the channel only: it begins the conversation with them itself."""


def settle_in(session: Session, now: datetime) -> Workspace:
    """Make the tenant a workspace, and its people and its channel known."""
    row = get_or_create(session, PLATFORM, TENANT, "Osloregionen")
    row.shared_channel, row.installed_by = HOME, ADMINISTRATOR
    channel = SeenContact(HOME, CHANNEL_KIND, "Sekretariatet", HOME, CHANNEL, "unset", parent=TEAM)
    record_contacts(session, row.id, [channel, *(_met(*each) for each in PEOPLE.items())], now)
    _asked_to_clear(session, row.id, now)
    return row


def _asked_to_clear(session: Session, workspace_id: int, now: datetime) -> None:
    """Have the administrator asked about the texts already, which is told once and to no story here."""
    known = destination(session, workspace_id, "person", ADMINISTRATOR)
    asked = Delivery(workspace_id=workspace_id, destination_id=known.id, kind="klarering", period_key="utkast")
    asked.state, asked.due_at, asked.next_try_at, asked.sent_at = "sent", now, now, now
    session.add(asked)


def move(database: Database, service: str) -> None:
    """Have the tenant served at an address: each run has its own."""
    with database.session() as session:
        session.execute(update(Contact).values(service=service))


def conversation(address: str) -> str:
    """Return the conversation behind an address."""
    return {HOME: CHANNEL, GENERAL: TEAM}.get(address, f"a:{address}")


def _met(person: str, name: str) -> SeenContact:
    talk = "" if person in STRANGERS else f"a:{person}"
    return SeenContact(person, PERSON, name, place_id_of(talk), talk, "unset", account=f"29:{person}")
