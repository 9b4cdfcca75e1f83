"""The last look before sending: does it still hold, and what does the card say now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.words import clock, day, span
from content.schema.pack import Pack
from jobs.claim import Claim, Parcel
from jobs.compose import Skip, compose
from jobs.told import Told, told
from models.database import Database
from models.installations import REMOVED
from models.manners import ALL, Manners, manners_of
from models.nudges.due import TOO_LATE, until
from models.nudges.greeting import KIND as GREETING_KIND
from models.nudges.kinds import KINDS
from models.nudges.quiet import Rest
from models.tables import Delivery, Destination, Workspace

ROWS = (
    select(Delivery, Workspace, Destination)
    .join(Workspace, Workspace.id == Delivery.workspace_id)
    .join(Destination, Destination.id == Delivery.destination_id)
    .where(Delivery.id.in_(bindparam("ids", expanding=True)))
)
_Row = tuple[Delivery, Workspace, Destination]


@dataclass(frozen=True)
class Ready:
    """A parcel after the last look: what is to be sent of it, and what became of the rest."""

    parcel: Parcel
    cards: tuple[tuple[Claim, Card], ...]
    told: tuple[Told, ...]


def prepare(database: Database, parcels: Sequence[Parcel], pack: Pack, now: datetime) -> list[Ready]:
    """Look at everything in some parcels for the last time, in one transaction, and return what each of them says."""
    with database.session() as session:
        rows = _rows(session, parcels)
        wanted = manners_of(session, {workspace for _, workspace, _ in rows.values()})
        return [_ready(session, parcel, rows, wanted[parcel.workspace.id], pack, now) for parcel in parcels]


def _rows(session: Session, parcels: Sequence[Parcel]) -> dict[int, _Row]:
    wanted = [claim.delivery_id for each in parcels for claim in each.claims]
    found = session.execute(ROWS, {"ids": wanted}).all()
    return {delivery.id: (delivery, workspace, place) for delivery, workspace, place in found}


def _ready(
    session: Session, parcel: Parcel, rows: Mapping[int, _Row], wanted: Manners, pack: Pack, now: datetime
) -> Ready:
    found = [
        (each, check(session, delivery, wanted, place, pack, now))
        for each in parcel.claims
        for delivery, _, place in [rows[each.delivery_id]]
    ]
    return Ready(
        parcel,
        tuple((claim, card) for claim, card in found if isinstance(card, Card)),
        tuple(told for _, told in found if isinstance(told, Told)),
    )


def check(
    session: Session, delivery: Delivery, wanted: Manners, place: Destination, pack: Pack, now: datetime
) -> Card | Told:
    """Do the same within a transaction; what keeps it from being sent is kept on the row."""
    workspace = wanted.workspace
    person = place.address if place.kind == "person" else ALL
    last = until(KINDS[delivery.kind], delivery.due_at, workspace.zone, wanted.night)
    rest = wanted.rest(person)
    waking = now if KINDS[delivery.kind].at_any_hour else wanted.waking(delivery.kind, person, now)
    reason = (
        _too_late(delivery, workspace, now >= last)
        or _gone(delivery, wanted, place, now)
        or _unwanted(delivery, wanted, person)
        or (_paused(rest, now) if waking >= last else None)
    )
    if reason:
        return _skipped(delivery, workspace, place, reason)
    if waking > now:
        return _postponed(delivery, workspace, place, waking)
    card = compose(session, workspace, pack, delivery.kind, delivery.period_key, place.address, now)
    return _skipped(delivery, workspace, place, card.reason) if isinstance(card, Skip) else card


def _skipped(delivery: Delivery, workspace: Workspace, place: Destination, reason: str) -> Told:
    """Settle a delivery that is not to be sent."""
    delivery.state, delivery.reason, delivery.lease_until = "skipped", reason, None
    return told(delivery, workspace, place)


def _too_late(delivery: Delivery, workspace: Workspace, is_late: bool) -> str | None:
    if not is_late:
        return None
    due = delivery.due_at.astimezone(workspace.zone)
    return f"{TOO_LATE}: skulle vært sendt {day(due.date())} kl. {clock(due.time())}"


def _gone(delivery: Delivery, wanted: Manners, place: Destination, now: datetime) -> str | None:
    if wanted.workspace.removed_at is not None:
        return REMOVED
    if place.off_since is not None and (place.off_until is None or now < place.off_until):
        return f"kan ikke skrive dit: {place.off_reason}"
    follows_choice = place.kind == "kanal" and delivery.kind != GREETING_KIND
    return "en annen kanal er valgt" if follows_choice and place.address != wanted.channel(delivery.kind) else None


def _unwanted(delivery: Delivery, wanted: Manners, person: str) -> str | None:
    return None if wanted.wants(delivery.kind, person) else "slått av i innstillingene"


def _paused(rest: Rest, now: datetime) -> str:
    """Return why it is never to be sent: the pause (or the free days) outlast what it is worth."""
    away = rest.pause_on(now.astimezone(rest.zone).date())
    if away is None:
        return "det var fri eller natt så lenge den var verdt å sende"
    named = f"pause ({away.name})" if away.name else "pause"
    return f"{named} {span(away.first, away.last)}"[:200]


def _postponed(delivery: Delivery, workspace: Workspace, place: Destination, waking: datetime) -> Told:
    delivery.state, delivery.lease_until, delivery.next_try_at = "planned", None, waking
    local = waking.astimezone(workspace.zone)
    return told(delivery, workspace, place, f"venter til {day(local.date())} kl. {clock(local.time())}")
