"""«Finn»: the search of the message extension, whose results a person puts into any chat. It writes nothing."""

import asyncio
from typing import Any

from bot.commands.ask import Ask
from bot.commands.handouts import LEAST, Handout, handouts
from bot.requests.request_errors import report_error
from bot.requests.roles import Need, refusal, role_of
from bot.teams.activities import ActivityResponse, search_message, search_results
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest, read_request
from bot.teams.package.manifest import FIND_ID, WORDS
from bot.teams.render import render_short
from content.schema.pack import Pack
from models.content.packs import pack_of
from models.db.database import Database
from models.workspace.contacts import ContactRole, kept_role
from models.workspace.workspaces import by_external

SEARCH = "search"
LONGEST = 200
NOTHING = "Jeg fant ingen klarerte budskap, frister eller saker med de ordene. Prøv et tema, for eksempel «jernbane»."
NOTHING_NOW = "Skriv et tema eller noe av navnet på en frist eller en sak, så finner jeg det."
UNKNOWN = "Dette søket kjenner jeg ikke."
BROKEN = "Søket virket ikke nå. Prøv igjen om litt."


async def on_search(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Return what was found, as cards without controls: the bot may not be where they are put."""
    value = activity.get("value")
    if not isinstance(value, dict) or value.get("commandId") != FIND_ID:
        return search_message(UNKNOWN)
    text = _words(value.get("parameters"))
    incoming = read_request(activity, tenant, SEARCH, FIND_ID, text)
    pack = dispatcher.deps.packs.current()
    try:
        found = await asyncio.to_thread(_find, dispatcher, incoming, pack)
    except Exception as error:  # noqa: BLE001 - the answer says so
        report_error(error, incoming)
        return search_message(BROKEN)
    if isinstance(found, str):
        return search_message(found)
    if not found:
        return search_message(NOTHING if text else NOTHING_NOW)
    return search_results([(render_short(each.card), each.preview) for each in found])


def _find(dispatcher: TeamsDispatcher, incoming: TeamsRequest, pack: Pack) -> tuple[Handout, ...] | str:
    """Return what may be handed out, or the sentence that refuses it."""
    database: Database = dispatcher.deps.database
    with database.reading() as session:
        workspace = by_external(session, dispatcher.platform, incoming.team_id)
        if workspace is None:
            return ()
        kept, has_left = kept_role(session, workspace.id, incoming.user_id)
        # Searching triggers no lookup of the person: an unknown person sees what a guest sees.
        role = role_of(kept, has_left, incoming.stated_role, True) or ContactRole.GUEST
        refused = refusal(role, Need(LEAST), is_kept=kept is not None)
        if refused:
            return refused.summary or refused.title
        own, now = pack_of(session, workspace, pack), dispatcher.deps.now()
        return handouts(Ask(workspace, own, incoming.user_id, "", now, incoming.text, role=role), session)


def _words(parameters: Any) -> str:
    """Return what was written in the search; nothing when it is opened."""
    rows = parameters if isinstance(parameters, list) else []
    written = (each.get("value") for each in rows if isinstance(each, dict) and each.get("name") == WORDS)
    return str(next(written, None) or "")[:LONGEST]
