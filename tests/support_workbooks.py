"""Workbooks of a test's own making."""

from io import BytesIO
from typing import Any

import openpyxl


def book(*rows: Any, name: str = "Ark1", more: tuple[str, ...] = ()) -> bytes:
    """Return a workbook with those rows in its first sheet, and a word in each of the others."""
    made = openpyxl.Workbook()
    made.worksheets[0].title = name
    for row in rows:
        made.worksheets[0].append(list(row))
    for each in more:
        made.create_sheet(each).append(["noe"])
    made.save(written := BytesIO())
    return written.getvalue()
