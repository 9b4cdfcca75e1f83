"""Lists that were asked for where several see them: asked again, the same day, by whoever looks.

What others ticked off and took since shows, and each sees what is theirs to do: «Gi fra meg» stands on one's own rows.
"""

from dataclasses import replace
from datetime import datetime

from pydantic_core import to_json
from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls
from bot.commands.ask import Ask
from bot.commands.parse.clean import fold
from bot.commands.parse.json_text import read_json
from bot.commands.share import ACTION, LONGEST_TEXT
from bot.requests.doing import named
from bot.requests.roles import command_need, refusal, role_of
from bot.teams.arrived import Arrived
from bot.teams.naming import names, wanted
from bot.teams.refreshing import refresh_in
from bot.teams.render import Refresh, Rendered, render_short
from bot.teams.room import Room
from content.schema.pack import Pack
from models.db.database import Database
from models.workspace import contacts
from models.workspace.contacts import ContactRole
from models.workspace.workspaces import by_external, is_read_outside

LISTS = frozenset({"frister", "arshjul"})
"""The commands whose answers have something to tick off."""
OWN = frozenset({"mine", "min", "mitt"})
"""What makes a list that of whoever asked: to another it would be another list."""


async def refresh_of(room: Room, arrived: Arrived, card: Card) -> Refresh | None:
    """Return how an answer is asked again by whoever looks at it; None where it is not to be."""
    if arrived.is_personal or not _may_be_asked_again(arrived.name, arrived.text) or not _is_list(card):
        return None

    def found(database: Database) -> Refresh | None:
        with database.reading() as session:
            workspace = by_external(session, room.platform, arrived.team_id)
            if workspace is None:
                return None
            today = room.deps.now().astimezone(workspace.zone).date()
            asked = to_json({"c": arrived.name, "t": arrived.text, "d": today.isoformat()}).decode()
            return refresh_in(session, workspace.id, arrived.place, asked)

    return await room.reads(found)


def list_now(session: Session, room: Room, arrived: Arrived, asked: str, pack: Pack, now: datetime) -> Rendered | None:
    """Return what was asked as it is answered now; None on another day than it was asked, and where it is no list."""
    request = read_json(asked)
    workspace = by_external(session, room.platform, arrived.team_id)
    if workspace is None or not isinstance(request, dict):
        return None
    name, text = str(request.get("c")), str(request.get("t") or "")
    # Nobody is looked up for a look: who is not known sees what a guest sees.
    role = role_of(*contacts.kept_role(session, workspace.id, arrived.user_id), arrived.said_role, True)
    external = is_read_outside(session, workspace.id, arrived.place)
    ask = Ask(workspace, pack, arrived.user_id, arrived.place, now, text, role=role or ContactRole.GUEST)
    ask = replace(ask, is_external=external, is_private=False)
    if request.get("d") != ask.today.isoformat() or not _may_be_asked_again(name, text):
        return None
    registry = room.deps.registry
    if refusal(ask.role, command_need(registry, name, text), is_kept=True):
        return None
    answer = named(registry, name)(ask, session)
    if not isinstance(answer, Card) or not _is_list(answer):
        return None
    found = names(session, workspace.id, *wanted([answer]))
    return render_short(
        answer, found, forms=room.forms, refresh=refresh_in(session, workspace.id, arrived.place, asked)
    )


def _may_be_asked_again(name: str, text: str) -> bool:
    return name in LISTS and len(text) <= LONGEST_TEXT and not OWN.intersection(fold(text).split())


def _is_list(card: Card) -> bool:
    """Return True if a card is an answer that changes nothing when it is asked again: it can be shared."""
    controls = [control for part in card.parts if isinstance(part, Controls) for control in part.controls]
    return any(isinstance(each, Button) and each.action == ACTION for each in controls)
