"""Text, options and confirmations."""

from typing import Any

from bot.local.blocks.checks import (
    Check,
    Faults,
    boolean,
    by_type,
    listed,
    many,
    one_of_fields,
    shape,
    string,
    web_address,
    word,
)


def plain(longest: int) -> Check:
    """Check a plain_text object."""
    inside = {"type": word("plain_text"), "text": string(longest), "emoji": boolean}
    return shape(inside, "type", "text")


def text(longest: int) -> Check:
    """Check a text object, plain or mrkdwn."""
    mrkdwn = {"type": word("mrkdwn"), "text": string(longest), "verbatim": boolean}
    return by_type({"plain_text": plain(longest), "mrkdwn": shape(mrkdwn, "type", "text")}, "text")


def option(label: Check) -> Check:
    """Check an option of a menu, a group of radio buttons or checkboxes."""
    inside = {"text": label, "value": string(150), "description": text(75), "url": web_address}
    return shape(inside, "text", "value")


PLAIN_OPTION = option(plain(75))
TEXT_OPTION = option(text(75))
OPTIONS = many(PLAIN_OPTION, 100)
OPTION_GROUPS = many(shape({"label": plain(75), "options": OPTIONS}, "label", "options"), 100)

CONFIRM = shape(
    {
        "title": plain(100),
        "text": text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": word("primary", "danger"),
    },
    "title",
    "text",
    "confirm",
    "deny",
)
SLACK_FILE = one_of_fields("id", "url")


def options_of(element: dict[str, Any]) -> list[Any]:
    """Return all options of an element, those in groups too."""
    groups = [group for group in listed(element.get("option_groups")) if isinstance(group, dict)]
    grouped = [option for group in groups for option in listed(group.get("options"))]
    return [*listed(element.get("options")), *grouped]


def chosen_among_options(value: Any, place: str, faults: Faults) -> None:
    """Check that what is chosen from the start is among the options, word for word."""
    if not isinstance(value, dict):
        return
    options = options_of(value)
    chosen = [value["initial_option"]] if "initial_option" in value else listed(value.get("initial_options"))
    if any(each not in options for each in chosen):
        name = "initial_option" if "initial_option" in value else "initial_options"
        faults.add(f"{place}/{name}", "must exactly match one of the provided options")
