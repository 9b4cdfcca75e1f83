"""Small print: a context block if its words allow it, since that block has no rich text.

Slack parses formatting in a context's text. A note whose words hold nothing that could become formatting is
written with links and mentions; one without links is plain text; any other is rich text, larger but exact.
"""

import re

from bot.cards.card import Channel, Code, Line, Link, Note, Person, Span
from bot.cards.cutting import clean
from bot.slack.render.limits import BLOCK_TEXT
from bot.slack.render.rich import CHANNEL_ID, USER_ID, Element, is_web, rich_text, section

FORMATTING = re.compile(r"[*_~`]|^[^\S\n]*>|:[\w+'-]+:", re.MULTILINE)


def note(small: Note) -> Element:
    """Return the block of a note."""
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
