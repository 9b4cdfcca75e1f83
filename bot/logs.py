"""Logs: one JSON object a line (or text for people), with secrets struck out whoever logged them."""

import logging
import re
import sys
from typing import Literal

import structlog

SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^\s/@]+:[^\s/@]+(?=@)|(?<=Bearer )[\w.\-]+|gAAAA[\w\-=]+|(?<=password=)[^\s&]+"
)
STRUCK = "[hemmelig]"


def strike_secrets(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Replace tokens and passwords in everything a log event tells."""
    return {key: value if key.startswith("_") else _struck(value) for key, value in event.items()}


def _struck(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, dict):
        return {str(_struck(key)): _struck(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_struck(each) for each in value]
    return SECRET.sub(STRUCK, value if isinstance(value, str) else repr(value))


def set_up(form: Literal["json", "text"], level: str) -> None:
    """Send our own and the libraries' logs to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
        strike_secrets,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("alembic", "apscheduler", "httpcore", "httpx", "slack_bolt", "slack_sdk", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
