"""Importing a list of members: previewed first, then imported as a whole or not at all, and undone as a whole."""

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Note, Paragraph, Part, line
from bot.cards.words import amount
from bot.commands.ask import Ask, Press, Reply, UploadedFile
from bot.commands.interessenter.members.member_card import LIST_MEMBERS
from bot.commands.interessenter.workbook.member_plan import MemberPlan, apply_members, plan_members
from bot.commands.interessenter.workbook.member_preview import member_preview, total_sentence
from bot.commands.interessenter.workbook.member_rows import member_lines
from bot.commands.interessenter.workbook.workbook_import import (
    IMPORTED,
    NO_LONGER_WAITING,
    UNDO,
    faulty_file,
    keep_file,
    preview_workbook,
    workbook_reply,
)
from bot.commands.parse.clean import clean, short
from bot.commands.parse.numbers import row_id
from bot.workbooks.table import Table, unpack
from models.members.changing import lock_members
from models.members.members import members
from models.register.seed import ensure
from models.tables import Enclosure
from models.workspace import waiting_files
from models.workspace.audit import note

TITLE = "Medlemsliste"


def preview_members(ask: Ask, session: Session, dropped: UploadedFile, table: Table) -> Reply:
    """Show what a list of members changes; it waits for an answer."""
    ensure(session, ask.workspace, ask.pack, ask.now)
    planned = _planned(ask, session, table)
    card = member_preview(ask, dropped.name, table, planned, keep_file(ask, session, dropped))
    return Reply(card=card, file=faulty_file(table, planned.unclear))


def take_in_members(ask: Ask, press: Press, session: Session) -> Reply:
    """Import the stored list: all of it or nothing. The plan is made again, from the members as they are now."""
    lock_members(session, ask.workspace.id)
    waiting = waiting_files.take(session, ask.workspace.id, row_id(press.value), ask.user_id)
    table = _table(waiting)
    if waiting is None or table is None:
        return workbook_reply(TITLE, NO_LONGER_WAITING)
    planned = _planned(ask, session, table)
    if not planned.wanted:
        return workbook_reply(TITLE, "Ingenting endres lenger: alt er lagt inn fra før.")
    edit = apply_members(ask, session, planned, f"Medlemslista {short(clean(waiting.name))}")
    counted = {"nye": str(len(planned.added)), "endret": str(len(planned.changed))}
    note(session, ask.workspace.id, ask.user_id, ask.now, IMPORTED, {}, counted)
    return Reply(card=_done(ask, planned, edit.id), replace=True)


def only_register(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what the stored list changes in the register when it is read as a workbook of people."""
    waiting = waiting_files.take(session, ask.workspace.id, row_id(press.value), ask.user_id)
    table = _table(waiting)
    if waiting is None or table is None:
        return workbook_reply("Regneark", NO_LONGER_WAITING)
    return preview_workbook(ask, session, UploadedFile(waiting.name, waiting.content), table)


def _planned(ask: Ask, session: Session, table: Table) -> MemberPlan:
    regions = {each.name for each in ask.pack.organisation.subregions}
    regions |= {each.region for each in members(session, ask.workspace.id, ask.pack) if each.region}
    return plan_members(ask, session, member_lines(table, ask.today, sorted(regions)))


def _table(waiting: Enclosure | None) -> Table | None:
    try:
        return unpack(waiting.content) if waiting else None
    except ValueError:  # stored by an older version
        return None


def _done(ask: Ask, planned: MemberPlan, edit_id: int) -> Card:
    rows = [amount(len(planned.added), "nytt medlem", "nye medlemmer")] if planned.added else []
    rows += [amount(len(planned.changed), "endret", "endret")] if planned.changed else []
    sentence = f"{' og '.join(rows)}. {total_sentence(ask, planned.after)}"
    left = amount(len(planned.unclear), "uklar rad", "uklare rader")
    rest: tuple[Part, ...] = (Note(line(f"{left} er ikke tatt inn.")),) if planned.unclear else ()
    buttons = Controls((Button("Angre", UNDO, str(edit_id)), Button("Alle medlemmer", LIST_MEMBERS, "")))
    return Card(
        "Medlemslista er tatt inn",
        (Paragraph(line(sentence)), *rest, buttons),
        summary=f"Medlemslista er tatt inn: {sentence}",
    )
