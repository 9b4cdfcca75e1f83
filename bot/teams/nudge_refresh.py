"""Nudges that Teams fetches again when somebody looks at them, since their subject may have changed elsewhere.

A reminder of deadlines in a channel shows what was ticked off in private; a case that somebody took shows who. It reads
and never writes, is the same for all who look at once, and works for as long as the message is news.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card, Controls, Item
from bot.commands.ask import Ask
from bot.requests.posted_messages import posted_message
from bot.teams.contact_names import ids_in, lookup_names
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import CHANNELS, TeamsRequest
from bot.teams.render import DisplayNames, Refresh, RenderedActivity, render_teams
from bot.teams.render.limits import REFRESHED
from content.schema.pack import Pack
from models.content.packs import pack_of
from models.db.database import Database
from models.workspace import contacts
from models.workspace.workspaces import by_external

REFRESH = "vis.igjen"
"""The verb that Teams sends when somebody looks at the message."""
REFRESHED_FOR = timedelta(days=14)


def has_subject(card: Card) -> bool:
    """Return True if a card has a control that carries a value; those of a greeting carry none."""
    parts = [part for part in card.parts if isinstance(part, Controls | Item)]
    return any(getattr(control, "value", "") for part in parts for control in part.controls)


def refresh_for(session: Session, workspace_id: int, place: str) -> Refresh:
    """Return how a nudge at a place is fetched again.

    In a channel for the people the bot saw last: Teams takes 60 (`limits`). Elsewhere for everybody.
    """
    route = contacts.route_to(session, workspace_id, place)
    in_channel = route is not None and route.conversation.endswith(CHANNELS)
    return Refresh(REFRESH, "", contacts.accounts(session, workspace_id, REFRESHED) or None if in_channel else None)


async def render_at_place(dispatcher: TeamsDispatcher, team_id: str, place: str, card: Card) -> RenderedActivity:
    """Return the first message of a nudge that is posted at a place, as it is drawn there."""

    def draw(database: Database) -> RenderedActivity:
        with database.reading() as session:
            workspace = by_external(session, dispatcher.platform, team_id)
            workspace_id = workspace.id if workspace else 0
            shown = dispatcher.with_pictures(card, workspace_id)
            return render_nudge(session, workspace_id, place, shown, dispatcher.forms, is_posted=True)[0]

    return await dispatcher.reads(draw)


def render_nudge(
    session: Session, workspace_id: int, place: str, card: Card, forms: frozenset[str], *, is_posted: bool
) -> list[RenderedActivity]:
    """Return the messages of a nudge in a place, in order.

    A nudge that `is_posted` already is fetched again, even when all of it is done: it may be undone.
    """
    known = lookup_names(session, workspace_id, *ids_in([card])) if any(ids_in([card])) else DisplayNames()
    refresh = refresh_for(session, workspace_id, place) if is_posted or has_subject(card) else None
    return render_teams(card, known, forms=forms, refresh=refresh)


def nudge_now(
    session: Session, dispatcher: TeamsDispatcher, incoming: TeamsRequest, pack: Pack, now: datetime
) -> RenderedActivity | None:
    """Return what the nudge that somebody looks at says now; None if it is no nudge, or no longer news."""
    workspace = by_external(session, dispatcher.platform, incoming.team_id)
    if workspace is None:
        return None
    own = pack_of(session, workspace, pack)
    ask = Ask(workspace, own, incoming.user_id, incoming.place, now, message_id=incoming.message_id)
    posted = posted_message(ask, session, incoming.message_id, since=now - REFRESHED_FOR)
    if posted is None:
        return None
    card = dispatcher.with_pictures(posted.card, workspace.id)
    return render_nudge(session, workspace.id, incoming.place, card, dispatcher.forms, is_posted=True)[0]
