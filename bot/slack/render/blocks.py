"""Parts as blocks."""

import re
from collections.abc import Iterable, Mapping
from zlib import crc32

from bot.cards.card import (
    Bold,
    Bullets,
    Channel,
    Code,
    Controls,
    Copyable,
    Divider,
    Fields,
    Heading,
    Image,
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
)
from bot.cards.cutting import clean, shorten, size
from bot.cards.text import render_line
from bot.slack.render.controls import MENU, plain, row
from bot.slack.render.limits import ALT_TEXT, BLOCK_TEXT, HEADER_TEXT
from bot.slack.render.rich import CHANNEL_ID, USER_ID, Element, bullets, is_web, preformatted, quote, rich_text, section
from bot.slack.render.uploaded import uploaded_id

FORMATTING = re.compile(r"[*_~`]|^[^\S\n]*>|:[\w+'-]+:", re.MULTILINE)


def header(title: str) -> list[Element]:
    """Return the block that heads a message or a part of it; a title too long for a header is bold text."""
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
        case Heading(text) if text.strip() and size(clean(text)) <= HEADER_TEXT:  # bold text would look like a row
            return header(text)
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


MENTIONED: Mapping[type, str] = {Person: "kollega", Channel: "kanal"}


def _row(item: Item) -> list[Element]:
    # Slack shows a mention as its id in the label of a button.
    about = render_line(tuple(MENTIONED.get(type(each), each) for each in item.line))
    return [rich_text(section(item.line)), row(item.controls, about=about)]


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


def note(small: Note) -> Element:
    """Return the block of a note: a context block if its words allow it, since that block has no rich text.

    Slack parses formatting in a context's text. A note whose words hold nothing that could become formatting is
    written with links and mentions; one without links is plain text; any other is rich text, larger but exact.
    """
    if all(isinstance(span, str) for span in small.line):
        text = clean("".join(span for span in small.line if isinstance(span, str)))
        return _context({"type": "plain_text", "text": text, "emoji": False})
    marked = _marked(small.line)
    if marked is None or len(marked) > BLOCK_TEXT:
        return rich_text(section(small.line))
    return _context({"type": "mrkdwn", "text": marked, "verbatim": True})


def escape(text: str) -> str:
    """Return the text as Slack wants it in `text` and mrkdwn, so that it creates no mention or link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _context(element: Element) -> Element:
    return {"type": "context", "elements": [element]}


def _marked(line: Line) -> str | None:
    texts = [_mark(span) for span in line]
    return None if None in texts else "".join(filter(None, texts))


def _mark(span: Span) -> str | None:
    match span:
        case str() if not FORMATTING.search(span):
            return escape(clean(span))
        case Code(text) if text.strip() and not {"`", "\n"} & set(text):
            return f"`{escape(clean(text))}`"
        case Link(text, url) if is_web(url) and not FORMATTING.search(text or url) and "|" not in text:
            return f"<{escape(url)}|{escape(clean(text or url))}>"
        case Person(user_id) if USER_ID.fullmatch(user_id):
            return f"<@{user_id}>"
        case Channel(channel_id) if CHANNEL_ID.fullmatch(channel_id):
            return f"<#{channel_id}>"
    return None
