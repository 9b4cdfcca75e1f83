"""When something breaks: the person gets a sentence and a reference, the log gets the rest.

The log gets no message of an error, since a database's repeats the values: only what broke and where.
"""

import secrets
import traceback
from hashlib import sha256

import structlog
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.cards.card import Card
from bot.cards.errors import database_busy, too_long, went_wrong
from bot.requests.incoming import IncomingRequest
from bot.runtime.logs import reason_of
from models.db.column_limits import DoesNotFitError
from models.db.database import DatabaseUnavailableError

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without signs that are mistaken for each other when a reference is read aloud."""
REFERENCE = 6
UNREADABLE_ERRORS = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError)
"""What reading a request raises where its parts are other than the platform's own: what broke in an answer is a `report_error`."""
MARK = 12

log = structlog.get_logger(__name__)


def report_error(error: Exception, incoming: IncomingRequest) -> Card:
    """Write an error down under a reference, and return what to say to the person."""
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
    """Write down in one line that a request could not be read or taken: what broke, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
    log.warning("request_refused", error=type(error).__name__, reason=reason_of(error), where=where)


def key_digest(key: str) -> str:
    """Return what an arrival's key is called in the log: the key itself may hold ids of people and channels."""
    return sha256(key.encode(errors="replace")).hexdigest()[:MARK]
