"""Reading a municipality as people write it, from Kartverket's list; if two have the name, the county is needed."""

from bot.commands.parse.clean import clean, short
from bot.commands.parse.fault import Fault
from content.municipalities import municipalities, municipality


def read_place(text: str) -> str | Fault | None:
    """Return the kommunenummer that a text means; None if it is empty, and a fault if it does not mean one."""
    words_written = clean(text)
    if not words_written:
        return None
    matches = municipalities(words_written)
    if len(matches) == 1:
        return matches[0].number
    if not matches:
        return Fault(f"Jeg kjenner ikke kommunen «{short(words_written)}». Skriv navnet slik det står på kartet.")
    names = " eller ".join(f"{each.name} ({each.county})" for each in matches)
    return Fault(f"Det finnes flere som heter {short(words_written)}. Skriv {names}.")


def place_name(number: str | None) -> str | None:
    """Return the name of a municipality, with its county if two have that name; the number itself if it is unknown."""
    match = municipality(number) if number else None
    if match is None:
        return number
    return match.name if len(municipalities(match.name)) == 1 else f"{match.name} ({match.county})"
