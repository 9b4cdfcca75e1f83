"""Parts as elements of a card's body."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.cards.card import (
    Bold,
    Bullets,
    Controls,
    Copyable,
    Divider,
    Fields,
    Heading,
    Image,
    Item,
    Link,
    Note,
    Paragraph,
    Part,
    Picture,
    Quote,
)
from bot.cards.cutting import one_line
from bot.teams.render.controls import action_rows
from bot.teams.render.limits import ALT_TEXT, TITLE, Element
from bot.teams.render.lines import is_web, texts
from bot.teams.render.names import NOBODY, DisplayNames


@dataclass(frozen=True)
class Drawing:
    """What a card is drawn with: names of people and channels, and the names of the controls that open a dialog.

    `mark` is what every control carries back, if the message is a private answer.
    """

    names: DisplayNames = NOBODY
    forms: frozenset[str] = frozenset()
    mark: str = ""


LONGEST_WORD = 30
"""A longer word in a type of one width is wider than a phone."""


def header(title: str) -> list[Element]:
    """Return the header of a message."""
    words = " ".join(title.split())
    return texts((one_line(words, TITLE),), NOBODY, size="Large", weight="Bolder") if words else []


def elements(part: Part, drawing: Drawing) -> list[Element]:  # noqa: PLR0911, C901 - one case for each kind of part
    """Return the elements of a part; empty if the part is empty."""
    names = drawing.names
    match part:
        case Heading(text):
            return _apart(texts((text,), names, size="Medium", weight="Bolder"), "Large")
        case Paragraph(line):
            return texts(line, names)
        case Note(line):
            return texts(line, names, size="Small", isSubtle=True)
        case Bullets(items):
            return [_bullet(rows) for item in items if (rows := texts(item, names))]
        case Quote(text):
            return _boxed(texts((text,), names))
        case Copyable(text):
            # Only a link breaks where a narrow window needs it.
            is_one_word = not any(map(str.isspace, text))
            if is_one_word and len(text) > LONGEST_WORD and not is_web(text):
                return _boxed(texts((text,), names, size="Small"))
            shown = Link(text, text) if is_one_word and is_web(text) else text
            return _boxed(texts((shown,), names, fontType="Monospace"))
        case Fields(pairs):
            return _close([each for name, line in pairs for each in texts((Bold(f"{name}: "), *line), names)])
        case Item(line, controls):
            return [*_apart(texts(line, names), "Medium"), *action_rows(controls, drawing.forms, drawing.mark)]
        case Controls(controls):
            return _apart(action_rows(controls, drawing.forms, drawing.mark), "Medium")
        case Image(url, alt):
            return _image(url, alt, names)
        case Divider() | Picture():
            return []


def body(parts: Iterable[Part], drawing: Drawing) -> list[Element]:
    """Return the elements of several parts; what follows a divider has a line above it."""
    drawn_parts: list[Element] = []
    is_divided = False
    for part in parts:
        is_divided = is_divided or isinstance(part, Divider)
        drawn = elements(part, drawing)
        if drawn and is_divided and drawn_parts:
            drawn[0] = {**drawn[0], "separator": True, "spacing": "Medium"}
        is_divided = is_divided and not drawn
        drawn_parts.extend(drawn)
    return drawn_parts


def _bullet(rows: list[Element]) -> Element:
    """Return a bullet whose rows are below each other."""
    dot = {"type": "Column", "width": "auto", "items": texts(("•",), NOBODY)}
    words = {"type": "Column", "width": "stretch", "spacing": "Small", "items": rows}
    return {"type": "ColumnSet", "columns": [dot, words], "spacing": "Small"}


def _boxed(rows: list[Element]) -> list[Element]:
    return [{"type": "Container", "style": "emphasis", "items": rows}] if rows else []


def _apart(rows: list[Element], spacing: str) -> list[Element]:
    return [{**rows[0], "spacing": spacing}, *rows[1:]] if rows else []


def _close(rows: list[Element]) -> list[Element]:
    return [rows[0], *({**each, "spacing": "Small"} for each in rows[1:])] if rows else []


def _image(url: str, alt: str, names: DisplayNames) -> list[Element]:
    if not is_web(url) or url.startswith("mailto:"):
        return texts((alt,), names)
    return [{"type": "Image", "url": url, "altText": one_line(alt, ALT_TEXT), "size": "Stretch"}]
