"""Lists among private answers: run again, the same day, when the person looks.

They show what others have ticked off and taken since.
"""

from dataclasses import replace
from datetime import datetime

from pydantic_core import to_json
from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls
from bot.commands.ask import Ask
from bot.commands.parse.json_text import read_json
from bot.commands.share import ACTION, LONGEST_TEXT
from bot.requests.handlers import command_handler
from bot.requests.roles import command_need, refusal, role_of
from bot.teams.contact_names import ids_in, lookup_names
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest
from bot.teams.nudge_refresh import REFRESH
from bot.teams.render import Refresh, RenderedActivity, render_short
from content.schema.pack import Pack
from models.content.packs import pack_of
from models.db.database import Database
from models.workspace import contacts
from models.workspace.contacts import ContactRole
from models.workspace.workspaces import by_external, is_read_outside

LISTS = frozenset({"frister", "arshjul"})
"""The commands whose answers have something to tick off."""


async def list_refresh(dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card) -> Refresh | None:
    """Return how a private answer is fetched again when the person looks at it; None if it cannot be."""
    if incoming.is_personal or not _is_repeatable(incoming.name, incoming.text) or not _is_list(card):
        return None

    def read_refresh(database: Database) -> Refresh | None:
        with database.reading() as session:
            workspace = by_external(session, dispatcher.platform, incoming.team_id)
            if workspace is None:
                return None
            today = dispatcher.deps.now().astimezone(workspace.zone).date()
            asked = to_json({"c": incoming.name, "t": incoming.text, "d": today.isoformat()}).decode()
            return Refresh(REFRESH, asked, (incoming.account,))

    return await dispatcher.reads(read_refresh)


def list_now(
    session: Session, dispatcher: TeamsDispatcher, incoming: TeamsRequest, asked: str, pack: Pack, now: datetime
) -> RenderedActivity | None:
    """Return the answer to the same request now; None on another day, and if it is no list or no private answer."""
    request = read_json(asked)
    workspace = by_external(session, dispatcher.platform, incoming.team_id)
    if workspace is None or not isinstance(request, dict) or incoming.private is None:
        return None
    name, text = str(request.get("c")), str(request.get("t") or "")
    # Looking triggers no lookup of the person: an unknown person sees what a guest sees.
    role = role_of(*contacts.kept_role(session, workspace.id, incoming.user_id), incoming.stated_role, True)
    external = is_read_outside(session, workspace.id, incoming.place)
    own = pack_of(session, workspace, pack)
    ask = Ask(workspace, own, incoming.user_id, incoming.place, now, text, role=role or ContactRole.GUEST)
    ask = replace(ask, is_external=external)
    if request.get("d") != ask.today.isoformat() or not _is_repeatable(name, text):
        return None
    registry = dispatcher.deps.registry
    if refusal(ask.role, command_need(registry, name, text), is_kept=True):
        return None
    answer = command_handler(registry, name)(ask, session)
    if not isinstance(answer, Card) or not _is_list(answer):
        return None
    known = lookup_names(session, workspace.id, *ids_in([answer]))
    refresh = Refresh(REFRESH, asked, (incoming.account,))
    return render_short(answer, known, forms=dispatcher.forms, refresh=refresh, mark=incoming.private.packed())


def _is_repeatable(name: str, text: str) -> bool:
    return name in LISTS and len(text) <= LONGEST_TEXT


def _is_list(card: Card) -> bool:
    """Return True if a card is an answer that changes nothing when requested again: it can be shared."""
    controls = [control for part in card.parts if isinstance(part, Controls) for control in part.controls]
    return any(isinstance(each, Button) and each.action == ACTION for each in controls)
