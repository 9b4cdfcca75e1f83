"""Controls as Block Kit elements, and reading the name and value of a control that was pressed.

An `action_id` must be unique in its row, and a date picker or a menu carries no value: it is `<action>/<place>[/<value>]`.
"""

from collections.abc import Sequence
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


def plain(text: str, limit: int) -> Element:
    """Return a plain text object: no formatting, no emoji names."""
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
            # Slack shows three dots and no label; the options explain it.
            return {
                "type": "overflow",
                "action_id": _action_id(action, place, value),
                "options": [option(choice) for choice in choices],
            }


def _button(button: Button, place: int, about: str) -> Element:
    label = plain(button.label, BUTTON_TEXT)
    element: Element = {"type": "button", "action_id": _action_id(button.action, place), "text": label}
    if button.style != "default":
        element["style"] = button.style
    if button.value:
        element["value"] = check_length(button.value, BUTTON_VALUE, "the value of a button")
    if about:
        element["accessibility_label"] = shorten(f"{label['text']}: {about}", BUTTON_TEXT)
    return element


def _action_id(action: str, place: int, value: str | None = None) -> str:
    text = f"{action}{SEPARATOR}{place}" if value is None else f"{action}{SEPARATOR}{place}{SEPARATOR}{value}"
    return check_length(text, ACTION_ID, "the name and value of a control")
