"""The vocabulary of forms: inputs and errors. Each platform's renderer decides how they look."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.cards.card import Choice, Line


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
    """A choice of one among several."""

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


def cut_to_fit(form: Form) -> Form:
    """Return the form with its texts cut to what the fields accept; the introduction says which were cut."""
    cut = [each for each in form.inputs if isinstance(each, TextInput) and len(each.initial) > each.max_length]
    if not cut:
        return form
    notes = [
        f"«{each.label}» har plass til {each.max_length} tegn, og teksten din var på {len(each.initial)}. Se over feltet."
        for each in cut
    ]
    inputs = tuple(
        replace(each, initial=each.initial[: each.max_length]) if each in cut else each for each in form.inputs
    )
    between = (" ",) if form.intro else ()
    return replace(form, inputs=inputs, intro=(*form.intro, *between, " ".join(notes)))


@dataclass(frozen=True)
class FormErrors:
    """Error messages by the input's name; the form stays open."""

    errors: Mapping[str, str] = field(default_factory=dict)
