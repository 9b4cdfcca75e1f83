"""Parts as blocks."""

from collections.abc import Iterable
from zlib import crc32

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
    Note,
    Paragraph,
    Part,
    Picture,
    Quote,
)
from bot.cards.cutting import clean, shorten, size
from bot.cards.text import render_line
from bot.slack.render.controls import MENU, plain, row
from bot.slack.render.limits import ALT_TEXT, BLOCK_TEXT, HEADER_TEXT
from bot.slack.render.note import note
from bot.slack.render.rich import Element, bullets, preformatted, quote, rich_text, section
from bot.slack.render.uploaded import uploaded_id


def header(title: str) -> list[Element]:
    """Return the block that heads a message; a title too long for a header is bold text."""
    words = " ".join(clean(title).split())
    if not words:
        return []
    if size(words) > HEADER_TEXT:
        return [rich_text(section((Bold(shorten(words, BLOCK_TEXT)),)))]
    return [{"type": "header", "text": plain(words, HEADER_TEXT)}]


def blocks(part: Part) -> list[Element]:  # noqa: PLR0911 - one case for each kind of part
    """Return the blocks of a part that fits its limits (see `fitting`)."""
    match part:
        case Item() if part.controls:
            return _row(part)
        case Controls(controls):
            return [row(controls)]
        case Image(url, alt):
            return [{"type": "image", **_source(url), "alt_text": plain(alt, ALT_TEXT)["text"]}]
        case Picture():
            return []
        case Divider():
            return [{"type": "divider"}]
        case Note():
            return [note(part)]
        case _:
            return [rich_text(_rich(part))]


def _source(url: str) -> dict[str, object]:
    """Return where an image is: an address, or one of Slack's own files."""
    file = uploaded_id(url)
    return {"slack_file": {"id": file}} if file else {"image_url": url}


def _row(item: Item) -> list[Element]:
    return [rich_text(section(item.line)), row(item.controls, about=render_line(item.line))]


def height(part: Part) -> int:
    """Return how many blocks a fitting part becomes."""
    if isinstance(part, Picture):
        return 0
    return 2 if isinstance(part, Item) and part.controls else 1


def _rich(part: Heading | Paragraph | Bullets | Quote | Copyable | Item | Fields) -> Element:
    match part:
        case Heading(text):
            return section((Bold(text),))
        case Bullets(items):
            return bullets(items)
        case Quote(text):
            return quote(text)
        case Copyable(text):
            return preformatted(text)
        case Fields(pairs):
            return bullets((Bold(name), ": ", *line) for name, line in pairs)
        case Paragraph(line) | Item(line):
            return section(line)


def named(elements: Iterable[Element], text: str) -> list[Element]:
    """Give every block an id: its place, and a fingerprint of what the message says and its controls carry.

    Slack wants new ids when a message is changed, and keeps what was chosen in a control while its id stays the same.
    """
    whole = list(elements)
    controls = [control for block in whole if block["type"] == "actions" for control in block["elements"]]
    # Only a menu carries something that its action does not say.
    carried = [
        str(each["options"]) if each["type"] == MENU else each.get("value", each["action_id"]) for each in controls
    ]
    mark = crc32("".join((text, *carried)).encode())
    return [{**block, "block_id": f"{place}-{mark:08x}"} for place, block in enumerate(whole)]
