"""Lines of spans as text elements.

If possible, a line is a `RichTextBlock`: its runs carry their own style, so that no character of a text becomes
formatting, and nothing has to be escaped (the clients do not agree on escapes:
https://github.com/microsoft/AdaptiveCards/issues/4677). A link or a mention is sure to work in a `TextBlock` alone
(https://github.com/microsoft/AdaptiveCards/issues/9100), which parses Markdown: there the text is escaped.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.cards.card import Bold, Channel, Code, Italic, Line, Link, Person, Span, Struck
from bot.cards.cutting import clean
from bot.teams.render.limits import Element
from bot.teams.render.markdown import markdown
from bot.teams.render.names import DisplayNames, named

WEB = re.compile(r"(?:https?://|mailto:)[^\s<>|\"]+")
URL = 2_000
_TEMPLATE = re.compile(r"(?<=\{)(?=\{(?:DATE|TIME)\()")


def is_web(url: str) -> bool:
    """Return True if a card may link to the address."""
    return len(url) <= URL and WEB.fullmatch(url) is not None


def texts(line: Line, names: DisplayNames, **look: object) -> list[Element]:
    """Return one element for each row of the line, close together; `look` is the text's appearance (`size`, `color`).

    A row of its own for each line break, since a client need not break a line where the text does.
    """
    rendered: list[Element] = []
    gap = False
    for row in _rows(named(_linked(line), names)):
        if not row:
            gap = bool(rendered)
            continue
        between = {} if not rendered else {"spacing": "Small" if gap else "None"}
        rendered.append({**_block(row, names, look), **between})
        gap = False
    return rendered


def _block(row: Line, names: DisplayNames, look: dict[str, object]) -> Element:
    if any(isinstance(span, Person | Link) for span in row):
        return {"type": "TextBlock", "text": markdown(row, names), "wrap": True, **_of_a_block(look)}
    return {"type": "RichTextBlock", "inlines": [run for span in row for run in _runs(span, look)]}


def _of_a_block(look: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in look.items() if name not in {"italic", "strikethrough"}}


def _runs(span: Span, look: dict[str, object]) -> Iterator[Element]:
    match span:
        case Bold(text):
            style: dict[str, object] = {"weight": "Bolder"}
        case Italic(text):
            style = {"italic": True}
        case Struck(text):
            style = {"strikethrough": True}
        case Code(text):
            style = {"fontType": "Monospace"}
        case str() as text:
            style = {}
        case Link() | Person() | Channel():
            return
    for piece in _TEMPLATE.split(text):
        yield {"type": "TextRun", "text": piece, **look, **style}


def _linked(line: Line) -> Line:
    """Return the line with a link as its words alone if the address cannot be linked to."""
    return tuple(
        (span.text if not is_web(span.url) else Link(span.text.strip() or span.url, span.url))
        if isinstance(span, Link)
        else span
        for span in line
    )


def _rows(line: Line) -> Iterator[Line]:
    """Yield the line row by row, without empty rows, keeping leading spaces."""
    row: list[Span] = []
    for span in line:
        if isinstance(span, Person | Channel):
            row.append(span)
            continue
        text = clean(span if isinstance(span, str) else span.text)
        for place, piece in enumerate(text.split("\n")):
            if place:
                yield _tidy(row)
                row = []
            if not piece:
                continue
            if isinstance(span, str) and row and isinstance(row[-1], str):
                row[-1] += piece
            else:
                row.append(piece if isinstance(span, str) else replace(span, text=piece))
    yield _tidy(row)


def _tidy(row: list[Span]) -> Line:
    """Return the row with spaces at its start that a client keeps; empty if the row is blank."""
    pieces = [
        "@" if isinstance(span, Person | Channel) else span if isinstance(span, str) else span.text for span in row
    ]
    if not "".join(pieces).strip():
        return ()
    first = row[0]
    text = pieces[0].lstrip(" ")
    kept = "\u00a0" * (len(pieces[0]) - len(text)) + text
    if isinstance(first, Person | Channel):
        return tuple(row)
    return (kept if isinstance(first, str) else replace(first, text=kept), *row[1:])
