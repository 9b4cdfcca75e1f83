"""When something fails: the person gets a sentence and a reference, the log gets the rest.

The log has no error messages, since a database's repeats the values: only the kind of error and where it was raised.
"""

import secrets
import traceback
from hashlib import sha256

import structlog
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.cards.card import Card
from bot.cards.card_errors import database_busy, too_long, went_wrong
from bot.requests.incoming_request import IncomingRequest
from bot.runtime.logs import reason_of
from models.db.base import DoesNotFitError
from models.db.database import DatabaseUnavailableError

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without characters that are mistaken for each other when a reference is read aloud."""
REFERENCE = 6
UNREADABLE_ERRORS = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError)
"""What reading a request raises if its parts are not the platform's own; `report_error` is for errors in answering."""
MARK = 12

log = structlog.get_logger(__name__)


def report_error(error: Exception, incoming: IncomingRequest) -> Card:
    """Log an error under a reference, and return what to say to the person."""
    reference = "".join(secrets.choice(LETTERS) for _ in range(REFERENCE))
    log.error(
        "request_broke",
        reference=reference,
        team=incoming.team_id,
        arrival=key_digest(incoming.key),
        error=type(error).__name__,
        reason=reason_of(error),
        cause=type(getattr(error, "orig", None) or error.__cause__).__name__,
        where=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)],
    )
    if isinstance(error, (DatabaseUnavailableError, OperationalError, InterfaceError, PoolTimeoutError)):
        return database_busy()
    if isinstance(error, (DataError, DoesNotFitError)):
        return too_long()
    return went_wrong(reference)


def log_refused_request(error: Exception) -> None:
    """Log in one line that a request could not be read or accepted: what failed, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
    log.warning("request_refused", error=type(error).__name__, reason=reason_of(error), where=where)


def key_digest(key: str) -> str:
    """Return the digest of a request's key for the log: the key itself may hold ids of people and channels."""
    return sha256(key.encode(errors="replace")).hexdigest()[:MARK]
