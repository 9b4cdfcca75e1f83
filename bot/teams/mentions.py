"""Who is meant by accounts that come without a name: those that a message mentions, and whoever reacts to one."""

from collections.abc import Mapping

from bot.teams.arrived import Arrived, roster_met
from bot.teams.room import Room
from jobs.ports import SendError
from models.db.database import Database
from models.workspace import contacts
from models.workspace.contacts import SeenContact
from models.workspace.workspaces import by_external


async def people_mentioned(room: Room, arrived: Arrived, accounts: Mapping[str, str]) -> dict[str, str]:
    """Return the people behind some accounts (with their names): those that were met, and those Teams tells of."""
    if not accounts:
        return {}
    known, named = await room.reads(lambda database: _known(database, room.platform, arrived.team_id, tuple(accounts)))
    met = [found for each in accounts if each not in named and (found := await member(room, arrived, each))]
    if met:
        await room.reads(lambda database: _meet(database, room, arrived.team_id, met))
    return known | {each.account: each.address for each in met}


async def member(room: Room, arrived: Arrived, account: str) -> SeenContact | None:
    """Return a member of the conversation as Teams describes them; None if it does not."""
    try:
        answer = await room.connector.member(arrived.service, arrived.conversation, account)
    except SendError:
        return None
    return roster_met(answer, arrived.team_id, arrived.service, account)


def _known(
    database: Database, platform: str, team_id: str, accounts: tuple[str, ...]
) -> tuple[dict[str, str], frozenset[str]]:
    """Return the people behind the accounts that were met, and the accounts of those whose names are known."""
    with database.reading() as session:
        workspace = by_external(session, platform, team_id)
        if workspace is None:
            return {}, frozenset()
        known = contacts.people(session, workspace.id, accounts)
        named = contacts.names(session, workspace.id, tuple(known.values()))
        return known, frozenset(account for account, person in known.items() if person in named)


def _meet(database: Database, room: Room, team_id: str, met: list[SeenContact]) -> None:
    with database.session() as session:
        workspace = by_external(session, room.platform, team_id)
        if workspace:
            contacts.record_contacts(session, workspace.id, met, room.deps.now())
