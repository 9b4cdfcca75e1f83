"""The vocabulary of messages. A Card says what to tell; each platform's renderer knows how.

Text in a card is plain: a renderer escapes it, once. What is bold, linked or a mention is said by a span.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


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


Span = str | Bold | Italic | Struck | Code | Link | Person | Channel
Line = tuple[Span, ...]
"""A run of spans; a newline in a `str` span is a line break."""


@dataclass(frozen=True)
class Button:
    """A button. `action` names the handler, `value` is what it is told (at most 2000 characters)."""

    label: str
    action: str
    value: str
    style: Literal["default", "primary", "danger"] = "default"


@dataclass(frozen=True)
class DateButton:
    """A date picker that acts at once; the handler gets the chosen date. `value` has at most 200 characters."""

    label: str
    action: str
    value: str
    initial: date | None = None


@dataclass(frozen=True)
class Choice:
    """An option of a menu."""

    label: str
    value: str


@dataclass(frozen=True)
class Menu:
    """A menu that acts at once; the handler gets the chosen option's value."""

    label: str
    action: str
    choices: tuple[Choice, ...]


Control = Button | DateButton | Menu


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
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Quote:
    """Approved wording, shown as something that may be said word for word."""

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


@dataclass(frozen=True)
class Note:
    """Small print."""

    line: Line


@dataclass(frozen=True)
class Copyable:
    """Plain text to paste elsewhere, exactly as it stands."""

    text: str


@dataclass(frozen=True)
class Image:
    """A picture with the text that stands for it."""

    url: str
    alt: str


@dataclass(frozen=True)
class Divider:
    """A line between parts."""


@dataclass(frozen=True)
class Controls:
    """A row of controls, such as paging."""

    controls: tuple[Control, ...]


Part = Heading | Paragraph | Bullets | Quote | Fields | Item | Note | Copyable | Image | Divider | Controls


@dataclass(frozen=True)
class Card:
    """A message. `title` heads it; `summary` is what a notification shows (the title where empty)."""

    title: str
    parts: tuple[Part, ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class TextInput:
    """A text field of a form."""

    name: str
    label: str
    initial: str = ""
    hint: str = ""
    multiline: bool = False
    optional: bool = False
    max_length: int = 300


@dataclass(frozen=True)
class DateInput:
    """A date field of a form; its value is ISO (`2026-10-05`)."""

    name: str
    label: str
    initial: date | None = None
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True)
class TimeInput:
    """A time field of a form; its value is `HH:MM`."""

    name: str
    label: str
    initial: str = ""
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True)
class SelectInput:
    """A choice of one."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    initial: str | None = None
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True)
class CheckInput:
    """Choices of any number; its value is the chosen values joined by commas."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    initial: tuple[str, ...] = ()
    hint: str = ""
    optional: bool = True


@dataclass(frozen=True)
class PersonInput:
    """A person of the workspace; its value is the platform's user id."""

    name: str
    label: str
    initial: str | None = None
    hint: str = ""
    optional: bool = True


@dataclass(frozen=True)
class ChannelInput:
    """A channel of the workspace; its value is the platform's channel id."""

    name: str
    label: str
    initial: str | None = None
    hint: str = ""
    optional: bool = True


Input = TextInput | DateInput | TimeInput | SelectInput | CheckInput | PersonInput | ChannelInput


@dataclass(frozen=True)
class Form:
    """A modal. `action` names the handler of the submission, `state` comes back with it (at most 3000 characters)."""

    title: str
    action: str
    inputs: tuple[Input, ...]
    submit: str = "Lagre"
    state: str = ""
    intro: Line = ()


@dataclass(frozen=True)
class FormErrors:
    """What to mend, by the input's name; the form stays open."""

    errors: Mapping[str, str] = field(default_factory=dict)


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
