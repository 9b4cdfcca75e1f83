"""Workbooks of a test's own making."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
from sqlalchemy.orm import Session

from bot.commands import registry
from bot.commands.ask import Ask, Reply, UploadedFile
from bot.requests.received_files import refusing_handler
from bot.workbooks.workbook_errors import RefusedWorkbookError


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


def file_answer(name: str, content: bytes) -> Callable[[Ask, Session], Reply]:
    """Return what answers for a file, read here and not in a worker."""
    try:
        return registry.FILE.answer(UploadedFile(name, registry.FILE.read(content)))
    except RefusedWorkbookError as refused:
        return refusing_handler(refused.text)
