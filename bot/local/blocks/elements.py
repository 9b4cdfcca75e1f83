"""Interactive elements and pictures, by type."""

from collections.abc import Mapping

from bot.local.blocks import objects
from bot.local.blocks.checks import (
    Check,
    anything,
    boolean,
    both,
    clock_time,
    iso_date,
    many,
    number,
    one_of_fields,
    shape,
    string,
    web_address,
    word,
)
from bot.local.blocks.objects import plain

_ID = string(255)
_BASE: Mapping[str, Check] = {"type": anything, "action_id": _ID, "confirm": objects.CONFIRM, "focus_on_load": boolean}
_MENU: Mapping[str, Check] = {**_BASE, "placeholder": plain(150)}
_TYPED: Mapping[str, Check] = {
    "type": anything,
    "action_id": _ID,
    "placeholder": plain(150),
    "focus_on_load": boolean,
    "dispatch_action_config": shape({"trigger_actions_on": many(word("on_enter_pressed", "on_character_entered"), 2)}),
}
_LISTED: Mapping[str, Check] = {"options": objects.OPTIONS, "option_groups": objects.OPTION_GROUPS}
_MANY: Mapping[str, Check] = {"max_selected_items": number(1, 1_000)}
_FILTER = shape(
    {
        "include": many(word("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)
_CONVERSATIONS: Mapping[str, Check] = {"default_to_current_conversation": boolean, "filter": _FILTER}
_IDS = many(_ID, 100, least=0)


def _menu(**more: Check) -> Check:
    return shape({**_MENU, **more}, "type")


def _typed(**more: Check) -> Check:
    return shape({**_TYPED, **more}, "type")


def _listed(more: Mapping[str, Check]) -> Check:
    return both(
        shape({**_MENU, **_LISTED, **more}, "type"),
        one_of_fields("options", "option_groups"),
        objects.chosen_among_options,
    )


def _boxes(**more: Check) -> Check:
    inside = {**_BASE, "options": many(objects.TEXT_OPTION, 10), **more}
    return both(shape(inside, "type", "options"), objects.chosen_among_options)


IMAGE = both(
    shape(
        {"type": anything, "image_url": web_address, "slack_file": anything, "alt_text": string(2000)},
        "type",
        "alt_text",
    ),
    one_of_fields("image_url", "slack_file"),
)

BUTTON = shape(
    {
        "type": anything,
        "action_id": _ID,
        "confirm": objects.CONFIRM,
        "text": plain(75),
        "url": web_address,
        "value": string(2000),
        "style": word("primary", "danger"),
        "accessibility_label": string(75),
    },
    "type",
    "text",
)

MENUS: Mapping[str, Check] = {
    "static_select": _listed({"initial_option": anything}),
    "multi_static_select": _listed({"initial_options": anything, **_MANY}),
    "external_select": _menu(initial_option=objects.PLAIN_OPTION, min_query_length=number(0, 100)),
    "users_select": _menu(initial_user=_ID),
    "multi_users_select": _menu(initial_users=_IDS, **_MANY),
    "channels_select": _menu(initial_channel=_ID, response_url_enabled=boolean),
    "multi_channels_select": _menu(initial_channels=_IDS, **_MANY),
    "conversations_select": _menu(initial_conversation=_ID, response_url_enabled=boolean, **_CONVERSATIONS),
    "multi_conversations_select": _menu(initial_conversations=_IDS, **_CONVERSATIONS, **_MANY),
}

PICKERS: Mapping[str, Check] = {
    "datepicker": _menu(initial_date=iso_date),
    "timepicker": _menu(initial_time=clock_time, timezone=string(100)),
    "datetimepicker": shape({**_BASE, "initial_date_time": number(1_000_000_000, 9_999_999_999)}, "type"),
    "radio_buttons": _boxes(initial_option=anything),
    "checkboxes": _boxes(initial_options=anything),
}

OVERFLOW = shape(
    {"type": anything, "action_id": _ID, "confirm": objects.CONFIRM, "options": many(objects.PLAIN_OPTION, 5)},
    "type",
    "options",
)

TYPED: Mapping[str, Check] = {
    "plain_text_input": _typed(
        initial_value=string(3000, 0), multiline=boolean, min_length=number(0, 3000), max_length=number(1, 3000)
    ),
    "email_text_input": _typed(initial_value=string(3000, 0)),
    "url_text_input": _typed(initial_value=string(3000, 0)),
    "number_input": _typed(
        is_decimal_allowed=boolean, initial_value=string(100, 0), min_value=string(100), max_value=string(100)
    ),
}

ACTIONS: Mapping[str, Check] = {"button": BUTTON, "overflow": OVERFLOW, **MENUS, **PICKERS}
ACCESSORIES: Mapping[str, Check] = {"image": IMAGE, **ACTIONS}
INPUTS: Mapping[str, Check] = {**MENUS, **PICKERS, **TYPED}
