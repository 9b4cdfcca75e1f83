"""Recurring deadlines in words, which `bot.commands.parse.recurrence` reads back as the same rule."""

from datetime import date

from bot.cards.words import MONTHS, WEEKDAYS, listing, short_day
from models.calendar.recurring import BYDAY, is_rule, on_holidays, parts

_NTH = {1: "første", 2: "andre", 3: "tredje", 4: "fjerde", 5: "femte", -1: "siste", -2: "nest siste"}
_EVERY = {3: "tredje", 4: "fjerde", 5: "femte", 6: "sjette"}
_HOLIDAYS = {
    "hopp": "Helligdager hoppes over.",
    "neste": "Er ikke dagen en arbeidsdag, flyttes den til neste arbeidsdag.",
    "forrige": "Er ikke dagen en arbeidsdag, flyttes den til arbeidsdagen før.",
}
_OF_MONTHS = {"3,6,9,12": "kvartalet", "1,4,7,10": "kvartalet", "6,12": "halvåret", "": "måneden"}
WORKING_WEEK = ",".join(BYDAY[:5])


def rule_words(rule: str, until: date | None = None) -> str:
    """Return a rule in words, «annenhver fredag til 20. desember 2026»."""
    if not is_rule(rule):
        return "gjentas"
    fields = parts(rule)
    words = {"WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[fields["FREQ"]](fields)
    return f"{words} til {short_day(until)} {until.year}" if until else words


def holiday_words(rule: str) -> str:
    """Return the sentence about what a rule does on days when nobody is at work."""
    return _HOLIDAYS[on_holidays(rule)]


def _every(fields: dict[str, str], what: str = "hver") -> str:
    every = int(fields.get("INTERVAL", "1"))
    if every == 1:
        return what
    return "annenhver" if every == 2 else f"hver {_EVERY.get(every, f'{every}.')}"  # noqa: PLR2004 - every other


def _weekly(fields: dict[str, str]) -> str:
    days = fields["BYDAY"]
    if days == WORKING_WEEK:
        return f"{_every(fields)} virkedag"
    return f"{_every(fields)} {listing([WEEKDAYS[BYDAY.index(each)] for each in days.split(',')])}"


def _monthly(fields: dict[str, str]) -> str:
    of = _OF_MONTHS.get(fields.get("BYMONTH", ""), "måneden")
    day = fields.get("BYMONTHDAY", "")
    if fields.get("BYDAY") == WORKING_WEEK:
        return f"{_NTH[int(fields['BYSETPOS'])]} arbeidsdag i {of}"
    if "BYDAY" in fields:
        numbers = [_NTH[int(each[:-2])] for each in fields["BYDAY"].split(",")]
        return f"{listing(numbers)} {WEEKDAYS[BYDAY.index(fields['BYDAY'][-2:])]} i {of}"
    last = day == "-1"
    if last and "INTERVAL" not in fields:
        return f"siste dag i {of}"
    return f"{_every(fields)} måned{' siste dag' if last else f' den {_last(day)}.'}"


def _yearly(fields: dict[str, str]) -> str:
    month, day = int(fields["BYMONTH"]), fields["BYMONTHDAY"]
    return f"hvert år {31 if day == '-1' else _last(day)}. {MONTHS[month - 1]}"


def _last(days: str) -> str:
    return days.rpartition(",")[2]
