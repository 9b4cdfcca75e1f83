"""Workspaces that the bot was removed from while it was away: Slack tells of that for an hour at most, and never again.

So a token that is refused is looked into, once the round is over.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.cards.card import Card
from jobs.ports import AccessLostError, PartlySent, Search, SearchPage, Sender, SentMessage

GONE = frozenset({"account_inactive", "app_not_installed", "token_revoked"})
"""What Slack says of a token when the app is uninstalled (https://docs.slack.dev/reference/methods/auth.test#errors)."""

T = TypeVar("T")


class WatchedSender:
    """A workspace's way out that tells when the workspace lets the bot in no more (`jobs.ports.Sender`)."""

    def __init__(self, sender: Sender, lost: Callable[[], None]) -> None:
        self._sender = sender
        self._lost = lost

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Post a card to a channel or a person."""
        return await self._watched(self._sender.post(address, card, delivery_id, also))

    async def update(self, sent: SentMessage, card: Card) -> None:
        """Replace a posted message."""
        await self._watched(self._sender.update(sent, card))

    async def find(self, search: Search) -> SearchPage:
        """Read one page of what was posted."""
        return await self._watched(self._sender.find(search))

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        """Post what is missing of a card that was to go on below its first message."""
        return await self._watched(self._sender.go_on(half, card))

    async def _watched(self, call: Awaitable[T]) -> T:
        try:
            return await call
        except AccessLostError as error:
            if error.reason in GONE:
                self._lost()
            raise
