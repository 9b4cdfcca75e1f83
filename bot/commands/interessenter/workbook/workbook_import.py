"""Importing a workbook: previewed first, then imported as a whole or not at all, and undone as a whole."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Note, Paragraph, Part, line
from bot.cards.file import File
from bot.cards.words import amount
from bot.commands.ask import Ask, Press, Reply, UploadedFile
from bot.commands.interessenter import person_buttons
from bot.commands.interessenter.workbook import import_plan
from bot.commands.interessenter.workbook.faulty_rows import FaultyRow, faulty_rows
from bot.commands.interessenter.workbook.import_plan import ImportPlan
from bot.commands.interessenter.workbook.import_preview import preview_card
from bot.commands.interessenter.workbook.register_rows import register_rows
from bot.commands.parse.clean import clean, short
from bot.commands.parse.numbers import row_id
from bot.commands.parse.themes import themes_of
from bot.workbooks.table import Table, unpack
from models.register.seed import ensure
from models.workspace import waiting_files
from models.workspace.audit import note

UNDO = "interessent.import.angre"
IMPORTED, TAKEN_BACK = "import", "import angret"
"""The audit log's names for an import and its undo."""
NO_LONGER_WAITING = "Regnearket ligger ikke her lenger. Send det på nytt, så ser jeg på det."
NOTHING_IMPORTED = "Ingenting er tatt inn."


def preview_workbook(ask: Ask, session: Session, dropped: UploadedFile, table: Table) -> Reply:
    """Show what a workbook changes in the register; it waits for an answer if that is anything."""
    ensure(session, ask.workspace, ask.pack, ask.now)
    planned = _planned(ask, session, dropped.name, table)
    waits = keep_file(ask, session, dropped) if planned.wanted else None
    card = preview_card(session, ask.workspace.id, dropped.name, table, planned, waits)
    return Reply(card=card, file=faulty_file(table, planned.unclear))


def take_in_workbook(ask: Ask, press: Press, session: Session) -> Reply:
    """Import the stored workbook: all of it or nothing. The plan is made again, from the current register."""
    waiting = waiting_files.take(session, ask.workspace.id, row_id(press.value), ask.user_id)
    if waiting is None:
        return workbook_reply("Regneark", NO_LONGER_WAITING)
    try:
        table = unpack(waiting.content)
    except ValueError:  # stored by an older version
        return workbook_reply("Regneark", NO_LONGER_WAITING)
    planned = _planned(ask, session, waiting.name, table)
    if not planned.wanted:
        return workbook_reply("Regneark", "Ingenting endres lenger: alt står alt i registeret.")
    edit = import_plan.begin_import(session, ask.workspace.id, ask.user_id, ask.now)
    import_plan.apply_import(session, ask.workspace.id, planned, edit, ask.progress)
    counted = {"nye": str(len(planned.added)), "endret": str(len(planned.changed))}
    note(session, ask.workspace.id, ask.user_id, ask.now, IMPORTED, {}, counted)
    return Reply(card=_done(planned, edit.id), replace=True)


def cancel_import(ask: Ask, press: Press, session: Session) -> Reply:
    """Cancel the import, and delete the stored workbook."""
    waiting_files.take(session, ask.workspace.id, row_id(press.value), ask.user_id)
    return workbook_reply("Regneark", NOTHING_IMPORTED)


def undo_import(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo an import as a whole."""
    reply = person_buttons.undo_edit(ask, press, session)
    if reply.card is not person_buttons.UNDONE:
        return reply
    note(session, ask.workspace.id, ask.user_id, ask.now, TAKEN_BACK, {}, {})
    return workbook_reply("Angret", "Alt som regnearket la til og endret, er som før.")


def keep_file(ask: Ask, session: Session, dropped: UploadedFile) -> int:
    """Store a file until the person answers, and return its id."""
    return waiting_files.keep(session, ask.workspace.id, ask.user_id, dropped.name, dropped.content, ask.now).id


def _planned(ask: Ask, session: Session, name: str, table: Table) -> ImportPlan:
    rows = register_rows(table, ask.today, themes_of(ask.pack).find)
    source = f"Regnearket {short(clean(name))}"
    return import_plan.plan_import(session, ask.workspace, rows, ask.today, source)


def faulty_file(table: Table, unclear: Sequence[FaultyRow]) -> File | None:
    """Return the rows that must be corrected as a file, if there are any."""
    if not unclear:
        return None
    count = amount(len(unclear), "rad", "rader")
    return File("rettes.xlsx", f"Må rettes: {count}", faulty_rows(table, unclear))


def _done(planned: ImportPlan, edit_id: int) -> Card:
    rows = [amount(len(planned.added), "ny", "nye")] if planned.added else []
    rows += [amount(len(planned.changed), "endret", "endret")] if planned.changed else []
    sentence = f"{' og '.join(rows)}."
    left = amount(len(planned.unclear), "uklar rad", "uklare rader")
    rest: tuple[Part, ...] = (Note(line(f"{left} er ikke tatt inn.")),) if planned.unclear else ()
    undo = Controls((Button("Angre", UNDO, str(edit_id)),))
    return Card(
        "Regnearket er tatt inn",
        (Paragraph(line(sentence)), *rest, undo),
        summary=f"Regnearket er tatt inn: {sentence}",
    )


def workbook_reply(title: str, text: str) -> Reply:
    """Return a sentence in place of the preview."""
    return Reply(card=Card(title, (Paragraph(line(text)),), summary=text), replace=True)
