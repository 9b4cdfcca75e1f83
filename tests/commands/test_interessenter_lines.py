"""The rows of a workbook of stakeholders, as people fill them in, read on Tuesday 24 November 2026."""

from datetime import date

import pytest

from bot.commands.interessenter.workbook.headings import HEADINGS, KNOWN_HEADINGS
from bot.commands.interessenter.workbook.register_rows import RegisterRow, register_rows
from bot.workbooks.table import Cell, Row, Table

TODAY = date(2026, 11, 24)
FIFTH = date(2026, 10, 5)


def read(held: dict[str, Cell]) -> RegisterRow:
    """Return the only line of a table with those headings and cells."""
    headings = tuple(held)
    table = Table("Ark1", headings, tuple(KNOWN_HEADINGS(each) for each in headings), (Row(2, tuple(held.values())),))
    (line,) = register_rows(table, TODAY, lambda word: "jernbane" if "bane" in word.lower() else None)
    return line


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Virksomhet", "organisation"),
        ("ORGANISASJON:", "organisation"),
        ("Kontaktperson", "name"),
        ("Navn (fornavn og etternavn)", "name"),
        ("Tittel", "title"),
        ("Epost", "email"),
        ("E-postadresse", "email"),
        ("Sist kontakt?", "last"),
        ("Ansvarlig", "owner"),
        ("Merknad", "note"),
        ("Paavirkning", "influence"),
        ("Skostørrelse", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_what_people_usually_call_it(heading: str, column: str | None) -> None:
    assert KNOWN_HEADINGS(heading) == column


def test_our_own_headings_are_all_known() -> None:
    assert {heading: KNOWN_HEADINGS(heading) for heading in HEADINGS.values()} == {
        words: name for name, words in HEADINGS.items()
    }


def test_a_row_tells_who_it_is_and_what_is_known_of_them() -> None:
    line = read(
        {
            "Navn": "Nordmann, Kari",
            "Virksomhet": "Stortinget",
            "Rolle": "leder",
            "Parti": "Arbeiderpartiet",
            "Komité": "transport- og kommunikasjonskomiteen",
            "Kommune": "Moss",
            "Tema": "jernbane; Bane NOR",
            "Nivå": "høy",
            "Interesse": 4,
            "Innflytelse": "5",
            "Ansvarlig": "kari@osloregionen.no",
            "Sist kontakt": FIFTH,
            "Mobil": 90000000,
            "Notat": "Vil ha faktaark",
        }
    )
    assert line == RegisterRow(
        2,
        name="Kari Nordmann",
        organisation="Stortinget",
        title="leder",
        party="Ap",
        body="transport- og kommunikasjonskomiteen",
        municipality="Moss",
        themes=("jernbane",),
        tier="A",
        interest=4,
        influence=5,
        owner="kari@osloregionen.no",
        last=FIFTH,
        phone="90000000",
        note="Vil ha faktaark",
    )


@pytest.mark.parametrize("written", [FIFTH, "5.10.26", "5. oktober 2026", "2026-10-05", 46300, "46300"])
def test_a_day_is_read_however_it_was_written(written: Cell) -> None:
    assert read({"Navn": "Kari", "Sist kontakt": written}).last == FIFTH


def test_halves_of_a_name_and_what_stands_beside_it_are_put_in_their_places() -> None:
    assert read({"Fornavn": "Kari", "Etternavn": "Nordmann"}).name == "Kari Nordmann"
    line = read({"Navn": "statssekretær Tom Berg (Ap) i Samferdselsdepartementet"})
    assert (line.name, line.title, line.party) == ("Tom Berg", "statssekretær", "Ap")
    assert line.organisation == "Samferdselsdepartementet"
    assert read({"Id": "P7", "Navn": "Nordmann, Kari (Ap)"}).name == "Nordmann, Kari (Ap)"


def test_what_has_no_column_of_ours_is_kept_in_the_note() -> None:
    line = read({"Navn": "Kari", "Tema": "jernbane, havn", "Notat": "Ring først", "Skostørrelse": 38, "": "rød"})
    assert line.note == "Ring først\nTema: havn\nSkostørrelse: 38\nrød"


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"Notat": "hei", "Rolle": "leder"}, "Skriv et navn eller en virksomhet."),
        ({"Navn": "Kari", "Parti": "Lapp"}, "Jeg kjenner ikke partiet «Lapp». Skriv for eksempel Ap, H eller Sp."),
        ({"Navn": "Kari", "Nivå": "D"}, "Nivået «D» finnes ikke. Skriv A, B eller C."),
        ({"Navn": "Kari", "Interesse": 7}, "Interesse «7» går ikke. Skriv et tall fra 1 til 5."),
        ({"Navn": "Kari", "Sist kontakt": "i fjor"}, "Jeg forstår ikke datoen «i fjor». Skriv den som 5.10.2026."),
        ({"Navn": "Kari", "Sist kontakt": "31.2.2026"}, "31. februar finnes ikke. Februar 2026 har 28 dager."),
        (
            {"Navn": "Kari", "Sist kontakt": date(2027, 1, 4)},
            "«4.1.2027» har ikke vært ennå. Skriv dagen dere sist var i kontakt.",
        ),
    ],
)
def test_a_row_that_cannot_be_used_says_what_to_mend(cells: dict[str, Cell], wrong: str) -> None:
    assert read(cells).wrong == (wrong,)
