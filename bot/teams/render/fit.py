"""Cutting parts so that each fits one message."""

from collections.abc import Iterator
from dataclasses import replace

from bot.cards.card import (
    Bold,
    Bullets,
    Control,
    Controls,
    Copyable,
    Fields,
    Heading,
    Item,
    Line,
    Link,
    Menu,
    Note,
    Paragraph,
    Part,
    Person,
    Quote,
)
from bot.cards.card import Channel as ChannelSpan
from bot.cards.cutting import TooLongError
from bot.teams.render.blocks import Drawing, elements
from bot.teams.render.limits import weight
from bot.teams.render.names import entity, people_of


def fitting(part: Part, drawing: Drawing, most_bytes: int) -> Iterator[Part]:
    """Yield the part, or the pieces of it that each weigh at most `most_bytes` with the mentions in it.

    Raises `TooLongError` if a control alone weighs more.
    """
    if heaviness(part, drawing) <= most_bytes:
        yield part
        return
    for half in _halves(part):
        yield from fitting(half, drawing, most_bytes)


def heaviness(part: Part, drawing: Drawing) -> int:
    """Return how many bytes a part and the mentions in it are when sent."""
    mentions = [entity(user_id, drawing.names) for user_id in people_of(part)]
    return weight(elements(part, drawing)) + (weight(mentions) if mentions else 0)


def _halves(part: Part) -> tuple[Part, ...]:  # noqa: PLR0911, C901 - one case for each kind of part
    match part:
        case Heading(text) | Quote(text) | Copyable(text) if len(text) > 1:
            return tuple(replace(part, text=half) for half in _texts(text))
        case Paragraph(line) | Note(line) | Item(line, ()):
            return tuple(replace(part, line=half) for half in _lines(line))
        case Item(line, controls) if line:
            return Item(line), Controls(controls)
        case Item(_, controls):
            return (Controls(controls),)
        case Bullets((item,)):
            return tuple(Bullets((half,)) for half in _lines(item))
        case Bullets(items):
            return Bullets(items[: len(items) // 2]), Bullets(items[len(items) // 2 :])
        case Fields(((name, line),)):
            return (Paragraph((Bold(f"{name}: "), *line)),)
        case Fields(pairs):
            return Fields(pairs[: len(pairs) // 2]), Fields(pairs[len(pairs) // 2 :])
        case Controls((control,)):
            return tuple(Controls((half,)) for half in _menus(control))
        case Controls(controls):
            return Controls(controls[: len(controls) // 2]), Controls(controls[len(controls) // 2 :])
    raise _too_long(part)


def _lines(line: Line) -> tuple[Line, ...]:
    if len(line) > 1:
        return line[: len(line) // 2], line[len(line) // 2 :]
    (span,) = line
    if isinstance(span, Person | ChannelSpan):
        raise _too_long(span)
    text = span if isinstance(span, str) else span.text
    if len(text) < 2:  # noqa: PLR2004 - two halves
        raise _too_long(span)
    if isinstance(span, Link):
        return tuple((Link(half, span.url),) for half in _texts(text))
    return tuple((half if isinstance(span, str) else replace(span, text=half),) for half in _texts(text))


def _texts(text: str) -> tuple[str, str]:
    """Return the halves of a text, cut after a line break or a space if one is near the middle."""
    middle = len(text) // 2
    cut = max(text.rfind("\n", middle // 2, middle), text.rfind(" ", middle // 2, middle)) + 1 or middle
    return text[:cut], text[cut:]


def _menus(control: Control) -> tuple[Control, ...]:
    if not isinstance(control, Menu) or len(control.choices) < 2:  # noqa: PLR2004 - two halves
        raise _too_long(control)
    middle = len(control.choices) // 2
    return control._replace(choices=control.choices[:middle]), control._replace(choices=control.choices[middle:])


def _too_long(what: object) -> TooLongError:
    message = f"a {type(what).__name__} is too long for a message"
    return TooLongError(message)
