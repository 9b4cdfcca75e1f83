"""Asking the rest of the house, in one transaction, once."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.arrival import Arrival
from bot.requests.deps import Deps
from bot.requests.faults import fault, mark
from bot.requests.roles import ANYBODY, Need, UnknownPersonError, UnknownPlaceError, refusal, role_of
from bot.requests.tasks import Tasks
from content.frozen import frozen
from models.db.database import Database
from models.workspace.arriving import KnownWorkspace, first_received
from models.workspace.contacts import ContactRole, kept_role
from models.workspace.inbound import keep, release
from models.workspace.workspaces import by_external, note_external, said_of

log = structlog.get_logger(__name__)
T = TypeVar("T")


class NotWrittenDownError(Exception):
    """What arrived could not be written down: it is not acknowledged, and the platform is to tell it again."""


@frozen
class Dispatcher:
    """The house behind, and the work under way. Each platform's room is one."""

    platform: ClassVar[str]
    knows_places: ClassVar[bool]
    """Whether the platform can be asked who reads a place: one it does not answer for counts as read by others."""

    deps: Deps
    tasks: Tasks

    async def ask(self, arrived: Arrival, need: Need, handler: Callable[[Ask, Session], T]) -> T | Card | None:
        """Let a handler answer in a transaction of its own, in a thread: some answers take longer than the loop may.

        None where the same was told before, the workspace is not ours, or a refusal is silent; a card where the person
        may not do it, or something broke (then nothing is changed, and the same may be told again). People whose role
        is not kept are looked up first.
        """
        looked_up: frozenset[str] = frozenset()
        while True:
            try:
                return await asyncio.to_thread(self._answered, arrived, need, handler, looked_up)
            except UnknownPersonError as unknown:
                looked_up |= {unknown.user_id}
                await self._looked_up(arrived, self.look_up(arrived, unknown.user_id))
            except UnknownPlaceError as unknown:
                looked_up |= {unknown.place_id}
                await self._looked_up(arrived, self.look_up_place(arrived, unknown.place_id))
            except Exception as error:  # noqa: BLE001 - the last stop: whatever broke, the person is told
                return fault(error, arrived)

    async def refused(self, arrived: Arrival, need: Need) -> Card | None:
        """Return what to say where the person may not do it, before anything is fetched for them; else None.

        Nothing is written, so that the same is asked for in earnest afterwards.
        """
        answer = await self.ask(arrived, need, _nothing_written)
        return answer if isinstance(answer, Card) else None

    async def is_wanted(self, arrived: Arrival, need: Need) -> bool:
        """Return False where a silent refusal awaits the person, or the same was told before. Nothing is written.

        Raises `NotWrittenDownError` where that cannot be found out.
        """
        answer = await self.ask(arrived, need, _nothing_written)
        if isinstance(answer, Card):
            raise NotWrittenDownError
        return answer is True

    async def look_up(self, arrived: Arrival, user_id: str) -> None:
        """Ask the platform who somebody is, and keep what it says. May raise anything."""

    async def look_up_place(self, arrived: Arrival, place_id: str) -> None:
        """Ask the platform who reads a place, and keep what it says. May raise anything."""

    async def _looked_up(self, arrived: Arrival, asking: Awaitable[None]) -> None:
        try:
            await asking
        except Exception as error:  # noqa: BLE001 - the person counts as a guest then, the place as one others read
            fault(error, arrived)

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
        arrived: Arrival,
        need: Need,
        handler: Callable[[Ask, Session], T],
        looked_up: frozenset[str] = frozenset(),
    ) -> T | Card | None:
        now, pack = self.deps.now(), self.deps.packs.current()
        with self.deps.database.session() as session:
            place = (arrived.user_id, arrived.place_id)
            here = first_received(session, self.platform, arrived.team_id, arrived.key, now, *place)
            if here:
                role = _role(here, arrived, need, looked_up)
                _note_external(here, arrived)
                refused = refusal(role, need, is_kept=here.role is not None)
                if refused is None:
                    ask = arrived.asked(here, pack, now)
                    return handler(self._asked(ask, here, arrived, role, looked_up), session)
                is_silent = need.silent or role is ContactRole.BOT
                was_not_looked_up = here.role is None and arrived.said_role is None
                if is_silent or was_not_looked_up:
                    # Who could not be looked up tries again, with the same form too.
                    session.rollback()
                return None if is_silent else refused
            if by_external(session, self.platform, arrived.team_id):
                log.info("told_before", team=arrived.team_id, arrival=mark(arrived.key))
            else:
                log.warning("unknown_workspace", team=arrived.team_id)
            return None

    def _asked(
        self, ask: Ask, here: KnownWorkspace, arrived: Arrival, role: ContactRole, looked_up: frozenset[str]
    ) -> Ask:
        def role_of_other(session: Session, user_id: str) -> ContactRole:
            found = role_of(*kept_role(session, here.id, user_id), None, user_id in looked_up)
            if found is None:
                raise UnknownPersonError(user_id)
            return found

        def is_read_outside(session: Session, place_id: str) -> bool:
            kept = said_of(session, here.id, place_id)
            if kept is None and self.knows_places and place_id not in looked_up:
                raise UnknownPlaceError(place_id)
            return self.knows_places if kept is None else kept

        is_external = bool(here.is_external if arrived.said_external is None else arrived.said_external)
        return replace(
            ask,
            role=role,
            role_of=role_of_other,
            is_external=is_external,
            is_place_read_outside=is_read_outside,
        )

    def _kept(self, arrived: Arrival, kind: str, payload: str) -> None:
        with self.deps.database.session() as session:
            workspace = by_external(session, self.platform, arrived.team_id)
            if workspace:
                keep(session, workspace.id, arrived.key, kind, payload, self.deps.now())

    def _let_go(self, arrived: Arrival) -> None:
        with self.deps.database.session() as session:
            workspace = by_external(session, self.platform, arrived.team_id)
            if workspace:
                release(session, workspace.id, arrived.key)


def _nothing_written(ask: Ask, session: Session) -> bool:
    """Answer that the person may. What arrived is asked for in earnest afterwards."""
    del ask
    session.rollback()
    return True


def _role(here: KnownWorkspace, arrived: Arrival, need: Need, looked_up: frozenset[str]) -> ContactRole:
    """Return who asks. Raises `UnknownPersonError` where the platform is to be asked first."""
    if need is ANYBODY:
        return ContactRole.GUEST
    role = role_of(here.role, here.has_left, arrived.said_role, arrived.user_id in looked_up)
    if role is None:
        raise UnknownPersonError(arrived.user_id)
    return role


def _note_external(here: KnownWorkspace, arrived: Arrival) -> None:
    """Keep that people of other organisations read the place, or no longer do, where that is news."""
    # Not where the role alone says it: an account that was deactivated counts as a stranger's until it is looked up.
    is_theirs = ContactRole.STRANGER in {arrived.said_role, here.role}
    said = True if is_theirs and arrived.said_external is None else arrived.said_external
    if arrived.place_id and said is not None and said != bool(here.is_external):
        note_external(here.session, here.id, arrived.place_id, said)


async def let_go_after(dispatcher: Dispatcher, arrived: Arrival, task: asyncio.Task[Any]) -> None:
    """Let go of what was kept when its work has come to its end; what broke stays, and is taken up again."""
    await asyncio.wait({task})
    if not task.cancelled() and task.exception() is None:
        await dispatcher.let_go(arrived)
