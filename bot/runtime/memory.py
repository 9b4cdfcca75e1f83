"""Sparing memory that the C library would keep (glibc's own settings, and nothing where there are none), and garbage collection."""

import ctypes
import gc
from contextlib import suppress

M_ARENA_MAX = -8
"""From glibc's `malloc.h`: how many pools threads share memory from."""


def share_malloc_arena() -> None:
    """Let all threads share one pool of memory. They work one at a time anyway; by itself glibc makes one for each."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def trim_malloc() -> None:
    """Give back to the system what is free."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def freeze_imported() -> None:
    """Have garbage looked for again, and not among the modules that were read while it was not: they stay."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def freeze_started() -> None:
    """Tell the collector, and the system, that start is over: what it made stays as long as the process.

    Looking through it all once more took up to 50 ms of an answer.
    """
    gc.collect()
    gc.freeze()
    trim_malloc()
    # What a request makes goes with it, without the collector: looking less often takes a tenth off an answer.
    gc.set_threshold(20_000, 10, 10)
