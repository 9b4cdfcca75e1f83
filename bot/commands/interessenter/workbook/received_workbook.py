"""A workbook or CSV file that somebody sends: a list of members, or people and organisations for the register."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from bot.commands.ask import Ask, FileHandler, Reply, UploadedFile
from bot.commands.interessenter.privacy import register_readers
from bot.commands.interessenter.workbook.member_headings import FILE_HEADINGS, is_member_list
from bot.commands.interessenter.workbook.member_import import preview_members
from bot.commands.interessenter.workbook.workbook_import import preview_workbook
from bot.workbooks.table import unpack
from bot.workbooks.worker_reading import read_packed
from models.workspace.contacts import ContactRole


def answer_workbook(dropped: UploadedFile) -> Callable[[Ask, Session], Reply]:
    """Return the handler that previews a workbook; its headings say which of the two it is."""
    table = unpack(dropped.content)
    preview = preview_members if is_member_list(table) else preview_workbook

    def show(ask: Ask, session: Session) -> Reply:
        return preview(ask, session, dropped, table)

    return register_readers.file_for_readers(show)


FILE = FileHandler(partial(read_packed, FILE_HEADINGS), answer_workbook, ContactRole.COLLEAGUE)
