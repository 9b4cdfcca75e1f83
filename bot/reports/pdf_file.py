"""A report as a tagged PDF, by Typst (the extra `reports`)."""

import json
from importlib.resources import as_file, files
from typing import Any, Literal

import typst

from bot.reports.document import (
    SOURCE_COLUMN,
    SOURCES_HEADING,
    Report,
    ReportHeading,
    ReportList,
    ReportPart,
    ReportPicture,
    ReportRow,
    ReportTable,
    ReportText,
    source_line,
)
from bot.reports.drawings import drawing_of


def pdf(report: Report) -> bytes:
    """Return the report as a PDF/UA-1 file in bokmål. The same report gives the same bytes."""
    data = {
        "title": report.title,
        "language": report.language,
        "about": report.about,
        "owner": report.owner,
        "parts": [_part(report, each) for each in report.parts],
        "sourcesHeading": SOURCES_HEADING,
        "sources": [source_line(each) for each in report.sources],
    }
    try:
        return _compiled(json.dumps(data), "ua-1")
    except typst.TypstError:  # a letter that no font has: still tagged, but not all that PDF/UA asks for
        return _compiled(json.dumps(data), None)


def _compiled(data: str, standard: Literal["ua-1"] | None) -> bytes:
    with as_file(files("bot.reports")) as folder, as_file(files("bot.pictures")) as pictures:
        return typst.compile(
            str(folder / "report.typ"),
            font_paths=[str(pictures / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"data": data},
            pdf_standards=standard,
            timestamp=0,
        )


def _part(report: Report, part: ReportPart) -> dict[str, Any]:
    match part:
        case ReportHeading(text, level, new_page):
            return {"kind": "heading", "text": text, "level": level, "newPage": new_page}
        case ReportText():
            return {"kind": "text", **_text(report, part)}
        case ReportList(entries):
            return {"kind": "list", "entries": [_text(report, each) for each in entries]}
        case ReportTable():
            return _table(report, part)
        case ReportPicture(caption, alt):
            return {"kind": "picture", "caption": caption, "alt": alt, "svg": drawing_of(part).as_svg()}


def _table(report: Report, table: ReportTable) -> dict[str, Any]:
    columns = [*table.columns, *((SOURCE_COLUMN,) if table.has_sources else ())]
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": columns,
        "numeric": [number in table.numeric for number in range(len(columns))],
        "wide": [width_of(table, number) for number in range(len(table.columns))],
        "hasSources": table.has_sources,
        "rows": [_row(report, each) for each in table.rows],
    }


def width_of(table: ReportTable, column: int) -> int:
    """Return how wide a column is beside the others: by its longest cell, within bounds; 0 for one of numbers."""
    if column in table.numeric:
        return 0
    longest = max((len(row.cells[column]) for row in table.rows), default=0)
    return min(max(longest, len(table.columns[column]), 12), 60)


def _row(report: Report, row: ReportRow) -> dict[str, Any]:
    return {"cells": list(row.cells), "sources": list(report.numbers_of(*row.sources))}


def _text(report: Report, text: ReportText) -> dict[str, Any]:
    return {"text": text.text, "label": text.label, "link": text.link, "sources": list(report.numbers_of(text.source))}
