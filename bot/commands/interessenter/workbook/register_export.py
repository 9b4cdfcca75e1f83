"""`/interessenter eksport [filter]`: the register as an Excel file that can be imported again."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.cards.file import File
from bot.commands.ask import Answer, Ask
from bot.commands.interessenter.municipality import place_name
from bot.commands.interessenter.register_filter import read_filter
from bot.commands.interessenter.workbook.headings import HEADINGS
from bot.commands.interessenter.workbook.import_plan import owners_of
from bot.commands.interessenter.workbook.owner_column import OwnerColumn
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import Themes, themes_of
from bot.commands.shared.result_cards import fault_card
from bot.workbooks.sheet import Cell, Column, Sheet
from bot.workbooks.workbook import Workbook
from models.register.entries import RegisterEntry, entries
from models.register.kinds import ORGANISATIONS, ROLES
from models.workspace.audit import note

EXPORTED = "eksport"
"""The audit log's name for it."""
WIDTHS = {"id": 8, "name": 26, "organisation": 30, "title": 24, "body": 30, "themes": 20, "note": 50, "source": 30}
USUAL = 14


def export(ask: Ask, text: str, session: Session) -> Answer:
    """Return the register, or the entries that match the filters, as a file. The audit log records who asked."""
    filters = read_filter(text, themes_of(ask.pack), ask.user_id)
    if isinstance(filters, Fault):
        return fault_card(filters, "interessenter")
    rows = entries(session, ask.workspace, ask.today, filters)
    if not rows:
        return Card("Ingenting å eksportere", (Paragraph(line("Jeg fant ingen i registeret som passer.")),))
    note(session, ask.workspace.id, ask.user_id, ask.now, EXPORTED, {}, {"rader": str(len(rows))})
    return File(f"interessenter-{ask.today}.xlsx", "Interessenter", _book(ask, session, rows))


def _book(ask: Ask, session: Session, rows: Sequence[RegisterEntry]) -> Workbook:
    return workbook(rows, themes_of(ask.pack), owners_of(session, ask.workspace.id, rows))


def workbook(rows: Sequence[RegisterEntry], themes: Themes, owners: OwnerColumn) -> Workbook:
    """Return entries as a workbook; importing it again changes nothing."""
    columns = tuple(Column(heading, WIDTHS.get(name, USUAL)) for name, heading in HEADINGS.items())
    return Workbook((Sheet("Interessenter", columns, [_row(each, themes, owners) for each in rows]),))


def _row(entry: RegisterEntry, themes: Themes, owners: OwnerColumn) -> tuple[Cell, ...]:
    kinds = ROLES if entry.ref.startswith("P") else ORGANISATIONS
    values: dict[str, Cell] = {
        "id": entry.ref,
        "name": entry.name or None,
        "organisation": entry.organisation or None,
        "title": entry.title,
        "kind": kinds.get(entry.kind) or None,
        "party": entry.party,
        "body": entry.body,
        "municipality": place_name(entry.municipality),
        "themes": ", ".join(themes.name(each) for each in entry.themes) or None,
        "tier": entry.tier,
        "interest": entry.interest,
        "influence": entry.influence,
        "owner": owners.written(entry.owner),
        "last": entry.last,
        "journal": ", ".join(f"{each.day}.{each.month}.{each.year}" for each in entry.journal) or None,
        "email": entry.email,
        "phone": entry.phone,
        "note": entry.note,
        "source": entry.source,
        "purpose": entry.purpose,
    }
    return tuple(values[name] for name in HEADINGS)
