"""Reading a new entry of the wheel from one line: «oktober nettverksbygging Frokostmøte #energi»."""

from dataclasses import dataclass, replace
from datetime import date

from bot.commands.arshjul.wheel_fields import field_of
from bot.commands.parse.choice import Reading, joined
from bot.commands.parse.clean import clean
from bot.commands.parse.days import Context
from bot.commands.parse.entries import MAX_TITLE, Entry, marks
from bot.commands.parse.expressions import days_at
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import Themes
from bot.commands.parse.time import needs_choosing, questions, read_plan
from bot.commands.parse.time_text import time_text

LONGEST_FIELD = 3
"""The most words in the name of a field."""


@dataclass(frozen=True)
class WheelEntry:
    """An entry of the wheel as far as the line gave it; `entry.faults` says what to correct or fill in.

    If the line has a day, `entry.due` is that day, with its time of day, and `month` the first day of its month.
    """

    entry: Entry
    month: date
    field: str | None = None


def parse_wheel_entry(text: str, today: date, themes: Themes, user_id: str) -> WheelEntry:
    """Return the entry a line describes, by default in this month. The field comes before or after the month."""
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
    when = read_plan(rest, today)
    if needs_choosing(when) and (month or when.dates is None or when.dates.kind != "måned" or _is_about(rest, when)):
        when = Reading(title=tuple(rest))  # a period that the entry is about
    month = month or (when.dates.first if needs_choosing(when) and when.dates else None)
    return _wheel_entry(entry, when, month, field, (*faults, *([] if needs_choosing(when) else questions(when))), today)


def _wheel_entry(
    entry: Entry, when: Reading, month: date | None, field: str | None, faults: tuple[str, ...], today: date
) -> WheelEntry:
    title, due = joined(when.title), None if needs_choosing(when) else when.day
    if due and month and due.replace(day=1) != month:
        faults = (*faults, "Datoen er i en annen måned. Velg måneden det gjelder.")
    if when.rule:
        faults = (*faults, "Årshjulet tar ett punkt om gangen. Bruk /frister ny for det som gjentas.")
    named = replace(
        entry,
        title=title[:MAX_TITLE].rstrip(),
        due=due,
        start=when.start if due else None,
        minutes=when.minutes if due else None,
        faults=tuple(dict.fromkeys((*faults, *_missing(title, field)))),
    )
    return WheelEntry(named, month or (due or today).replace(day=1), field)


def _is_about(rest: list[str], when: Reading) -> bool:
    """Return True if the month belongs to the title («Rapport for mars»), and is not a time («i mars»)."""
    return not any(rest[first].casefold() == "i" for first, _ in when.spans)


def _next(rest: list[str], today: date, wants_month: bool, wants_field: bool) -> tuple[date | str | Fault | None, int]:
    for length in range(min(LONGEST_FIELD, len(rest)), 0, -1):
        field = field_of(" ".join(rest[:length]).rstrip(":,")) if wants_field else None
        if field:
            return field, length
    line = time_text(rest)
    dates = days_at(line, 0, Context(today, line=line)) if wants_month and not rest[0][:1].isdigit() else None
    if dates and isinstance(dates[0], Fault):
        return dates[0], dates[1]
    return (dates[0].first, dates[1]) if dates and dates[0].kind == "måned" else (None, 0)  # type: ignore[union-attr]  # no fault


def _missing(title: str, field: str | None) -> list[str]:
    missing = [] if field else ["Velg et felt."]
    if not title:
        return [*missing, "Skriv hva som skal gjøres."]
    return [*missing, f"Teksten var over {MAX_TITLE} tegn og er kortet."] if len(title) > MAX_TITLE else missing
