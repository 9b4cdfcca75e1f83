"""One delivery to the app."""

from dataclasses import dataclass
from typing import Literal

from bot.local.model import Json


@dataclass(frozen=True)
class Envelope:
    """A payload on its way. `retry` counts from 0, the first delivery; `reason` says why it is sent again."""

    type: Literal["events_api", "slash_commands", "interactive"]
    payload: Json
    retry: int = 0
    reason: str = ""
