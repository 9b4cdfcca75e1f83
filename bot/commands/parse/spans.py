"""The days of a pause as people write them: «6.7–31.7 fellesferie», «vinterferie uke 8», «juli», «fredag»."""

from dataclasses import dataclass
from datetime import date

from bot.commands.parse.clean import clean
from bot.commands.parse.days import mismatch
from bot.commands.parse.fault import Fault
from bot.commands.parse.time import periods_of

EXAMPLES = "Skriv for eksempel 6.7–31.7, uke 28, juli eller fredag."
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Days:
    """A first and a last day, both included, and the rest of the text."""

    first: date
    last: date
    rest: str = ""


def parse_days(text: str, today: date) -> Days | Fault:
    """Return the days that a text names, or what is wrong with them."""
    found, rest = periods_of(clean(text).split(), today)
    wrong = next((each for each in found if isinstance(each, Fault)), None)
    if wrong:
        return wrong
    days = [each for each in found if not isinstance(each, Fault)]
    if not days:
        return Fault(f"Jeg forstår ikke hvilke dager du mener. {EXAMPLES}")
    if len(days) > 1:
        return Fault(f"Sett en strek mellom den første og den siste dagen. {EXAMPLES}")
    if days[0].otherwise:
        return Fault(mismatch(days[0].first, days[0].otherwise))
    return _fitting(Days(days[0].first, days[0].last, " ".join(rest).strip(" ,;:–-")), today)


def _fitting(days: Days, today: date) -> Days | Fault:
    if days.last < days.first:
        return Fault(f"Den siste dagen er før den første. {EXAMPLES}")
    if days.last < today:
        return Fault(f"De dagene er over. {EXAMPLES}")
    if (days.last - days.first).days >= LONGEST_DAYS:
        return Fault("En pause kan vare i høyst ett år. Velg en tidligere siste dag.")
    return days
