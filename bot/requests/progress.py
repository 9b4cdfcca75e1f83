"""The progress of slow work, shown to the person who waits for it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import structlog

from bot.cards.card import Card, Paragraph, line

EVERY_SECONDS = 3.0
"""How often the card may be shown again; Slack accepts about one change of a message a second."""

log = structlog.get_logger(__name__)
T = TypeVar("T")


class Progress:
    """How much is done of the work that `doing` names («Tar inn regnearket»). One thread writes it, another reads it."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._done = (0, 0)

    def __call__(self, done: int, of: int) -> None:
        """Record how much is done."""
        self._done = (done, of)

    def card(self) -> Card:
        """Return the card to show while the work runs."""
        done, of = self._done
        text = f"{100 * done // of} prosent er gjort." if of else "Dette tar litt tid."
        return Card(f"{self._doing} …", (Paragraph(line(text)),), summary=f"{self._doing} … {text}")


async def show_meanwhile(
    work: Coroutine[Any, Any, T], card: Callable[[], Card], show: Callable[[Card], Awaitable[None]]
) -> T:
    """Run the work and return its result; until it is done, show the card every few seconds if it has changed."""
    task = asyncio.ensure_future(work)
    last: Card | None = None
    while not (await asyncio.wait({task}, timeout=EVERY_SECONDS))[0]:
        now = card()
        if now != last:
            last = now
            try:
                await show(now)
            except Exception:  # noqa: BLE001 - the work goes on, whether the card is shown or not
                log.warning("progress_not_shown")
    return task.result()
