"""The pack, and a copy of it that a test may spoil."""

import shutil
from functools import cache
from pathlib import Path

from content.load import DEFAULT, TEMPLATE, ContentError, load_pack
from content.schema.pack import Pack

PACK = load_pack(DEFAULT)
"""Read once for all tests: nothing in it can be changed."""


@cache
def template() -> Pack:
    """Return the neutral pack, read once too."""
    return load_pack(TEMPLATE)


def copied_pack(folder: Path) -> Path:
    """Copy the pack to `folder/pakke`, so that its faults name `pakke/…`."""
    target = folder / "pakke"
    shutil.copytree(DEFAULT, target, ignore=shutil.ignore_patterns("*.py", "__pycache__", "schema"))
    return target


def change(pack: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file, which must be there, and return its line."""
    path = pack / name
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found, f"«{old}» is not in {name}"
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


def told(pack: Path) -> list[str]:
    """Return the faults of the pack as the editor reads them."""
    try:
        load_pack(pack)
    except ContentError as error:
        return [str(fault) for fault in error.faults]
    return []
