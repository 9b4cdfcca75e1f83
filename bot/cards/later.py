"""Being reminded later: the menu behind a row's three dots, and how what is on hold is told.

What a choice carries is `<when> <whose> <value>`: when to be reminded, whose messages it concerns («meg», «oss» for the
shared channel), and what the row's other controls carry.
"""

from datetime import date
from typing import Literal

from bot.cards.card import Button, Choice, More
from bot.cards.words import day

Whose = Literal["meg", "oss"]

SET = "vent.sett"
TOMORROW, MONDAY, ON_A_DAY, NEVER, NOW = "morgen", "mandag", "dag", "aldri", "ingen"
"""When to be reminded. The last lifts it; an ISO date may stand as well."""
LONGEST_VALUE = 130
"""The longest value that leaves room for the rest in a menu's option, on every platform."""


def later(whose: Whose, value: str) -> More:
    """Return the menu of a row."""
    choices = (
        (f"Minn {whose} i morgen", TOMORROW),
        (f"Minn {whose} mandag", MONDAY),
        ("Velg dag …", ON_A_DAY),
        (f"Ikke minn {whose} om dette", NEVER),
    )
    return More(f"Minn {whose} senere", SET, tuple(Choice(label, told(when, whose, value)) for label, when in choices))


def anyway(whose: Whose, value: str) -> Button:
    """Return the button that lifts it."""
    return Button(f"Minn {whose} likevel", SET, told(NOW, whose, value))


def told(when: str, whose: Whose, value: str) -> str:
    """Return what a choice carries."""
    return f"{when} {whose} {value}"


def on_hold(until: date, today: date) -> str:
    """Return how something on hold is marked; `date.max` is for good."""
    return "uten påminnelse" if until == date.max else f"på vent til {day(until, today)}"
