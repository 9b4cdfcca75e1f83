"""The package that is uploaded to Teams: a zip with the manifest and the icons."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.teams.package.icons import color_icon, outline_icon
from bot.teams.package.manifest import COLOR_ICON, OUTLINE_ICON
from bot.teams.package.rules import faults

MANIFEST = "manifest.json"
LONG_AGO = (2026, 1, 1, 0, 0, 0)
"""The same for every file, so that the same app gives the same package."""


class FaultyError(Exception):
    """The manifest does not follow the schema. `faults` says where and what was expected."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.faults = problems


def package(values: dict[str, Any]) -> bytes:
    """Return the app package with that manifest. Raises `FaultyError`."""
    problems = faults(values)
    if problems:
        raise FaultyError(problems)
    files = {
        MANIFEST: json.dumps(values, ensure_ascii=False, indent=2).encode(),
        COLOR_ICON: color_icon(),
        OUTLINE_ICON: outline_icon(),
    }
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, LONG_AGO), content, ZIP_DEFLATED)
    return written.getvalue()
