"""Logs: one JSON object a line (or text for people), without secrets and what people wrote, also from libraries.

Log lines of a request carry `request`, and of a nudge `delivery`. An error is logged by its kind and
where it was raised, never by its message, since that repeats its input: a title, a database's row. Workspaces
are named by the platform's id (`team`, `tenant`); people, channels and messages never are.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from typing import Literal

import structlog

from models.db.database import DatabaseUnavailableError

SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^\s/@]+:[^\s/@]+(?=@)|(?<=Bearer )[\w.\-]+|gAAAA[\w\-=]+|(?<=password=)[^\s&]+"
)
MASK = "[hemmelig]"
REPEATED = re.compile(r"\n.*| \(error: .*", re.DOTALL)
"""The part of a library's own words for an error that repeats the error's message."""
OWN_PACKAGES = ("bot", "jobs", "models", "content")
"""Libraries log whole requests and answers at lower levels: only their warnings and errors are logged, at any level."""
ID = re.compile(
    r"\b[UWCDGB](?=[A-Z]*[0-9])[A-Z0-9]{8,}\b"  # Slack's people, channels and bots
    r"|\b(?:19|28|29|8|a):[\w.:@;=/+-]{16,}"  # Teams' conversations and accounts
    r"|\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"  # Entra's people
)
"""The ids that a library's warning may contain."""
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,59}")
SAFE_MESSAGES = (OSError, DatabaseUnavailableError)
"""Errors whose message is only about this machine and its connections."""


def mask_secrets(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Replace tokens and passwords in every value of a log event."""
    return {key: value if key.startswith("_") else _masked(value) for key, value in event.items()}


def _masked(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, dict):
        return {str(_masked(key)): _masked(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(each) for each in value]
    return SECRET.sub(MASK, value if isinstance(value, str) else repr(value))


def format_errors(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Replace the error in a log event by its kind, its causes and where they were raised."""
    result = event.pop("exc_info", None)
    error = (
        result if isinstance(result, BaseException) else (result if isinstance(result, tuple) else sys.exc_info())[1]
    )
    if result and error is not None:
        event["exception"] = "\n".join(_lines(error))
    return event


def _lines(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before)
        yield "led to:"
    yield from (frame.rstrip() for frame in traceback.format_tb(error.__traceback__))
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _lines(each)
    reason = str(error) if isinstance(error, SAFE_MESSAGES) else reason_of(error)
    yield f"{type(error).__name__}: {reason}" if reason else type(error).__name__


def drop_repeated_message(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Cut a library's sentence where it begins to repeat an error's message."""
    event["event"] = ID.sub(MASK, REPEATED.sub("", str(event["event"])))
    return event


def reason_of(error: BaseException) -> str:
    """Return the platform's own code for an error or its cause, such as `channel_not_found`; empty if it gave none.

    It is what a platform's client keeps as `response.data["error"]`, and a `SendError` as `reason`.
    """
    data = getattr(getattr(error, "response", None), "data", None)
    word = data.get("error") if isinstance(data, dict) else getattr(error, "reason", None)
    if isinstance(word, str) and WORD.fullmatch(word):
        return word
    return reason_of(error.__cause__) if error.__cause__ else ""


REAPED = "Unknown child process pid"
"""asyncio (Python 3.11) warns of this if its transport reads a killed worker's exit code before its watcher."""


def _is_worth_logging(record: logging.LogRecord) -> bool:
    if record.name == "asyncio" and str(record.msg).startswith(REAPED):
        return False
    # Set here, since some libraries set their loggers' levels themselves.
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OWN_PACKAGES


def set_up(form: Literal["json", "text"], level: str) -> None:
    """Write our own and the libraries' logs to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        format_errors,
        structlog.processors.UnicodeDecoder(),
        mask_secrets,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, drop_repeated_message],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(_is_worth_logging)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
