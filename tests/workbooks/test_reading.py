"""Reading a workbook that anybody may have made."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from bot.workbooks import guard
from bot.workbooks.read import read
from bot.workbooks.table import SheetRow
from bot.workbooks.workbook_errors import (
    BrokenError,
    EmptyError,
    LockedError,
    MacrosError,
    NoHeadingsError,
    NoWorkbookError,
    OldError,
    RefusedWorkbookError,
    TooLargeError,
    TooMuchError,
)

KNOWN = {"navn": "name", "virksomhet": "organisation", "sist kontakt": "last"}
HEADINGS = ["Navn", "Virksomhet", "Sist kontakt"]
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def known(heading: str) -> str | None:
    return KNOWN.get(heading.lower())


def workbook(*sheets: list[list[Any]], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a workbook with parts of it replaced or added."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return written.getvalue()


PLAIN = workbook([HEADINGS, ["Kari", "NHO", date(2026, 10, 5)]])
FIRST_SHEET = "xl/worksheets/sheet1.xml"


def test_rows_come_with_their_number_and_what_each_cell_holds() -> None:
    rows = [
        ["Interessenter", None],
        [],
        HEADINGS,
        [" Kari ", None, datetime(2026, 10, 5, 9, 30)],  # noqa: DTZ001 - a cell has no time zone
        [],
        [None, 7.0, True],
    ]
    table = read(workbook(rows), known)
    assert table.headings == ("Navn", "Virksomhet", "Sist kontakt")
    assert table.columns == ("name", "organisation", "last")
    assert table.rows == (SheetRow(4, ("Kari", None, date(2026, 10, 5))), SheetRow(6, (None, 7, True)))


def test_the_sheet_whose_headings_are_known_is_read_and_the_others_are_named() -> None:
    table = read(workbook([["Om", "denne filen"]], [HEADINGS, ["Kari"]], []), known)
    assert (table.sheet, table.others) == ("Sheet1", ("Sheet",))
    assert [row.cells[0] for row in table.rows] == ["Kari"]


def test_a_heading_counts_where_it_stands_first_and_unknown_ones_are_kept_by_name() -> None:
    table = read(workbook([["Navn", "Skostørrelse", "Navn", "Virksomhet"], ["Kari", 38, "Per", "NHO"]]), known)
    assert table.columns == ("name", None, None, "organisation")
    assert table.headings == ("Navn", "Skostørrelse", "Navn", "Virksomhet")


def test_what_stands_in_merged_cells_stands_in_each_of_their_rows() -> None:
    rows = [HEADINGS, ["Kari", "NHO"], ["Per"], ["Ola"]]
    merged = workbook(rows, change=lambda book: book.worksheets[0].merge_cells("B2:B4"))
    assert [row.cells[:2] for row in read(merged, known).rows] == [("Kari", "NHO"), ("Per", "NHO"), ("Ola", "NHO")]


def test_of_sheets_alike_the_longest_is_read_and_never_a_template_before_one_with_rows() -> None:
    template, short = [HEADINGS], [HEADINGS[:2], ["Kari Berg", "NHO"]]
    long = [HEADINGS[:2], ["Ola Moe", "LO"], ["Per Lie", "KS"]]
    for sheets in ([template, short, long], [long, short, template], [short, template, long]):
        table = read(workbook(*sheets), known)
        assert [row.cells[0] for row in table.rows] == ["Ola Moe", "Per Lie"]
        assert len(table.others) == 2
    assert read(workbook(template, [["Notat"], ["x"]]), known).rows == ()


def test_colours_down_to_the_last_row_do_not_make_a_sheet_large() -> None:
    def colour(book: openpyxl.Workbook) -> None:
        book.worksheets[0].cell(1_048_576, 16_384).fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")

    table = read(workbook([HEADINGS, ["Kari"]], change=colour), known)
    assert [row.cells[0] for row in table.rows] == ["Kari"]


def lone_cell(reference: str, row: int) -> bytes:
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}"><v>1</v></c></row>'
    return SHEET % cells.encode()


REFUSED: dict[str, tuple[bytes, type[RefusedWorkbookError]]] = {
    "nothing": (b"", EmptyError),
    "no sheet holds anything": (workbook([], []), EmptyError),
    "a picture": (b"\x89PNG\r\n\x1a\n", NoWorkbookError),
    "another zip": (b"PK\x05\x06" + b"\0" * 18, NoWorkbookError),
    "200 MB": (b"PK" + b"\0" * 20_000_000, TooLargeError),
    "a password": (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), LockedError),
    "from 2003": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, OldError),
    "macros": (with_parts(PLAIN, {"xl/vbaProject.bin": b"x"}), MacrosError),
    "half a file": (PLAIN[: len(PLAIN) // 2], BrokenError),
    "a lone cell in the last corner": (
        with_parts(PLAIN, {FIRST_SHEET: lone_cell("XFD1048576", 1_048_576)}),
        TooMuchError,
    ),
    "a lone cell in the last row": (with_parts(PLAIN, {FIRST_SHEET: lone_cell("A1048576", 1_048_576)}), TooMuchError),
    "the same in a part that is no sheet's": (
        with_parts(PLAIN, {"xl/media/image1.png": lone_cell("XFD1048576", 1_048_576)}),
        NoWorkbookError,
    ),
    "entities": (
        with_parts(
            PLAIN, {FIRST_SHEET: b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'}
        ),
        BrokenError,
    ),
    "no headings that are known": (workbook([["Vare", "Pris"], ["Eple", 3]]), NoHeadingsError),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(what: str) -> None:
    data, refusal = REFUSED[what]
    with pytest.raises(refusal):
        read(data, known)
    assert refusal.text.endswith(".")


def test_a_file_that_unpacks_to_more_than_fits_is_refused_while_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_parts(PLAIN, {"xl/theme/theme1.xml": b"<a>" + b" " * 6_000_000 + b"</a>"})
    assert len(bomb) < 20_000
    monkeypatch.setattr(guard, "MOST_UNPACKED", 5_000_000)
    with pytest.raises(TooMuchError):
        read(bomb, known)


def renamed(data: bytes, names: Callable[[str], str], old: bytes = b"", new: bytes = b"") -> bytes:
    """Return a workbook with its parts under other names, and what points to them."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as parts, zipfile.ZipFile(written, "w") as others:
        for name in parts.namelist():
            others.writestr(names(name), parts.read(name).replace(old, new) if old else parts.read(name))
    return written.getvalue()


SHARED_RELATION = (
    b'<Relationship Id="rId99" Target="tekst/s.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
)
SHARED_CELLS = (
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Navn</t></is></c><c r="B1" t="inlineStr"><is><t>Virksomhet</t></is></c></row>'
    b'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>NHO</t></is></c></row>'
)
SHARED = with_parts(
    PLAIN,
    {
        FIRST_SHEET: SHEET % SHARED_CELLS,
        "xl/tekst/s.xml": b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Kari</t></si></sst>',
        "xl/_rels/workbook.xml.rels": zipfile.ZipFile(BytesIO(PLAIN))
        .read("xl/_rels/workbook.xml.rels")
        .replace(b"</Relationships>", SHARED_RELATION),
    },
)
ELSEWHERE = {
    "backslashes": renamed(PLAIN, lambda name: name.replace("/", "\\")),
    "capitals": renamed(PLAIN, lambda name: name.upper() if name.startswith("xl") else name),
    "another folder": renamed(PLAIN, lambda name: name.replace("xl/", "excel/"), b"xl/", b"excel/"),
    "a folder in a folder": renamed(PLAIN, lambda name: name.replace("xl/", "Office/Ark/"), b"xl/", b"Office/Ark/"),
    "no folder": renamed(PLAIN, lambda name: name.removeprefix("xl/"), b"xl/", b""),
    "another name of the workbook": renamed(
        PLAIN, lambda name: name.replace("workbook.xml", "bok.xml"), b"xl/workbook.xml", b"xl/bok.xml"
    ),
    "shared texts elsewhere": SHARED,
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_parts_are_found_wherever_the_relations_say_they_are(what: str) -> None:
    assert [row.cells[:2] for row in read(ELSEWHERE[what], known).rows] == [("Kari", "NHO")]


@pytest.mark.parametrize("folder", ["excel/", "", "Office/Ark/"])
def test_shared_texts_count_in_whatever_folder_they_are(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 200))
    sst = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>' % (
        b"x" * 1_000
    )
    large = with_parts(PLAIN, {FIRST_SHEET: SHEET % cells, "xl/sharedStrings.xml": sst})
    monkeypatch.setattr("bot.workbooks.extent.MOST_CHARACTERS", 100_000)
    with pytest.raises(TooMuchError):
        read(renamed(large, lambda name: name.replace("xl/", folder), b"xl/", folder.encode()), known)


def test_a_word_document_is_no_workbook() -> None:
    relation = b'<Relationship Id="a" Target="word/document.xml" Type="http://x/officeDocument"/>'
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("_rels/.rels", b"<Relationships>%s</Relationships>" % relation)
        archive.writestr("word/document.xml", b"<document/>")
    with pytest.raises(NoWorkbookError):
        read(written.getvalue(), known)


def test_what_people_do_not_see_is_not_read_and_is_named() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.worksheets[0].sheet_state, book.worksheets[2].sheet_state = "hidden", "veryHidden"

    rows = [HEADINGS, ["Ola", "KS"], ["Per", "LO"]]
    table = read(workbook(rows, [HEADINGS[:2], ["Kari", "NHO"]], [["liste"]], [], change=hide), known)
    assert [row.cells[0] for row in table.rows] == ["Kari"]
    assert table.others == ("Sheet (skjult)", "Sheet2 (skjult)")


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (
            [["Kontakt", None, "Sist"], ["Navn", "Virksomhet", "kontakt"], ["Kari", "NHO", None]],
            ("name", "organisation", "last"),
        ),
        (
            [["Navn", None, "Sist kontakt"], [None, "Virksomhet", None], ["Kari", "NHO", None]],
            ("name", "organisation", "last"),
        ),
        ([["Interessenter"], [None], [*HEADINGS], ["Kari", "NHO", None]], ("name", "organisation", "last")),
    ],
)
def test_two_rows_of_headings_are_read_together(rows: list[list[Any]], columns: tuple[str, ...]) -> None:
    table = read(workbook(rows), known)
    assert table.columns == columns
    assert [row.cells[:2] for row in table.rows] == [("Kari", "NHO")]


def test_headings_that_are_printed_on_each_page_are_read_once() -> None:
    table = read(workbook([HEADINGS, ["Kari", "NHO"], HEADINGS, ["Per", "KS"]]), known)
    assert [row.number for row in table.rows] == [2, 4]


def test_a_workbook_that_counts_from_1904_says_so() -> None:
    def count(book: openpyxl.Workbook) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    rows = [HEADINGS, ["Kari", "NHO", date(2026, 10, 5)]]
    table = read(workbook(rows, change=count), known)
    assert (table.is_1904, table.rows[0].cells[2]) == (True, date(2026, 10, 5))
    assert read(workbook(rows), known).is_1904 is False


def test_cells_that_show_an_error_are_empty_and_counted() -> None:
    def break_it(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["B2"].value, book.worksheets[0]["B2"].data_type = "#N/A", "e"

    table = read(workbook([HEADINGS, ["Kari", "x"]], change=break_it), known)
    assert (table.rows[0].cells, table.errors) == (("Kari", None, None), 1)
