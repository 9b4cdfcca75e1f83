"""A form as a card with fields, in a dialog or in the conversation, and the values of one that was sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.cards.card import Choice
from bot.cards.cutting import check_length, clean, one_line, shorten
from bot.cards.form import (
    ChannelInput,
    CheckInput,
    DateInput,
    Form,
    FormErrors,
    Input,
    PersonInput,
    SelectInput,
    TextInput,
    TimeInput,
    cut_to_fit,
)
from bot.cards.text import render_form_text
from bot.teams.private_mark import KEY
from bot.teams.render.blocks import header
from bot.teams.render.controls import option
from bot.teams.render.limits import BUTTON_TEXT, FALLBACK_BYTES, LABEL, SCHEMA, STATE, VERSION, Element
from bot.teams.render.lines import texts
from bot.teams.render.names import NOBODY, UNKNOWN_CHANNEL, DisplayNames, unmentioned

ACTION, STATE_KEY = "skjema", "tilstand"
"""What comes back beside the values: the form's name and its state. No field has such a name."""
PEOPLE = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
"""Teams' own people picker for the organisation. It answers with the Entra object id, not `29:…`
(https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker)."""
NONE = "ingen_valgt"
"""The choice «none» of an optional field: a list cannot be emptied again."""
NOWHERE = "Jeg er ikke med i noen kanal ennå. Legg meg til i en, så kan du velge den her."
NO_ERRORS = FormErrors()
MISSING = {
    DateInput: "Velg en dato.",
    TimeInput: "Velg et klokkeslett.",
    SelectInput: "Velg en av dem.",
    CheckInput: "Velg minst en.",
    PersonInput: "Velg en person.",
    ChannelInput: "Velg en kanal.",
}


def render_form(
    form: Form,
    names: DisplayNames = NOBODY,
    *,
    metadata: str | None = None,
    values: Mapping[str, str] | None = None,
    errors: FormErrors = NO_ERRORS,
    dialog: bool = True,
) -> dict[str, Any]:
    """Return the card of a form. A field's id is its input's name; `metadata` comes back in place of the state.

    `values` is what has been filled in, instead of what the form begins with; `errors` are under their fields, those
    of no field at the top. In a dialog it is sent as `task/submit` (the dialog has the title), otherwise as
    `adaptiveCard/action` with the form's name as its verb. The channels to choose from are those of `names`.
    """
    form = cut_to_fit(form) if values is None else form
    state = form.state if metadata is None else metadata
    known = {field.name for field in form.inputs}
    astray = [text for name, text in errors.errors.items() if name not in known]
    body = [
        *([] if dialog else header(form.title)),
        *texts(unmentioned(form.intro, names), names),
        *(each for text in astray for each in _error(text)),
        *(each for field in form.inputs for each in _field(field, names, values, errors.errors.get(field.name, ""))),
    ]
    data = {ACTION: form.action, STATE_KEY: check_length(state, STATE, "the state of a form")}
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": shorten(clean(render_form_text(form)), FALLBACK_BYTES // 4) or "–",
        "body": body,
        "actions": [_submit(form, data, dialog=dialog)],
    }


def read_form(data: Mapping[str, Any]) -> tuple[str, str, dict[str, str]]:
    """Return the name, the state and the values of a form that was sent; empty values are left out."""
    empty = (None, "", NONE)
    fields = {name: value for name, value in data.items() if name not in {ACTION, STATE_KEY, KEY, "msteams"}}
    values = {name: str(value) for name, value in fields.items() if value not in empty}
    return str(data.get(ACTION) or ""), str(data.get(STATE_KEY) or ""), values


def _submit(form: Form, values: Mapping[str, str], *, dialog: bool) -> Element:
    action: Element = {"type": "Action.Submit"} if dialog else {"type": "Action.Execute", "verb": form.action}
    return {**action, "title": one_line(form.submit, BUTTON_TEXT), "style": "positive", "data": values}


def _field(field: Input, names: DisplayNames, values: Mapping[str, str] | None, error: str) -> list[Element]:
    given = _initial(field) if values is None else values.get(field.name, "")
    element: Element = {"id": field.name, "label": one_line(field.label, LABEL), **_element(field, given, names)}
    if not field.optional:
        element |= {"isRequired": True, "errorMessage": MISSING.get(type(field), "Fyll ut dette feltet.")}
    hints = [field.hint, NOWHERE if isinstance(field, ChannelInput) and not names.channels else ""]
    hint = texts((shorten("\n".join(filter(None, hints)), LABEL),), NOBODY, size="Small", isSubtle=True)
    return [element, *(_error(error) if error else []), *({**each, "spacing": "Small"} for each in hint)]


def _error(text: str) -> list[Element]:
    return [{**each, "spacing": "Small"} for each in texts((text,), NOBODY, color="Attention")]


def _element(field: Input, given: str, names: DisplayNames) -> Element:  # noqa: PLR0911 - one case for each kind of input
    match field:
        case TextInput():
            longest = {"isMultiline": field.multiline, "maxLength": field.max_length}
            return _with({"type": "Input.Text", **longest}, shorten(clean(given), field.max_length))
        case DateInput():
            return _with({"type": "Input.Date"}, given)
        case TimeInput():
            return _with({"type": "Input.Time"}, given)
        case SelectInput(choices=choices):
            return _with(_choices(_or_none(field, choices)), given)
        case CheckInput(choices=(only,)):
            toggle = {"type": "Input.Toggle", "title": option(only)["title"], "valueOn": only.value, "valueOff": ""}
            return {**toggle, "value": given}
        case CheckInput(choices=choices):
            shown = {"type": "Input.ChoiceSet", "isMultiSelect": True, "style": "expanded", "wrap": True}
            return _with({**shown, "choices": list(map(option, choices))}, given)
        case PersonInput():
            known = [Choice(names.person(given), given)] if names.person(given) else []
            return _with({**_choices(known), "choices.data": PEOPLE}, given)
        case ChannelInput():
            # A channel that was chosen before stays a choice, whether it has a name or not: otherwise it would be lost.
            ids = dict.fromkeys([*names.channels, *filter(None, [given])])
            known = [Choice(_channel(channel_id, names), channel_id) for channel_id in ids]
            return _with(_choices(_or_none(field, known)), given)


def _channel(channel_id: str, names: DisplayNames) -> str:
    name = names.channel(channel_id).removeprefix("#")
    return f"#{name}" if name else UNKNOWN_CHANNEL


def _or_none(field: Input, choices: Iterable[Choice]) -> list[Choice]:
    return [*([Choice("Ingen", NONE)] if field.optional else []), *choices]


def _choices(choices: Iterable[Choice]) -> Element:
    return {"type": "Input.ChoiceSet", "placeholder": "Velg …", "choices": [option(choice) for choice in choices]}


def _with(element: Element, given: str) -> Element:
    return {**element, "value": given} if given else element


def _initial(field: Input) -> str:
    match field:
        case DateInput(initial=day):
            return day.isoformat() if day else ""
        case CheckInput(initial=chosen):
            return ",".join(chosen)
        case _:
            return field.initial or ""
