"""The days of a recurring deadline: an RRULE (RFC 5545) over local days, with what happens on holidays.

A weekly rule skips a public holiday and 24 and 31 December: there is another meeting the week after. A rule by month or
year is moved, since a month without it would be worse: days counted from the end of a month to the working day before,
others to the next working day. Local days have no daylight saving; a time of day is stored beside them, and is local.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import rrulestr

from models.calendar.workdays import EVES, holiday_name, is_working_day, next_working_day

BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The weekdays as in an RRULE; Monday is 0."""
Holiday = Literal["hopp", "neste", "forrige"]
_RULE = re.compile(
    r"FREQ=(?:WEEKLY(?=.*BYDAY)|MONTHLY(?=.*BYDAY|.*BYMONTHDAY)|YEARLY(?=.*BYMONTH=.*BYMONTHDAY=)?)"
    r"(?:;(?:INTERVAL=[0-9]{1,2}|BYDAY=[-+A-Z0-9,]{2,20}|BYMONTH=[0-9,]{1,8}|BYMONTHDAY=[-0-9,]{1,12}|BYSETPOS=[-0-9]{1,2}))*"
)
MOST_TRIES = 1500
"""How many days of a rule are tried to find one that is kept."""


def parts(rule: str) -> dict[str, str]:
    """Return the parts of an RRULE by name: `{"FREQ": "WEEKLY", "BYDAY": "MO"}`."""
    return dict(each.split("=", 1) for each in rule.split(";") if "=" in each)


def is_rule(text: str) -> bool:
    """Return True for an RRULE as this program writes them."""
    if not _RULE.fullmatch(text):
        return False
    try:
        rrulestr(text, dtstart=datetime(2024, 1, 1))  # noqa: DTZ001 - local days
    except (ValueError, KeyError):
        return False
    return True


def is_weekly(rule: str | None) -> bool:
    """Return True for a rule with one or more days a week: a meeting, which soon recurs, and not a delivery."""
    return rule is not None and parts(rule).get("FREQ") == "WEEKLY"


def on_holidays(rule: str) -> Holiday:
    """Return what a rule does on a day off: skips it, or moves to the next or the previous working day."""
    said = parts(rule)
    if said.get("FREQ") in {"WEEKLY", "DAILY"}:
        return "hopp"
    counted = said.get("BYMONTHDAY") or said.get("BYSETPOS") or said.get("BYDAY", "")
    return "forrige" if counted.startswith("-") else "neste"


def kept_day(rule: str, day: date) -> date | None:
    """Return the day that a planned day becomes; None if it is skipped."""
    what = on_holidays(rule)
    # Someone who plans for a Saturday means it: by weekday only holidays count.
    is_free = _is_holiday(day) if "BYDAY" in parts(rule) else not is_working_day(day)
    if not is_free:
        return day
    if what == "hopp":
        return None
    if what == "neste":
        return next_working_day(day)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def recurring_days(rule: str, first: date, after: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield each planned day of a rule counted from `first`, after `after` up to `last`, and the day it becomes."""
    start = datetime.combine(first, time())
    found = rrulestr(rule, dtstart=start).between(
        datetime.combine(after, time()), datetime.combine(last, time(23, 59)), inc=False
    )
    for moment in found:
        day = kept_day(rule, moment.date())
        if day is not None:
            yield moment.date(), day


def first_day(rule: str, after: date) -> date | None:
    """Return the first planned day of a rule after `after` that is kept; None if there is none."""
    # The first is the nearest such day; only from then on is every other one left out.
    each = ";".join(part for part in rule.split(";") if not part.startswith("INTERVAL="))
    return next_planned(each, after + timedelta(days=1), after)


def next_planned(rule: str, first: date, after: date) -> date | None:
    """Return the next planned day of a rule counted from `first` that is kept; None if there is none."""
    start = datetime.combine(first, time())
    for tried, moment in enumerate(rrulestr(rule, dtstart=start).xafter(datetime.combine(after, time()))):
        if kept_day(rule, moment.date()) is not None:
            return moment.date()
        if tried > MOST_TRIES:
            return None
    return None


def _is_holiday(day: date) -> bool:
    return holiday_name(day) is not None or (day.month, day.day) in EVES
