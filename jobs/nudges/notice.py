"""The notice to an administrator, once, that the bot cannot write to a channel or a person."""

from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.notice import notice
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, NudgeKind, when_awake
from models.mail.addresses import mail_address
from models.tables import Destination, Workspace
from models.workspace import outgoing
from models.workspace.administrators import named_administrators
from models.workspace.workspaces import destination

log = structlog.get_logger(__name__)

KIND = "varsel"
WORTH_DAYS = timedelta(days=7)
MENDED = Skip("virker igjen")


def key_of(address: str, since: date) -> str:
    """Return `av:C0123:2026-10-05`: one notice for each time that a destination is turned off."""
    return f"av:{address}:{since.isoformat()}"


def address_of(period_key: str) -> str:
    """Return the address of a key."""
    return period_key.split(":")[1]


def plan_notice(session: Session, workspace: Workspace, off: Destination, now: datetime) -> bool:
    """Plan a message to the first administrator who can be reached; False if there is none, or it is planned."""
    place = _reachable(session, workspace, off)
    if place is None:
        log.warning("nobody_to_notify", workspace=workspace.id, destination=off.id)
        return False
    since = (off.off_since or now).astimezone(workspace.zone).date()
    key = key_of(off.address, since)
    return outgoing.plan(session, workspace.id, place.kind, place.address, KIND, key, now)


def _reachable(session: Session, workspace: Workspace, off: Destination) -> Destination | None:
    closed = select(Destination.address).where(
        Destination.workspace_id == workspace.id, Destination.off_since.is_not(None)
    )
    unreachable = {off.address, *session.scalars(closed)}
    user = next((each for each in named_administrators(session, workspace) if each not in unreachable), None)
    return destination(session, workspace.id, "person", user) if user else None


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the notice if the destination is still off (or the notice was sent already)."""
    off = scene.session.scalar(
        select(Destination).where(
            Destination.workspace_id == scene.workspace.id, Destination.address == address_of(scene.period_key)
        )
    )
    if off is None or (off.off_since is None and scene.shown_at is None):
        return MENDED
    mail = mail_address(scene.session, scene.workspace.id, off.address) if off.kind == outgoing.MAIL else None
    return notice(off, mail.address if mail else "")


NOTICE = NudgeKind(
    kind=KIND,
    name="Varsel om en kanal som ikke virker",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + WORTH_DAYS,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
