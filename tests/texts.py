"""Every text of the product that the gallery leads to, in one file to read. `make texts` writes it; a minute or two."""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import structlog

from models.db.database import Database
from models.db.migrate import migrate
from tests.support.content import PACK
from tests.support.gallery import gallery


def new_lines(texts: Mapping[str, str]) -> Iterator[str]:
    """Yield each text without the lines that came before, headed by what led to it."""
    seen: set[str] = set()
    for text, name in texts.items():
        lines = [each for each in text.splitlines() if each.strip() and each not in seen]
        seen.update(lines)
        if lines:
            yield "\n".join((f"=== {name}", *lines, ""))


def main(arguments: Sequence[str]) -> None:
    """Write every text to the file that is given."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    target = Path(arguments[0] if arguments else "data/texts.txt")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/texts.db"
        migrate(url)
        database = Database(url)
        try:
            found = gallery(database, PACK)
        finally:
            database.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(new_lines(found.texts)), encoding="utf-8")
    sys.stdout.write(f"{len(found.texts)} texts: {target}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
