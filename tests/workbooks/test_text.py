"""CSV as Excel and others save it is read as a workbook is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workbooks import text
from bot.workbooks.read import read
from bot.workbooks.table import SheetRow, pack, unpack
from bot.workbooks.workbook_errors import BrokenError, NoHeadingsError, NoWorkbookError, TooLargeError, TooMuchError
from content.delimited import text_of

KNOWN = {"navn": "name", "virksomhet": "organisation"}
PLAIN = "Navn;Virksomhet\r\nKåre Ødegård;Ås kommune\r\n\r\nÆgir Lie;\r\n"
ROWS = (SheetRow(2, ("Kåre Ødegård", "Ås kommune")), SheetRow(4, ("Ægir Lie", None)))
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16")


def known(heading: str) -> str | None:
    return KNOWN.get(heading.lower())


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n", '"sep={}"\r\n', "SEP={}\r\n"])
def test_it_is_read_whatever_the_encoding_the_separator_and_whether_that_is_said(
    encoding: str, separator: str, first: str
) -> None:
    content = first.format(separator) + PLAIN.replace(";", separator)
    table = read(content.encode(encoding), known)
    assert (table.sheet, table.headings, table.columns) == ("", ("Navn", "Virksomhet"), ("name", "organisation"))
    assert table.rows == ROWS
    assert unpack(pack(table)) == table


def test_a_separator_within_a_cell_divides_nothing() -> None:
    table = read(b'Navn;Virksomhet\n"Lie, Kari";"Vei; bane og havn"\nMoe, Per;KS\nBy, Ola;LO\n', known)
    assert [row.cells for row in table.rows] == [
        ("Lie, Kari", "Vei; bane og havn"),
        ("Moe, Per", "KS"),
        ("By, Ola", "LO"),
    ]


def test_a_file_of_one_column_has_commas_within_its_names() -> None:
    table = read(b"Navn\nLie, Kari\nMoe, Per, rektor\n", known, {"name"})
    assert [row.cells for row in table.rows] == [("Lie, Kari",), ("Moe, Per, rektor",)]


def test_lines_within_a_cell_and_a_zero_in_front_are_kept() -> None:
    table = read(b'Navn;Virksomhet\n"Kari\nLie";="0301"\n', known)
    assert table.rows == (SheetRow(2, ("Kari\nLie", "0301")),)


def test_a_stray_byte_does_not_spoil_the_rest() -> None:
    assert text_of("Kåre Ødegård og Søren ".encode() + b"L\xf8vik") == "Kåre Ødegård og Søren Løvik"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"hei", NoWorkbookError),
        (b"<html><table><tr><td>Navn</td></tr></table></html>", NoWorkbookError),
        (b"%PDF-1.7\nNavn;Virksomhet", NoWorkbookError),
        (b"Navn;Virksomhet\n\0\0", NoWorkbookError),
        (b"Vare;Pris\nEple;3", NoHeadingsError),
        (b"Navn;Virksomhet\n" + b"a" * 200_000, BrokenError),
        (b"Navn;Virksomhet\n" + b"a;b\n" * 5_000_000, TooLargeError),
        (b"Navn;Virksomhet\n" + b";" * 300, TooMuchError),
    ],
)
def test_what_is_no_table_or_too_much_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read(content, known)


def test_more_rows_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.workbooks.extent.MOST_ROWS", 3)
    with pytest.raises(TooMuchError):
        read(b"Navn;Virksomhet\n" + b"a;b\n" * 3, known)


def test_headings_that_are_not_known_are_said() -> None:
    with pytest.raises(NoHeadingsError) as refused:
        read(b"Vare;Pris\nEple;3", known)
    assert refused.value.text == (
        "Jeg kjenner ikke igjen overskriftene «Vare» og «Pris». Sett overskrifter som «Navn», «Virksomhet», «Rolle» og "
        "«Sist kontakt» øverst i arket, og send filen på nytt."
    )


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_text_is_made_of_them_or_not_at_all(data: bytes) -> None:
    if text.is_text(data):
        assert isinstance(text_of(data), str)
