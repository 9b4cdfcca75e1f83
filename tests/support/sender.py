"""A way out that keeps what was posted, and fails as it is told to."""

import asyncio
import itertools
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards.card import Card
from bot.cards.text import render_text
from jobs.ports import PartlySent, Search, SearchPage, SendError, SentMessage


@dataclass
class Posted:
    address: str
    text: str
    delivery_id: int
    sent: SentMessage
    also: tuple[int, ...] = ()


@dataclass
class FakeSender:
    """`trouble` is raised by the coming posts, one each; with `stands` the message stands all the same.

    `blind` is what looking for a message raises; what is found was broken off, `half` being when it was posted. `pages`
    are the cursors of pages on which nothing is found.
    """

    trouble: list[SendError | Exception] = field(default_factory=list)
    stands: bool = False
    blind: SendError | None = None
    half: datetime | None = None
    gone_on: list[str] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    looked_for: list[int] = field(default_factory=list)
    searches: list[Search] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        await asyncio.sleep(0)
        with self._lock:
            fault = self.trouble.pop(0) if self.trouble else None
            sent = SentMessage(f"D{address}", f"{next(self._numbers)}.000")
            if fault is None or self.stands:
                self.posted.append(Posted(address, render_text(card), delivery_id, sent, tuple(also)))
        if fault is not None:
            raise fault
        return sent

    async def update(self, sent: SentMessage, card: Card) -> None:
        raise NotImplementedError

    async def find(self, search: Search) -> SearchPage:
        self.looked_for += sorted(search.deliveries)
        self.searches.append(search)
        if self.blind is not None:
            raise self.blind
        if self.pages:
            return SearchPage(cursor=self.pages.pop(0))
        return SearchPage({number: found for number in search.deliveries if (found := self._stands(number))})

    def _stands(self, delivery_id: int) -> SentMessage | PartlySent | None:
        found = next((each for each in self.posted if delivery_id in {each.delivery_id, *each.also}), None)
        if found is None or self.half is None:
            return found.sent if found else None
        return PartlySent(found.sent, (found.delivery_id, *found.also), self.half)

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        if self.trouble:
            raise self.trouble.pop(0)
        self.gone_on.append(render_text(card))
        self.half = None
        return half.sent

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.posted]
