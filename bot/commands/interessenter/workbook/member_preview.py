"""The preview of a list of members: what it would change, and whether it is meant for the members or only for the register."""

from collections.abc import Iterator, Sequence

from bot.cards.card import Bold, Bullets, Button, Card, Controls, Line, Note, Paragraph, line
from bot.cards.words import amount, listing, number
from bot.commands.ask import Ask
from bot.commands.interessenter.workbook.import_preview import CANCEL_IMPORT, SHOWN
from bot.commands.interessenter.workbook.member_plan import MemberPlan, PlannedHolder, PlannedMember
from bot.commands.interessenter.workbook.member_rows import MemberLine, unread_columns
from bot.commands.parse.clean import clean, short
from bot.workbooks.table import Table
from models.members.functions import FUNCTIONS

APPLY_MEMBERS, ONLY_REGISTER = "interessent.medlem.import", "interessent.medlem.import.register"
_COLUMNS = {
    "name": "navn",
    "region": "delregion",
    "joined": "medlem siden",
    "language": "målform",
    "recipient": "mottaker",
}


def member_preview(ask: Ask, name: str, table: Table, planned: MemberPlan, enclosure: int) -> Card:
    """Return the card that asks for confirmation; `enclosure` is the id of the stored file."""
    sheet = f"arket «{short(clean(table.sheet))}» med " if table.sheet else ""
    nothing = "" if planned.wanted else _nothing(planned)
    return Card(
        f"Medlemsliste: {short(clean(name))}",
        (
            Paragraph(line(f"Jeg leste {sheet}{amount(len(table.rows), 'rad', 'rader')} som en liste over medlemmer.")),
            Bullets(tuple(_counted(planned))),
            *((Paragraph(line(nothing)),) if nothing else ()),
            *(Note(line(said)) for said in _notes(ask, table, planned)),
            Controls(_buttons(planned, enclosure)),
        ),
        summary=nothing or "Se hva lista endrer, og velg om den skal tas inn.",
    )


def total_sentence(ask: Ask, after: int) -> str:
    """Return how many members there are once a list is taken in, and how many are missing."""
    in_all = ask.pack.organisation.member_count
    missing = f", {in_all - after} mangler" if in_all > after else ""
    return f"Da er {amount(after, 'medlem', 'medlemmer')} lagt inn{missing}."


def _counted(planned: MemberPlan) -> Iterator[Line]:
    if planned.added:
        yield _summary(
            len(planned.added), "nytt medlem", "nye medlemmer", [_new(each) for each in planned.added[:SHOWN]]
        )
    if planned.changed:
        rows = [_changed(each) for each in planned.changed[:SHOWN]]
        yield _summary(len(planned.changed), "endres", "endres", rows)
    if planned.same:
        yield line(Bold(f"{number(planned.same)} som før"))
    if planned.unclear:
        yield _unclear(planned.unclear)


def _summary(count: int, one: str, many: str, examples: Sequence[str]) -> Line:
    more = f"; og {number(count - len(examples))} til" if count > len(examples) else ""
    return line(Bold(amount(count, one, many)), f": {'; '.join(examples)}{more}")


def _new(each: PlannedMember) -> str:
    names = [f"{FUNCTIONS[one.wanted.function].name} {one.wanted.name}" for one in each.holders[:1]]
    return short(f"{each.known.label} ({names[0]})" if names else each.known.label)


def _changed(each: PlannedMember) -> str:
    rows = [*map(_holder, each.holders), *(_COLUMNS[name] for name in each.values)]
    return f"{each.known.label} ({'; '.join(rows)})"


def _holder(each: PlannedHolder) -> str:
    name = FUNCTIONS[each.wanted.function].name
    if each.changed:
        return f"{listing(list(each.changed))} til {short(each.wanted.name)}"
    instead = f" i stedet for {short(listing(list(each.before)))}" if each.before else ""
    return f"{name} {short(each.wanted.name)}{instead}"


def _unclear(rows: Sequence[MemberLine]) -> Line:
    why = [
        f"\nRad {row.number}{f', {short(row.written)}' if row.written else ''}: {row.wrong[0]}" for row in rows[:SHOWN]
    ]
    more = f"\n… og {number(len(rows) - SHOWN)} til" if len(rows) > SHOWN else ""
    return line(Bold(amount(len(rows), "uklar", "uklare")), *why, more)


def _nothing(planned: MemberPlan) -> str:
    return "Ingen av radene kan tas inn slik de er." if planned.unclear and not planned.same else "Ingenting endres."


def _notes(ask: Ask, table: Table, planned: MemberPlan) -> Iterator[str]:
    in_all = ask.pack.organisation.member_count
    if planned.added:
        yield total_sentence(ask, planned.after)
    if in_all and planned.after > in_all:
        yield f"Organisasjonen er oppgitt med {in_all} medlemmer. Har lista kommuner som ikke er medlemmer, ta dem ut først."
    ended = [name for each in planned.changed for one in each.holders for name in one.before]
    if ended:
        yield f"{amount(len(ended), 'person går', 'personer går')} ut av vervet sitt: {short(listing(ended), 300)}."
    if planned.unclear:
        which = "Den uklare raden" if len(planned.unclear) == 1 else "De uklare radene"
        yield f"{which} får du i en egen fil, der det står hva du må rette. Rett, og send den filen hit."
    if unread := unread_columns(table):
        names = listing([f"«{short(each)}»" for each in unread])
        yield f"Jeg leste ikke {'kolonnen' if len(unread) == 1 else 'kolonnene'} {names}: jeg ser ikke hvem eller hva det gjelder."
    if table.others:
        yield f"Jeg leste ikke {listing([f'«{short(each)}»' for each in table.others])}. Send hvert ark i en egen fil."


def _buttons(planned: MemberPlan, enclosure: int) -> tuple[Button, ...]:
    return (
        *((Button("Ta inn", APPLY_MEMBERS, str(enclosure), style="primary"),) if planned.wanted else ()),
        Button("Bare folk til registeret", ONLY_REGISTER, str(enclosure)),
        Button("La være", CANCEL_IMPORT, str(enclosure)),
    )
