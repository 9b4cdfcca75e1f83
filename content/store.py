"""The pack of a running bot: read again when its files change, and the last good one kept when they are wrong."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock

from content.faults import ContentError, Fault
from content.load import FOLDERS, load_pack
from content.schema.pack import Pack

LOOK_SECONDS = 2.0
"""A look at every file takes a quarter of a millisecond: too much for every question, nothing for every other second."""

Seen = tuple[tuple[str, int, int, int], ...]
"""What tells that a file is another than before: its name, inode, time of change and size."""


class PackStore:
    """The content of one folder. Safe to ask from several threads."""

    def __init__(self, folder: Path, seconds: Callable[[], float] | None = None) -> None:
        """`seconds` counts the seconds that pass; with it, files are looked at no oftener than every `LOOK_SECONDS`."""
        self._folder = folder
        self._seconds = seconds
        self._looked: float | None = None
        self._lock = Lock()
        self._pack: Pack | None = None
        self._seen: Seen | None = None
        self._faults: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the files as they were last read; empty where nothing is."""
        return self._faults

    def current(self) -> Pack:
        """Return the pack as the files are now, or the last good one where they have faults.

        Raises ContentError only where there has not been a good one yet.
        """
        with self._lock:
            if self._is_time_to_look():
                self._look()
            if self._pack is None:
                raise ContentError(self._faults)
            return self._pack

    def _is_time_to_look(self) -> bool:
        if self._seconds is None:
            return True
        now = self._seconds()
        if self._looked is not None and now - self._looked < LOOK_SECONDS:
            return False
        self._looked = now
        return True

    def _look(self) -> None:
        seen = _seen(self._folder)
        if seen != self._seen:
            self._read_again()
            self._seen = seen

    def _read_again(self) -> None:
        try:
            self._pack = load_pack(self._folder)
        except ContentError as error:
            self._faults = error.faults
            self._pack = replace(self._pack, faults=error.faults) if self._pack else None
        else:
            self._faults = ()


def _seen(folder: Path) -> Seen:
    found = []
    for place in (folder, *(folder / below for below in FOLDERS)):
        try:
            files = [file for file in os.scandir(place) if file.name.endswith((".yaml", ".yml"))]
            states = [(file.path, file.stat()) for file in files]
        except OSError:
            continue
        found += [(path, state.st_ino, state.st_mtime_ns, state.st_size) for path, state in states]
    return tuple(sorted(found))
