"""`/interessenter eksport [filter]`: the register as an Excel file, with the headings that an import knows."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.cards.file import File
from bot.commands.ask import Answer, Ask
from bot.commands.frister.listing import fault_card
from bot.commands.interessenter.asked import read_asked
from bot.commands.interessenter.headings import HEADINGS
from bot.commands.interessenter.importing import owners_of
from bot.commands.interessenter.owners import Owners
from bot.commands.interessenter.place import place_name
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import Themes, themes_of
from bot.workbooks.sheet import Cell, Column, Sheet, Workbook
from models.register.entries import RegisterEntry, entries
from models.register.kinds import ORGANISATIONS, ROLES
from models.workspace.audit import note

EXPORTED = "eksport"
"""What the audit log calls it."""
WIDTHS = {"id": 8, "name": 26, "organisation": 30, "title": 24, "body": 30, "themes": 20, "note": 50, "source": 30}
USUAL = 14


def export(ask: Ask, text: str, session: Session) -> Answer:
    """Return the register, or those whom the filters ask for, as a file for the one who asks. It is noted who did."""
    asked = read_asked(text, themes_of(ask.pack), ask.user_id)
    if isinstance(asked, Fault):
        return fault_card(asked, "interessenter")
    found = entries(session, ask.workspace, ask.today, asked)
    if not found:
        return Card("Ingenting å eksportere", (Paragraph(line("Jeg fant ingen i registeret som passer.")),))
    note(session, ask.workspace.id, ask.user_id, ask.now, EXPORTED, {}, {"rader": str(len(found))})
    return File(f"interessenter-{ask.today}.xlsx", "Interessenter", _book(ask, session, found))


def _book(ask: Ask, session: Session, found: Sequence[RegisterEntry]) -> Workbook:
    return workbook(found, themes_of(ask.pack), owners_of(session, ask.workspace.id, found))


def workbook(found: Sequence[RegisterEntry], themes: Themes, owners: Owners) -> Workbook:
    """Return entries as a workbook: read in again, it changes nothing."""
    columns = tuple(Column(heading, WIDTHS.get(name, USUAL)) for name, heading in HEADINGS.items())
    return Workbook((Sheet("Interessenter", columns, [_row(each, themes, owners) for each in found]),))


def _row(entry: RegisterEntry, themes: Themes, owners: Owners) -> tuple[Cell, ...]:
    kinds = ROLES if entry.ref.startswith("P") else ORGANISATIONS
    held: dict[str, Cell] = {
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
    return tuple(held[name] for name in HEADINGS)
