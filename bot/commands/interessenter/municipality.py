"""A municipality as people write it: held to Kartverket's list, and asked about where there are two of that name."""

from bot.commands.parse.clean import clean, short
from bot.commands.parse.fault import Fault
from content.municipalities import municipalities, municipality


def read_place(text: str) -> str | Fault | None:
    """Return the kommunenummer a text means; None where nothing is written, and a sentence where it is not one."""
    words_written = clean(text)
    if not words_written:
        return None
    matches = municipalities(words_written)
    if len(matches) == 1:
        return matches[0].number
    if not matches:
        return Fault(f"Jeg kjenner ikke kommunen «{short(words_written)}».")
    names = " eller ".join(f"{each.name} ({each.county})" for each in matches)
    return Fault(f"Det finnes flere som heter {short(words_written)}. Skriv {names}.")


def place_name(number: str | None) -> str | None:
    """Return the name of a municipality, with its county where there are two of that name."""
    match = municipality(number) if number else None
    if match is None:
        return number
    return match.name if len(municipalities(match.name)) == 1 else f"{match.name} ({match.county})"
