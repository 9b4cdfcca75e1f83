"""The vocabulary of messages. A Card holds the content; each platform's renderer decides the form.

Text in a card is plain: a renderer escapes it, once. Bold text, links and mentions are spans.
Controls are named tuples: a list has many of them, and tuples are fast to make and compare.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple


@dataclass(frozen=True)
class Bold:
    """Strong text."""

    text: str


@dataclass(frozen=True)
class Italic:
    """Emphasised text."""

    text: str


@dataclass(frozen=True)
class Struck:
    """Text that no longer holds (something done)."""

    text: str


@dataclass(frozen=True)
class Code:
    """Something to type, such as `/frister oktober`."""

    text: str


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    text: str
    url: str


@dataclass(frozen=True)
class Person:
    """A mention of a person by the platform's user id."""

    user_id: str


@dataclass(frozen=True)
class Channel:
    """A mention of a channel by the platform's channel id."""

    channel_id: str


Styled = Bold | Italic | Struck | Code | Link | Person | Channel
Span = str | Styled
Line = tuple[Span, ...]
"""A run of spans; a newline in a `str` span is a line break."""


class Button(NamedTuple):
    """A button. `action` names the handler, `value` is what the handler gets (at most 2000 characters)."""

    label: str
    action: str
    value: str
    style: Literal["default", "primary", "danger"] = "default"


class DateButton(NamedTuple):
    """A date picker that acts at once; the handler gets the chosen date. `value` has at most 200 characters."""

    label: str
    action: str
    value: str
    initial: date | None = None


class Choice(NamedTuple):
    """An option of a menu."""

    label: str
    value: str


class Menu(NamedTuple):
    """A menu that acts at once; the handler gets the chosen option's value."""

    label: str
    action: str
    choices: tuple[Choice, ...]


class More(NamedTuple):
    """Rarely used actions on a row, behind one small button: one to five options (Slack's maximum).

    It acts at once; the handler gets `value` (at most 200 characters) and the chosen option's. Many rows share their
    choices.
    """

    label: str
    action: str
    value: str
    choices: tuple[Choice, ...]


Control = Button | DateButton | Menu | More


@dataclass(frozen=True)
class Heading:
    """A heading inside a card."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A line of text."""

    line: Line


@dataclass(frozen=True)
class Bullets:
    """A bulleted list."""

    items: tuple[Line, ...]
    about: tuple[str, ...] = field(default=(), compare=False)
    """What each of the first items is about, as in `Item`; empty if they are about nothing in particular."""


@dataclass(frozen=True)
class Quote:
    """A text to say word for word."""

    text: str


@dataclass(frozen=True)
class Fields:
    """Short named facts."""

    pairs: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class Item:
    """A row that can be acted on: what it says, and its controls."""

    line: Line
    controls: tuple[Control, ...] = ()
    about: str = field(default="", compare=False)
    """The key of the row it shows: a message of several nudges shows it once. Empty if it is about no row."""


@dataclass(frozen=True)
class Note:
    """Small print."""

    line: Line
    about: str = field(default="", compare=False)
    """The key of the row it belongs to, as in `Item`."""


@dataclass(frozen=True)
class Copyable:
    """Plain text to paste elsewhere, exactly as it is."""

    text: str


@dataclass(frozen=True)
class Image:
    """A picture with its alternative text."""

    url: str
    alt: str
    has_list: bool = False
    """True if the card has the same as a list: then the text of the card leaves it out."""


@dataclass(frozen=True)
class Picture:
    """A picture that the platform's package makes an `Image` of where it can, and leaves out elsewhere.

    `content` draws it as PNG; it may take a while: call it off the event loop, and outside of any transaction.
    """

    name: str
    """The file's name with its ending."""
    alt: str
    content: Callable[[], bytes] = field(repr=False)
    view: str = ""
    """What it shows, for an address where it is drawn again: a year («2026») or a month («2026-10») of the wheel.

    «2026-10 pushet» is the month without what rests.
    """


@dataclass(frozen=True)
class Divider:
    """A line between parts."""


@dataclass(frozen=True)
class Controls:
    """A row of controls, such as paging."""

    controls: tuple[Control, ...]


Part = Heading | Paragraph | Bullets | Quote | Fields | Item | Note | Copyable | Image | Picture | Divider | Controls


@dataclass(frozen=True)
class Unread:
    """Words that a command does not know: they are first looked for in everything (`bot.commands.plain`).

    With `suggests` the command's card says something of its own, and is shown if nothing is found.
    """

    text: str
    suggests: bool = False


@dataclass(frozen=True)
class CardTable:
    """Rows without controls, for platforms that can show them as a table. It says the same as `parts[first:last]` of the card.

    There is a heading for each column, at most 20, and in each row a line for each.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    first: int
    last: int


@dataclass(frozen=True)
class Card:
    """A message. `title` heads it; `summary` is what a notification shows (the title if empty)."""

    title: str
    parts: tuple[Part, ...] = ()
    summary: str = ""
    unread: Unread | None = field(default=None, compare=False, repr=False)
    """Set by a command that did not understand what it was asked."""
    table: CardTable | None = field(default=None, compare=False, repr=False)
    """Some of the parts as a table; where no table can be shown, the parts are shown."""
    language: str = "nb"
    """The language of an e-mail, as HTML says it."""


def line(*spans: Span) -> Line:
    """Return a line of those spans, empty strings left out."""
    return tuple(span for span in spans if span != "")


def joined(lines: Sequence[Line], separator: str = " · ") -> Line:
    """Return the lines run together with a separator between them."""
    spans: list[Span] = []
    for each in lines:
        if spans and each:
            spans.append(separator)
        spans.extend(each)
    return tuple(spans)


def with_lines(part: Part, change: Callable[[Line], Line]) -> Part:
    """Return the part with each of its lines changed."""
    match part:
        case Paragraph(said) | Note(said) | Item(said):
            return replace(part, line=change(said))
        case Bullets(items):
            return replace(part, items=tuple(map(change, items)))
        case Fields(pairs):
            return Fields(tuple((name, change(said)) for name, said in pairs))
        case _:
            return part


def with_pictures(card: Card, images: Mapping[Picture, Image]) -> Card:
    """Return the card with each picture as its image; a picture without one is left out."""
    if not any(isinstance(part, Picture) for part in card.parts):
        return card
    shown = (images.get(part) if isinstance(part, Picture) else part for part in card.parts)
    return replace(card, parts=tuple(part for part in shown if part is not None))
