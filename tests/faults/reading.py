"""What people read, on either platform: the bot's messages as they stand, and the delivery ids that they carry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.local.model import LocalChannel, LocalMessage
from bot.local.state import State
from tests.faults.connector import WatchedConnector
from tests.faults.tenant import conversation
from tests.support.blocks import visible
from tests.support.teams import Posted, texts


@dataclass(frozen=True)
class Read:
    """A message of the bot's, with what goes on below it. `ids` is None where messages carry none."""

    at: datetime
    text: str
    ids: tuple[int, ...] | None = None


class Reading(Protocol):
    """All that stands on a platform."""

    def place(self, address: str) -> str:
        """Return where what is sent to an address stands."""

    def read(self) -> Mapping[str, list[Read]]:
        """Return what stands, by place."""


@dataclass(frozen=True)
class InSlack:
    """The workspace."""

    state: State

    def place(self, address: str) -> str:
        """Return the channel."""
        direct = self.state.im_with(address, self.state.bot.id)
        return direct.id if direct else address

    def read(self) -> Mapping[str, list[Read]]:
        """Return the nudges in every channel."""
        return {each.id: list(self._nudges(each)) for each in self.state.channels.values()}

    def _nudges(self, channel: LocalChannel) -> Iterator[Read]:
        """Give what the bot said for all to see, with what goes on in its thread."""
        for message in channel.messages:
            if message.user == self.state.bot.id and message.only_for is None and not message.is_reply:
                thread = [each for each in channel.messages if each.thread_ts == message.ts and each.is_reply]
                yield Read(message.at, "\n".join(map(_text, (message, *thread))), _ids(message))


@dataclass(frozen=True)
class InTeams:
    """The tenant."""

    connector: WatchedConnector

    def place(self, address: str) -> str:
        """Return the conversation."""
        return conversation(address)

    def read(self) -> Mapping[str, list[Read]]:
        """Return what was posted to every conversation."""
        stands = [each for each in self.connector.posted if each.method == "POST" and each.conversation]
        found: dict[str, list[Read]] = {}
        for each in stands:
            if ";" not in each.conversation:
                below = [one for one in stands if one.conversation == f"{each.conversation};messageid={each.sent}"]
                found.setdefault(each.conversation, []).append(_read([each, *below]))
        return found


def _read(posted: list[Posted]) -> Read:
    at = posted[0].at
    assert at is not None
    return Read(at, "\n".join(text for each in posted for text in texts(each.card)))


def _text(message: LocalMessage) -> str:
    return "\n".join([message.text, *visible(message.blocks)])


def _ids(message: LocalMessage) -> tuple[int, ...]:
    payload: Mapping[str, Any] = (message.metadata or {}).get("event_payload") or {}
    return (*(payload[name] for name in ("delivery",) if name in payload), *payload.get("also", ()))
