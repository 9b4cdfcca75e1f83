"""An Excel file that is written when its bytes are needed."""

from dataclasses import dataclass
from importlib import import_module

from bot.workbooks.sheet import Sheet


@dataclass(frozen=True)
class Workbook:
    """Sheets that become the bytes of an Excel file (.xlsx) when called."""

    sheets: tuple[Sheet, ...]

    def __call__(self) -> bytes:
        """Return the bytes."""
        # openpyxl takes 13 MB and a seventh of a second: it is imported when somebody wants a workbook.
        content: bytes = import_module("bot.workbooks.write").write(self.sheets)
        return content
