"""A report as a Word document that people go on editing, by python-docx (the extra `reports`).

Headings, captions and lists have Word's own styles, so that the headings are navigated by and a table of contents can be
made. Tables are written as XML: python-docx looks through the whole table for each cell.
"""

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from bot.pictures.paint import png
from bot.reports.document import (
    SOURCE_COLUMN,
    SOURCES_HEADING,
    Report,
    ReportHeading,
    ReportList,
    ReportPart,
    ReportPicture,
    ReportTable,
    ReportText,
    source_line,
)
from bot.reports.drawings import drawing_of
from bot.reports.pdf_file import width_of

LANGUAGE = "nb-NO"
TEXT_WIDTH = Cm(16.2)
MARGIN = Cm(2.4)
DARK, SHADE = RGBColor(0x0B, 0x53, 0x94), "E4E8ED"
SOURCES_SIZE, TABLE_SIZE = Pt(9), Pt(9.5)
NUMERIC_CELL, LEAST_CELL = Cm(2.1), Cm(1.7)


def word(report: Report) -> bytes:
    """Return the report as a .docx file."""
    document = Document()
    _set_up(document, report)
    document.add_heading(report.title, 0)
    document.add_paragraph(report.about, style="Subtitle")
    for part in report.parts:
        _add(document, report, part)
    if report.sources:
        document.add_heading(SOURCES_HEADING, 1)
        for number, source in enumerate(report.sources, start=1):
            paragraph = document.add_paragraph(style="Rader")
            _bookmark(paragraph, number, f"[{number}] {source_line(source)}")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: WordDocument, report: Report) -> None:
    about = document.core_properties
    about.title, about.author, about.language = report.title, report.owner, LANGUAGE
    about.subject, about.comments, about.last_modified_by = report.about, "", report.owner
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Cm(2.2)
    _styles(document)
    _footer(section.footer.paragraphs[0], report.owner)


def _styles(document: WordDocument) -> None:
    styles = document.styles
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), LANGUAGE)
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 24), ("Heading 1", 15), ("Heading 2", 12.5)):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), DARK
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)  # the template's theme has other fonts
    subtitle, about = styles["Subtitle"].font, styles["Subtitle"].element.rPr
    for old in about.findall(qn("w:spacing")):
        about.remove(old)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        about.rFonts.attrib.pop(qn(theme), None)
    subtitle.name = "Calibri"
    subtitle.italic, subtitle.size, subtitle.color.rgb = False, Pt(11), RGBColor(0x4B, 0x53, 0x5D)
    caption = styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(10), RGBColor(0x1F, 0x24, 0x29)
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)
    rows = styles.add_style("Rader", 1)
    rows.base_style, rows.font.size = styles["Normal"], SOURCES_SIZE
    rows.paragraph_format.space_after = Pt(3)


def _footer(paragraph: Paragraph, owner: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{owner} · side ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(_run("1"))
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _add(document: WordDocument, report: Report, part: ReportPart) -> None:
    match part:
        case ReportHeading(text, level, new_page):
            document.add_heading(text, level).paragraph_format.page_break_before = new_page
        case ReportText():
            _text(document.add_paragraph(), report, part)
        case ReportList(entries):
            for each in entries:
                _text(document.add_paragraph(style="List Bullet"), report, each)
        case ReportTable(caption):
            document.add_paragraph(caption, style="Caption")
            _table(document, report, part)
            document.add_paragraph().paragraph_format.space_after = Pt(0)
        case ReportPicture(caption, alt):
            document.add_paragraph(caption, style="Caption")
            shape = document.add_picture(BytesIO(png(drawing_of(part))), width=TEXT_WIDTH)
            described = shape._inline.docPr  # noqa: SLF001 - python-docx has no alternative texts
            described.set("descr", alt)
            described.set("title", caption)


def _text(paragraph: Paragraph, report: Report, text: ReportText) -> None:
    if text.label:
        paragraph.add_run(f"{text.label} ").bold = True
    paragraph.add_run(text.text)
    for number in report.numbers_of(text.source):
        paragraph.add_run("\u00a0")
        paragraph._p.append(_to_rows(number))  # noqa: SLF001 - python-docx makes no links
    if text.link:
        paragraph.add_run(" ")
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(text.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(_run(text.link, is_link=True))
        paragraph._p.append(link)  # noqa: SLF001 - the same


def _table(document: WordDocument, report: Report, table: ReportTable) -> None:
    columns = [*table.columns, *((SOURCE_COLUMN,) if table.has_sources else ())]
    grid = document.add_table(0, len(columns), style="Table Grid")
    grid.autofit = False
    properties = grid._tbl.tblPr  # noqa: SLF001 - python-docx has no captions for tables
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), table.caption)
    properties.append(caption)
    widths = _widths(table)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    body = grid._tbl  # noqa: SLF001 - the same
    body.append(_row([[_run(each, bold=True)] for each in columns], table, widths, is_head=True))
    for row in table.rows:
        cells = [[_run(each)] for each in row.cells]
        if table.has_sources:
            marks = [each for number in report.numbers_of(*row.sources) for each in (_run(" "), _to_rows(number))]
            cells.append(marks[1:])
        body.append(_row(cells, table, widths, is_head=False))


def _widths(table: ReportTable) -> list[int]:
    """Return the columns' widths: those of numbers are narrow, and the others share the rest by their longest cells."""
    wide = [width_of(table, number) for number in range(len(table.columns))]
    narrow = [NUMERIC_CELL if not each else 0 for each in wide]
    left = TEXT_WIDTH - sum(narrow) - (LEAST_CELL if table.has_sources else 0)
    in_all = sum(wide) or 1
    widths = [int(left * each / in_all) if each else int(NUMERIC_CELL) for each in wide]
    return [*widths, *((int(LEAST_CELL),) if table.has_sources else ())]


def _row(cells: list[list[Any]], table: ReportTable, widths: list[int], *, is_head: bool) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for number, (runs, width) in enumerate(zip(cells, widths, strict=True)):
        row.append(_cell(runs, width, is_number=number in table.numeric, is_head=is_head))
    return row


def _cell(runs: list[Any], width: int, *, is_number: bool, is_head: bool) -> Any:
    cell, about, paragraph = OxmlElement("w:tc"), OxmlElement("w:tcPr"), OxmlElement("w:p")
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(round(width / 635)))  # twentieths of a point; a length is in EMU
    size.set(qn("w:type"), "dxa")
    about.append(size)
    if is_head:
        shade = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", SHADE)):
            shade.set(qn(name), value)
        about.append(shade)
    style, spacing = OxmlElement("w:pPr"), OxmlElement("w:spacing")
    spacing.set(qn("w:after"), "0")
    style.append(spacing)
    if is_number:
        side = OxmlElement("w:jc")
        side.set(qn("w:val"), "right")
        style.append(side)
    paragraph.extend([style, *runs])
    cell.extend([about, paragraph])
    return cell


def _run(text: str, *, bold: bool = False, is_link: bool = False) -> Any:
    run, style, words = OxmlElement("w:r"), OxmlElement("w:rPr"), OxmlElement("w:t")
    if bold:
        style.append(OxmlElement("w:b"))
    if is_link:
        colour, line = OxmlElement("w:color"), OxmlElement("w:u")
        colour.set(qn("w:val"), str(DARK))
        line.set(qn("w:val"), "single")
        style.extend([colour, line])
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.extend([style, words])
    return run


def _to_rows(number: int) -> Any:
    """Return the link to the rows behind a figure."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"rader_{number}")
    link.append(_run(f"[{number}]", is_link=True))
    return link


def _bookmark(paragraph: Paragraph, number: int, text: str) -> None:
    first, last = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (first, last):
        each.set(qn("w:id"), str(number))
    first.set(qn("w:name"), f"rader_{number}")
    paragraph._p.extend([first, _run(text), last])  # noqa: SLF001 - python-docx has no bookmarks
