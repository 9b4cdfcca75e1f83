"""`representanter` and `dagensrepresentanter`: the members of the Storting. Only the second says who is in which committee."""

from collections.abc import Mapping
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.values import Notes, rows, text
from models.official.items import Representative

COMMITTEES = "komiteer_liste"
LONGEST_ID, LONGEST_PARTY = 32, 16
LISTS = ("representanter_liste", "dagensrepresentanter_liste")


def read_people(data: Mapping[str, Any]) -> Answer:
    """Read the list of members. Dates of birth and death are not read: nothing here needs them."""
    notes = Notes()
    name = next(each for each in LISTS if each in data)
    people = [_person(row, notes) for row in rows(data[name], notes)]
    return Answer(Reader.REPRESENTATIVES, people=tuple(each for each in people if each), not_understood=notes.words())


def _person(row: Mapping[str, Any], notes: Notes) -> Representative | None:
    name = " ".join(filter(None, (text(row.get("fornavn")), text(row.get("etternavn")))))
    if not name:
        notes.add("en representant mangler navn")
        return None
    party, county = row.get("parti"), row.get("fylke")
    number = text(row.get("id"))
    if not number or len(number) > LONGEST_ID:
        notes.add("en representant mangler id")
        return None
    return Representative(number, name, _id(party)[:LONGEST_PARTY], _name(county), _committees(row))


def _committees(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...] | None:
    if COMMITTEES not in row:
        return None
    found = ((text(each.get("id")), text(each.get("navn"))) for each in rows(row[COMMITTEES]))
    return tuple((number, name) for number, name in found if number and name)


def _id(value: Any) -> str:
    return text(value.get("id")) if isinstance(value, Mapping) else ""


def _name(value: Any) -> str:
    return text(value.get("navn")) if isinstance(value, Mapping) else ""
