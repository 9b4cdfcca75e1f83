"""Somebody of the register in a line: what they are, and how long it is since we spoke."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Line, line
from bot.cards.words import in_days, short_day
from models.register.roles import HeldRole
from models.tables import Organisation, Person


def named(row: Person | Organisation, held: Sequence[HeldRole] = ()) -> str:
    """Return the name, with the party of an elected one: «Kari Nordmann (Ap)»."""
    party = next((each.role.party for each in held if each.role.party and each.role.to_on is None), None)
    return f"{row.name} ({party})" if party else row.name


def doing(held: HeldRole) -> str:
    """Return what a role is: «leder, transport- og kommunikasjonskomiteen, Stortinget»."""
    where = held.organisation.name if held.organisation else ""
    rows = [each for each in (held.role.title, held.role.body, where) if each]
    return ", ".join(dict.fromkeys(rows))


def last_contact(row: Person | Organisation, today: date) -> str:
    """Return how long it is since somebody of ours spoke with them."""
    if row.last_dialogue_on is None:
        return "ingen samtaler ennå"
    return f"sist {short_day(row.last_dialogue_on, today)}, {in_days(row.last_dialogue_on, today)}"


def short_line(row: Person | Organisation, held: Sequence[HeldRole], today: date) -> Line:
    """Return what follows the name in a list: role, tier and last contact."""
    role = next((doing(each) for each in held if each.role.to_on is None or each.role.to_on >= today), "")
    said = [each for each in (role, f"nivå {row.tier}", last_contact(row, today)) if each]
    return line(" · ".join(said))
