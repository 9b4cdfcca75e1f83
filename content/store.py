"""The content pack of a running bot: read again when its files change. If they have faults, the last good one stays."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock

from content.faults import ContentError, Fault
from content.load import FOLDERS, TEMPLATE, load_pack
from content.national import FOLDER as NATIONAL_YEAR
from content.national import NATIONAL
from content.schema.pack import Pack

LOOK_SECONDS = 2.0
"""Looking at every file takes a quarter of a millisecond: too much for every question, nothing every other second."""

Seen = tuple[tuple[str, int, int, int], ...]
"""What shows that files have changed: name, inode, modification time and size of each."""


class PackStore:
    """The content of one folder. Thread-safe."""

    def __init__(
        self, folder: Path, seconds: Callable[[], float] | None = None, template: Path | None = TEMPLATE
    ) -> None:
        """`seconds` is a monotonic clock; with it, files are looked at no more often than every `LOOK_SECONDS`.

        `template` is the folder of the pack that new installations by OAuth start from.
        """
        self._folder = folder
        self._template = PackStore(template, seconds, None) if template is not None and template != folder else None
        self._seconds = seconds
        self._looked: float | None = None
        self._lock = Lock()
        self._pack: Pack | None = None
        self._seen: Seen | None = None
        self._faults: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was wrong with the files when they were last read; empty if nothing was."""
        return self._faults

    def current(self) -> Pack:
        """Return the pack as the files are now, or the last good one if they have faults.

        Raises ContentError only if there has not been a good one yet.
        """
        with self._lock:
            if self._is_time_to_look():
                self._look()
            if self._pack is None:
                raise ContentError(self._faults)
            if self._template is not None and self._pack.template is not (template := self._template.current()):
                self._pack = replace(self._pack, template=template)
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
    for name in NATIONAL:
        try:
            state = (NATIONAL_YEAR / name).stat()
        except OSError:
            continue
        found.append((name, state.st_ino, state.st_mtime_ns, state.st_size))
    for place in (folder, *(folder / below for below in FOLDERS)):
        try:
            files = [file for file in os.scandir(place) if file.name.endswith((".yaml", ".yml"))]
            states = [(file.path, file.stat()) for file in files]
        except OSError:
            continue
        found += [(path, state.st_ino, state.st_mtime_ns, state.st_size) for path, state in states]
    return tuple(sorted(found))
