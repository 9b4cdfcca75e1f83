"""Saves memory that the C library would keep (only with glibc), and time in garbage collection."""

import ctypes
import gc
from contextlib import suppress

M_ARENA_MAX = -8
"""From glibc's `malloc.h`: how many pools threads share memory from."""


def share_malloc_arena() -> None:
    """Let all threads share one memory pool. They run one at a time anyway; by default glibc makes one for each."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def trim_malloc() -> None:
    """Return free memory to the system."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def freeze_imported() -> None:
    """Enable the collector again, and exempt the modules imported while it was disabled: they stay loaded."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def freeze_started() -> None:
    """Exempt from garbage collection all that exists after start, and return free memory to the system.

    Looking through it all again took up to 50 ms of an answer.
    """
    gc.collect()
    gc.freeze()
    trim_malloc()
    # A request's objects are freed without the collector: collecting less often takes a tenth off an answer.
    gc.set_threshold(20_000, 10, 10)
