"""A message that was broken off: what it said is composed again, so that the rest of it can be told."""

import asyncio

import structlog

from bot.cards.card import Card
from bot.cards.merged import merged
from content.schema.pack import Pack
from jobs.claim import Parcel
from jobs.compose import compose
from jobs.nudges.scene import Skip
from jobs.ports import Half, Sender, Sent
from models.database import Database
from models.tables import Delivery

log = structlog.get_logger(__name__)


async def go_on(database: Database, sender: Sender, parcel: Parcel, half: Half, pack: Pack) -> Sent:
    """Tell the rest of a message, as of when it was begun, and return where it stands. Raises `SendError`."""
    card = await asyncio.to_thread(_recomposed, database, parcel, half, pack)
    sent = await sender.go_on(half, card) if card is not None else half.sent
    log.info("gone_on", deliveries=half.carries)
    return sent


def _recomposed(database: Database, parcel: Parcel, half: Half, pack: Pack) -> Card | None:
    workspace, address = parcel.workspace, parcel.place.address
    external = parcel.place.is_external is True
    with database.reading() as session:
        rows = [session.get(Delivery, delivery_id) for delivery_id in half.carries]
        cards = [
            compose(session, workspace, pack, row.kind, row.period_key, address, half.at, half.at, external)
            for row in rows
            if row is not None and row.workspace_id == workspace.id
        ]
    told = [card for card in cards if not isinstance(card, Skip)]
    return merged(told) if told else None
