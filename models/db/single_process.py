"""One process on an SQLite file: a lock file, which the operating system releases when the process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url


class DatabaseInUseError(Exception):
    """Another process uses the database file. `path` is its lock file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@contextmanager
def single_process(url: str) -> Iterator[None]:
    """Lock out other processes that call this for the same SQLite file while the block runs; no effect on PostgreSQL.

    The lock is a separate file (`padriver.db.lock`), so that processes that only read the database are not affected.
    The empty file stays: deleting it could let two processes lock two files of the same name.

    Raises:
        DatabaseInUseError: another process has the lock.
        OSError: the lock file cannot be created beside the database.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        yield
        return
    # By its real path: a file with two names is still one database.
    path = Path(f"{Path(str(parsed.database)).resolve()}.lock")
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseInUseError(path) from None
        yield
