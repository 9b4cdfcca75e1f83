"""Unpacks what a server sends as it arrives, and stops where it grows too large."""

import zlib

AUTO = 32 + zlib.MAX_WBITS
"""Lets zlib see for itself whether it is gzip or deflate."""
MOST_STREAMS = 100
"""How many packed streams a feed may be, one after the other."""
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


class FeedTooLargeError(Exception):
    """There is more than may be taken in."""


class Unpacker:
    """Takes chunks in, and holds what they unpack to. Never takes or holds more than `limit` bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Raises ValueError for an encoding that was not asked for."""
        if encoding not in ENCODINGS:
            message = f"unknown encoding: {encoding[:40]}"
            raise ValueError(message)
        self._limit = limit
        self._packed = encoding not in {"", "identity"}
        self._stream = zlib.decompressobj(AUTO)
        self._content = bytearray()
        self._received = 0
        self._streams = 1

    def take(self, chunk: bytes) -> None:
        """Take in a chunk. Raises TooLargeError, and zlib.error where it is not what it says to be."""
        self._received += len(chunk)
        if self._received > self._limit:
            raise FeedTooLargeError
        if not self._packed:
            self._add(chunk)
            return
        while chunk:
            if self._stream.eof:
                # Streams that hold nothing could come for ever, one after the other.
                self._streams += 1
                if self._streams > MOST_STREAMS:
                    raise FeedTooLargeError
                self._stream = zlib.decompressobj(AUTO)
            room = self._limit + 1 - len(self._content)
            self._add(self._stream.decompress(chunk, room))
            chunk = self._stream.unconsumed_tail or self._stream.unused_data

    def content(self) -> bytes:
        """Return all of it. Raises zlib.error where the packed stream broke off."""
        if self._packed and self._content and not self._stream.eof:
            message = "the packed stream broke off"
            raise zlib.error(message)
        return bytes(self._content)

    def _add(self, content: bytes) -> None:
        self._content += content
        if len(self._content) > self._limit:
            raise FeedTooLargeError
