"""Nudges that Teams fetches again when they are looked at, since what they tell of is done elsewhere too.

A reminder of deadlines in a channel shows what was ticked off in private; a case that somebody took shows who. It asks
and never writes, is the same for all who look at once, and lasts as long as the message is news.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card, Controls, Item
from bot.commands.ask import Ask
from bot.requests.standing import standing
from bot.teams.arrived import CHANNELS, Arrived
from bot.teams.naming import names, wanted
from bot.teams.render import Names, Refresh, Rendered, render_teams
from bot.teams.render.limits import REFRESHED
from bot.teams.room import Room
from content.schema.pack import Pack
from models.db.database import Database
from models.workspace import contacts
from models.workspace.workspaces import by_external

REFRESH = "vis.igjen"
"""The verb that Teams sends when somebody looks at the message."""
NEWS = timedelta(days=14)


def tells_of_something(card: Card) -> bool:
    """Return True if a card has a control that carries what it is about; those of a greeting carry nothing."""
    parts = [part for part in card.parts if isinstance(part, Controls | Item)]
    return any(getattr(control, "value", "") for part in parts for control in part.controls)


def refresh_in(session: Session, workspace_id: int, place: str, asked: str = "") -> Refresh:
    """Return how a card that stands in a place is fetched again; `asked` comes back with it.

    In a channel for those the bot met last: Teams takes 60 (`limits`). Elsewhere for everybody.
    """
    way = contacts.route_to(session, workspace_id, place)
    in_channel = way is not None and way.conversation.endswith(CHANNELS)
    return Refresh(REFRESH, asked, contacts.accounts(session, workspace_id, REFRESHED) or None if in_channel else None)


async def drawn_there(room: Room, team_id: str, place: str, card: Card) -> Rendered:
    """Return the first message of a nudge that stands in a place, as it is drawn there."""

    def draw(database: Database) -> Rendered:
        with database.reading() as session:
            workspace = by_external(session, room.platform, team_id)
            return drawn(session, workspace.id if workspace else 0, place, card, room.forms, stands=True)[0]

    return await room.reads(draw)


def drawn(
    session: Session, workspace_id: int, place: str, card: Card, forms: frozenset[str], *, stands: bool
) -> list[Rendered]:
    """Return the messages of a nudge in a place, in order.

    What `stands` there already is fetched again again, even when all of it is done: it may be undone.
    """
    found = names(session, workspace_id, *wanted([card])) if any(wanted([card])) else Names()
    refresh = refresh_in(session, workspace_id, place) if stands or tells_of_something(card) else None
    return render_teams(card, found, forms=forms, refresh=refresh)


def nudge_now(session: Session, room: Room, arrived: Arrived, pack: Pack, now: datetime) -> Rendered | None:
    """Return what the nudge that somebody looks at says now; None where it is none, or no news any more."""
    workspace = by_external(session, room.platform, arrived.team_id)
    if workspace is None:
        return None
    ask = Ask(workspace, pack, arrived.user_id, arrived.place, now, message_id=arrived.message_id)
    stands = standing(ask, session, arrived.message_id, since=now - NEWS)
    return drawn(session, workspace.id, arrived.place, stands.card, room.forms, stands=True)[0] if stands else None
