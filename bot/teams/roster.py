"""The people behind accounts that come without a name: those a message mentions, and the person who reacts to one."""

from collections.abc import Mapping

from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest, roster_contact
from jobs.ports import SendError
from models.db.database import Database
from models.workspace import contacts
from models.workspace.contacts import SeenContact
from models.workspace.workspaces import by_external


async def mentioned_people(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, accounts: Mapping[str, str]
) -> dict[str, str]:
    """Return the people behind some accounts (with their names): those already stored, and those Teams can name."""
    if not accounts:
        return {}
    known, named = await dispatcher.reads(
        lambda database: _known_people(database, dispatcher.platform, incoming.team_id, tuple(accounts))
    )
    met = [
        contact
        for each in accounts
        if each not in named and (contact := await roster_member(dispatcher, incoming, each))
    ]
    if met:
        await dispatcher.reads(lambda database: _save_contacts(database, dispatcher, incoming.team_id, met))
    return known | {each.account: each.address for each in met}


async def roster_member(dispatcher: TeamsDispatcher, incoming: TeamsRequest, account: str) -> SeenContact | None:
    """Return a member of the conversation as Teams describes them; None if it does not."""
    try:
        answer = await dispatcher.connector.member(incoming.service, incoming.conversation, account)
    except SendError:
        return None
    return roster_contact(answer, incoming.team_id, incoming.service, account)


def _known_people(
    database: Database, platform: str, team_id: str, accounts: tuple[str, ...]
) -> tuple[dict[str, str], frozenset[str]]:
    """Return the people stored for the accounts, and the accounts of those whose names are known."""
    with database.reading() as session:
        workspace = by_external(session, platform, team_id)
        if workspace is None:
            return {}, frozenset()
        known = contacts.people(session, workspace.id, accounts)
        named = contacts.names(session, workspace.id, tuple(known.values()))
        return known, frozenset(account for account, person in known.items() if person in named)


def _save_contacts(database: Database, dispatcher: TeamsDispatcher, team_id: str, met: list[SeenContact]) -> None:
    with database.session() as session:
        workspace = by_external(session, dispatcher.platform, team_id)
        if workspace:
            contacts.record_contacts(session, workspace.id, met, dispatcher.deps.now())
