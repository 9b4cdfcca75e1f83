"""Bots with a fault of their own, to see that the checks would see it."""

from typing import Any

from bot.slack.sender import SlackSender
from jobs.ports import SearchPage, SentMessage


def never_looks() -> None:
    """After a crash it sends again without looking whether the message stands."""

    async def find(*_: Any, **__: Any) -> SearchPage:
        return SearchPage()

    SlackSender.find = find  # type: ignore[method-assign]


def says_sent() -> None:
    """It says that a message was sent, and sends none."""

    async def post(_self: SlackSender, address: str, *_: Any, **__: Any) -> SentMessage:
        return SentMessage(address, "1.000001")

    SlackSender.post = post  # type: ignore[method-assign]
