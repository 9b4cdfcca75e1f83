"""Reading a new point of the wheel from one line: «oktober nettverksbygging Frokostmøte #energi»."""

from datetime import date

from bot.commands.arshjul.fields import field_of
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import MAX_TITLE, Entry, marks
from bot.commands.parse.fault import Fault
from bot.commands.parse.periods import Period, read_period
from bot.commands.parse.themes import Themes
from content.frozen import frozen

LONGEST = 3
"""The most words a month or a field is written with."""


@frozen
class Point:
    """A point of the wheel as far as the line gave it; `entry.faults` says what has to be mended or filled in."""

    entry: Entry
    month: date
    field: str | None = None


def parse_point(text: str, today: date, themes: Themes, user_id: str) -> Point:
    """Return the point a line describes; without a month it is this one. Month and field come first, in any order."""
    entry, rest = marks(clean(text).split(), themes, user_id)
    month, field, faults = None, None, list(entry.faults)
    while rest:
        found, taken = _next(rest, today, month is None, field is None)
        if found is None:
            break
        rest = rest[taken:]
        if isinstance(found, Fault):
            faults.append(found.text)
        elif isinstance(found, date):
            month = found
        else:
            field = found
    title = " ".join(rest)
    faults += _missing(title, field)
    named = Entry(title[:MAX_TITLE].rstrip(), None, entry.theme, entry.owner, entry.link, tuple(faults))
    return Point(named, month or today.replace(day=1), field)


def _next(rest: list[str], today: date, wants_month: bool, wants_field: bool) -> tuple[date | str | Fault | None, int]:
    for length in range(min(LONGEST, len(rest)), 0, -1):
        said = " ".join(rest[:length]).rstrip(":,")
        field = field_of(said) if wants_field else None
        if field:
            return field, length
        period = read_period(said, today) if wants_month and not said[:1].isdigit() else None
        if isinstance(period, Fault):
            return period, length
        if isinstance(period, Period) and period.kind == "måned":
            return period.first, length
    return None, 0


def _missing(title: str, field: str | None) -> list[str]:
    missing = [] if field else ["Velg et felt."]
    if not title:
        return [*missing, "Skriv hva som skal gjøres."]
    return [*missing, f"Teksten var over {MAX_TITLE} tegn og er kortet."] if len(title) > MAX_TITLE else missing
