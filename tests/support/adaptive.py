"""Adaptive Cards 1.4 as Teams takes them: what is wrong with a card, and the text that is seen of it.

The rules are the schema's (https://adaptivecards.io/explorer, versions up to 1.4), what Teams adds to it, and Teams'
limits; every property that is not named here is a fault.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

Check = Callable[[Any], bool]
SIZES = {"Small", "Default", "Medium", "Large", "ExtraLarge"}
SPACINGS = {"None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"}


def _text(least: int = 1) -> Check:
    return lambda value: isinstance(value, str) and len(value) >= least


def _word(*words: str) -> Check:
    return lambda value: value in words


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_url(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://\S+", value) is not None


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value) is not None


def _is_length(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _list_of(*kinds: str, least: int = 1, most: int | None = None) -> Check:
    def check(value: Any) -> bool:
        fits = isinstance(value, list) and least <= len(value) and (most is None or len(value) <= most)
        return fits and not [fault for each in value for fault in faults_of(each, *kinds)]

    return check


def _one(*kinds: str) -> Check:
    return lambda value: not faults_of(value, *kinds)


def _is_data(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(name, str) for name in value)


LOOK: dict[str, Check] = {
    "size": lambda value: value in SIZES,
    "weight": _word("Lighter", "Default", "Bolder"),
    "color": _word("Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"),
    "isSubtle": _is_bool,
    "fontType": _word("Default", "Monospace"),
}
PLACED: dict[str, Check] = {"spacing": lambda value: value in SPACINGS, "separator": _is_bool}
INPUT: dict[str, Check] = {"id": _text(), "label": _text(), "isRequired": _is_bool, "errorMessage": _text()}
ACTION: dict[str, Check] = {"title": _text(), "style": _word("default", "positive", "destructive")}
BODY = (
    "TextBlock",
    "RichTextBlock",
    "ColumnSet",
    "Container",
    "ActionSet",
    "Image",
    "Input.Text",
    "Input.Date",
    "Input.Time",
    "Input.ChoiceSet",
    "Input.Toggle",
)
ACTIONS = ("Action.Execute", "Action.Submit", "Action.ShowCard")
KINDS: dict[str, tuple[dict[str, Check], set[str]]] = {
    "TextBlock": ({**LOOK, **PLACED, "text": _text(), "wrap": lambda value: value is True}, {"text", "wrap"}),
    "RichTextBlock": ({**PLACED, "inlines": _list_of("TextRun")}, {"inlines"}),
    "TextRun": ({**LOOK, "text": _text(), "italic": _is_bool, "strikethrough": _is_bool}, {"text"}),
    "ColumnSet": ({**PLACED, "columns": _list_of("Column")}, {"columns"}),
    "Column": ({**PLACED, "width": _word("auto", "stretch"), "items": _list_of(*BODY)}, {"items", "width"}),
    "Container": ({**PLACED, "style": _word("default", "emphasis"), "items": _list_of(*BODY)}, {"items"}),
    "ActionSet": ({**PLACED, "actions": _list_of(*ACTIONS, most=6)}, {"actions"}),
    "Image": ({**PLACED, "url": _is_url, "altText": _text(), "size": _word("Stretch")}, {"url", "altText"}),
    "Input.Text": (
        {**INPUT, "isMultiline": _is_bool, "maxLength": _is_length, "value": _text(), "placeholder": _text()},
        {"id", "label"},
    ),
    "Input.Date": ({**INPUT, "value": _is_day}, {"id", "label"}),
    "Input.Time": ({**INPUT, "value": _is_clock}, {"id", "label"}),
    "Input.ChoiceSet": (
        {
            **INPUT,
            "placeholder": _text(),
            "choices": _list_of("choice", least=0),
            # Teams' own, from version 1.2 on: the choice of a person.
            "choices.data": _word({"type": "Data.Query", "dataset": "graph.microsoft.com/users"}),
            "value": _text(),
            "isMultiSelect": _is_bool,
            "style": _word("compact", "expanded"),
            "wrap": _is_bool,
        },
        {"id", "label", "choices"},
    ),
    "Input.Toggle": (
        {**INPUT, "title": _text(), "value": _text(0), "valueOn": _text(), "valueOff": _text(0)},
        {"id", "label", "title"},
    ),
    "choice": ({"title": _text(), "value": _text()}, {"title", "value"}),
    "Action.Execute": (
        {**ACTION, "verb": _text(), "data": _is_data, "associatedInputs": _word("none")},
        {"title", "verb"},
    ),
    "Action.Submit": ({**ACTION, "data": _is_data}, {"title", "data"}),
    "Action.ShowCard": ({**ACTION, "card": _one("shown card")}, {"title", "card"}),
    "shown card": ({"body": _list_of(*BODY)}, {"body"}),
    "AdaptiveCard": (
        {
            "$schema": _word("http://adaptivecards.io/schemas/adaptive-card.json"),
            "version": _word("1.4"),
            "fallbackText": _text(),
            "msteams": _one("msteams"),
            "body": _list_of(*BODY, least=0),
            "actions": _list_of(*ACTIONS, most=6),
            "refresh": _one("refresh"),
        },
        {"$schema", "version", "fallbackText", "body"},
    ),
    "msteams": ({"width": _word("Full"), "entities": _list_of("mention")}, set()),
    "mention": ({"text": _text(), "mentioned": _one("mentioned")}, {"text", "mentioned"}),
    "mentioned": ({"id": _text(), "name": _text()}, {"id", "name"}),
    "refresh": (
        {"action": _one("Action.Execute"), "userIds": lambda value: isinstance(value, list) and len(value) <= 60},
        {"action"},
    ),
}
UNTYPED = {"choice": None, "msteams": None, "mentioned": None, "refresh": None, "shown card": "AdaptiveCard"}


def faults_of(element: Any, *kinds: str) -> list[str]:
    """Return what is wrong with an element that is to be of one of those kinds."""
    if not isinstance(element, dict):
        return [f"{element!r} is no element"]
    kind = next((each for each in kinds if UNTYPED.get(each, each) == element.get("type")), None)
    if kind is None:
        return [f"{element.get('type')!r} stands where {' or '.join(kinds)} should"]
    allowed, required = KINDS[kind]
    given = {name: value for name, value in element.items() if name != "type"}
    found = [f"{kind} has no {name}" for name in sorted(required - given.keys())]
    for name, value in given.items():
        if name not in allowed:
            found.append(f"{kind} does not know {name}")
        elif not allowed[name](value):
            found.append(f"{kind}: {name} is wrong: {value!r}")
    return found


def check_card(card: dict[str, Any]) -> None:
    assert faults_of(card, "AdaptiveCard") == []
    assert len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()) < 25_000
    ids = [each["id"] for each in elements(card) if "id" in each and str(each.get("type", "")).startswith("Input.")]
    assert len(ids) == len(set(ids))
    _mentions_are_told(card)


def _mentions_are_told(card: dict[str, Any]) -> None:
    """A mention is one where the text and the entities have it, and nowhere else."""
    marked = [text for each in elements(card) if each.get("type") == "TextBlock" for text in _marks(each["text"])]
    entities = [each["text"] for each in card.get("msteams", {}).get("entities", ())]
    assert set(marked) == set(entities)
    assert len(entities) == len(set(entities))


def _marks(text: str) -> list[str]:
    return re.findall(r"<at>.*?</at>", text)


def elements(card: Any) -> Iterator[dict[str, Any]]:
    """Give every object of a card in the order it stands."""
    if isinstance(card, dict):
        yield card
        for value in card.values():
            yield from elements(value)
    elif isinstance(card, list):
        for each in card:
            yield from elements(each)


def executed(card: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the actions that are told to the bot, in order."""
    return [each for each in elements(card["body"]) if each.get("type") in {"Action.Execute", "Action.Submit"}]
