"""The last look before sending: does it still hold, and what does the card say now."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.words import clock, day
from content.schema.pack import Pack
from jobs.claim import Claim
from jobs.compose import Skip, compose
from jobs.told import Told, told
from models.database import Database
from models.nudges.due import until
from models.nudges.greeting import KIND as GREETING_KIND
from models.nudges.kinds import KINDS
from models.nudges.quiet import next_waking
from models.tables import Delivery, Destination, Workspace


def prepare(database: Database, claim: Claim, pack: Pack, now: datetime) -> Card | Told:
    """Return the card to send, or what became of the delivery where there is nothing to send now."""
    with database.session() as session:
        delivery = session.get_one(Delivery, claim.delivery_id)
        workspace = session.get_one(Workspace, delivery.workspace_id)
        place = session.get_one(Destination, delivery.destination_id)
        return check(session, delivery, workspace, place, pack, now)


def check(
    session: Session, delivery: Delivery, workspace: Workspace, place: Destination, pack: Pack, now: datetime
) -> Card | Told:
    """Do the same within a transaction; what keeps it from being sent is kept on the row."""
    reason = _too_late(delivery, workspace, now) or _gone(delivery, workspace, place)
    if reason:
        return _skipped(delivery, workspace, place, reason)
    waking = now if delivery.kind == GREETING_KIND else next_waking(now, workspace.zone)
    if waking > now:
        return _postponed(delivery, workspace, place, waking)
    card = compose(session, workspace, pack, delivery.kind, delivery.period_key, place.address, now)
    return _skipped(delivery, workspace, place, card.reason) if isinstance(card, Skip) else card


def _skipped(delivery: Delivery, workspace: Workspace, place: Destination, reason: str) -> Told:
    """Settle a delivery that is not to be sent."""
    delivery.state, delivery.reason, delivery.lease_until = "skipped", reason, None
    return told(delivery, workspace, place)


def _too_late(delivery: Delivery, workspace: Workspace, now: datetime) -> str | None:
    if now < until(KINDS[delivery.kind], delivery.due_at, workspace.zone):
        return None
    due = delivery.due_at.astimezone(workspace.zone)
    return f"for sent: skulle vært sendt {day(due.date())} kl. {clock(due.time())}"


def _gone(delivery: Delivery, workspace: Workspace, place: Destination) -> str | None:
    if place.off_since is not None:
        return f"kan ikke skrive dit: {place.off_reason}"
    follows_choice = place.kind == "kanal" and delivery.kind != GREETING_KIND
    return "en annen felleskanal er valgt" if follows_choice and place.address != workspace.shared_channel else None


def _postponed(delivery: Delivery, workspace: Workspace, place: Destination, waking: datetime) -> Told:
    delivery.state, delivery.lease_until, delivery.next_try_at = "planned", None, waking
    local = waking.astimezone(workspace.zone)
    return told(delivery, workspace, place, f"venter til {day(local.date())} kl. {clock(local.time())}")
