"""Runs each request once, in one transaction, and keeps what must be finished later.

Slack waits 3 seconds for an acknowledgement, a person longer: work may outlast its request.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.deps import Deps
from bot.requests.incoming_request import IncomingRequest
from bot.requests.request_errors import key_digest, report_error
from bot.requests.roles import ANYBODY, Need, UnknownPersonError, UnknownPlaceError, refusal, role_of
from models.content.packs import pack_of
from models.db.database import Database
from models.workspace.contacts import ContactRole, kept_role
from models.workspace.inbound import Caller, first_received, keep, release
from models.workspace.workspaces import by_external, note_external, said_of

PATIENCE_SECONDS = 2.0
"""How long an acknowledgement waits for the answer; Slack gives 3 seconds in all."""

T = TypeVar("T")


class Tasks:
    """Holds the work that is under way, so that none is lost when the process stops."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start work and keep it until it is done."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def is_done_in_time(self, task: asyncio.Task[Any]) -> bool:
        """Wait as long as Slack does; return True if the work is done by then."""
        await asyncio.wait({task}, timeout=self._patience)
        return task.done()

    async def drain(self, seconds: float) -> None:
        """Wait for the work under way to finish, that long at most."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=seconds)


log = structlog.get_logger(__name__)


class NotRecordedError(Exception):
    """The request could not be recorded: it is not acknowledged, and the platform should deliver it again."""


@dataclass(frozen=True)
class Dispatcher:
    """Runs requests, and holds the work under way. Each platform has a subclass."""

    platform: ClassVar[str]
    knows_places: ClassVar[bool]
    """Whether the platform can be asked who reads a place: a place it gives no answer for counts as read by others."""

    deps: Deps
    tasks: Tasks

    async def ask(self, incoming: IncomingRequest, need: Need, handler: Callable[[Ask, Session], T]) -> T | Card | None:
        """Call a handler in a transaction of its own, in a thread: some answers take longer than the loop can wait.

        Return None if the request was handled before, the workspace is unknown, or a refusal is silent; a card if the
        person may not do it, or something failed (then nothing is changed, and the request may be sent again). People
        whose role is not stored are looked up first.
        """
        looked_up: frozenset[str] = frozenset()
        while True:
            try:
                return await asyncio.to_thread(self._answer_in_transaction, incoming, need, handler, looked_up)
            except UnknownPersonError as unknown:
                looked_up |= {unknown.user_id}
                await self._look_up_safely(incoming, self.look_up(incoming, unknown.user_id))
            except UnknownPlaceError as unknown:
                looked_up |= {unknown.place_id}
                await self._look_up_safely(incoming, self.look_up_place(incoming, unknown.place_id))
            except Exception as error:  # noqa: BLE001 - the last stop: whatever fails, the person gets an answer
                return report_error(error, incoming)

    async def refused(self, incoming: IncomingRequest, need: Need) -> Card | None:
        """Return the refusal if the person may not do it, before anything is fetched for them, otherwise None.

        Nothing is written, so that the same request can be run afterwards.
        """
        answer = await self.ask(incoming, need, _is_allowed)
        return answer if isinstance(answer, Card) else None

    async def is_wanted(self, incoming: IncomingRequest, need: Need) -> bool:
        """Return False if a silent refusal awaits the person, or the request was handled before. Nothing is written.

        Raises `NotRecordedError` if that cannot be found out.
        """
        answer = await self.ask(incoming, need, _is_allowed)
        if isinstance(answer, Card):
            raise NotRecordedError
        return answer is True

    async def look_up(self, incoming: IncomingRequest, user_id: str) -> None:
        """Ask the platform who somebody is, and store the answer. May raise anything."""

    async def look_up_place(self, incoming: IncomingRequest, place_id: str) -> None:
        """Ask the platform who reads a place, and store the answer. May raise anything."""

    async def _look_up_safely(self, incoming: IncomingRequest, asking: Awaitable[None]) -> None:
        try:
            await asking
        except Exception as error:  # noqa: BLE001 - the person counts as a guest then, the place as one others read
            report_error(error, incoming)

    async def reads(self, question: Callable[[Database], T]) -> T:
        """Call a function that only reads the database, off the loop."""
        return await asyncio.to_thread(question, self.deps.database)

    async def start(
        self, incoming: IncomingRequest, kind: str, body: dict[str, Any], work: Coroutine[Any, Any, T]
    ) -> tuple[asyncio.Task[T], bool]:
        """Start work, and wait for it as long as the platform waits; return the task, and whether it is done.

        If it is not, the request is kept, so that it can be acknowledged: if this process dies, another finishes it.
        What is known to be slow is kept before it begins. The caller releases the request when all is done.
        """
        if incoming.name in self.deps.registry.SLOW:
            try:
                await self._keep(incoming, kind, body)
            except Exception:
                work.close()
                raise
            return self.tasks.start(work), False
        task = self.tasks.start(work)
        if await self.tasks.is_done_in_time(task):
            return task, True
        keeping = self.tasks.start(self._keep(incoming, kind, body))
        await asyncio.wait({task, keeping}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done() and keeping.exception() is None:
            return task, False
        # It is done by now, or the request cannot be kept (SQLite is locked by the work itself): then wait for the work.
        await asyncio.wait({task})
        self.tasks.start(release_after(self, incoming, keeping))
        return task, True

    async def release(self, incoming: IncomingRequest) -> None:
        """Delete the kept request, when it is done and answered."""
        try:
            await asyncio.to_thread(self._release_now, incoming)
        except Exception as error:  # noqa: BLE001 - it is done; at worst a dead process's successor says so
            report_error(error, incoming)

    async def _keep(self, incoming: IncomingRequest, kind: str, body: dict[str, Any]) -> None:
        await asyncio.to_thread(self._keep_now, incoming, kind, json.dumps(body))

    def _answer_in_transaction(
        self,
        incoming: IncomingRequest,
        need: Need,
        handler: Callable[[Ask, Session], T],
        looked_up: frozenset[str] = frozenset(),
    ) -> T | Card | None:
        now, shared = self.deps.now(), self.deps.packs.current()
        with self.deps.database.session() as session:
            place = (incoming.user_id, incoming.place_id)
            caller = first_received(session, self.platform, incoming.team_id, incoming.key, now, *place)
            if caller:
                role = _role(caller, incoming, need, looked_up)
                _note_external(session, caller, incoming)
                refused = refusal(role, need, is_kept=caller.role is not None)
                if refused is None:
                    pack = pack_of(session, caller.workspace, shared)
                    ask = incoming.to_ask(caller.workspace, pack, now)
                    return handler(self._completed(ask, caller, incoming, role, looked_up), session)
                is_silent = need.silent or role is ContactRole.BOT
                was_not_looked_up = caller.role is None and incoming.stated_role is None
                if is_silent or was_not_looked_up:
                    # If the person could not be looked up, the same request may be sent again, also a form.
                    session.rollback()
                return None if is_silent else refused
            if by_external(session, self.platform, incoming.team_id):
                log.info("told_before", team=incoming.team_id, arrival=key_digest(incoming.key))
            else:
                log.warning("unknown_workspace", team=incoming.team_id)
            return None

    def _completed(
        self, ask: Ask, caller: Caller, incoming: IncomingRequest, role: ContactRole, looked_up: frozenset[str]
    ) -> Ask:
        def role_of_other(session: Session, user_id: str) -> ContactRole:
            other_role = role_of(*kept_role(session, ask.workspace.id, user_id), None, user_id in looked_up)
            if other_role is None:
                raise UnknownPersonError(user_id)
            return other_role

        def is_read_outside(session: Session, place_id: str) -> bool:
            kept = said_of(session, ask.workspace.id, place_id)
            if kept is None and self.knows_places and place_id not in looked_up:
                raise UnknownPlaceError(place_id)
            return self.knows_places if kept is None else kept

        is_external = bool(caller.is_external if incoming.stated_external is None else incoming.stated_external)
        return replace(
            ask,
            role=role,
            role_of=role_of_other,
            is_external=is_external,
            is_place_read_outside=is_read_outside,
            url=self.deps.url,
            assistants=self.deps.assistants,
            mails=self.deps.mails,
            round_links=self.deps.round_links,
        )

    def _keep_now(self, incoming: IncomingRequest, kind: str, payload: str) -> None:
        with self.deps.database.session() as session:
            workspace = by_external(session, self.platform, incoming.team_id)
            if workspace:
                keep(session, workspace.id, incoming.key, kind, payload, self.deps.now())

    def _release_now(self, incoming: IncomingRequest) -> None:
        with self.deps.database.session() as session:
            workspace = by_external(session, self.platform, incoming.team_id)
            if workspace:
                release(session, workspace.id, incoming.key)


def _is_allowed(ask: Ask, session: Session) -> bool:
    """Return True, for a request that is run afterwards."""
    del ask
    session.rollback()
    return True


def _role(caller: Caller, incoming: IncomingRequest, need: Need, looked_up: frozenset[str]) -> ContactRole:
    """Return the role of the asker. Raises `UnknownPersonError` if the platform must be asked first."""
    if need is ANYBODY:
        return ContactRole.GUEST
    role = role_of(caller.role, caller.has_left, incoming.stated_role, incoming.user_id in looked_up)
    if role is None:
        raise UnknownPersonError(incoming.user_id)
    return role


def _note_external(session: Session, caller: Caller, incoming: IncomingRequest) -> None:
    """Record whether people of other organisations read the place, if that has changed."""
    # Not by the role alone: a deactivated account counts as a stranger's until it is looked up.
    is_theirs = ContactRole.STRANGER in {incoming.stated_role, caller.role}
    external = True if is_theirs and incoming.stated_external is None else incoming.stated_external
    if incoming.place_id and external is not None and external != bool(caller.is_external):
        note_external(session, caller.workspace.id, incoming.place_id, external)


async def release_after(dispatcher: Dispatcher, incoming: IncomingRequest, task: asyncio.Task[Any]) -> None:
    """Release a request when its work has ended; after a failure it stays, and is tried again."""
    await asyncio.wait({task})
    if not task.cancelled() and task.exception() is None:
        await dispatcher.release(incoming)
