"""Controls as actions, and the way back from what was pressed to its name and value.

A control that offers a choice opens a small card under its button (`Action.ShowCard`), since a field in the message's
own body would be sent with every other button. All fields of those cards have ids that begin alike.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.cards.card import Button, Choice, Control, DateButton, Menu, More
from bot.cards.cutting import carried, one_line
from bot.commands.ask import Press
from bot.teams.render.limits import ACTIONS, BUTTON_TEXT, OPTION_TEXT, VALUE, Element

CHOSEN = "valgt"
"""How the id of a field that belongs to a control begins, and the name of an option that is a button of its own."""
VERB = "handling"
"""Tells which control it was, where that is not told by a verb (in `task/fetch`)."""
STYLES = {"primary": "positive", "danger": "destructive"}


def row(controls: Sequence[Control], forms: frozenset[str] = frozenset()) -> Element:
    """Return a row of at most six controls; those named in `forms` open a dialog."""
    return {"type": "ActionSet", "actions": [_action(each, forms) for each in controls]}


def read_press(verb: str, data: Mapping[str, Any]) -> tuple[str, Press]:
    """Return the name of the handler and what was pressed, from the verb and the data that Teams sends.

    A dialog's request (`task/fetch`) has no verb: give an empty one.
    """
    chosen = next((value for name, value in data.items() if name.startswith(CHOSEN) and value), "")
    return verb or str(data.get(VERB) or ""), Press(value=str(data.get("value") or ""), chosen=str(chosen))


def option(choice: Choice) -> Element:
    """Return an option of a choice."""
    return {
        "title": one_line(choice.label, OPTION_TEXT),
        "value": carried(choice.value, VALUE, "the value of a choice"),
    }


def execute(title: str, verb: str, data: Mapping[str, Any], style: str = "default") -> Element:
    """Return an action that is told to the bot."""
    action: Element = {"type": "Action.Execute", "title": one_line(title, BUTTON_TEXT), "verb": verb}
    if any(data.values()):
        action["data"] = {name: value for name, value in data.items() if value}
    return {**action, "style": STYLES[style]} if style in STYLES else action


def _action(control: Control, forms: frozenset[str]) -> Element:
    match control:
        case Button(label, action, value, style):
            told = {"value": carried(value, VALUE, "the value of a button")}
            return _dialog(label, action, told, style) if action in forms else execute(label, action, told, style)
        case DateButton(label, action, value, initial):
            day: Element = {"type": "Input.Date", "id": CHOSEN, "label": one_line(label, BUTTON_TEXT)}
            day |= {"value": initial.isoformat()} if initial else {}
            needed = {"isRequired": True, "errorMessage": "Velg en dato."}
            return _card(label, [{**day, **needed}], [execute("Velg", action, {"value": value})])
        case Menu(label, action, choices):
            return _choice(label, action, "", choices)
        case More(label, action, value, choices):
            return _choice(label, action, value, choices)


def _choice(label: str, action: str, value: str, choices: Sequence[Choice]) -> Element:
    """Return few choices as buttons, many as a list to choose from."""
    if len(choices) <= ACTIONS:
        told = [execute(each.label, action, {"value": value, CHOSEN: each.value}) for each in choices]
        return _card(label, [], told)
    field: Element = {"type": "Input.ChoiceSet", "id": CHOSEN, "label": one_line(label, BUTTON_TEXT)}
    needed = {"isRequired": True, "errorMessage": "Velg en av dem."}
    return _card(
        label, [{**field, "choices": list(map(option, choices)), **needed}], [execute("Velg", action, {"value": value})]
    )


def _card(label: str, body: list[Element], actions: list[Element]) -> Element:
    card: Element = {"type": "AdaptiveCard", **({"body": body} if body else {}), "actions": actions}
    return {"type": "Action.ShowCard", "title": one_line(label, BUTTON_TEXT), "card": card}


def _dialog(title: str, action: str, data: Mapping[str, str], style: str) -> Element:
    told = {VERB: action, **data, "msteams": {"type": "task/fetch"}}
    button: Element = {"type": "Action.Submit", "title": one_line(title, BUTTON_TEXT), "data": told}
    return {**button, "style": STYLES[style]} if style in STYLES else button
