"""Dates, times and amounts in bokmål, the same everywhere. Pure: `today` and `now` are passed in.

Dates are local to the workspace. `bot.commands.parse` reads the days that are written here.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
MISSING = "dato mangler"
LONG = timedelta(days=31)
"""A longer approximate window is «omtrent», not «rundt»."""
RECENT_YEARS = 5
"""For how many years what was seen is «de siste årene»."""


def day(when: date, today: date | None = None) -> str:
    """Return «mandag 5. oktober»; with the year if `today` is given and is in another year."""
    return f"{_format(when, 'EEEE d. MMMM')}{_year(when, today)}"


def numeric_day(when: date) -> str:
    """Return «12.3.2026»."""
    return f"{when.day}.{when.month}.{when.year}"


def short_day(when: date, today: date | None = None) -> str:
    """Return «5. oktober», with the year as `day` does."""
    return f"{_format(when, 'd. MMMM')}{_year(when, today)}"


def week(when: date, today: date | None = None) -> str:
    """Return the ISO week, «uke 41»; «uke 1 i 2027» if `today` is given and is in another ISO year."""
    year, number, _ = when.isocalendar()
    other = today is not None and today.isocalendar().year != year
    return f"uke {number} i {year}" if other else f"uke {number}"


def month(when: date, today: date | None = None) -> str:
    """Return «oktober», with the year as `day` does."""
    return f"{_format(when, 'LLLL')}{_year(when, today)}"


def clock(when: time) -> str:
    """Return «10.00» or «8.30»; the caller writes «kl.»."""
    return f"{when.hour}.{when.minute:02}"


def hours(start: time, minutes: int | None = None) -> str:
    """Return «12.30» or «12.30–13.30», local time of day; the caller writes «kl.»."""
    if not minutes:
        return clock(start)
    end = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return f"{clock(start)}–{clock(end.time())}"


def at(start: time | None, minutes: int | None = None) -> str:
    """Return « kl. 12.30» or « kl. 12.30–13.30», to follow a day; empty if there is no time of day."""
    return f" kl. {hours(start, minutes)}" if start else ""


def in_days(when: date, today: date) -> str:
    """Return how far off a day is: «i dag», «i morgen», «om 3 dager», «i går», «for 3 dager siden»."""
    days = (when - today).days
    near = {-1: "i går", 0: "i dag", 1: "i morgen"}
    if days in near:
        return near[days]
    return f"om {days} dager" if days > 0 else f"for {-days} dager siden"


def span(first: date, last: date, today: date | None = None) -> str:
    """Return a window: «5.–12. oktober», «25. august–5. september»; «oktober» or «november–januar» for whole months.

    A window of one day is that day: «mandag 5. oktober».
    """
    if first == last:
        return day(first, today)
    if _are_whole_months(first, last):
        return _months(first, last, today)
    if first.year != last.year:
        return f"{_format(first, 'd. MMMM y')}–{_format(last, 'd. MMMM y')}"
    start = f"{first.day}." if first.month == last.month else short_day(first)
    return f"{start}–{short_day(last, today)}"


def when(
    starts_on: date | None,
    ends_on: date | None,
    certainty: str,
    today: date,
    start: time | None = None,
    minutes: int | None = None,
) -> str:
    """Return when something is, with how sure that is; `start` is a local time of day, `minutes` how long it lasts.

    A fixed or expected day has its weekday, week and distance: «trolig mandag 5. oktober (uke 41), om 3 dager».
    Others are as in `sure_span`, a month as «i oktober (dato mangler)». If nothing is known: «dato mangler».
    """
    first, last = starts_on or ends_on, ends_on or starts_on
    if first is None or last is None or certainty == "ukjent":
        return MISSING
    said = sure_span(first, last, certainty, today)
    if certainty == "måned":
        return f"{said} ({MISSING})"
    if first != last:
        return said
    hours = at(start, minutes)
    return f"{said}{hours}" if certainty == "ca" else f"{said}{hours} ({week(first)}), {in_days(first, today)}"


def sure_span(first: date, last: date, certainty: str, today: date) -> str:
    """Return a day or window with how sure it is, the day without its week and distance.

    «mandag 5. oktober», «trolig 6.–9. oktober», «rundt 18. januar» (no weekday), «omtrent april–juli», «i november».
    """
    match certainty:
        case "måned" | "ukjent":
            return f"i {_months(first, last, today)}"
        case "ca" if _are_whole_months(first, last) or last - first > LONG:
            return f"omtrent {span(first, last, today)}"
        case "ca":
            return f"rundt {plain_span(first, last, today)}"
        case "forventet":
            return f"trolig {span(first, last, today)}"
        case _:
            return span(first, last, today)


def plain_span(first: date, last: date, today: date) -> str:
    """Return a span as `span` does, but a single day without its weekday."""
    return short_day(first, today) if first == last else span(first, last, today)


def held_in(seen: Sequence[date], this_year: int) -> str:
    """Return in which months something was in earlier years: «Holdt i februar og mars de siste årene»."""
    if not seen:
        return ""
    months = listing([month(date(this_year, number, 1)) for number in sorted({each.month for each in seen})])
    years = sorted({each.year for each in seen})
    if len(years) > 1 and this_year - years[-1] < RECENT_YEARS:
        return f"Holdt i {months} de siste årene"
    return f"Holdt i {months} {listing([str(each) for each in years])}"


def ago(then: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return when something happened: «nå nettopp», «for 3 minutter siden», «i dag kl. 9.05», «mandag 5. oktober»."""
    passed = now - then
    if passed < timedelta(minutes=1):
        return "nå nettopp"
    minutes = int(passed.total_seconds()) // 60
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return f"for {amount(minutes, 'minutt', 'minutter')} siden"
    local, today = then.astimezone(zone), now.astimezone(zone).date()
    if (today - local.date()).days <= 1:
        return f"{in_days(local.date(), today)} kl. {clock(local.time())}"
    return day(local.date(), today)


def lasting(time: timedelta) -> str:
    """Return how long something took, in short: «under 1 min», «12 min», «2 t 5 min», «3 dager»."""
    minutes = int(time.total_seconds()) // 60
    if minutes < 1:
        return "under 1 min"
    hours, left = divmod(minutes, 60)
    if hours < 1:
        return f"{left} min"
    if time < timedelta(days=2):
        return f"{hours} t {left} min" if left else f"{hours} t"
    return f"{time.days} dager"


def amount(count: int, one: str, many: str) -> str:
    """Return «1 frist», «3 frister», «ingen frister»."""
    if count == 0:
        return f"ingen {many}"
    return f"{number(count)} {one if count == 1 else many}"


def number(count: int) -> str:
    """Return «12 000», with a space that does not break."""
    return f"{count:,}".replace(",", "\u00a0")


def listing(words: Sequence[str], last: str = "og") -> str:
    """Return «a», «a og b», «a, b og c»."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capital(text: str) -> str:
    """Return the text with a capital first letter, the rest unchanged."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Return the text with a small first letter, the rest unchanged."""
    return text[:1].lower() + text[1:]


def _format(when: date, pattern: str) -> str:
    return format_date(when, pattern, locale="nb")


def _year(when: date, today: date | None) -> str:
    return f" {when.year}" if today is not None and when.year != today.year else ""


def _are_whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _months(first: date, last: date, today: date | None) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return month(first, today)
    if first.year != last.year:
        return f"{_format(first, 'LLLL y')}–{_format(last, 'LLLL y')}"
    return f"{month(first)}–{month(last, today)}"
