"""Being reminded later: the menu behind a row's three dots, and how a row on hold is marked.

A control's value is `<when> <whose> <value>`: when to be reminded, whose messages it concerns («meg», «oss» for the
shared channel), and the value of the row's other controls.
"""

from datetime import date
from typing import Literal

from bot.cards.card import Button, Choice, DateButton, More
from bot.cards.words import day

Whose = Literal["meg", "oss"]

SET_SNOOZE = "vent.sett"
TOMORROW, MONDAY, ON_A_DAY, NEVER, NOW = "morgen", "mandag", "dag", "aldri", "ingen"
"""When to be reminded. The last lifts the hold; an ISO date is accepted too."""
CHOSEN = "valgt"
"""The value of «when» in a control where the person chooses it."""


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
    """Return the date picker for choosing the day."""
    return DateButton("Velg dag", SET_SNOOZE, snooze_value(CHOSEN, whose, value))


def lift_button(whose: Whose, value: str) -> Button:
    """Return the button that lifts the hold."""
    return Button(f"Minn {whose} likevel", SET_SNOOZE, snooze_value(NOW, whose, value))


def snooze_value(when: str, whose: Whose, value: str) -> str:
    """Return the value of a control."""
    return f"{when} {whose} {value}"


def snoozed_text(until: date, today: date) -> str:
    """Return the mark of something on hold; `date.max` means for good."""
    return "uten påminnelse" if until == date.max else f"på vent til {day(until, today)}"
