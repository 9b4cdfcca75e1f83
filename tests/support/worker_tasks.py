"""What a worker may be asked to do: little, too much, and nothing good. Imports nothing slow, as a worker imports it too."""

import os
import time


def spin(content: bytes) -> bytes:
    """Use all the processor there is, for ever."""
    while content:
        pass
    return content


def hoard(content: bytes) -> bytes:
    """Ask for more memory than a worker may have."""
    return b"".join(content * (1 << 20) * number for number in range(1, 10_000))


def die(content: bytes) -> bytes:
    """End the process, as a library does that aborts."""
    os.abort()
    return content


def sleep(content: bytes) -> bytes:
    """Wait for what never comes."""
    time.sleep(600)
    return content


def pid() -> int:
    return os.getpid()


def address_space(megabytes: int) -> int:
    """Return how many bytes could be had in one piece."""
    return len(bytearray(megabytes << 20))
