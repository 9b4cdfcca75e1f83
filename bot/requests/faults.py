"""When something breaks: the person gets a sentence and a reference, the log gets the rest.

The log gets no message of an error, since a database's repeats the values: only what broke and where.
"""

import secrets
import traceback

import structlog
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.cards.card import Card
from bot.cards.errors import database_busy, too_long, went_wrong
from bot.requests.arrival import Arrival
from models.database import Unavailable
from models.limits import DoesNotFitError

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without signs that are mistaken for each other when a reference is read aloud."""
REFERENCE = 6

log = structlog.get_logger(__name__)


def fault(error: Exception, arrived: Arrival) -> Card:
    """Write an error down under a reference, and return what to say to the person."""
    reference = "".join(secrets.choice(LETTERS) for _ in range(REFERENCE))
    log.error(
        "request_broke",
        reference=reference,
        team=arrived.team_id,
        key=arrived.key,
        error=type(error).__name__,
        cause=type(getattr(error, "orig", None) or error.__cause__).__name__,
        where=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)],
    )
    if isinstance(error, (Unavailable, OperationalError, InterfaceError, PoolTimeoutError)):
        return database_busy()
    if isinstance(error, (DataError, DoesNotFitError)):
        return too_long()
    return went_wrong(reference)
