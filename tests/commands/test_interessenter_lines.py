"""The rows of a workbook of stakeholders, as people fill them in, read on Tuesday 24 November 2026."""

from datetime import date

import pytest

from bot.commands.interessenter.workbook.headings import HEADINGS, KNOWN_HEADINGS
from bot.commands.interessenter.workbook.register_rows import RegisterRow, register_rows
from bot.workbooks.table import Cell, SheetRow, Table

TODAY = date(2026, 11, 24)
FIFTH = date(2026, 10, 5)


def read(held: dict[str, Cell]) -> RegisterRow:
    """Return the only line of a table with those headings and cells."""
    headings = tuple(held)
    table = Table(
        "Ark1", headings, tuple(KNOWN_HEADINGS(each) for each in headings), (SheetRow(2, tuple(held.values())),)
    )
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


@pytest.mark.parametrize("name", ["Kari Lie m.fl.", "Kari Lie med flere"])
def test_a_name_with_others_is_unclear(name: str) -> None:
    assert read({"Navn": name}).wrong == ("Cellen har flere navn. Skriv ett navn på hver rad.",)


def test_a_year_of_birth_beside_a_name_is_a_note() -> None:
    line = read({"Navn": "Kari Nordmann, f. 1962"})
    assert (line.name, line.organisation, line.note) == ("Kari Nordmann", "", "f. 1962")


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
        (
            {"Navn": "Kari", "Sist kontakt": "31.2.2026"},
            "31. februar finnes ikke. Februar 2026 har 28 dager. Skriv en annen dag.",
        ),
        (
            {"Navn": "Kari", "Sist kontakt": date(2027, 1, 4)},
            "«4.1.2027» har ikke vært ennå. Skriv dagen dere sist var i kontakt.",
        ),
    ],
)
def test_a_row_that_cannot_be_used_says_what_to_mend(cells: dict[str, Cell], wrong: str) -> None:
    assert read(cells).wrong == (wrong,)


def rows(*written: tuple[Cell, ...]) -> list[RegisterRow]:
    """Return the people that the rows below some headings name."""
    headings = tuple(str(each or "") for each in written[0])
    columns = tuple(KNOWN_HEADINGS(each) for each in headings)
    held = tuple(SheetRow(number, cells) for number, cells in enumerate(written[1:], 2))
    return register_rows(Table("Ark1", headings, columns, held), TODAY, lambda _: None)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Namn", "name"),
        ("Verksemd", "organisation"),
        ("Mobil", "phone"),
        ("Tlf./mobil", "phone"),
        ("Mobilnr.", "phone"),
        ("E-mail Address", "email"),
        ("First Name", "first"),
        ("Mellomnavn", "middle"),
        ("Last Name", "family"),
        ("Job Title", "title"),
        ("Company", "organisation"),
        ("Navn og tittel", "name"),
        ("Navn/parti", "name"),
        ("Ordfører", "office:ordfører"),
        ("Navn på kommunedirektør", "office:kommunedirektør"),
        ("Statsråd", "office:statsråd"),
        ("Ordførers e-post", "email@ordfører"),
        ("Parti varaordfører", "party@varaordfører"),
        ("Mobil til kommunedirektør", "phone@kommunedirektør"),
        ("Ordførerkjede", None),
    ],
)
def test_headings_of_others_are_known_too(heading: str, column: str | None) -> None:
    assert KNOWN_HEADINGS(heading) == column


def test_of_outlooks_columns_the_role_goes_before_how_somebody_is_addressed() -> None:
    (line,) = rows(
        (
            "Title",
            "First Name",
            "Middle Name",
            "Last Name",
            "Company",
            "Job Title",
            "Business Phone",
            "Mobile Phone",
            "Gender",
        ),
        ("Dr.", "Kari", "Anne", "Lie", "NHO", "adviser", "22 00 00 00", None, "Unspecified"),
    )
    assert (line.name, line.title, line.organisation, line.phone, line.note) == (
        "Kari Anne Lie",
        "adviser",
        "NHO",
        "22 00 00 00",
        "",
    )


def test_a_party_beside_several_offices_is_the_elected_ones_or_asked_about() -> None:
    one = rows(("Ordfører", "Kommunedirektør", "Parti"), ("Kari Lie", "Per By", "Ap"))
    assert [(each.name, each.party, each.wrong) for each in one] == [("Kari Lie", "Ap", ()), ("Per By", None, ())]
    two = rows(("Ordfører", "Varaordfører", "Parti"), ("Kari Lie", "Per By", "Ap"))
    assert {each.wrong for each in two} == {("Jeg ser ikke hvem partiet gjelder. Skriv det i parentes bak navnet.",)}


@pytest.mark.parametrize("cell", [True, "x", "Ja"])
def test_a_mark_under_an_office_says_what_the_person_of_the_row_is(cell: Cell) -> None:
    assert [(each.name, each.title) for each in rows(("Navn", "Ordfører"), ("Kari Lie", cell))] == [
        ("Kari Lie", "ordfører")
    ]


@pytest.mark.parametrize("cell", ["-", "Ubesatt", "vakant", None, "nei"])
def test_an_office_that_nobody_holds_is_nobody(cell: Cell) -> None:
    found = rows(("Kommune", "Ordfører", "Kommunedirektør"), ("Moss", "Kari Lie", cell))
    assert [(each.name, each.municipality) for each in found] == [("Kari Lie", "Moss")]


def test_an_address_of_all_is_kept_and_one_beside_an_office_is_its_own() -> None:
    headings = ("Kommune", "E-post", "Ordfører", "Mobil", "Kommunedirektør")
    found = rows(headings, ("Moss", "post@moss.example", "Kari Lie", "900 00 000", "Per By"))
    assert [(each.name, each.email, each.phone, each.note) for each in found] == [
        ("Kari Lie", "", "900 00 000", "E-post: post@moss.example"),
        ("Per By", "", "", "E-post: post@moss.example"),
    ]


def test_the_name_of_a_municipality_beside_its_offices_is_no_person() -> None:
    found = rows(("Navn", "Ordfører"), ("Moss", "Kari Lie"), ("Våler kommune", "Per By"))
    assert [(each.name, each.organisation, each.municipality) for each in found] == [
        ("Kari Lie", "", "Moss"),
        ("Per By", "Våler kommune", ""),
    ]


def test_sums_sources_and_remarks_below_a_table_are_nobody() -> None:
    below: list[tuple[Cell, ...]] = [
        ("Sum", 12),
        ("Totalt: 12", None),
        ("Kilde: SSB", None),
        ("Kjelde: KS", None),
        ("Antall", "12"),
    ]
    found = rows(("Navn", "Telefon"), ("Kari Lie", 1), *below, ("Sum, Anna", 2))
    assert [each.name for each in found] == ["Kari Lie", "Anna Sum"]


@pytest.mark.parametrize("error", ["#REF!", "#I/T", "#N/A", "#NAVN?", "#VERDI!"])
def test_what_excel_could_not_calculate_is_empty(error: str) -> None:
    (line,) = rows(("Navn", "Telefon", "Parti", "Nivå", "Sist kontakt"), ("Kari Lie", error, error, error, error))
    assert line == RegisterRow(2, name="Kari Lie")
    (nobody,) = rows(("Navn", "Nivå"), (error, "A"))
    assert nobody.wrong == ("Skriv et navn eller en virksomhet.",)


def test_numbers_of_days_count_from_1904_where_the_workbook_does() -> None:
    table = Table(
        "Ark1", ("Navn", "Sist kontakt"), ("name", "last"), (SheetRow(2, ("Kari", 46300 - 1462)),), is_1904=True
    )
    (line,) = register_rows(table, TODAY, lambda _: None)
    assert line.last == FIFTH


def test_the_halves_of_a_name_are_told_by_the_others_of_the_column_or_asked_about() -> None:
    others = (("Lie, Kari",), ("Moe, Per",))
    assert [each.name for each in rows(("Navn",), *others, ("Zyx Wvut, Qrs",))] == [
        "Kari Lie",
        "Per Moe",
        "Qrs Zyx Wvut",
    ]
    (line,) = rows(("Navn",), ("Zyx Wvut, Qrs",))
    assert line.wrong == (
        "Jeg ser ikke hva som er fornavn og etternavn i «Zyx Wvut, Qrs». Skriv fornavnet først, uten komma.",
    )


@pytest.mark.parametrize(
    "cell", ["Kari Lie og Per By", "Kari Lie/Per By", "Kari Lie\nPer By", "Kari Lie & Per By", "Kari Lie, Per By"]
)
def test_several_names_in_a_cell_are_asked_about(cell: str) -> None:
    (line,) = rows(("Navn",), (cell,))
    assert line.wrong == ("Cellen har flere navn. Skriv ett navn på hver rad.",)


def test_lines_below_a_name_stand_beside_it() -> None:
    (line,) = rows(("Navn",), ("Kari Lie\nrådgiver, NHO",))
    assert (line.name, line.title, line.organisation) == ("Kari Lie", "rådgiver", "NHO")
    assert rows(("Navn",), ("Kari\nLie",))[0].name == "Kari Lie"


def test_an_organisation_in_the_column_of_names_is_one() -> None:
    found = rows(("Navn", "Telefon"), ("Bane NOR", 1), ("Arbeiderpartiet", 2), ("Nora Aas", 3))
    assert [(each.name, each.organisation) for each in found] == [
        ("", "Bane NOR"),
        ("", "Arbeiderpartiet"),
        ("Nora Aas", ""),
    ]


def test_a_column_with_the_family_name_first_and_no_comma_is_turned() -> None:
    written = ("Nordby Kari", "Flaten Ola Petter", "Aas-Eng Tor", "Wvut Qrs", "NHO")
    found = rows(("Navn",), *[(each,) for each in written])
    assert [each.name for each in found] == ["Kari Nordby", "Ola Petter Flaten", "Tor Aas-Eng", "Qrs Wvut", ""]
    assert [each.doubt for each in rows(("Navn",), ("Nordby Kari",), ("Ola Flaten",))] == ["person", ""]


def test_two_parties_of_one_person_are_asked_about() -> None:
    assert read({"Navn": "Kari Lie (Ap)", "Parti": "H"}).wrong == (
        "Partiet er Ap ved navnet, men H i kolonnen. Rett det ene.",
    )


@pytest.mark.parametrize("role", ["Stortingsrepr. (Ap)", "Stortingsrepr., Arbeiderpartiet"])
def test_a_party_beside_the_role_is_the_persons(role: str) -> None:
    row = read({"Navn": "Kari Lie", "Stilling": role})
    assert (row.title, row.party, row.wrong) == ("Stortingsrepr.", "Ap", ())
    assert read({"Navn": "Kari Lie", "Stilling": "Leder (vikar)"}).title == "Leder (vikar)"


def test_a_county_and_what_is_none_of_ours_are_kept_in_the_note() -> None:
    assert read({"Navn": "Lie, Kari (A, Akershus)"}).note == "Sted: Akershus"
    assert read({"Navn": "Kari Lie (transportkomiteen, permisjon)", "Virksomhet": "Stortinget"}).note == (
        "permisjon\nVed navnet: transportkomiteen"
    )
