"""Socket Mode: up to ten open connections, each delivery to one of them, answers matched by envelope id.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.local.ids import secret
from bot.local.model import Json
from bot.local.transport.envelope import Envelope
from bot.local.workspace_errors import NotAckedError, SlackError

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One open socket and the envelopes that wait for its answer. A retiring one gets nothing new."""

    socket: WebSocket
    waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)
    retiring: bool = False

    def answered(self, text: str) -> None:
        """Take an acknowledgement; anything else is ignored, as Slack does."""
        with suppress(ValueError, AttributeError):
            answer = json.loads(text)
            future = self.waiting.pop(answer.get("envelope_id", ""), None)
            if future is not None and not future.done():
                payload = answer.get("payload")
                future.set_result(payload if isinstance(payload, dict) and payload else None)

    def lost(self) -> None:
        """Fail those who wait: no answer will come."""
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(NotAckedError(reason="connection_failed"))
        self.waiting.clear()

    async def close(self) -> None:
        """Close the socket from this side."""
        if self.socket.application_state is WebSocketState.CONNECTED:
            await self.socket.close()


class Sockets:
    """The app's connections. `changed` is called whenever one comes or goes."""

    def __init__(self, app_id: str, ack_seconds: float, changed: Callable[[bool], None]) -> None:
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._changed = changed
        self._tickets: set[str] = set()
        self._turn = 0
        self.connections: list[Connection] = []

    def ticket(self) -> str:
        """Return what opens one connection, once."""
        if len(self._open()) >= MOST_CONNECTIONS:
            raise SlackError(code="too_many_websockets")
        ticket = secret()
        self._tickets.add(ticket)
        return ticket

    def _open(self) -> list[Connection]:
        return [each for each in self.connections if not each.retiring]

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection from its greeting to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=4001)
            return
        self._tickets.remove(ticket)
        await socket.accept()
        connection = Connection(socket)
        self.connections.append(connection)
        try:
            with suppress(WebSocketDisconnect):  # the app hung up, as it may at any moment
                await socket.send_json(self._hello())
                self._changed(True)
                while True:
                    connection.answered(await socket.receive_text())
        finally:
            self.connections.remove(connection)
            connection.lost()
            self._changed(bool(self._open()))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "local", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }

    async def deliver(self, envelope: Envelope) -> Json | None:
        """Return the app's answer on one of its connections; raises `NotAckedError` if it did not acknowledge."""
        connection = self._next()
        envelope_id = secret()
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        try:
            await connection.socket.send_json(_framed(envelope, envelope_id))
            return await asyncio.wait_for(future, self._ack_seconds)
        except TimeoutError as error:
            raise NotAckedError(reason="timeout") from error
        except (WebSocketDisconnect, RuntimeError) as error:
            raise NotAckedError(reason="connection_failed") from error
        finally:
            connection.waiting.pop(envelope_id, None)

    def _next(self) -> Connection:
        candidates = self._open()
        if not candidates:
            raise NotAckedError(reason="not_connected")
        self._turn += 1
        return candidates[self._turn % len(candidates)]

    async def refresh(self) -> None:
        """Ask every connection to come again, as Slack does now and then. They get nothing more."""
        for connection in self._open():
            connection.retiring = True
            await connection.socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})

    async def close(self) -> None:
        """Close every connection without a disconnect message."""
        for connection in tuple(self.connections):
            await connection.close()


def _framed(envelope: Envelope, envelope_id: str) -> Json:
    framed: Json = {
        "type": envelope.type,
        "envelope_id": envelope_id,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.type != "events_api",
    }
    if envelope.type == "events_api":
        framed |= {"retry_attempt": envelope.retry, "retry_reason": envelope.reason}
    return framed
