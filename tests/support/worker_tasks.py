"""What a worker may be asked to do: little, too much, and nothing good. Imports nothing slow, as a worker imports it too."""

import os
import resource
import sys
import time
from pathlib import Path


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


def peak() -> int:
    """Return the most memory this process has held, in megabytes; `ru_maxrss` begins with the parent's (`getrusage(2)`)."""
    if sys.platform == "linux":
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        return next((int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM:")), 0)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20)  # bytes on macOS
