"""A card as HTML: styles in the elements, one column from 320 pixels, nothing from other servers.

No colours are set but that of thin lines, so that a program in dark mode chooses both text and background.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from bot.cards.card import (
    Bold,
    Bullets,
    Card,
    Channel,
    Code,
    Controls,
    Copyable,
    Divider,
    Fields,
    Heading,
    Image,
    Italic,
    Item,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    Person,
    Picture,
    Quote,
    Span,
    Struck,
)
from bot.cards.cutting import clean
from bot.mail.names import MailNames
from bot.mail.render.text import shown_parts

WEB = re.compile(r"(https?://|mailto:)[^\s\x00-\x20<>\"]+", re.IGNORECASE)
"""The addresses that become links; others are shown as text."""
FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
BODY = f"margin:0;padding:16px;{FONT};font-size:16px;line-height:1.5;overflow-wrap:anywhere;word-break:break-word"
COLUMN = "max-width:600px;margin:0 auto"
TITLE = "font-size:22px;line-height:1.25;margin:0 0 16px"
HEADING = "font-size:18px;line-height:1.3;margin:24px 0 8px"
TEXT = "margin:0 0 12px"
LIST = "margin:0 0 12px;padding-left:22px"
SMALL = "margin:0 0 12px;font-size:14px"
QUOTE = "margin:0 0 12px;padding:4px 0 4px 14px;border-left:4px solid #8a97a0"
COPY = f"margin:0 0 12px;padding:12px;border:1px solid #8a97a0;white-space:pre-wrap;{FONT};font-size:16px"
RULE = "border:0;border-top:1px solid #8a97a0;margin:20px 0"


def render_html(card: Card, names: MailNames, footer: str = "") -> str:
    """Return a card as a page of HTML. `footer` is HTML, escaped by the caller."""
    parts = "".join(_parts(shown_parts(card, names)))
    below = f'<hr style="{RULE}"><p style="{SMALL}">{footer}</p>' if footer else ""
    title = escape(clean(card.title))
    return (
        f'<!doctype html><html lang="{card.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{title}</title><style>:root{{color-scheme:light dark}}</style></head>"
        f'<body style="{BODY}"><div style="{COLUMN}" role="article" lang="{card.language}">'
        f'<h1 style="{TITLE}">{title}</h1>{parts}{below}</div></body></html>\n'
    )


def _parts(parts: Sequence[Part]) -> Iterator[str]:
    """Yield the parts as HTML; rows that follow each other are one list."""
    for are_rows, group in groupby(parts, lambda part: isinstance(part, Item)):
        if are_rows:
            yield _list([part.line for part in group if isinstance(part, Item)])
        else:
            yield from map(_part, group)


def _part(part: Part) -> str:  # noqa: PLR0911, C901 - one case for each kind of part
    match part:
        case Heading(text):
            return _element("h2", HEADING, _text(text))
        case Paragraph(line):
            return _element("p", TEXT, _line(line))
        case Note(line):
            return _element("p", SMALL, _line(line))
        case Item(line):
            return _list([line])
        case Bullets(items):
            return _list(items)
        case Fields(pairs):
            return _list([(Bold(name), ": ", *line) for name, line in pairs])
        case Quote(text):
            return _element("blockquote", QUOTE, _text(text))
        case Copyable(text):
            return _element("pre", COPY, escape(clean(text)))
        case Image(_, alt, has_list):
            return "" if has_list else _element("p", TEXT, _text(f"[Bilde: {alt}]"))
        case Divider():
            return f'<hr style="{RULE}">'
        case Picture() | Controls():
            return ""


def _list(items: tuple[Line, ...] | list[Line]) -> str:
    rows = "".join(f'<li style="margin:0 0 6px">{_line(each)}</li>' for each in items if _line(each))
    return f'<ul style="{LIST}">{rows}</ul>' if rows else ""


def _element(name: str, style: str, content: str) -> str:
    return f'<{name} style="{style}">{content}</{name}>' if content.strip() else ""


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:  # noqa: PLR0911 - one case for each kind of span
    match span:
        case str():
            return _text(span)
        case Bold(text):
            return f"<strong>{_text(text)}</strong>"
        case Italic(text):
            return f"<em>{_text(text)}</em>"
        case Struck(text):
            return f"<s>{_text(text)}</s>"
        case Code(text):
            return f"<code>{_text(text)}</code>"
        case Link(text, url):
            return link(text or url, url)
        case Person() | Channel():  # names are put in their place before
            return ""


def link(text: str, url: str) -> str:
    """Return a link with its words; only the words if the address is none that may be followed."""
    return f'<a href="{escape(url)}">{_text(text)}</a>' if WEB.fullmatch(url) else _text(text)


def _text(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")
