"""A card or a form as plain text: for notifications, screen readers, previews and tests."""

from itertools import pairwise

from bot.cards.card import (
    Bold,
    Bullets,
    Card,
    Channel,
    Choice,
    Code,
    Control,
    Controls,
    Copyable,
    Divider,
    Fields,
    Heading,
    Image,
    Italic,
    Item,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    Person,
    Picture,
    Quote,
    Struck,
    Styled,
)
from bot.cards.form import CheckInput, DateInput, Form, FormErrors, Input, SelectInput

BULLET = "• "
RULE = "———"
EMPTY = "…"


def render_text(card: Card) -> str:
    """Return the whole card as readable text: the title, then the parts with a blank line between them."""
    parts = [Heading(card.title), *card.parts]
    rows = [(part, text) for part in parts if (text := render_part(part)).strip()]
    if not rows:
        return ""
    pieces = [rows[0][1]]
    for (before, _), (part, text) in pairwise(rows):
        pieces.append(_between(before, part, is_title=before is parts[0]))
        pieces.append(text)
    return "".join(pieces)


def _between(before: Part, part: Part, *, is_title: bool) -> str:
    rows = isinstance(before, Item) and isinstance(part, Item)
    under_heading = isinstance(before, Heading) and not is_title
    return "\n" if rows or under_heading else "\n\n"


def render_part(part: Part) -> str:  # noqa: PLR0911, C901 - one case for each kind of part
    """Return one part as text; empty if it has none."""
    match part:
        case Item(line, controls):
            words, buttons = render_line(line), _controls(controls)
            return _hanging(f"{words} {buttons}" if words and buttons else words or buttons)
        case Heading(text) | Copyable(text):
            return text
        case Paragraph(line) | Note(line):
            return render_line(line)
        case Bullets(items):
            return "\n".join(_hanging(render_line(line)) for line in items)
        case Quote(text):
            return f"«{text}»"
        case Fields(pairs):
            return "\n".join(f"{name}: {render_line(line)}" for name, line in pairs)
        case Picture() | Image(has_list=True):
            return ""
        case Image(_, alt):
            return f"[Bilde: {alt}]"
        case Divider():
            return RULE
        case Controls(controls):
            return _controls(controls)


def render_line(line: Line) -> str:
    """Return a line of spans as text; a mention is `@{id}` or `#{id}`, a link its words and its address."""
    return "".join([span if isinstance(span, str) else _span(span) for span in line])


def _span(span: Styled) -> str:
    match span:
        case Bold(text) | Italic(text) | Struck(text):
            return text
        case Code(text):
            return f"`{text}`"
        case Link(text, url):
            return url if text in {"", url} else f"{text} ({url})"
        case Person(user_id):
            return f"@{{{user_id}}}"
        case Channel(channel_id):
            return f"#{{{channel_id}}}"


def _controls(controls: tuple[Control, ...]) -> str:
    return " ".join([f"[{control.label}]" for control in controls])


def _hanging(text: str) -> str:
    return BULLET + text.replace("\n", "\n  ")


def render_form_text(form: Form) -> str:
    """Return the form as text: title, introduction, one line for each input, and the submit button."""
    inputs = "\n".join(map(_input, form.inputs))
    return "\n\n".join(filter(None, (form.title, render_line(form.intro), inputs, f"[{form.submit}]")))


def render_errors_text(errors: FormErrors) -> str:
    """Return the error messages, one line for each input."""
    return "\n".join(f"{name}: {text}" for name, text in errors.errors.items())


def _input(field: Input) -> str:
    optional = " (kan stå tomt)" if field.optional else ""
    hint = f" – {field.hint}" if field.hint else ""
    return f"{field.label}{optional}: {_value(field) or EMPTY}{hint}"


def _value(field: Input) -> str:
    match field:
        case SelectInput(choices=choices, initial=initial):
            return _choices(choices, {initial})
        case CheckInput(choices=choices, initial=chosen):
            return _choices(choices, set(chosen))
        case DateInput(initial=day):
            return day.isoformat() if day else ""
        case _:
            return field.initial or ""


def _choices(choices: tuple[Choice, ...], chosen: set[str | None] | set[str]) -> str:
    return ", ".join(f"[{'x' if choice.value in chosen else ' '}] {choice.label}" for choice in choices)
