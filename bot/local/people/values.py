"""What a person has chosen or typed in each kind of element, as `view.state.values` carries it."""

from collections.abc import Mapping
from typing import Any

from bot.local.blocks.fill import elements_of
from bot.local.blocks.objects import options_of
from bot.local.model import Json
from bot.local.workspace_errors import NotPossibleError

KEYS: Mapping[str, tuple[str, str]] = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
}
"""By element type: the key of what is chosen, and the key of what is chosen from the start."""

_LISTS = frozenset(key for key, _ in KEYS.values() if key.endswith("s"))


def whole_form(blocks: list[Json], given: Mapping[str, Any]) -> Json:
    """Return the state of every element that has one: as given, otherwise its initial state."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in KEYS:
                value = _given_value(given, block["block_id"], element["action_id"])
                values.setdefault(block["block_id"], {})[element["action_id"]] = value_of(element, value)
    return values


def value_of(element: Json, value: Mapping[str, Any] | None) -> Json:
    """Return one element's state. Options are looked up among its own; an unknown one is refused."""
    key, initial = KEYS[element["type"]]
    chosen: Any = element.get(initial) if value is None else value.get(key)
    if key in _LISTS:
        several = chosen if isinstance(chosen, list) else []
        return {"type": element["type"], key: [_chosen(element, each) for each in several]}
    return {"type": element["type"], key: None if chosen in (None, "") else _chosen(element, chosen)}


def _chosen(element: Json, one: Any) -> Any:
    return own_option(element, one) if KEYS[element["type"]][0].startswith("selected_option") else one


def own_option(element: Json, chosen: Any) -> Json:
    """Return the element's own option with the value chosen."""
    value = chosen.get("value") if isinstance(chosen, dict) else chosen
    if element["type"] == "external_select" and isinstance(chosen, dict):
        return chosen
    for option in options_of(element):
        if option["value"] == value:
            body: Json = option
            return body
    message = "Valget finnes ikke lenger. Last siden på nytt."
    raise NotPossibleError(message)


def _given_value(given: Mapping[str, Any], block_id: str, action_id: str) -> Mapping[str, Any] | None:
    block = given.get(block_id)
    value = block.get(action_id) if isinstance(block, dict) else None
    return value if isinstance(value, dict) else None
