"""A peer that takes `chat.postMessage` and answers as Slack does, and does nothing else: it must not be what is measured.

Prints its port, answers until its standard input ends, and then prints what it took as JSON.
"""

import asyncio
import json
import re
import sys
import time

CHANNEL = re.compile(rb'(?:"channel": ?"|\bchannel=)([A-Z0-9]+)')
LENGTH = re.compile(rb"content-length: ?(\d+)", re.IGNORECASE)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %d\r\n\r\n"


class Peer(asyncio.Protocol):
    """One connection, kept open, one request after the other."""

    taken = 0
    bytes_taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = transport
        self._held = b""

    def data_received(self, data: bytes) -> None:
        """Answer every whole request."""
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            length = LENGTH.search(self._held, 0, end)
            whole = end + 4 + (int(length.group(1)) if length else 0)
            if len(self._held) < whole:
                return
            self._answer(self._held[end + 4 : whole])
            self._held = self._held[whole:]

    def _answer(self, body: bytes) -> None:
        found = CHANNEL.search(body)
        channel = found.group(1) if found else b"C0"
        Peer.taken += 1
        Peer.bytes_taken += len(body)
        told = b'{"ok":true,"channel":"%b","ts":"%d.%06d"}' % (channel, 1_700_000_000, Peer.taken)
        assert isinstance(self._transport, asyncio.WriteTransport)
        self._transport.write(HEAD % len(told) + told)


async def main() -> None:
    """Serve until nobody holds the other end any more."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Peer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps({"taken": Peer.taken, "bytes": Peer.bytes_taken, "cpu": time.process_time()}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
