"""Reading the rows of a list of members, with error messages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.commands.interessenter import cells
from bot.commands.interessenter.cells import CellFault
from bot.commands.interessenter.members.addresses import is_address
from bot.commands.interessenter.members.member_form import read_joined
from bot.commands.interessenter.workbook.columns import Office, arranged
from bot.commands.interessenter.workbook.member_headings import MEMBER_HEADINGS, with_whole_names
from bot.commands.interessenter.workbook.name_cells import named_cell
from bot.commands.interessenter.workbook.table_rows import is_footer
from bot.commands.parse.bounds import length_errors
from bot.commands.parse.clean import fold, short
from bot.commands.parse.fault import Fault
from bot.workbooks.table import Cell, SheetRow, Table
from bot.workbooks.worker_reading import OFFICE, plain_heading
from content.municipalities import Municipality, municipalities, municipality
from models.db.base import longest
from models.members.changing import WantedHolder
from models.members.finding import named_municipalities
from models.members.functions import FUNCTIONS, RECIPIENTS
from models.register.kinds import WITH_PARTY
from models.register.words import folded_name
from models.tables import Person

COUNTERS = frozenset({"nr", "lopenr", "lopenummer", "#"})
"""Columns that only count the rows."""
LIMITS = {"email": longest(Person.email), "phone": longest(Person.phone), "region": cells.LONGEST}
NUMBER_DIGITS = 4
_NUMBER_AND_NAME = re.compile(r"(\d{3,4})[ –-]+(\D.*)")


@dataclass(frozen=True)
class MemberLine:
    """A member as read from a row. `wrong` says, in bokmål, what to correct before the row can be used."""

    number: int
    """The row's number in the workbook."""
    place: Municipality | None = None
    written: str = ""
    """The municipality as it was written."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the row says of the member, by columns of `models.members.changing.CHANGEABLE`."""
    holders: tuple[WantedHolder, ...] = ()
    wrong: tuple[str, ...] = ()


def member_lines(table: Table, today: date, regions: Sequence[str] = ()) -> list[MemberLine]:
    """Return the members in a table; `regions` are the names of the sub-regions that are known."""
    table = with_whole_names(table)
    read = _Reader(table, today, regions)
    return [read.line(row) for row in table.rows if not is_footer(row)]


def unread_columns(table: Table) -> list[str]:
    """Return the headings of columns that hold something and are not read, among them those of nobody in particular."""
    table = with_whole_names(table)
    columns = arranged(table, MEMBER_HEADINGS)
    beside = [
        place for name in ("email", "phone", "party", "first", "family") for place in columns.common.get(name, ())
    ]
    places = sorted(
        {*beside, *(place for _, place in columns.unknown), *(p for ps in columns.unclear.values() for p in ps)}
    )
    held = [
        place
        for place in places
        if plain_heading(table.headings[place]) not in COUNTERS
        and any(_cell(row.cells, place) is not None for row in table.rows)
    ]
    return [table.headings[place] for place in held if table.headings[place]]


class _Reader:
    """Reads the rows of a table."""

    def __init__(self, table: Table, today: date, regions: Sequence[str]) -> None:
        self._today = today
        self._columns = arranged(table, MEMBER_HEADINGS)
        self._regions = {fold(each): each for each in regions}

    def line(self, row: SheetRow) -> MemberLine:
        """Return the member in a row."""
        said = {name: _text(row.cells, places) for name, places in self._columns.common.items()}
        name = said.get("municipality") or said.get("name", "")
        number = said.get("number", "")
        if not number and (both := _NUMBER_AND_NAME.fullmatch(name)):
            number, name = both.groups()
        place = _place(number, name, said.get("county", ""))
        wrong = [place] if isinstance(place, str) else []
        values = dict(self._values(said, wrong))
        holders = _same_people([*self._holders(row, wrong)])
        written = name or said.get("number", "")
        return MemberLine(row.number, None if isinstance(place, str) else place, written, values, holders, tuple(wrong))

    def _values(self, said: Mapping[str, str], wrong: list[str]) -> Iterator[tuple[str, str]]:
        if region := said.get("region", ""):
            yield "region", self._region(region)
            wrong += length_errors({"region": region}, LIMITS).values()
        joined = read_joined(said.get("joined", ""), self._today)
        if isinstance(joined, Fault):
            wrong.append(joined.text)
        elif joined:
            yield "joined", joined
        if language := fold(said.get("language", "")):
            yield "language", "nn" if language in {"nn", "nynorsk"} else "nb"
        if written := said.get("recipient", ""):
            recipient = (MEMBER_HEADINGS(written) or "").removeprefix(OFFICE)
            if recipient in RECIPIENTS:
                yield "recipient", recipient
            else:
                names = "ordfører, rådgiver eller kommunikasjon"
                wrong.append(f"Mottakeren «{short(written)}» går ikke. Skriv {names}.")

    def _region(self, written: str) -> str:
        """Return the name of the sub-region that is meant, «Follo» too; else as it is written."""
        said = fold(written)
        begun = [name for folded, name in self._regions.items() if folded.startswith(said)]
        return self._regions.get(said) or (begun[0] if len(begun) == 1 else written)

    def _holders(self, row: SheetRow, wrong: list[str]) -> Iterator[WantedHolder]:
        for office in self._columns.offices:
            found, faults = named_cell(_cell(row.cells, office.place))
            wrong += faults
            own = {name: _text(row.cells, places) for name, places in office.own.items()}
            if not found.name:
                wrong += [f"«{short(own['email'])}» står uten navn."] if own.get("email") else []
                continue
            email = (own.get("email", "") or found.email).removeprefix("mailto:")
            wrong += length_errors({"email": email, "phone": own.get("phone", "")}, LIMITS).values()
            if email and not is_address(email):
                wrong.append(f"«{short(email)}» er ikke en hel e-postadresse.")
            party = self._party(office, own.get("party", ""), found.party, wrong)
            yield WantedHolder(office.title, found.name, 0, email, own.get("phone", ""), party)

    def _party(self, office: Office, column: str, beside: str, wrong: list[str]) -> str:
        """Return the party of an elected person; of others none is kept."""
        if FUNCTIONS[office.title].role not in WITH_PARTY:
            return ""
        read = cells.party_of(column)
        if isinstance(read, CellFault):
            wrong.append(read.text)
            return ""
        return read or beside


def _same_people(holders: Sequence[WantedHolder]) -> tuple[WantedHolder, ...]:
    """Return the people of a row, each with what is beside their name in another function: the mayor is often on the board."""
    by_name: dict[str, list[WantedHolder]] = {}
    for each in holders:
        by_name.setdefault(folded_name(each.name), []).append(each)
    found: list[WantedHolder] = []
    for each in holders:
        same = by_name[folded_name(each.name)]
        party = next((one.party for one in same if one.party), "")
        found.append(
            replace(
                each,
                email=each.email or next((one.email for one in same if one.email), ""),
                phone=each.phone or next((one.phone for one in same if one.phone), ""),
                party=each.party or (party if FUNCTIONS[each.function].role in WITH_PARTY else ""),
            )
        )
    return tuple(found)


def _place(number: str, name: str, county: str) -> Municipality | str:
    """Return the municipality of a row, or what is wrong: a number that has changed is known by the name."""
    digits = number.zfill(NUMBER_DIGITS) if number.isdecimal() else ""
    if number and not digits:
        return f"Kommunenummeret «{short(number)}» går ikke. Skriv fire sifre."
    of_number = municipality(digits) if digits else None
    found = (municipalities(f"{name} {county}") if county and name else ()) or (
        named_municipalities(name) if name else ()
    )
    if of_number is not None:
        if not name or of_number in found:
            return of_number
        return f"Nummeret {digits} er {of_number.name}, men det står «{short(name)}». Rett det ene."
    return found[0] if len(found) == 1 else _unclear_place(digits, name, found)


def _unclear_place(digits: str, name: str, found: Sequence[Municipality]) -> str:
    if found:
        names = " eller ".join(f"{each.name} ({each.county})" for each in found)
        return f"Det finnes flere som heter {short(name)}. Skriv {names}."
    if digits:
        return f"Kommunenummeret {digits} er ikke i bruk nå. Skriv kommunen slik den er i dag."
    if not name:
        return "Skriv hvilken kommune det er."
    return f"Jeg kjenner ikke kommunen «{short(name)}». Er den slått sammen med en annen, skriv kommunen slik den er i dag."


def _text(held: Sequence[Cell], places: Sequence[int]) -> str:
    for place in places:
        said = cells.text(_cell(held, place))
        if said and not cells.is_blank(said):
            return said
    return ""


def _cell(held: Sequence[Cell], place: int) -> Cell:
    return held[place] if place < len(held) else None
