"""A row of spans as Teams' Markdown: text is escaped, once, so that nothing in it becomes formatting or a mention.

Teams parses emphasis, lists and links; there is neither strike-through nor code, so struck text is plain and text to
type is bold (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from bot.cards.card import Bold, Channel, Code, Italic, Line, Link, Person, Span, Struck
from bot.teams.render.names import DisplayNames, mention

_SIGNS = re.compile(r"[\\*`~\[\]]|(?<![^\W_])_|_(?!_*[^\W_])")
"""What would mean something; not an underscore within a word, which no client takes for emphasis (as in an address)."""
_LIST = re.compile(r"^(\s*)([-+#=]|\d{1,9}(?=[.)]))")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])")
_TEMPLATE = re.compile(r"\{\{(?=(?:DATE|TIME)\()")
_NO_IMAGE = re.compile(r"!(?=\0\[)")
"""A text that ends with such a character, before a link."""
_ENTITY = re.compile(r"&(#?\w+);")


def markdown(row: Line, names: DisplayNames) -> str:
    """Return one row; the people in it have names."""
    around: Sequence[Span | None] = (None, *row, None)
    rows = [
        _marked(span, _last(before), _first(after), names)
        for (before, span), (_, after) in zip(pairwise(around), list(pairwise(around))[1:], strict=False)
        if span is not None
    ]
    return _no_list(_NO_IMAGE.sub(r"\\!", "\0".join(rows)).replace("\0", ""))


def escape(text: str) -> str:
    """Return the text escaped, so that it is shown as it is."""
    wording = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _TEMPLATE.sub(r"{\\{", _SIGNS.sub(r"\\\g<0>", wording))


def _marked(span: Span, before: str, after: str, names: DisplayNames) -> str:  # noqa: PLR0911 - one case for each kind of span
    match span:
        case Bold(text) | Code(text):
            return _emphasised("**", text, before, after)
        case Italic(text):
            return _emphasised("_", text, before, after)
        case Struck(text):
            return escape(text)
        case Link(text, url):
            return f"[{escape(text)}]({_address(url)})"
        case Person(user_id):
            return mention(user_id, names)
        case Channel(channel_id):
            return escape(f"#{channel_id}")
        case str() as text:
            return escape(text)


def _emphasised(mark: str, text: str, before: str, after: str) -> str:
    """Return the text between marks, if Markdown would see the marks as such."""
    inner = text.strip()
    if not inner:
        return text
    first, last = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    opens = _is_free(before) or bool(first) or (inner[0].isalnum() and mark != "_")
    closes = _is_free(after) or bool(last) or (inner[-1].isalnum() and mark != "_")
    marks = mark if opens and closes else ""
    return f"{first}{marks}{escape(inner)}{marks}{last}"


def _is_free(neighbour: str) -> bool:
    return not neighbour or neighbour.isspace() or unicodedata.category(neighbour)[0] in "PS"


def _first(span: Span | None) -> str:
    return _said(span)[:1]


def _last(span: Span | None) -> str:
    return _said(span)[-1:]


def _said(span: Span | None) -> str:
    match span:
        case None:
            return ""
        case str():
            return span
        case Link():
            return "[]"
        case Person() | Channel():
            return "<>"
        case _:
            return span.text


def _no_list(text: str) -> str:
    numbered = _NUMBERED.sub(r"\1\\\2", text)
    return _LIST.sub(r"\1\\\2", text) if numbered == text else numbered


def _address(url: str) -> str:
    plain = url.replace("(", "%28").replace(")", "%29").replace("\\", "%5C")
    return _ENTITY.sub(r"&\1%3B", plain)
