"""A workbook says what was put in it, and reckons nothing out that a person wrote."""

from datetime import date
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from bot.workbooks.sheet import Cell, Column, Sheet
from bot.workbooks.workbook import Workbook
from tests.support.any_text import texts

COLUMNS = (Column("Dato", 12), Column("Hva", 30), Column("Nådde"))
TEXTS = texts(max_size=50)
CELLS = st.one_of(st.none(), TEXTS, st.integers(-(10**9), 10**9), st.dates(date(1950, 1, 1), date(2100, 1, 1)))


def opened(*rows: tuple[Cell, ...]) -> Worksheet:
    content = Workbook((Sheet("Effektlogg", COLUMNS, rows),))()
    page = openpyxl.load_workbook(BytesIO(content))["Effektlogg"]
    assert isinstance(page, Worksheet)
    return page


def test_the_headings_stay_in_sight_and_may_be_filtered_by() -> None:
    page = opened((date(2026, 10, 5), "Kronikk", 12_000), (date(2026, 10, 6), "Møte", None))
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C3"
    assert [page.column_dimensions[each].width for each in "ABC"] == [12, 30, 16]
    assert [each.value for each in page[1]] == ["Dato", "Hva", "Nådde"]
    assert all(each.font.bold for each in page[1])
    assert [(each.value, each.number_format) for each in page[2]][1:] == [("Kronikk", "General"), (12_000, "#,##0")]
    assert (page["A2"].number_format, page["A2"].value.date()) == ("dd.mm.yyyy", date(2026, 10, 5))


def test_what_begins_as_a_formula_stays_text() -> None:
    said = ('=HYPERLINK("https://ond.no")', "+47 22 00 00 00", "-1+1", "@SUM(1)", "\tx")
    page = opened(*((None, each, None) for each in said))
    cells = [page.cell(row, 2) for row in range(2, 7)]
    assert [each.value for each in cells] == list(said)
    assert [each.data_type for each in cells] == ["s"] * 5
    assert all(each.quotePrefix for each in cells)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4))
@settings(max_examples=30, deadline=None)
def test_whatever_people_wrote_the_file_opens_and_holds_no_formula(rows: list[tuple[Cell, ...]]) -> None:
    page = opened(*rows)
    assert page.auto_filter.ref == f"A1:C{len(rows) + 1}"
    assert {each.data_type for row in page.iter_rows() for each in row} <= {"s", "n", "d"}
