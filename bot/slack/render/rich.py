"""Lines as rich text: elements that carry their own style, so that no character of a text can become formatting."""

import re
from collections.abc import Iterable
from typing import Any

from bot.cards.card import Bold, Channel, Code, Italic, Line, Link, Person, Struck, Styled
from bot.cards.cutting import clean, shorten
from bot.slack.render.limits import URL

Element = dict[str, Any]

USER_ID = re.compile(r"[UW][A-Z0-9]{1,30}")
CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{1,30}")
ID_TEXT = 64
WEB = re.compile(r"(?:https?://|mailto:)[^\s<>|]+")


def rich_text(*elements: Element) -> Element:
    """Return a block of rich text elements."""
    return {"type": "rich_text", "elements": list(elements)}


def section(line: Line) -> Element:
    """Return a run of text."""
    return {"type": "rich_text_section", "elements": spans(line)}


def bullets(lines: Iterable[Line]) -> Element:
    """Return a list with a point for each line."""
    return {"type": "rich_text_list", "style": "bullet", "elements": [section(line) for line in lines]}


def quote(text: str) -> Element:
    """Return a text with a bar beside it."""
    return {"type": "rich_text_quote", "elements": spans((text,))}


def preformatted(text: str) -> Element:
    """Return a text in a box, easy to copy."""
    return {"type": "rich_text_preformatted", "elements": spans((text,))}


def spans(line: Line) -> list[Element]:
    """Return the elements of a line: plain words in a row as one, and no empty ones, since Slack refuses them."""
    elements: list[Element] = []
    words = ""
    for span in line:
        if isinstance(span, str):
            words += span
        else:
            elements += (_text(words), _element(span)) if words else (_element(span),)
            words = ""
    elements += (_text(words),) if words else ()
    return [element for element in elements if element.get("text") != ""]


def is_web(url: str) -> bool:
    """Return True if Slack will take the address as a link."""
    return len(url) <= URL and WEB.fullmatch(url) is not None


def _element(span: Styled) -> Element:  # noqa: PLR0911 - one case for each kind of span
    match span:
        case Bold(text):
            return _text(text, "bold")
        case Italic(text):
            return _text(text, "italic")
        case Struck(text):
            return _text(text, "strike")
        case Code(text):
            return _text(text, "code")
        case Link(text, url):
            return _link(text, url)
        case Person(user_id):
            known = USER_ID.fullmatch(user_id)
            return {"type": "user", "user_id": user_id} if known else _text("@" + shorten(user_id, ID_TEXT))
        case Channel(channel_id):
            known = CHANNEL_ID.fullmatch(channel_id)
            return {"type": "channel", "channel_id": channel_id} if known else _text("#" + shorten(channel_id, ID_TEXT))


def _text(text: str, style: str = "") -> Element:
    if style:
        return {"type": "text", "text": clean(text), "style": {style: True}}
    return {"type": "text", "text": clean(text)}


def _link(text: str, url: str) -> Element:
    words = clean(text)
    return {"type": "link", "url": url, "text": words} if is_web(url) else _text(words)
