"""A municipality as people write it: held to Kartverket's list, and asked about where there are two of that name."""

from bot.commands.parse.clean import clean, short
from bot.commands.parse.fault import Fault
from content.municipalities import municipalities, municipality


def read_place(text: str) -> str | Fault | None:
    """Return the kommunenummer a text means; None where nothing is written, and a sentence where it is not one."""
    said = clean(text)
    if not said:
        return None
    found = municipalities(said)
    if len(found) == 1:
        return found[0].number
    if not found:
        return Fault(f"Jeg kjenner ikke kommunen «{short(said)}».")
    names = " eller ".join(f"{each.name} ({each.county})" for each in found)
    return Fault(f"Det finnes flere som heter {short(said)}. Skriv {names}.")


def place_name(number: str | None) -> str | None:
    """Return the name of a municipality, with its county where there are two of that name."""
    found = municipality(number) if number else None
    if found is None:
        return number
    return found.name if len(municipalities(found.name)) == 1 else f"{found.name} ({found.county})"
