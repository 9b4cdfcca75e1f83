"""A workbook that somebody gave the bot: shown first, then taken in as a whole or let be, and undone as a whole."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Note, Paragraph, Part, line
from bot.cards.file import File
from bot.cards.words import amount
from bot.commands.ask import Ask, Dropped, FileHandler, Press, Reply
from bot.commands.interessenter import importing, presses, reading
from bot.commands.interessenter.faulty import faulty
from bot.commands.interessenter.headings import known
from bot.commands.interessenter.importing import Plan
from bot.commands.interessenter.lines import lines
from bot.commands.interessenter.preview import preview
from bot.commands.parse.clean import clean, short
from bot.commands.parse.numbers import row_id
from bot.commands.parse.themes import themes_of
from bot.workbooks.packed import read_packed
from bot.workbooks.table import Table, unpack
from models.register.seed import ensure
from models.workspace import waiting_files
from models.workspace.audit import note
from models.workspace.contacts import ContactRole

UNDO = "interessent.import.angre"
IMPORTED, TAKEN_BACK = "import", "import angret"
"""What the audit log calls it."""
WAITED = "Regnearket ligger ikke her lenger. Send det på nytt, så ser jeg på det."
LET_BE = "Ingenting er tatt inn."


def taken(dropped: Dropped) -> Callable[[Ask, Session], Reply]:
    """Return what shows what a workbook would do to the register."""
    table = unpack(dropped.content)

    def show(ask: Ask, session: Session) -> Reply:
        ensure(session, ask.workspace, ask.pack, ask.now)
        planned = _planned(ask, session, dropped.name, table)
        waits = _kept(ask, session, dropped) if planned.wanted else None
        card = preview(session, ask.workspace.id, dropped.name, table, planned, waits)
        return Reply(card=card, file=_to_mend(table, planned))

    return reading.dropped(show)


def take_in(ask: Ask, press: Press, session: Session) -> Reply:
    """Take the workbook in that waits: all of it or nothing. What it does is reckoned out again, as the register stands now."""
    waiting = waiting_files.take(session, ask.workspace.id, row_id(press.value), ask.user_id)
    if waiting is None:
        return _said("Regneark", WAITED)
    try:
        table = unpack(waiting.content)
    except ValueError:  # kept by an older version
        return _said("Regneark", WAITED)
    planned = _planned(ask, session, waiting.name, table)
    if not planned.wanted:
        return _said("Regneark", "Ingenting endres lenger: alt står alt i registeret.")
    edit = importing.begin(session, ask.workspace.id, ask.user_id, ask.now)
    importing.apply(session, ask.workspace.id, planned, edit, ask.progress)
    counted = {"nye": str(len(planned.added)), "endret": str(len(planned.changed))}
    note(session, ask.workspace.id, ask.user_id, ask.now, IMPORTED, {}, counted)
    return Reply(card=_done(planned, edit.id), replace=True)


def let_be(ask: Ask, press: Press, session: Session) -> Reply:
    """Take nothing in, and keep the workbook no longer."""
    waiting_files.take(session, ask.workspace.id, row_id(press.value), ask.user_id)
    return _said("Regneark", LET_BE)


def take_back(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo an import as a whole."""
    reply = presses.take_back(ask, press, session)
    if reply.card is not presses.UNDONE:
        return reply
    note(session, ask.workspace.id, ask.user_id, ask.now, TAKEN_BACK, {}, {})
    return _said("Angret", "Alt som regnearket la til og endret, er som før.")


def _kept(ask: Ask, session: Session, dropped: Dropped) -> int:
    return waiting_files.keep(session, ask.workspace.id, ask.user_id, dropped.name, dropped.content, ask.now).id


def _planned(ask: Ask, session: Session, name: str, table: Table) -> Plan:
    found = lines(table, ask.today, themes_of(ask.pack).find)
    source = f"Regnearket {short(clean(name))}"
    return importing.plan(session, ask.workspace, found, ask.today, source)


def _to_mend(table: Table, planned: Plan) -> File | None:
    if not planned.unclear:
        return None
    count = amount(len(planned.unclear), "rad", "rader")
    return File("rettes.xlsx", f"Må rettes: {count}", faulty(table, planned.unclear))


def _done(planned: Plan, edit_id: int) -> Card:
    rows = [amount(len(planned.added), "ny", "nye")] if planned.added else []
    rows += [amount(len(planned.changed), "endret", "endret")] if planned.changed else []
    said = f"{' og '.join(rows)}."
    left = amount(len(planned.unclear), "uklar rad", "uklare rader")
    rest: tuple[Part, ...] = (Note(line(f"{left} er ikke tatt inn.")),) if planned.unclear else ()
    undo = Controls((Button("Angre", UNDO, str(edit_id)),))
    return Card(
        "Regnearket er tatt inn", (Paragraph(line(said)), *rest, undo), summary=f"Regnearket er tatt inn: {said}"
    )


def _said(title: str, text: str) -> Reply:
    return Reply(card=Card(title, (Paragraph(line(text)),), summary=text), replace=True)


FILE = FileHandler(partial(read_packed, known), taken, ContactRole.COLLEAGUE)
