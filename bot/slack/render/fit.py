"""Cutting parts so that each fits the limits of one block."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.cards.card import (
    Bold,
    Bullets,
    Code,
    Control,
    Controls,
    Copyable,
    Fields,
    Heading,
    Image,
    Italic,
    Item,
    Line,
    Link,
    Menu,
    Note,
    Paragraph,
    Part,
    Quote,
    Span,
    Struck,
)
from bot.cards.cutting import clean, pieces
from bot.cards.text import render_line
from bot.slack.render.limits import BLOCK_TEXT, CONTEXT_TEXT, OPTIONS, ROW_ELEMENTS
from bot.slack.render.rich import is_web
from bot.slack.render.uploaded import uploaded_id


def fitting(part: Part) -> list[Part]:  # noqa: PLR0911, C901 - one case for each kind of part
    """Return the part as parts that each fit one block (an item: one block and a row); empty if the part is empty."""
    match part:
        case Item(line, controls) if _fits(line, BLOCK_TEXT) and _is_row(controls):
            return [part]
        case Heading(text):
            return [Heading(piece) for piece in _texts(text)]
        case Paragraph(line):
            return [Paragraph(piece) for piece in _lines(line, BLOCK_TEXT)]
        case Note(line):
            return [Note(piece) for piece in _lines(line, CONTEXT_TEXT)]
        case Quote(text):
            return [Quote(piece) for piece in _texts(text)]
        case Copyable(text):
            return [Copyable(piece) for piece in _texts(text)]
        case Bullets(items):
            return [Bullets(group) for group in _grouped(items)]
        case Fields(pairs):
            lines: list[Line] = [(Bold(name), ": ", *line) for name, line in pairs]
            return [Paragraph(piece) for piece in _lines(_stacked(lines), BLOCK_TEXT)]
        case Item(line, controls):
            return _item(line, controls)
        case Controls(controls):
            return [Controls(row) for row in _rows(controls)]
        case Image(url, alt):
            return [part] if is_web(url) or uploaded_id(url) else fitting(Paragraph((alt,)))
        case _:
            return [part]


def _item(line: Line, controls: tuple[Control, ...]) -> list[Part]:
    lines = list(_lines(line, BLOCK_TEXT))
    rows = list(_rows(controls))
    if not lines:
        return [Controls(row) for row in rows]
    first = rows[0] if rows else ()
    return [*(Item(piece) for piece in lines[:-1]), Item(lines[-1], first), *(Controls(row) for row in rows[1:])]


def _is_row(controls: tuple[Control, ...]) -> bool:
    return len(controls) <= ROW_ELEMENTS and Menu not in map(type, controls)


def _rows(controls: Iterable[Control]) -> Iterator[tuple[Control, ...]]:
    split = [part for control in controls for part in _menus(control)]
    for start in range(0, len(split), ROW_ELEMENTS):
        yield tuple(split[start : start + ROW_ELEMENTS])


def _menus(control: Control) -> Iterator[Control]:
    if not isinstance(control, Menu):
        yield control
        return
    for start in range(0, len(control.choices), OPTIONS):
        yield control._replace(choices=control.choices[start : start + OPTIONS])


def _texts(text: str) -> Iterator[str]:
    return (piece for piece in pieces(clean(text), BLOCK_TEXT) if piece.strip())


def _stacked(lines: Iterable[Line]) -> Line:
    spans: list[Span] = []
    for line in lines:
        spans.extend(("\n", *line) if spans else line)
    return tuple(spans)


def _grouped(items: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    group: list[Line] = []
    length = 0
    for line in (piece for item in items for piece in _lines(item, BLOCK_TEXT)):
        long = len(render_line(line))
        if group and length + long > BLOCK_TEXT:
            yield tuple(group)
            group, length = [], 0
        group.append(line)
        length += long
    if group:
        yield tuple(group)


def _lines(line: Line, limit: int) -> Iterator[Line]:
    if _fits(line, limit):
        # Nearly every line: nothing has to be cut or removed.
        return iter((line,))
    return _cut(line, limit)


def _fits(line: Line, limit: int) -> bool:
    """Return True if a line can be used as it is: short enough, clean, and no word of it empty."""
    text = render_line(line)
    if len(text) > limit or not text or text.isspace() or clean(text) != text:
        return False
    styled = [span for span in line if not isinstance(span, str)]
    return all(not isinstance(span, Link) and getattr(span, "text", True) for span in styled)


def _cut(line: Line, limit: int) -> Iterator[Line]:
    current: list[Span] = []
    length = 0
    for span in (piece for each in line for piece in _spans(each, limit)):
        long = len(render_line((span,)))
        if current and length + long > limit:
            yield tuple(current)
            current, length = [], 0
        current.append(span)
        length += long
    if render_line(tuple(current)).strip():
        yield tuple(current)


def _spans(span: Span, limit: int) -> Iterator[Span]:
    match span:
        case str():
            yield from pieces(clean(span), limit)
        case Link("", url) if url:
            yield from _spans(Link(url, url), limit)
        case Bold(text) | Italic(text) | Struck(text) | Code(text) | Link(text):
            yield from (replace(span, text=piece) for piece in pieces(clean(text), limit))
        case _:
            yield span
