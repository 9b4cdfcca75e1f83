"""Asking the rest of the house, in one transaction, once."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager
from typing import Any, ClassVar, TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.arrival import Arrival
from bot.requests.deps import Deps
from bot.requests.faults import fault, mark
from bot.requests.tasks import Tasks
from content.frozen import frozen
from models.arriving import first_told
from models.database import Database, Unavailable
from models.inbound import keep, let_go
from models.workspaces import by_external

log = structlog.get_logger(__name__)
T = TypeVar("T")


class NotWrittenDownError(Exception):
    """What arrived could not be written down: it is not acknowledged, and the platform is to tell it again."""


@frozen
class Dispatcher:
    """The house behind, and the work under way. Each platform's room is one."""

    platform: ClassVar[str]

    deps: Deps
    tasks: Tasks

    async def ask(self, arrived: Arrival, handler: Callable[[Ask, Session], T]) -> T | Card | None:
        """Let a handler answer in a transaction of its own: here and now where that can be, else in a thread.

        None where the same was told before, or the workspace is not ours; a card of apology where something broke
        (then nothing is changed, and the same may be told again).
        """
        here = self.ask_here(arrived, handler)
        if here:
            return here[0]
        try:
            return await asyncio.to_thread(self._answered, self.deps.database.session, arrived, handler)
        except Exception as error:  # noqa: BLE001 - the last stop: whatever broke, the person is told
            return fault(error, arrived)

    def ask_here(self, arrived: Arrival, handler: Callable[[Ask, Session], T]) -> tuple[T | Card | None] | None:
        """Let a handler answer as `ask` does, without waiting: a thread's switching costs more than most answers.

        None where it must be waited for: somebody else writes, the database is far, or the answer is known to be slow.
        """
        if not self.deps.database.is_near or arrived.name in self.deps.registry.SLOW:
            return None
        try:
            return (self._answered(self.deps.database.at_once, arrived, handler),)
        except Unavailable:
            return None
        except Exception as error:  # noqa: BLE001 - the last stop here, too
            return (fault(error, arrived),)

    async def reads(self, question: Callable[[Database], T]) -> T:
        """Ask the database something that changes nothing, off the loop."""
        return await asyncio.to_thread(question, self.deps.database)

    async def start(
        self, arrived: Arrival, kind: str, body: dict[str, Any], work: Coroutine[Any, Any, T]
    ) -> tuple[asyncio.Task[T], bool]:
        """Start work, and wait for it as long as the platform waits; return it, and whether it is done.

        Where it is not, what arrived is kept, so that it may be acknowledged: if this process dies, another does it.
        What is known to be slow is kept before it begins. The caller lets go of what was kept when all is done.
        """
        if arrived.name in self.deps.registry.SLOW:
            try:
                await self._keep(arrived, kind, body)
            except Exception:
                work.close()
                raise
            return self.tasks.start(work), False
        task = self.tasks.start(work)
        if await self.tasks.soon(task):
            return task, True
        keeping = self.tasks.start(self._keep(arrived, kind, body))
        await asyncio.wait({task, keeping}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done() and keeping.exception() is None:
            return task, False
        # It is done meanwhile, or nothing can be kept (SQLite is held by the work itself): then it is waited for.
        await asyncio.wait({task})
        self.tasks.start(let_go_after(self, arrived, keeping))
        return task, True

    async def let_go(self, arrived: Arrival) -> None:
        """Let go of what was kept, when it is done and told."""
        try:
            await asyncio.to_thread(self._let_go, arrived)
        except Exception as error:  # noqa: BLE001 - it is done; at worst a dead process's successor says so
            fault(error, arrived)

    async def _keep(self, arrived: Arrival, kind: str, body: dict[str, Any]) -> None:
        await asyncio.to_thread(self._kept, arrived, kind, json.dumps(body))

    def _answered(
        self,
        begin: Callable[[], AbstractContextManager[Session]],
        arrived: Arrival,
        handler: Callable[[Ask, Session], T],
    ) -> T | None:
        now, pack = self.deps.now(), self.deps.packs.current()
        with begin() as session:
            here = first_told(session, self.platform, arrived.team_id, arrived.key, now)
            if here:
                return handler(arrived.asked(here, pack, now), session)
            if by_external(session, self.platform, arrived.team_id):
                log.info("told_before", team=arrived.team_id, arrival=mark(arrived.key))
            else:
                log.warning("unknown_workspace", team=arrived.team_id)
            return None

    def _kept(self, arrived: Arrival, kind: str, payload: str) -> None:
        with self.deps.database.session() as session:
            workspace = by_external(session, self.platform, arrived.team_id)
            if workspace:
                keep(session, workspace.id, arrived.key, kind, payload, self.deps.now())

    def _let_go(self, arrived: Arrival) -> None:
        with self.deps.database.session() as session:
            workspace = by_external(session, self.platform, arrived.team_id)
            if workspace:
                let_go(session, workspace.id, arrived.key)


async def let_go_after(dispatcher: Dispatcher, arrived: Arrival, task: asyncio.Task[Any]) -> None:
    """Let go of what was kept when its work has come to its end; what broke stays, and is taken up again."""
    await asyncio.wait({task})
    if not task.cancelled() and task.exception() is None:
        await dispatcher.let_go(arrived)
