"""Controls as Block Kit elements, and reading the name and value of a control that was pressed.

An `action_id` must be unique in its row, and a date picker or a menu carries no value: it is `<action>/<place>[/<value>]`.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from bot.cards.card import Button, Choice, Control, DateButton, Menu, More
from bot.cards.cutting import check_length, one_line, shorten
from bot.commands.ask import Press
from bot.slack.render.limits import ACTION_ID, BUTTON_TEXT, BUTTON_VALUE, OPTION_TEXT, OPTION_VALUE, PLACEHOLDER
from bot.slack.render.rich import Element

SEPARATOR = "/"
MENU = "static_select"


def row(controls: Sequence[Control], about: str = "") -> Element:
    """Return a row of controls; `about` says for a screen reader what they act on."""
    text = one_line(about, BUTTON_TEXT) if about else ""
    return {"type": "actions", "elements": [_control(each, place, text) for place, each in enumerate(controls)]}


@lru_cache(512)
def plain(text: str, limit: int) -> Element:
    """Return a plain text object: no formatting, no emoji names. The object is shared: never change it."""
    return {"type": "plain_text", "text": one_line(text, limit), "emoji": False}


def option(choice: Choice) -> Element:
    """Return an option of a menu."""
    value = check_length(choice.value, OPTION_VALUE, "the value of a choice")
    return {"text": plain(choice.label, OPTION_TEXT), "value": value}


def read_press(action: dict[str, Any]) -> tuple[str, Press]:
    """Return the handler's name and what was pressed, from an item of `actions` in Slack's payload."""
    name, _, rest = str(action.get("action_id", "")).partition(SEPARATOR)
    _, _, carried_value = rest.partition(SEPARATOR)
    chosen = action.get("selected_date") or (action.get("selected_option") or {}).get("value") or ""
    return name, Press(value=str(action.get("value") or carried_value), chosen=str(chosen))


def _control(control: Control, place: int, about: str) -> Element:
    match control:
        case Button():
            return _button(control, place, about)
        case DateButton(label, action, value):
            # Without a date of its own the picker shows its label, which is what people look for.
            named = _action_id(action, place, value)
            return {"type": "datepicker", "action_id": named, "placeholder": plain(label, PLACEHOLDER)}
        case Menu(label, action, choices):
            return {
                "type": MENU,
                "action_id": _action_id(action, place),
                "placeholder": plain(label, PLACEHOLDER),
                "options": [option(choice) for choice in choices],
            }
        case More(_, action, value, choices):
            # Slack shows three dots and no words; the options say what it is for.
            return {"type": "overflow", "action_id": _action_id(action, place, value), "options": _shared(choices)}


@lru_cache(64)
def _shared(choices: tuple[Choice, ...]) -> list[Element]:
    """Return the options, shared by many rows: never change them."""
    return [option(choice) for choice in choices]


def _button(button: Button, place: int, about: str) -> Element:
    bare = _bare(button.label, button.action, button.style, place)
    element: Element = (
        {"value": check_length(button.value, BUTTON_VALUE, "the value of a button")} if button.value else {}
    )
    if about:
        element["accessibility_label"] = shorten(f"{bare['text']['text']}: {about}", BUTTON_TEXT)
    return bare | element


@lru_cache(512)
def _bare(label: str, action: str, style: str, place: int) -> Element:
    """Return what buttons in many rows have in common; shared: never change it."""
    button = {"type": "button", "action_id": _action_id(action, place), "text": plain(label, BUTTON_TEXT)}
    return button if style == "default" else button | {"style": style}


def _action_id(action: str, place: int, value: str | None = None) -> str:
    text = f"{action}{SEPARATOR}{place}" if value is None else f"{action}{SEPARATOR}{place}{SEPARATOR}{value}"
    return check_length(text, ACTION_ID, "the name and value of a control")
