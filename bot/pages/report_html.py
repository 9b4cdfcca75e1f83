"""A report as HTML in a page: headings, texts, lists and tables. All text is escaped here."""

from collections.abc import Iterator
from html import escape

from bot.reports.document import Report, ReportHeading, ReportList, ReportPart, ReportTable, ReportText


def report_html(report: Report) -> str:
    """Return the parts of a report, with headings from level 3. Pictures are left out."""
    return "".join(html for part in report.parts for html in _part(part))


def _part(part: ReportPart) -> Iterator[str]:
    match part:
        case ReportHeading(text, level):
            yield f"<h{level + 2}>{escape(text)}</h{level + 2}>"
        case ReportText():
            yield f"<p>{_text(part)}</p>"
        case ReportList(entries):
            yield f"<ul>{''.join(f'<li>{_text(each)}</li>' for each in entries)}</ul>"
        case ReportTable():
            yield _table(part)
        case _:
            return


def _text(text: ReportText) -> str:
    return f"{f'<strong>{escape(text.label)}</strong> ' if text.label else ''}{escape(text.text)}"


def _table(table: ReportTable) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in table.columns)
    rows = "".join(f"<tr>{_cells(each.cells)}</tr>" for each in table.rows)
    return (
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cells(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    return f'<th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(each)}</td>" for each in rest)
