"""The members that a text names, as people write it."""

import pytest

from content.municipalities import municipality
from models.members.finding import find_members
from models.members.members import MemberRow

REGIONS = {
    "3205": "Samarbeidsrådet for Nedre Romerike",
    "3218": "Folloregionen",
    "5610": "",
    "3419": "Kongsvingerregionen",
}
NUMBERS = ("3205", "3218", "5610", "3419", "3114", "1818", "1515", "3228")


def _row(number: str) -> MemberRow:
    known = municipality(number)
    assert known is not None
    return MemberRow(number, known.name, known.county, REGIONS.get(number, ""))


MEMBERS = [*map(_row, NUMBERS), MemberRow("0231", "Skedsmo")]


@pytest.mark.parametrize(
    ("text", "by", "numbers"),
    [
        ("Lillestrøm", "municipality", ["3205"]),
        ("LILLESTRØMS", "municipality", ["3205"]),
        ("Lillestrøm kommunes", "municipality", ["3205"]),
        ("lillestroem", "municipality", ["3205"]),
        ("karasjok", "municipality", ["5610"]),
        ("Kárášjohka", "municipality", ["5610"]),
        ("Våler", "municipality", ["3419", "3114"]),
        ("Våler i Østfold", "municipality", ["3114"]),
        ("herøy", "municipality", ["1818", "1515"]),
        ("Herøy (Nordland)", "municipality", ["1818"]),
        ("Nes", "municipality", ["3228"]),
        ("Skedsmo", "municipality", ["0231"]),
        ("0231", None, []),
        ("Akershus", "county", ["3205", "3218", "3228"]),
        ("akershus fylkeskommune", "county", ["3205", "3218", "3228"]),
        ("Finnmark", "county", ["5610"]),
        ("nedre romerike", "region", ["3205"]),
        ("Kongsvingerregionen", "region", ["3419"]),
        ("Kari Lie", None, []),
        ("Fol", None, []),
        ("regionråd", None, []),
        ("", None, []),
    ],
)
def test_a_text_names_members(text: str, by: str | None, numbers: list[str]) -> None:
    found = find_members(text, MEMBERS)
    assert (found.by if found else None, sorted(each.number for each in found.members) if found else []) == (
        by,
        sorted(numbers),
    )
