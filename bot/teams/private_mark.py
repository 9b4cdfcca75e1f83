"""Private answers: what their controls carry back, and which conversations refuse them.

Teams does not say that a press was made in a targeted message.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

LASTS = timedelta(hours=24)
"""How long Teams shows a targeted message, and lets the bot change it
(https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages)."""
KEY = "privat"
MINUTE, LONGEST, OF_THREAD = 60, 12, "t"
FORM = re.compile(rf"([0-9]{{1,{LONGEST - 2}}})({OF_THREAD}?)")


@dataclass(frozen=True)
class PrivateMark:
    """When a private answer was sent (aware, to the minute), and whether its thread begins with a private message."""

    sent_at: datetime
    begins_thread: bool = False

    def packed(self) -> str:
        """Return it as a short text: every control of the answer carries it."""
        return f"{int(self.sent_at.timestamp()) // MINUTE}{OF_THREAD if self.begins_thread else ''}"

    def is_gone(self, now: datetime) -> bool:
        """Return True if Teams no longer shows the answer, and refuses to change it."""
        return now - self.sent_at >= LASTS


def read_mark(data: Mapping[str, Any]) -> PrivateMark | None:
    """Return the mark that came back with a control; None if it belongs to no private answer."""
    match = FORM.fullmatch(str(data.get(KEY) or ""))
    return PrivateMark(datetime.fromtimestamp(int(match[1]) * MINUTE, UTC), bool(match[2])) if match else None


REFUSED_SECONDS = 24 * 3600.0
"""How long a conversation that refused a targeted message is not tried with one: a tenant may turn them on."""
MOST_REFUSED = 10_000


def whole(conversation: str) -> str:
    """Return the channel of a conversation that is a thread in it (`…;messageid=…`)."""
    return conversation.partition(";")[0]


class RefusedConversations:
    """The conversations whose tenant refused a targeted message, and until when (by the loop's clock)."""

    def __init__(self, seconds: float = REFUSED_SECONDS) -> None:
        self._seconds = seconds
        self._until: OrderedDict[tuple[str, str], float] = OrderedDict()

    def is_refused(self, team_id: str, conversation: str) -> bool:
        """Return True if it refused one lately."""
        return self._until.get((team_id, whole(conversation)), 0.0) > asyncio.get_running_loop().time()

    def remember(self, team_id: str, conversation: str) -> None:
        """Remember that it has just refused one."""
        key = team_id, whole(conversation)
        self._until.pop(key, None)
        self._until[key] = asyncio.get_running_loop().time() + self._seconds
        while len(self._until) > MOST_REFUSED:
            self._until.popitem(last=False)
