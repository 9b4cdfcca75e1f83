"""Cursors: an opaque place in a list."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.local.api.call import Call
from bot.local.model import Json
from bot.local.workspace_errors import SlackError

Row = TypeVar("Row")


def page(call: Call, rows: Sequence[Row], default: int = 100) -> tuple[Sequence[Row], Json]:
    """Return the requested page of rows, and the part of the response with the cursor of the next page."""
    limit = call.whole("limit", default, 1000)
    start = _start(call.optional("cursor"))
    end = start + limit
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(rows) else ""
    return rows[start:end], {"response_metadata": {"next_cursor": cursor}}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise SlackError(code="invalid_cursor") from None
