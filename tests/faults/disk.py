"""A disk that is full: a small file system of its own, with something that takes up the room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def mountable() -> bool:
    """Return True if a small file system can be had here: that takes root."""
    return os.geteuid() == 0


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mount a small file system at a new folder for as long as the block lasts."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, spare: int) -> None:
    """Take up all room but some bytes."""
    state = os.statvfs(folder)
    with (folder / "ballast").open("wb") as ballast:
        ballast.write(b"\0" * max(0, state.f_bavail * state.f_frsize - spare))


def make_room(folder: Path) -> None:
    """Give the room back."""
    (folder / "ballast").unlink(missing_ok=True)
