"""The preview of an import: what a workbook would change in the register."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Controls, Line, Note, Paragraph, Part, line
from bot.cards.words import amount, listing, number
from bot.commands.interessenter.cells import is_error, text
from bot.commands.interessenter.workbook.headings import HEADINGS
from bot.commands.interessenter.workbook.import_plan import ImportPlan
from bot.commands.interessenter.workbook.name_cells import ORGANISATION, PERSON
from bot.commands.interessenter.workbook.register_rows import RegisterRow as Row
from bot.commands.interessenter.workbook.table_rows import left_out
from bot.commands.parse.clean import clean, short
from bot.workbooks.table import Cell, Table
from models.register.imports import WantedImport
from models.tables import Organisation, Person

APPLY_IMPORT, CANCEL_IMPORT = "interessent.import", "interessent.import.la"
SHOWN, MOST_DOUBTFUL = 3, 30
ROLE = ("title", "kind", "body", "party", "organisation")


def preview_card(
    session: Session, workspace_id: int, name: str, table: Table, planned: ImportPlan, enclosure: int | None
) -> Card:
    """Return the card that asks for confirmation; `enclosure` is the id of the stored file, None if nothing changes."""
    rows = tuple(_counted(session, workspace_id, planned))
    nothing = () if planned.wanted else (Paragraph(line(_nothing(planned))),)
    return Card(
        f"Regneark: {short(clean(name))}",
        (
            Paragraph(line(f"Jeg leste {_sheet(table)}{amount(len(table.rows), 'rad', 'rader')}.")),
            Bullets(rows),
            *nothing,
            *_back(planned),
            *(Note(line(said)) for said in notes(table, planned)),
            *_unread(table),
            *((Controls(_buttons(enclosure)),) if enclosure is not None else ()),
        ),
        summary=_nothing(planned) if nothing else "Se hva regnearket endrer, og velg om det skal tas inn.",
    )


def _sheet(table: Table) -> str:
    return f"arket «{short(clean(table.sheet))}» med " if table.sheet else ""


def _counted(session: Session, workspace_id: int, planned: ImportPlan) -> Iterator[Line]:
    if planned.added:
        yield _summary(len(planned.added), "ny", "nye", [_new(each) for each in planned.added[:SHOWN]])
    if planned.changed:
        rows = [_changed(session, workspace_id, each) for each in planned.changed[:SHOWN]]
        yield _summary(len(planned.changed), "endres", "endres", rows)
    if planned.same:
        yield line(Bold(f"{number(planned.same)} som før"))
    if planned.unclear:
        yield _unclear(planned.unclear)


def _summary(count: int, one: str, many: str, examples: Sequence[str]) -> Line:
    more = f"; og {number(count - len(examples))} til" if count > len(examples) else ""
    return line(Bold(amount(count, one, many)), f": {'; '.join(examples)}{more}")


def _new(wanted: WantedImport) -> str:
    where = wanted.role.get("organisation") if wanted.is_person else None
    return short(f"{wanted.values['name']} ({where})" if where else str(wanted.values["name"]))


def _changed(session: Session, workspace_id: int, wanted: WantedImport) -> str:
    table: Any = Person if wanted.is_person else Organisation
    name = session.scalar(select(table.name).where(table.workspace_id == workspace_id, table.id == wanted.id)) or ""
    rows = [HEADINGS[each].lower() for each in HEADINGS if each in {*wanted.values, *_role(wanted)}]
    return f"{short(name)} ({listing(rows)})"


def _role(wanted: WantedImport) -> Iterator[str]:
    yield from (each for each in ROLE if each in wanted.role)
    if wanted.themes:
        yield "themes"
    if wanted.last:
        yield "last"


def _unclear(rows: Sequence[Row]) -> Line:
    """Return how many rows are unclear, and the reasons of the first ones, each on its own line."""
    why = [f"\nRad {row.number}{_who(row)}: {row.wrong[0]}" for row in rows[:SHOWN]]
    more = f"\n… og {number(len(rows) - SHOWN)} til" if len(rows) > SHOWN else ""
    return line(Bold(amount(len(rows), "uklar", "uklare")), *why, more)


def _who(row: Row) -> str:
    who = row.name or row.organisation
    return f", {short(who)}" if who else ""


def _nothing(planned: ImportPlan) -> str:
    return "Ingen av radene kan tas inn slik de er." if planned.unclear and not planned.same else "Ingenting endres."


def _back(planned: ImportPlan) -> tuple[Part, ...]:
    if not planned.unclear:
        return ()
    which = "Den uklare raden" if len(planned.unclear) == 1 else "De uklare radene"
    return (Note(line(f"{which} får du i en egen fil, der det står hva du må rette. Rett, og send den filen hit.")),)


def notes(table: Table, planned: ImportPlan) -> Iterator[str]:
    """Yield what should be checked, and what was ignored in the sheet."""
    yield from _doubtful(planned.doubtful)
    yield from _passed_over(table)


def _doubtful(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the new entries that may have been misread."""
    for what, one, many in ((PERSON, "person", "personer"), (ORGANISATION, "virksomhet", "virksomheter")):
        names = [f"{short(row.name or row.organisation)} (rad {row.number})" for row in rows if row.doubt == what]
        if names:
            more = f" og {number(len(names) - MOST_DOUBTFUL)} til" if len(names) > MOST_DOUBTFUL else ""
            said = f"{', '.join(names[:MOST_DOUBTFUL])}{more}" if more else listing(names)
            which = f"disse, som jeg leste som {many}" if len(names) > 1 else f"denne, som jeg leste som {one}"
            yield f"Se over {which}: {said}."


def _passed_over(table: Table) -> Iterator[str]:
    """Yield what was ignored in the sheet: rows such as sums and notes, and cells that show an error."""
    rows = left_out(table)
    if rows:
        said = listing([f"rad {row.number} («{short(_beginning(row.cells))}»)" for row in rows[:SHOWN]])
        more = f", og {number(len(rows) - SHOWN)} til" if len(rows) > SHOWN else ""
        yield f"Jeg hoppet over {said}{more}."
    errors = table.errors or (0 if table.sheet else sum(is_error(cell) for row in table.rows for cell in row.cells))
    if errors:
        cells = amount(errors, "celle som viser", "celler som viser")
        yield f"Filen har {cells} feil fra Excel, som #I/T. Jeg leste {'den som tom' if errors == 1 else 'dem som tomme'}."


def _beginning(cells: Sequence[Cell]) -> str:
    return next(filter(None, map(text, cells)), "")


def _unread(table: Table) -> tuple[Part, ...]:
    if not table.others:
        return ()
    names = listing([f"«{short(each)}»" for each in table.others])
    if len(table.others) == 1:
        return (Note(line(f"Jeg leste ikke arket {names}. Send det i en egen fil hvis det også skal inn.")),)
    return (Note(line(f"Jeg leste ikke arkene {names}. Send hvert av dem i en egen fil hvis det også skal inn.")),)


def _buttons(enclosure: int | None) -> tuple[Button, ...]:
    return Button("Ta inn", APPLY_IMPORT, str(enclosure), style="primary"), Button(
        "La være", CANCEL_IMPORT, str(enclosure)
    )
