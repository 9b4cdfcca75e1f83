"""The names of the people and places in a card, as they were last seen."""

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.teams.render import DisplayNames, channels_in, people_in
from models.db.database import Database
from models.workspace import contacts
from models.workspace.workspaces import by_external


def ids_in(cards: Iterable[Card]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the people and the channels that some cards name."""
    rows = list(cards)
    return (
        frozenset(each for card in rows for each in people_in(card)),
        frozenset(each for card in rows for each in channels_in(card)),
    )


def lookup_names(
    session: Session, workspace_id: int, people: Collection[str], channels: Collection[str]
) -> DisplayNames:
    """Return the names of those people and channels, by their ids; unknown ones are left out."""
    known = contacts.names(session, workspace_id, {*people, *channels})
    return DisplayNames(
        {each: known[each] for each in people if each in known},
        {each: known[each] for each in channels if each in known},
    )


def names_in_cards(database: Database, platform: str, team_id: str, cards: Iterable[Card]) -> DisplayNames:
    """Return the names of the people and channels in some cards, in a transaction of its own."""
    people, channels = ids_in(cards)
    with database.reading() as session:
        workspace = by_external(session, platform, team_id)
        return lookup_names(session, workspace.id, people, channels) if workspace else DisplayNames()


def all_names(database: Database, platform: str, team_id: str) -> DisplayNames:
    """Return every channel and group that may be chosen, and every person stored."""
    with database.reading() as session:
        workspace = by_external(session, platform, team_id)
        if workspace is None:
            return DisplayNames()
        return DisplayNames(contacts.everybody(session, workspace.id), dict(contacts.places(session, workspace.id)))
