"""One process on an SQLite file: a lock beside it, held by the operating system and let go when the process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url


class DatabaseInUseError(Exception):
    """Another process works on the database file. `path` is the lock it holds."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@contextmanager
def single_process(url: str) -> Iterator[None]:
    """Keep other processes that ask from the database file for as long as the block runs; PostgreSQL is for any number.

    The lock is a file of its own (`padriver.db.lock`), so that those who only read the database are let in. It is left
    behind, empty: taking it away would let two processes hold two files of the same name.

    Raises:
        Taken: another process holds it.
        OSError: the lock cannot be made beside the database.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        yield
        return
    # By its real path: a file that is reached by two names is still one database.
    path = Path(f"{Path(str(parsed.database)).resolve()}.lock")
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseInUseError(path) from None
        yield
