"""A disk that is full: a small file system of its own, with something that takes up the room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 4 * 1024 * 1024


def mountable() -> bool:
    """Tell whether a small file system can be had here: that takes root."""
    return os.geteuid() == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a small file system at a folder for as long as the block lasts."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    try:
        yield
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
