"""One delivery to the app."""

from typing import Literal

from bot.local.model import Json
from content.frozen import frozen


@frozen
class Envelope:
    """A payload on its way. `retry` counts from 0, the first delivery; `reason` says why it is sent again."""

    type: Literal["events_api", "slash_commands", "interactive"]
    payload: Json
    retry: int = 0
    reason: str = ""
