"""What a person can be for a member municipality."""

from collections.abc import Mapping
from typing import NamedTuple


class Function(NamedTuple):
    """A function: what it is called, of one and of several, and its kind of role in the register."""

    name: str
    several: str
    role: str
    is_one: bool = True
    """Whether a member has one at a time."""


MAYOR, DEPUTY, CHIEF, ADVISER, COMMUNICATIONS, CONTACT, BOARD = (
    "ordfører", "varaordfører", "kommunedirektør", "rådgiver", "kommunikasjon", "kontakt", "styre",
)  # fmt: skip
FUNCTIONS: Mapping[str, Function] = {
    MAYOR: Function("ordfører", "ordførere", "politiker"),
    DEPUTY: Function("varaordfører", "varaordførere", "politiker"),
    CHIEF: Function("kommunedirektør", "kommunedirektører", "embetsverk"),
    ADVISER: Function("politisk rådgiver", "politiske rådgivere", "embetsverk", is_one=False),
    COMMUNICATIONS: Function("kommunikasjonsrådgiver", "kommunikasjonsrådgivere", "embetsverk", is_one=False),
    CONTACT: Function("kontaktperson", "kontaktpersoner", "embetsverk", is_one=False),
    BOARD: Function("styremedlem", "styremedlemmer", "politiker", is_one=False),
}
"""By the name that is stored."""
RECIPIENTS = (MAYOR, ADVISER, COMMUNICATIONS)
"""Who a municipality may choose to get what the mayor is asked. The chief executive is never asked to speak politically."""
ANSWERS_FOR_MAYOR = (MAYOR, ADVISER)
"""Who may give a municipality's word: only the mayor, or an adviser for the mayor."""
