"""Being reminded later: the menu behind a row's three dots, and how what is on hold is told.

What a control carries is `<when> <whose> <value>`: when to be reminded, whose messages it concerns («meg», «oss» for the
shared channel), and what the row's other controls carry.
"""

from datetime import date
from typing import Literal

from bot.cards.card import Button, Choice, DateButton, More
from bot.cards.words import day

Whose = Literal["meg", "oss"]

SET_SNOOZE = "vent.sett"
TOMORROW, MONDAY, ON_A_DAY, NEVER, NOW = "morgen", "mandag", "dag", "aldri", "ingen"
"""When to be reminded. The last lifts it; an ISO date may stand as well."""
CHOSEN = "valgt"
"""Stands where the person has yet to choose when."""


def _choices(whose: Whose) -> tuple[Choice, ...]:
    return (
        Choice(f"Minn {whose} i morgen", TOMORROW),
        Choice(f"Minn {whose} mandag", MONDAY),
        Choice("Velg dag …", ON_A_DAY),
        Choice(f"Ikke minn {whose} om dette", NEVER),
    )


CHOICES: dict[Whose, tuple[Choice, ...]] = {"meg": _choices("meg"), "oss": _choices("oss")}


def snooze_menu(whose: Whose, value: str) -> More:
    """Return the menu of a row; `value` has at most 150 characters."""
    return More(f"Minn {whose} senere", SET_SNOOZE, snooze_value(CHOSEN, whose, value), CHOICES[whose])


def snooze_calendar(whose: Whose, value: str) -> DateButton:
    """Return the calendar to choose the day in."""
    return DateButton("Velg dag", SET_SNOOZE, snooze_value(CHOSEN, whose, value))


def lift_button(whose: Whose, value: str) -> Button:
    """Return the button that lifts it."""
    return Button(f"Minn {whose} likevel", SET_SNOOZE, snooze_value(NOW, whose, value))


def snooze_value(when: str, whose: Whose, value: str) -> str:
    """Return what a control carries."""
    return f"{when} {whose} {value}"


def snoozed_text(until: date, today: date) -> str:
    """Return how something on hold is marked; `date.max` is for good."""
    return "uten påminnelse" if until == date.max else f"på vent til {day(until, today)}"
