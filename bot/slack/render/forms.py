"""A form as a modal view, and the values of one that was sent."""

from collections.abc import Mapping
from typing import Any

from bot.cards.card import Bold, Choice, Paragraph
from bot.cards.cutting import check_length, clean, shorten, size
from bot.cards.form import (
    ChannelInput,
    CheckInput,
    DateInput,
    Form,
    Input,
    PersonInput,
    SelectInput,
    TextInput,
    TimeInput,
    cut_to_fit,
)
from bot.slack.render.blocks import blocks
from bot.slack.render.controls import option, plain
from bot.slack.render.fit import fitting
from bot.slack.render.limits import (
    ACTION_ID,
    CHECKBOXES,
    INPUT_TEXT,
    LABEL,
    OPTIONS,
    VIEW_BLOCKS,
    VIEW_STATE,
    VIEW_TITLE,
)
from bot.slack.render.rich import Element

ACTION = "value"
CLOSE = "Avbryt"


def render_form(form: Form, metadata: str | None = None) -> dict[str, Any]:
    """Return the modal. An input's block id is its name. `metadata` comes back as `private_metadata` (the state)."""
    form = cut_to_fit(form)
    state = form.state if metadata is None else metadata
    return {
        "type": "modal",
        "callback_id": check_length(form.action, ACTION_ID, "the name of a form"),
        "title": plain(form.title, VIEW_TITLE),
        "submit": plain(form.submit, VIEW_TITLE),
        "close": plain(CLOSE, VIEW_TITLE),
        "private_metadata": check_length(state, VIEW_STATE, "the state of a form"),
        "blocks": [*_intro(form), *map(_block, form.inputs)][:VIEW_BLOCKS],
    }


def read_values(view_state: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a sent form by input name, from `view.state`; empty ones are left out."""
    found = {}
    for name, actions in (view_state.get("values") or {}).items():
        value = next((_chosen(element) for element in actions.values()), "")
        if value:
            found[name] = value
    return found


def _intro(form: Form) -> list[Element]:
    title = [Paragraph((Bold(form.title),))] if size(form.title) > VIEW_TITLE else []
    parts = [small for part in (*title, Paragraph(form.intro)) for small in fitting(part)[:1]]
    return [{**blocks(part)[0], "block_id": f"intro/{place}"} for place, part in enumerate(parts)]


def _block(field: Input) -> Element:
    block: Element = {
        "type": "input",
        "block_id": check_length(field.name, ACTION_ID, "the name of an input"),
        "label": plain(field.label, LABEL),
        "optional": field.optional,
        "element": {"action_id": ACTION, **_element(field)},
    }
    return {**block, "hint": plain(field.hint, LABEL)} if field.hint else block


def _element(field: Input) -> Element:  # noqa: PLR0911 - one case for each kind of input
    match field:
        case TextInput():
            return _text(field)
        case DateInput(initial=day):
            return _with({"type": "datepicker"}, "initial_date", day.isoformat() if day else None)
        case TimeInput(initial=clock):
            return _with({"type": "timepicker"}, "initial_time", clock or None)
        case SelectInput(choices=choices, initial=initial):
            options = _menu(choices)
            chosen = next((option(choice) for choice in choices if choice.value == initial), None)
            return _with({"type": "static_select", **options}, "initial_option", chosen)
        case CheckInput(choices=choices, initial=chosen):
            kind = {"type": "checkboxes"} if len(choices) <= CHECKBOXES else {"type": "multi_static_select"}
            ticked = [option(choice) for choice in choices if choice.value in chosen]
            return _with({**kind, **_menu(choices)}, "initial_options", ticked or None)
        case PersonInput(initial=user_id):
            return _with({"type": "users_select"}, "initial_user", user_id or None)
        case ChannelInput(initial=channel_id):
            where = {"filter": {"include": ["public", "private"], "exclude_bot_users": True}}
            return _with({"type": "conversations_select", **where}, "initial_conversation", channel_id or None)


def _text(field: TextInput) -> Element:
    longest = min(field.max_length, INPUT_TEXT)
    element = {"type": "plain_text_input", "multiline": field.multiline, "max_length": longest}
    return _with(element, "initial_value", shorten(clean(field.initial), longest) or None)


def _menu(choices: tuple[Choice, ...]) -> Element:
    options = [option(choice) for choice in choices]
    if len(options) <= OPTIONS:
        return {"options": options}
    starts = range(0, len(options), OPTIONS)
    groups = [
        (f"{start + 1}–{min(start + OPTIONS, len(options))}", options[start : start + OPTIONS]) for start in starts
    ]
    return {"option_groups": [{"label": plain(label, VIEW_TITLE), "options": group} for label, group in groups]}


def _with(element: Element, name: str, value: object) -> Element:
    return element if value is None else {**element, name: value}


def _chosen(element: Mapping[str, Any]) -> str:
    if many := element.get("selected_options"):
        return ",".join(str(each["value"]) for each in many)
    if one := element.get("selected_option"):
        return str(one["value"])
    names = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation", "selected_channel")
    return str(next((element[name] for name in names if element.get(name)), ""))
