"""What is done about a bounce: an address that does not exist is written to no more, and somebody is asked for another."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot.mail.bounces import Bounce
from jobs.nudges.notice import plan_notice
from models.mail.addresses import turn_off
from models.mail.sent import sent_as
from models.tables import Workspace

BOUNCED = "smtp_bounced"

log = structlog.get_logger(__name__)


def note_bounce(session: Session, bounce: Bounce, now: datetime) -> bool:
    """Turn the address off that a bounce is about; False if it was off, or the bounce says nothing about the address."""
    place = sent_as(session, bounce.message_ref)
    if place is None or not bounce.is_hard:
        log.info("bounce", known=place is not None, hard=bounce.is_hard)
        return False
    if not turn_off(session, place.workspace_id, place.address, BOUNCED, now):
        return False
    session.refresh(place)
    plan_notice(session, session.get_one(Workspace, place.workspace_id), place, now)
    log.info("bounce", known=True, hard=True)
    return True
