"""The headings of a list of members: municipalities, with their mayors and others in columns beside."""

from dataclasses import replace

from bot.commands.interessenter.workbook.headings import KNOWN_HEADINGS, NAMES, OFFICES, SYNONYMS
from bot.workbooks.table import SheetRow, Table
from bot.workbooks.worker_reading import OF, OFFICE, HeadingColumns, plain_heading
from models.members.functions import ADVISER, BOARD, CHIEF, COMMUNICATIONS, CONTACT, DEPUTY, FUNCTIONS, MAYOR

_OWN = {
    "number": "kommunenummer; kommunenr; knr; kommune nr; kommune nummer",
    "municipality": (
        "kommune; kommunenavn; kommunenamn; navn på kommune; kommune navn; medlemskommune; medlemskommuner; kommuner; "
        "municipality; gielda"
    ),
    "county": "fylke; fylkesnavn; fylkesnamn; county",
    "region": "delregion; regionråd; delregion regionråd; navn på delregion; interkommunalt politisk råd",
    "joined": "medlem siden; medlem fra; innmeldt; innmeldt dato; innmeldt år; innmeldingsår; medlem sidan",
    "language": "målform; språkform",
    "recipient": "mottaker; mottakar; sendes til; skal til; adressat",
}
_FUNCTIONS = {
    MAYOR: "ordfører; ordførar; mayor; byrådsleder",
    DEPUTY: "varaordfører; varaordførar; deputy mayor",
    CHIEF: "kommunedirektør; rådmann; administrasjonssjef; kommunaldirektør",
    ADVISER: "rådgiver; rådgjevar; politisk rådgiver; politisk rådgjevar; ordførers rådgiver",
    COMMUNICATIONS: (
        "kommunikasjonsrådgiver; kommunikasjonsrådgjevar; kommunikasjonssjef; kommunikasjon; kommunikasjonsansvarlig; "
        "presseansvarlig; pressekontakt"
    ),
    CONTACT: "kontaktperson; kontakt; administrativ kontakt; vår kontakt i kommunen",
    BOARD: "styremedlem; styrerepresentant; styret; representant i styret; medlem av styret",
}
_SHARED = ("email", "phone", "party", "first", "family")
_NAMES = {plain_heading(word): column for column, words in _OWN.items() for word in words.split("; ")} | {
    plain_heading(word): column for column in _SHARED for word in SYNONYMS[column]
}
_OFFICES = {plain_heading(word): function for function, words in _FUNCTIONS.items() for word in words.split("; ")}
MEMBER_HEADINGS = HeadingColumns(_NAMES | {"navn": "name"}, _OFFICES)
"""Returns the column of a heading of a list of members: a function of `models.members.functions` is an office."""
TELLING = frozenset({"region", "joined", "recipient", "language"})
"""Columns that only a list of members has."""
FILE_HEADINGS = HeadingColumns(
    {plain_heading(word): column for column, words in _OWN.items() for word in words.split("; ")}
    | dict(KNOWN_HEADINGS.names),
    {plain_heading(word): word for words in _FUNCTIONS.values() for word in words.split("; ")} | OFFICES,
    NAMES,
    TELLING | {"county"} | {f"family{OF}{word}" for words in _FUNCTIONS.values() for word in words.split("; ")},
)
"""The same for a file of either kind: what the reader finds the row of headings by."""


def with_whole_names(table: Table) -> Table:
    """Return a table whose «Ordfører fornavn» and «Ordfører etternavn» are one column of names, in place of the first."""
    columns = [MEMBER_HEADINGS(heading) or "" for heading in table.headings]
    for function in _FUNCTIONS:
        halves = [f"first{OF}{function}", f"family{OF}{function}"]
        if all(half in columns for half in halves) and f"{OFFICE}{function}" not in columns:
            first, family = map(columns.index, halves)
            table = _merged(table, function, first, family)
    return table


def _merged(table: Table, function: str, first: int, family: int) -> Table:
    headings = [*table.headings]
    headings[min(first, family)], headings[max(first, family)] = FUNCTIONS[function].name, ""
    rows = []
    for row in table.rows:
        cells = [*row.cells, *[None] * (len(headings) - len(row.cells))]
        name = " ".join(str(cells[place]) for place in (first, family) if cells[place] is not None)
        cells[min(first, family)], cells[max(first, family)] = name or None, None
        rows.append(SheetRow(row.number, tuple(cells)))
    return replace(table, headings=tuple(headings), rows=tuple(rows))


def is_member_list(table: Table) -> bool:
    """Return True if a table is a list of members, by its headings: a municipality beside a mayor, say, or a sub-region.

    With a column of names, of people or of organisations, it is a workbook of the register.
    """
    headings = with_whole_names(table).headings
    columns = [MEMBER_HEADINGS(heading) for heading in headings]
    has_place = bool({"municipality", "number", "name"} & set(columns))
    offices = {each.removeprefix(OFFICE) for each in columns if each and each.startswith(OFFICE)}
    names_people = any(
        KNOWN_HEADINGS(heading) in NAMES and column in {None, "first", "family"}
        for heading, column in zip(headings, columns, strict=True)
    )
    if not has_place or names_people:
        return False
    if "name" in columns:
        # «Navn» is the municipality's only if no other column is, and those are read by the rows.
        return not {"municipality", "number"} & set(columns) and bool(offices - {CONTACT})
    return bool(offices - {CONTACT}) or bool(TELLING & set(columns)) or {"number", "county"} <= set(columns)
