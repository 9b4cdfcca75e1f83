"""Answers as plain data: JSON, the Storting's XML and web pages. Nothing in an answer is expanded or loaded.

The same limits as for feeds (`jobs.feeds.read`): own XML entities are refused, and so is what has far too many codes.
Read in a worker (`bot.runtime.workers`), where what nobody thought of is stopped.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

from bot.commands.parse.clean import clean

DECLARES = re.compile(r"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)
NAMED_TYPE = re.compile(r"<!DOCTYPE\s+[\w:.-]{1,60}(?:\s+(?:SYSTEM|PUBLIC)[^<>\[\]]{0,300})?\s*>", re.IGNORECASE)
MOST_TAGS = 400_000
"""A session's 700 cases have some 100,000 in XML."""
DEEPEST = 200
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905 - a list of words
)
UNREAD = frozenset({"script", "style", "noscript", "template"})
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
ABOUT_ANSWER = frozenset({"versjon", "respons_dato_tid"})
CUT = "svaret er kuttet midt i"
TOO_DEEP = "svaret er nøstet for dypt"
TOO_MANY_TAGS = "svaret har altfor mange koder"
NOT_JSON, NOT_OBJECT = "svaret er ikke gyldig JSON", "svaret er ikke et JSON-objekt"
NOT_XML, DECLARED = "svaret er ikke gyldig XML", "egne XML-entiteter er ikke tillatt"
CHALLENGES = ("challenge-platform", "_cf_chl_opt", "cf-chl-", "<title>just a moment", "cf-browser-verification")
"""Marks of a page that wants to know whether a person is asking."""


class UnreadableAnswerError(Exception):
    """An answer is not what the source should send. The message says in bokmål what came."""


def is_challenge(text: str) -> bool:
    """Return True if a page is a check for people, and not what was asked for. It is never got round."""
    small = text.lower()
    return any(each in small for each in CHALLENGES)


def json_tree(text: str) -> Mapping[str, Any]:
    """Return a JSON object. Raises UnreadableAnswerError."""
    try:
        found = json.loads(text)
    except RecursionError:
        raise UnreadableAnswerError(TOO_DEEP) from None
    except ValueError as error:
        is_cut = isinstance(error, json.JSONDecodeError) and _ends_early(text, error)
        raise UnreadableAnswerError(CUT if is_cut else NOT_JSON) from None
    if not isinstance(found, dict):
        raise UnreadableAnswerError(NOT_OBJECT)
    plain = _plain(found)
    if not isinstance(plain, dict):
        raise UnreadableAnswerError(NOT_OBJECT)
    return _unwrapped(plain)


def xml_tree(text: str) -> tuple[str, Mapping[str, Any]]:
    """Return the name of the root and its contents, in the shape of the JSON answers. Raises UnreadableAnswerError."""
    return contents_of(xml_root(text))


def contents_of(root: ET.Element) -> tuple[str, Mapping[str, Any]]:
    """Return the name of a root and its contents, in the shape of the JSON answers. Raises UnreadableAnswerError."""
    try:
        found = _contents(root)
    except RecursionError:
        raise UnreadableAnswerError(TOO_DEEP) from None
    return local_name(root.tag), found if isinstance(found, dict) else {}


def xml_root(text: str) -> ET.Element:
    """Return the root of XML. A document type that only names its file is left out. Raises UnreadableAnswerError."""
    text = NAMED_TYPE.sub("", text, count=1)
    if DECLARES.search(text):
        raise UnreadableAnswerError(DECLARED)
    if text.count("<") > MOST_TAGS:
        raise UnreadableAnswerError(TOO_MANY_TAGS)
    try:
        return ET.fromstring(text.encode())  # noqa: S314 - without declarations there is nothing to expand
    except ET.ParseError as error:
        is_cut = text.rstrip()[-1:] != ">" or "no element found" in str(error)
        raise UnreadableAnswerError(CUT if is_cut else NOT_XML) from None


def _ends_early(text: str, error: json.JSONDecodeError) -> bool:
    """Return True if an object was not finished."""
    whole = text.rstrip()
    return not whole.endswith("}") or error.pos >= len(whole)


def _unwrapped(found: dict[str, Any]) -> Mapping[str, Any]:
    """Return the contents of XML that was turned into JSON with its root."""
    inner = next(iter(found.values()), None)
    return inner if len(found) == 1 and isinstance(inner, dict) else found


def _plain(value: Any, name: str = "") -> Any:
    """Return XML turned into JSON in the shape of the Storting's own JSON; other JSON as it is."""
    if isinstance(value, dict):
        if str(value.get("@i:nil", "")).lower() == "true":
            return None
        inner = {key: _plain(each, key) for key, each in value.items() if not key.startswith("@")}
        return _listed(inner) if name.endswith("_liste") else inner
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


def _listed(inner: Mapping[str, Any]) -> list[Any]:
    kept = (each for key, each in inner.items() if key not in ABOUT_ANSWER)
    return [row for each in kept for row in (each if isinstance(each, list) else [each])]


def _contents(element: ET.Element) -> Any:
    if element.get(NIL) == "true":
        return None
    if local_name(element.tag).endswith("_liste"):
        return [_contents(each) for each in element if local_name(each.tag) not in ABOUT_ANSWER]
    if len(element):
        return {local_name(each.tag): _contents(each) for each in element}
    return (element.text or "").strip()


def local_name(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2]


@dataclass
class Element:
    """An element of a web page."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def has(self, tag: str, name: str = "") -> bool:
        """Return True if it is such an element, with that class if one is given."""
        return self.tag == tag and (not name or name in self.attributes.get("class", "").split())

    def all(self, tag: str, name: str = "") -> Iterator["Element"]:
        """Return such elements within it, in order."""
        waiting: list[Element | str] = list(reversed(self.inside))
        while waiting:
            each = waiting.pop()
            if isinstance(each, Element):
                if each.has(tag, name):
                    yield each
                waiting.extend(reversed(each.inside))

    def first(self, tag: str, name: str = "") -> "Element | None":
        """Return the first such element within it."""
        return next(self.all(tag, name), None)

    def text(self) -> str:
        """Return the text within it, on one line."""
        pieces: list[str] = []
        waiting: list[Element | str] = list(reversed(self.inside))
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                pieces.append(each)
            elif each.tag not in UNREAD:
                waiting.extend(reversed(each.inside))
        return clean(" ".join(pieces))


def html_tree(text: str) -> Element:
    """Return a web page. Raises UnreadableAnswerError."""
    if text.count("<") > MOST_TAGS:
        raise UnreadableAnswerError(TOO_MANY_TAGS)
    for begin, end in (("<!--", "-->"), ("<![", "]"), ("<", ">")):
        # Python's parser looks for the end of each again and again where there is none.
        open_from = text.find(begin, text.rfind(end) + 1)
        text = text[:open_from] if open_from >= 0 else text
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.page


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Element("")
        self._open = [self.page]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"li", "p"} and self._open[-1].tag == tag:
            self._open.pop()  # its end may be left out
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(made)
        if tag not in VOID and len(self._open) < DEEPEST:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        for number in range(len(self._open) - 1, 0, -1):
            if self._open[number].tag == tag:
                del self._open[number:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)
