"""Messages that Teams fetches anew when they are looked at, since what they tell of is done elsewhere too.

A reminder of deadlines in a channel shows what was ticked off in private; a case that somebody took shows who. It asks
and never writes, is the same for all who look at once, and lasts as long as the message is news.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card, Controls, Item
from bot.commands.ask import Ask
from bot.desk.faults import fault
from bot.desk.standing import standing
from bot.teams.activities import Answered, in_place, toast
from bot.teams.arrived import CHANNELS, Arrived
from bot.teams.naming import names, wanted
from bot.teams.render import Names, Refresh, Rendered, render_teams
from bot.teams.render.limits import REFRESHED
from bot.teams.room import Room
from content.schema.pack import Pack
from models import contacts
from models.database import Database
from models.workspaces import by_external

REFRESH = "vis.igjen"
"""The verb that Teams sends when somebody looks at the message."""
NEWS = timedelta(days=14)
NOTHING = "Denne meldingen fornyes ikke lenger. Spør på nytt, så får du et ferskt svar."
"""Told to whoever asks for it with the message's own menu; whoever only looked is told nothing."""
QUIET = toast("")


def tells_of_something(card: Card) -> bool:
    """Tell whether a card has a control that carries what it is about; those of a greeting carry nothing."""
    parts = [part for part in card.parts if isinstance(part, Controls | Item)]
    return any(getattr(control, "value", "") for part in parts for control in part.controls)


def refresh_in(session: Session, workspace_id: int, place: str) -> Refresh:
    """Return how a card that stands in a place is fetched anew.

    In a channel for those the bot met last: Teams takes 60 (`limits`). Elsewhere for everybody.
    """
    way = contacts.way_to(session, workspace_id, place)
    in_channel = way is not None and way.conversation.endswith(CHANNELS)
    return Refresh(REFRESH, "", contacts.accounts(session, workspace_id, REFRESHED) or None if in_channel else None)


def is_refresh(activity: dict[str, object]) -> bool:
    """Tell whether an activity is somebody looking at a message."""
    value = activity.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    return isinstance(action, dict) and action.get("verb") == REFRESH


async def on_refresh(room: Room, arrived: Arrived, *, by_itself: bool) -> Answered:
    """Show whoever looks at a message what it says now. `by_itself` tells that Teams asked, and not the person."""
    pack, now = room.deps.packs.current(), room.deps.now()
    try:
        found = await room.looking.ask(
            (arrived.team_id, arrived.place, arrived.message_id),
            lambda: room.reads(lambda database: _now(database, room, arrived, pack, now)),
        )
    except Exception as error:  # noqa: BLE001 - the message stays as it was, and nobody waits for it
        fault(error, arrived)
        return QUIET
    if found:
        return in_place(found.card)
    return QUIET if by_itself else toast(NOTHING)


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

    What `stands` there already is fetched anew again, even when all of it is done: it may be undone.
    """
    found = names(session, workspace_id, *wanted([card])) if any(wanted([card])) else Names()
    refresh = refresh_in(session, workspace_id, place) if stands or tells_of_something(card) else None
    return render_teams(card, found, forms=forms, refresh=refresh)


def _now(database: Database, room: Room, arrived: Arrived, pack: Pack, now: datetime) -> Rendered | None:
    with database.reading() as session:
        workspace = by_external(session, room.platform, arrived.team_id)
        if workspace is None:
            return None
        ask = Ask(workspace, pack, arrived.user_id, arrived.place, now, message_id=arrived.message_id)
        stands = standing(ask, session, arrived.message_id, since=now - NEWS)
        return drawn(session, workspace.id, arrived.place, stands.card, room.forms, stands=True)[0] if stands else None
