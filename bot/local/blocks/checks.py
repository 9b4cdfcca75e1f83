"""The small checks Block Kit is made of. A check looks at a value and records each fault with its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass
class Faults:
    """The faults found so far, in Slack's words."""

    messages: list[str] = field(default_factory=list)

    def add(self, place: str, text: str) -> None:
        """Record one fault; `place` is a JSON pointer."""
        self.messages.append(f"[ERROR] {text} [json-pointer:{place}]")


Check = Callable[[Any, str, Faults], None]


def string(longest: int, shortest: int = 1) -> Check:
    """Check a string's length."""

    def check(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, str):
            faults.add(place, "must provide a string")
        elif len(value) > longest:
            faults.add(place, f"must be no more than {longest} characters")
        elif len(value) < shortest:
            faults.add(place, f"must be at least {shortest} characters")

    return check


def number(lowest: int, highest: int) -> Check:
    """Check a whole number's range."""

    def check(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            faults.add(place, f"must be a number between {lowest} and {highest}")

    return check


def boolean(value: Any, place: str, faults: Faults) -> None:
    """Check for true or false."""
    if not isinstance(value, bool):
        faults.add(place, "must provide a boolean")


def listed(value: Any) -> list[Any]:
    """Return a list as it is, and anything else as an empty one: a check before has recorded it."""
    return value if isinstance(value, list) else []


def anything(value: Any, place: str, faults: Faults) -> None:
    """Check nothing (an object whose inside Slack does not limit here)."""


def word(*allowed: str) -> Check:
    """Check for one of a few words."""

    def check(value: Any, place: str, faults: Faults) -> None:
        if value not in allowed:
            faults.add(place, f"must be one of: {', '.join(allowed)}")

    return check


def iso_date(value: Any, place: str, faults: Faults) -> None:
    """Check for `YYYY-MM-DD`, a day that exists."""
    try:
        right = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    if not right:
        faults.add(place, "must be a valid date in the format YYYY-MM-DD")


def clock_time(value: Any, place: str, faults: Faults) -> None:
    """Check for `HH:mm`."""
    if not isinstance(value, str) or TIME.fullmatch(value) is None:
        faults.add(place, "must be a valid time in the format HH:mm")


def web_address(value: Any, place: str, faults: Faults) -> None:
    """Check for an http(s) address of at most 3000 characters."""
    string(3000)(value, place, faults)
    if isinstance(value, str) and not value.startswith(("http://", "https://", "mailto:")):
        faults.add(place, "must be a valid url")


def many(check: Check, most: int, least: int = 1) -> Check:
    """Check a list's length and each of its members."""

    def whole(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, list):
            faults.add(place, "must provide an array")
            return
        if len(value) > most:
            faults.add(place, f"no more than {most} items allowed")
        if len(value) < least:
            faults.add(place, f"no less than {least} items allowed")
        for index, each in enumerate(value):
            check(each, f"{place}/{index}", faults)

    return whole


def shape(fields: Mapping[str, Check], *required: str) -> Check:
    """Check an object: the required fields are there, each field is right, and there is no other."""

    def check(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            faults.add(place, "must provide an object")
            return
        for name in required:
            if name not in value:
                faults.add(place, f"missing required field: {name}")
        for name, inner in value.items():
            if name in fields:
                fields[name](inner, f"{place}/{name}", faults)
            else:
                faults.add(f"{place}/{name}", f"invalid additional property: {name}")

    return check


def by_type(kinds: Mapping[str, Check], what: str) -> Check:
    """Check an object by its `type`, which must be one of those."""

    def check(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            faults.add(place, "must provide an object")
        elif not isinstance(value.get("type"), str) or value["type"] not in kinds:
            faults.add(f"{place}/type", f"unsupported type of {what}: {value.get('type')}")
        else:
            kinds[value["type"]](value, place, faults)

    return check


def both(*checks: Check) -> Check:
    """Check with each of several."""

    def check(value: Any, place: str, faults: Faults) -> None:
        for each in checks:
            each(value, place, faults)

    return check


def one_of_fields(*names: str) -> Check:
    """Check that an object has at least one of some fields."""

    def check(value: Any, place: str, faults: Faults) -> None:
        if isinstance(value, dict) and not any(name in value for name in names):
            faults.add(place, f"must define one of: {', '.join(names)}")

    return check
