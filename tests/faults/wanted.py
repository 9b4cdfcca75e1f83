"""What is to be told, written by hand from the calendar: where, from when, and the words it is known by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = {3: "mars", 10: "oktober", 11: "november"}


@dataclass(frozen=True)
class Wanted:
    """One thing to be told, once: where, from when, and the words it is known by."""

    kind: str
    key: str
    address: str
    due: datetime
    words: str


def at(text: str) -> datetime:
    """Return a moment in Oslo, from `2026-11-02 08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def nobodys(day: str) -> str:
    """Return the title of the deadline of a day (ISO) that nobody is responsible for."""
    return f"Innspill {day} uten navn"


def mornings(days: Iterable[str], channel: str, owners: Iterable[str]) -> Iterator[Wanted]:
    """Give what the deadlines of those days (each has one for every owner, and one of nobody's) are to bring.

    On a Monday they come with the digest, where the channel reads of nobody's, which ends on the Tuesday.
    """
    for text in days:
        day = date.fromisoformat(text)
        told = f"{WEEKDAYS[day.weekday()]} {day.day}. {MONTHS[day.month]}"
        due = at(f"{text} 08:30")
        if day.weekday():
            yield Wanted("frister", f"frister:{text}", channel, due, f"Frister {told}")
        else:
            yield Wanted("frister", f"frister:{text}", channel, at(f"{text} 08:00"), nobodys(text))
        for owner in owners:
            yield Wanted("frister_eier", f"frister:{text}", owner, due, f"Fristene dine {told}")
