"""Controls as actions, and reading the name and value of a control that was pressed.

A control that offers a choice opens a small card under its button (`Action.ShowCard`), since a field in the message's
own body would be sent with every other button. If several do, they share one. All fields have ids that begin alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.cards.card import Button, Choice, Control, DateButton, Menu, More
from bot.cards.cutting import check_length, one_line
from bot.commands.ask import Press
from bot.teams.private_mark import KEY
from bot.teams.render.limits import (
    ACTIONS,
    BUTTON_TEXT,
    BUTTON_WIDTH,
    OPTION_TEXT,
    ROW_WIDTH,
    SIGN_WIDTH,
    VALUE,
    Element,
)

CHOSEN = "valgt"
"""The start of the id of a field that belongs to a control, and the name of an option that is a button of its own."""
VERB = "handling"
"""Names the control in a `task/fetch`, which has no verb."""
BEFORE, AFTER = "foran", "bak"
"""What comes before and after the value chosen in a list."""
STYLES = {"primary": "positive", "danger": "destructive"}
SHARED = "Mer …"
FEW, SHORT = 6, 32
"""How many choices are shown as buttons, and how long their words may be; others are a list to choose from."""
INNER = ("body", "actions")
"""Where an element or a card has others."""
NO_FIELDS = {"associatedInputs": "none"}
"""Sends an action without the fields beside it, whether they are filled in or not."""


def action_rows(controls: Sequence[Control], forms: frozenset[str] = frozenset(), mark: str = "") -> list[Element]:
    """Return controls in rows that each fit a phone; those named in `forms` open a dialog, and all carry the mark."""
    rows = _packed([_action(each, forms) for each in controls] if _apart(controls) else _together(controls, forms))
    return [marked(each, mark) for each in rows] if mark else rows


def marked(drawn: Element, mark: str) -> Element:
    """Return what is drawn with the mark of a private answer in each of its actions (`bot.teams.private_mark`)."""
    inner: Element = {name: [marked(each, mark) for each in drawn[name]] for name in INNER if name in drawn}
    if "card" in drawn:
        inner["card"] = marked(drawn["card"], mark)
    if drawn.get("type") in {"Action.Execute", "Action.Submit"}:
        inner["data"] = {**drawn.get("data", {}), KEY: mark}
    return {**drawn, **inner}


def read_press(verb: str, data: Mapping[str, Any]) -> tuple[str, Press]:
    """Return the handler's name and what was pressed, from the verb and the data that Teams sends.

    A dialog's request (`task/fetch`) has no verb: give an empty one.
    """
    chosen = next((str(value) for name, value in data.items() if name.startswith(CHOSEN) and value), "")
    whole = f"{data.get(BEFORE) or ''}{chosen}{data.get(AFTER) or ''}" if chosen else ""
    return verb or str(data.get(VERB) or ""), Press(value=str(data.get("value") or ""), chosen=whole)


def option(choice: Choice) -> Element:
    """Return an option of a choice."""
    return {
        "title": one_line(choice.label, OPTION_TEXT),
        "value": check_length(choice.value, VALUE, "the value of a choice"),
    }


def execute(title: str, verb: str, data: Mapping[str, Any], style: str = "default") -> Element:
    """Return an action that is sent to the bot."""
    action: Element = {"type": "Action.Execute", "title": one_line(title, BUTTON_TEXT), "verb": verb}
    if any(data.values()):
        action["data"] = {name: value for name, value in data.items() if value}
    return {**action, "style": STYLES[style]} if style in STYLES else action


def _apart(controls: Sequence[Control]) -> bool:
    """Return True if each control gets its own button, and none share the button `SHARED`.

    So it is if at most one control offers a choice, or if more than one needs a field.
    """
    choosing = [each for each in controls if not isinstance(each, Button)]
    return len(choosing) <= 1 or sum(map(_has_field, choosing)) > 1


def _has_field(control: Control) -> bool:
    return isinstance(control, DateButton) or (isinstance(control, Menu | More) and not _are_few(control.choices))


def _are_few(choices: Sequence[Choice]) -> bool:
    return len(choices) <= FEW and all(len(each.label) <= SHORT for each in choices)


def _together(controls: Sequence[Control], forms: frozenset[str]) -> list[Element]:
    """Return the buttons, and one that opens a card with all that offers a choice."""
    body = [part for each in controls for part in _inside(each)]
    return [*(_action(each, forms) for each in controls if isinstance(each, Button)), _card(SHARED, body)]


def _action(control: Control, forms: frozenset[str]) -> Element:
    if not isinstance(control, Button):
        return _card(control.label, list(_inside(control)))
    values = {"value": check_length(control.value, VALUE, "the value of a button")}
    make = _dialog if control.action in forms else execute
    return make(control.label, control.action, values, control.style)


def _inside(control: Control) -> Iterator[Element]:
    """Yield what is in the card under a control: a field and its button, or a button for each choice."""
    match control:
        case DateButton(label, action, value, initial):
            day: Element = {"type": "Input.Date", "id": CHOSEN, "label": one_line(label, BUTTON_TEXT)}
            day |= {"value": initial.isoformat()} if initial else {}
            yield {**day, "isRequired": True, "errorMessage": "Velg en dato."}
            yield from _packed([execute("Velg", action, {"value": value})])
        case Menu(label, action, choices):
            yield from _choice(label, action, "", choices)
        case More(label, action, value, choices):
            yield from _choice(label, action, value, choices)


def _choice(label: str, action: str, value: str, choices: Sequence[Choice]) -> Iterator[Element]:
    if _are_few(choices):
        buttons = [(each.label, {"value": value, CHOSEN: each.value}) for each in choices]
        yield from _packed([execute(words, action, rows) | NO_FIELDS for words, rows in buttons])
        return
    before, after = _common([each.value for each in choices])
    rows = [option(each._replace(value=each.value[len(before) : len(each.value) - len(after)])) for each in choices]
    field: Element = {"type": "Input.ChoiceSet", "id": CHOSEN, "label": one_line(label, BUTTON_TEXT)}
    yield {**field, "choices": rows, "isRequired": True, "errorMessage": "Velg en av dem."}
    yield from _packed([execute("Velg", action, {"value": value, BEFORE: before, AFTER: after})])


def _common(values: Sequence[str]) -> tuple[str, str]:
    """Return how all values begin and end: that is sent once, beside the choice, since many rows have many choices."""
    before = _beginning(values)
    rest = [each[len(before) :] for each in values]
    after = _beginning([each[::-1] for each in rest])[::-1]
    return (before, after) if len(values) > 1 and all(len(each) > len(after) for each in rest) else ("", "")


def _beginning(values: Sequence[str]) -> str:
    # What the first and the last of the sorted values begin with, all between them do.
    least, greatest = min(values), max(values)
    alike = next((place for place, (one, other) in enumerate(zip(least, greatest, strict=False)) if one != other), None)
    return least[:alike]


def _packed(actions: Sequence[Element]) -> list[Element]:
    """Return actions in rows of at most six, no wider than a phone: not every client wraps a row."""
    packed_rows: list[list[Element]] = []
    left: float = 0
    for action in actions:
        wide = BUTTON_WIDTH + SIGN_WIDTH * len(action["title"])
        if not packed_rows or wide > left or len(packed_rows[-1]) == ACTIONS:
            packed_rows.append([])
            left = ROW_WIDTH
        packed_rows[-1].append(action)
        left -= wide
    placed: list[Element] = [{"type": "ActionSet", "actions": row} for row in packed_rows]
    return [*placed[:1], *({**each, "spacing": "Small"} for each in placed[1:])]


def _card(label: str, body: list[Element]) -> Element:
    return {
        "type": "Action.ShowCard",
        "title": one_line(label, BUTTON_TEXT),
        "card": {"type": "AdaptiveCard", "body": body},
    }


def _dialog(title: str, action: str, data: Mapping[str, str], style: str) -> Element:
    values = {VERB: action, **data, "msteams": {"type": "task/fetch"}}
    button: Element = {"type": "Action.Submit", "title": one_line(title, BUTTON_TEXT), "data": values}
    return {**button, "style": STYLES[style]} if style in STYLES else button
