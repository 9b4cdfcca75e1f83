"""The model of a report: headings, texts, lists, tables and pictures, and the rows behind each figure.

It knows no file format. Both writers (`word_file`, `pdf_file`) show the same parts in the same order, and number the
rows behind the figures the same way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.pictures.charts import BarChart, MemberMap

SOURCES_HEADING = "Radene bak tallene"


@dataclass(frozen=True)
class FigureSource:
    """The rows that a figure was counted from, and the command in the chat that shows them.

    `groups` are pairs of what the rows are («Effektloggen 2026») and their numbers (the ids in the database).
    """

    what: str
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    command: str = ""

    @property
    def has_rows(self) -> bool:
        """Return True if there is a row to follow the figure to."""
        return any(numbers for _, numbers in self.groups)


@dataclass(frozen=True)
class ReportHeading:
    """A heading of level 1 or 2. With `new_page` it begins a page."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class ReportText:
    """A paragraph, or an entry of a list. `label` comes first, in bold; `link` is an address, shown at the end."""

    text: str
    source: FigureSource | None = None
    label: str = ""
    link: str = ""


@dataclass(frozen=True)
class ReportList:
    """A bulleted list."""

    entries: tuple[ReportText, ...]


@dataclass(frozen=True)
class ReportRow:
    """A row of a table: a cell for each column; the first says what the row is about. `sources` are of its figures."""

    cells: tuple[str, ...]
    sources: tuple[FigureSource, ...] = ()


@dataclass(frozen=True)
class ReportTable:
    """A table with a row of headings. `numeric` are the columns, from 0, that are aligned to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    numeric: frozenset[int] = frozenset()

    @property
    def has_sources(self) -> bool:
        """Return True if a row has a source: the table then ends with a column for them."""
        return any(each.has_rows for row in self.rows for each in row.sources)


@dataclass(frozen=True)
class ReportPicture:
    """A drawing with its caption and its alternative text, which says the same in words."""

    caption: str
    alt: str
    shows: BarChart | MemberMap


ReportPart = ReportHeading | ReportText | ReportList | ReportTable | ReportPicture
SOURCE_COLUMN = "Rader"


@dataclass(frozen=True)
class Report:
    """A whole report. `about` is a line below the title; `owner` is the organisation, as the file's author."""

    title: str
    about: str
    owner: str
    parts: tuple[ReportPart, ...]
    shows_sources: bool = True
    """Whether the report ends with the list of the rows behind its figures."""
    language: str = "nb"

    @cached_property
    def sources(self) -> tuple[FigureSource, ...]:
        """Return the rows behind the figures in the order they are referred to; each is numbered by its place, from 1."""
        if not self.shows_sources:
            return ()
        found = dict.fromkeys(each for part in self.parts for each in _sources(part) if each.has_rows)
        return tuple(found)

    @cached_property
    def _numbers(self) -> dict[FigureSource, int]:
        return {each: number for number, each in enumerate(self.sources, start=1)}

    def numbers_of(self, *sources: FigureSource | None) -> tuple[int, ...]:
        """Return the numbers that sources are referred to by; those with nothing to refer to have none."""
        found = (self._numbers.get(each) for each in sources if each)
        return tuple(dict.fromkeys(each for each in found if each))


def source_line(source: FigureSource) -> str:
    """Return «Medieoppslag. Effektloggen 2026: 1–5 og 9. Vis dem: /effekt eksport 2026»."""
    groups = ". ".join(f"{name}: {ranges(numbers)}" for name, numbers in source.groups if numbers)
    shown = f". Vis dem: {source.command}" if source.command else "."
    return f"{source.what}. {groups}{shown}"


def ranges(numbers: tuple[int, ...]) -> str:
    """Return numbers as text, those that follow each other as one range: «1–5, 9, 11–12»."""
    found: list[list[int]] = []
    for each in sorted(set(numbers)):
        if found and each == found[-1][1] + 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in found)


def report_lines(report: Report) -> list[str]:
    """Return the report as plain text, a line for each heading, text, row and picture: what tests and people compare."""
    lines = [report.title, report.about]
    for part in report.parts:
        lines += _lines(report, part)
    if report.sources:
        lines.append(f"## {SOURCES_HEADING}")
        lines += [f"[{number}] {source_line(each)}" for number, each in enumerate(report.sources, start=1)]
    return lines


def _lines(report: Report, part: ReportPart) -> Iterator[str]:
    match part:
        case ReportHeading(text, level):
            yield f"{'#' * (level + 1)} {text}"
        case ReportText():
            yield _text_line(report, part)
        case ReportList(entries):
            yield from (f"• {_text_line(report, each)}" for each in entries)
        case ReportTable(caption, columns, rows):
            yield f"Tabell: {caption}"
            yield " | ".join(columns)
            yield from (f"{' | '.join(row.cells)}{_mark(report, *row.sources)}" for row in rows)
        case ReportPicture(caption, alt):
            yield f"Figur: {caption}. {alt}"


def _text_line(report: Report, text: ReportText) -> str:
    label = f"{text.label} " if text.label else ""
    link = f" {text.link}" if text.link else ""
    return f"{label}{text.text}{_mark(report, text.source)}{link}"


def _mark(report: Report, *sources: FigureSource | None) -> str:
    return "".join(f" [{number}]" for number in report.numbers_of(*sources))


def _sources(part: ReportPart) -> Iterator[FigureSource]:
    match part:
        case ReportText(_, source):
            yield from (source,) if source else ()
        case ReportList(entries):
            yield from (each.source for each in entries if each.source)
        case ReportTable(_, _, rows):
            yield from (each for row in rows for each in row.sources)
