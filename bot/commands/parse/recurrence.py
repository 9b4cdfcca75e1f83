"""Recurring times as people write them: «hver mandag», «annenhver fredag», «første onsdag i måneden», «hvert kvartal»."""

import re
from dataclasses import dataclass
from datetime import date

from bot.commands.parse.day_phrases import Match
from bot.commands.parse.nth_phrases import nth
from bot.commands.parse.vocabulary import MONTH, ORDINAL, WEEKDAY, options
from models.calendar.recurring import BYDAY, first_day

SHORTEST_MONTH, LONGEST_MONTH = 28, 31


@dataclass(frozen=True)
class Rule:
    """A recurring time: an RRULE (RFC 5545) without its end.

    `needs` says what the rule takes from its first day: its weekday («uke»), or its day of the month or of the year.
    Without a first day it means Friday, or the last working day of the month or quarter. Empty if the rule has its day.
    """

    text: str
    needs: str = ""

    def starting(self, first: date) -> "Rule":
        """Return the rule completed from its first day."""
        by = {
            "uke": f"BYDAY={BYDAY[first.weekday()]}",
            "måned": _by_month_day(first.day),
            "år": f"BYMONTH={first.month};{_by_month_day(first.day)}",
        }.get(self.needs)
        return Rule(f"{self.text};{by}") if by else self

    def alone(self) -> "Rule | None":
        """Return the rule without a first day; None if it needs one."""
        return {"": self, "uke": Rule(f"{self.text};BYDAY=FR"), "måned": self._ends_of_months()}.get(self.needs)

    def _ends_of_months(self) -> "Rule":
        months = {"INTERVAL=3": "3,6,9,12", "INTERVAL=6": "6,12"}.get(self.text.rpartition(";")[2])
        text = f"FREQ=MONTHLY;BYMONTH={months}" if months else self.text
        return Rule(f"{text};BYMONTHDAY=-1")

    def first_after(self, day: date) -> date | None:
        """Return the first day of the rule after a day."""
        return first_day(self.text, day)


_NOT_INTERVALS = {"forste", "fyrste", "siste", "sist", "nest siste", "nestsiste"}
"""«hver første mandag» is the first Monday of each month."""
_EVERY = (
    r"(?:(?P<other>annenhver|annethvert|annankvar|annakvar|annakvart|hver annen|hver andre|hvert annet|hvert andre)"
    rf"|(?:hver|hvert|kvar|kvart)(?: (?P<every>{options(set(ORDINAL) - _NOT_INTERVALS)}|[2-9]\.|1[0-9]\.))?)"
)
_UNIT = r"(?P<unit>dag|virkedag|arbeidsdag|hverdag|uke|veke|maned|manad|kvartal|halvar|ar)"
_WDS = rf"(?P<wds>(?:{options(WEEKDAY)})(?:(?:, | og | og hver )(?:{options(WEEKDAY)}))*)"
_BETWEEN = re.compile(r", | og hver | og ")
_END = r"(?=[.,]*(?: |$))"
_NTH_WORD = rf"{options(ORDINAL)}|[1-5]\."
_PLURAL = rf"(?:{options(WEEKDAY)})[ea]r"
_WEEKDAYS = re.compile(options(WEEKDAY))
_NTH = rf"(?:den )?(?:hver |kvar )?(?P<ordinal>{options(ORDINAL)}|[1-5]\.) (?:(?P<weekday>{options(WEEKDAY)})|arbeidsdag|virkedag|hverdag)(?:en)?"
_IN_MONTH = r"(?:i )?(?:hver |hvert |kvar |kvart )?(?P<of>maneden|maned|manaden|manad|kvartalet|kvartal)"
_DATE = rf"(?:den )?(?P<day>[0-9]{{1,2}})(?:\.? ?(?P<name>{options(MONTH)})\.?|(?:\. ?|/)(?P<month>[0-9]{{1,2}})\.?)"


def rule_at(text: str, offset: int) -> tuple[Rule, int] | None:
    """Return the recurring time at an offset of a folded line, and the offset of its end."""
    matches = [(match, reader) for pattern, reader in _READERS if (match := pattern.match(text, offset))]
    for match, reader in sorted(matches, key=lambda each: -each[0].end()):
        read = reader(match)
        if read:
            return read, match.end()
    return None


def _interval(match: Match) -> int:
    parts = match.groupdict()
    if parts.get("other"):
        return 2
    every = parts.get("every")
    return nth(every) if every else 1


def _weekly(match: Match) -> Rule | None:
    days = _BETWEEN.split(match["wds"])
    by = ",".join(BYDAY[number] for number in sorted({WEEKDAY[each] for each in days}))
    every = _interval(match)
    return Rule(f"FREQ=WEEKLY{f';INTERVAL={every}' if every > 1 else ''};BYDAY={by}")


def _plural(match: Match) -> Rule | None:
    """Read «mandager», «mandager og torsdager», «hverdager»."""
    days = {WEEKDAY[each] for each in _WEEKDAYS.findall(match["wds"])}
    by = ",".join(BYDAY[number] for number in sorted(days)) or "MO,TU,WE,TH,FR"
    return Rule(f"FREQ=WEEKLY;BYDAY={by}")


def _monthly_weekday(match: Match) -> Rule | None:
    """Read «hver første mandag», «hver siste fredag»: once a month."""
    return Rule(f"FREQ=MONTHLY;BYDAY={nth(match['ordinal']):+d}{BYDAY[WEEKDAY[match['weekday']]]}")


def _two_of_month(match: Match) -> Rule | None:
    """Read «første og tredje mandag i måneden»."""
    weekday = BYDAY[WEEKDAY[match["weekday"]]]
    numbers = sorted({nth(match["ordinal"]), nth(match["second"])}, key=lambda n: (n < 0, n))
    return Rule(f"FREQ=MONTHLY;BYDAY={','.join(f'{n:+d}{weekday}' for n in numbers)}")


def _units(match: Match) -> Rule | None:
    every, unit = _interval(match), match["unit"]
    if unit == "dag" and every % 7 == 0:
        return Rule(f"FREQ=WEEKLY;INTERVAL={every // 7}", "uke")
    if unit in {"dag", "virkedag", "arbeidsdag", "hverdag"}:
        return Rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") if every == 1 else None
    freq, each, needs = {
        "u": ("WEEKLY", 1, "uke"),
        "v": ("WEEKLY", 1, "uke"),
        "m": ("MONTHLY", 1, "måned"),
        "k": ("MONTHLY", 3, "måned"),
        "h": ("MONTHLY", 6, "måned"),
        "a": ("YEARLY", 1, "år"),
    }[unit[0]]
    return Rule(f"FREQ={freq}{f';INTERVAL={every * each}' if every * each > 1 else ''}", needs)


def _nth_of_month(match: Match) -> Rule | None:
    n, weekday = nth(match["ordinal"]), match["weekday"]
    quarterly = match["of"].startswith("kvartal")
    if quarterly:
        months = "3,6,9,12" if n < 0 else "1,4,7,10"
        head = f"FREQ=MONTHLY;BYMONTH={months}"
    else:
        head = "FREQ=MONTHLY"
    if weekday:
        # A quarter means one of its months: the n-th such weekday of the first, or of the last if n is negative.
        return Rule(f"{head};BYDAY={n:+d}{BYDAY[WEEKDAY[weekday]]}")
    return Rule(f"{head};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={n}")


def _day_of_month(match: Match) -> Rule | None:
    parts = match.groupdict()
    day = int(parts.get("day") or (LONGEST_MONTH if parts.get("nth") in {None, "siste"} else 1))
    every = _interval(match)
    head = f"FREQ=MONTHLY{f';INTERVAL={every}' if every > 1 else ''}"
    return Rule(f"{head};{_by_month_day(day)}") if 1 <= day <= LONGEST_MONTH else None


def _last_day(match: Match) -> Rule | None:
    months = {"k": "BYMONTH=3,6,9,12;", "h": "BYMONTH=6,12;"}.get(match["of"][0], "")
    return Rule(f"FREQ=MONTHLY;{months}BYMONTHDAY=-1")


def _by_month_day(day: int) -> str:
    """Return the part of an RRULE for a day of the month: the last day if a month has no such day."""
    if day < LONGEST_MONTH and day > SHORTEST_MONTH:
        return f"BYMONTHDAY={','.join(map(str, range(SHORTEST_MONTH, day + 1)))};BYSETPOS=-1"
    return "BYMONTHDAY=-1" if day == LONGEST_MONTH else f"BYMONTHDAY={day}"


def _yearly(match: Match) -> Rule | None:
    month, day = MONTH[match["name"]] if match["name"] else int(match["month"]), int(match["day"])
    try:
        date(2024, month, day)  # a leap year has every day
    except ValueError:
        return None
    return Rule(f"FREQ=YEARLY;BYMONTH={month};{_by_month_day(day)}")


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body + _END)


_READERS = (
    (_pattern(rf"{_EVERY} {_WDS}"), _weekly),
    (_pattern(rf"(?:pa )?(?:alle )?(?P<wds>{_PLURAL}(?:(?:, | og ){_PLURAL})*)"), _plural),
    (_pattern(r"(?:pa |alle )?(?P<wds>(?:hver|yrkes|virke|kvar)dag[ea]r)"), _plural),
    (
        _pattern(rf"(?:hver|kvar) (?P<ordinal>forste|fyrste|siste|nest siste) (?P<weekday>{options(WEEKDAY)})"),
        _monthly_weekday,
    ),
    (
        _pattern(
            rf"(?:den |hver )?(?P<ordinal>{_NTH_WORD}) og (?P<second>{_NTH_WORD}) (?P<weekday>{options(WEEKDAY)}) {_IN_MONTH}"
        ),
        _two_of_month,
    ),
    (_pattern(rf"{_EVERY} (?:uke|veke),? (?:pa )?{_WDS}(?:[ea]r)?"), _weekly),
    (_pattern(rf"{_EVERY} {_UNIT}"), _units),
    (_pattern(rf"{_NTH} {_IN_MONTH}"), _nth_of_month),
    (
        _pattern(r"(?:den )?(?P<nth>forste|fyrste|siste) (?:dag(?:en)? )?(?:i )?(?:hver|kvar) (?:maned|manad)"),
        _day_of_month,
    ),
    (_pattern(r"(?:den )?(?P<day>[0-9]{1,2})\.? (?:i )?(?:hver (?:maned|manad)|i (?:maneden|manaden))"), _day_of_month),
    (_pattern(rf"{_EVERY} (?:maned|manad),? den (?P<day>[0-9]{{1,2}})\.?"), _day_of_month),
    (_pattern(rf"{_EVERY} (?:maned|manad),? siste dag(?:en)?"), _day_of_month),
    (_pattern(r"siste dag(?:en)? (?:i |hver )(?P<of>maneden|maned|kvartalet|kvartal|halvaret|halvar)"), _last_day),
    (_pattern(r"hver (?P<day>[0-9]{1,2})\. i (?:maneden|manaden)"), _day_of_month),
    (_pattern(rf"(?:hvert|kvart) ar,? {_DATE}"), _yearly),
    (_pattern(rf"{_DATE},? (?:hvert|kvart) ar"), _yearly),
)
