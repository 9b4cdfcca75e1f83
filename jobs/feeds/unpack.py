"""Unpacks what a server sends as it arrives, and stops if it grows too large."""

import zlib

AUTO = 32 + zlib.MAX_WBITS
"""Lets zlib detect gzip or deflate by itself."""
MOST_STREAMS = 100
"""How many compressed streams a feed may consist of."""
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


class FeedTooLargeError(Exception):
    """There is more than the limit."""


class Unpacker:
    """Takes chunks in, and stores them unpacked. Never reads or stores more than `limit` bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Raises ValueError for an encoding that was not requested."""
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
        """Add a chunk. Raises FeedTooLargeError, and zlib.error if it is not in the stated encoding."""
        self._received += len(chunk)
        if self._received > self._limit:
            raise FeedTooLargeError
        if not self._packed:
            self._add(chunk)
            return
        while chunk:
            if self._stream.eof:
                # Empty streams could follow one another for ever.
                self._streams += 1
                if self._streams > MOST_STREAMS:
                    raise FeedTooLargeError
                self._stream = zlib.decompressobj(AUTO)
            room = self._limit + 1 - len(self._content)
            self._add(self._stream.decompress(chunk, room))
            chunk = self._stream.unconsumed_tail or self._stream.unused_data

    def content(self) -> bytes:
        """Return everything. Raises zlib.error if the compressed stream was cut off."""
        if self._packed and self._content and not self._stream.eof:
            message = "the packed stream broke off"
            raise zlib.error(message)
        return bytes(self._content)

    def _add(self, content: bytes) -> None:
        self._content += content
        if len(self._content) > self._limit:
            raise FeedTooLargeError
