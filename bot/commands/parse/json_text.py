"""JSON that anybody may have written."""

import json
from typing import Any


def read_json(text: str | bytes) -> Any:
    """Return what a text of JSON says; None where it is none, or nested beyond reading."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
