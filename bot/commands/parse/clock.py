"""Times of day as people write them: «kl 12», «kl. 12.30–13.30», «12.00», «kl 0930», «kl halv ni»."""

import re
from dataclasses import dataclass
from datetime import time

from bot.commands.parse.day_phrases import Match
from bot.commands.parse.fault import Fault
from bot.commands.parse.vocabulary import NUMERAL, options

HOURS, HOUR = 24, 60
DAY = HOURS * HOUR
LAST_HOUR, LAST_MINUTE, MONTHS = 23, 59, 12
CLOCK_WORDS = frozenset({"kl", "kl.", "klokka", "klokken", "klokkeslett"})


@dataclass(frozen=True)
class TimeOfDay:
    """A local time of day, and its duration in minutes (None if not given)."""

    start: time
    minutes: int | None = None


_KL = r"(?:kl\.?|klokka|klokken|klokkeslett) ?"
_T = r"(?:(?P<{0}h>[0-9]{{1,2}})(?:[.:](?P<{0}m>[0-9]{{2}}))?|(?P<{0}hh>[0-9]{{1,2}})(?P<{0}mm>[0-9]{{2}}))"
_FULL = r"(?P<{0}h>[0-9]{{1,2}})[.:](?P<{0}m>[0-9]{{2}})(?::[0-9]{{2}})?"
_TO = r"(?: ?- ?| til )"
_LASTING = rf"(?: i (?P<count>[0-9]{{1,2}}|{options(NUMERAL)}) (?P<unit>time|timer|timar|min|minutt|minutter))?"
_END = r"(?=[.,]*(?: |$))"
_CLOCK = re.compile(rf"(?:fra )?{_KL}{_T.format('a')}(?:{_TO}(?:{_KL})?{_T.format('b')})?{_LASTING}{_END}")
_BETWEEN = re.compile(rf"mellom {_KL}{_T.format('a')} og (?:{_KL})?{_T.format('b')}{_END}")
_WORDS = re.compile(rf"{_KL}(?P<part>halv |kvart over |kvart pa )?(?P<hour>{options(NUMERAL)}){_END}")
_BARE = re.compile(rf"{_FULL.format('a')}(?:{_TO}{_T.format('b')})?{_END}")
_PACKED = re.compile(
    rf"(?P<ahh>0[5-9]|1[0-8])(?P<amm>[0-5][05])(?:{_TO}(?P<bhh>[01][0-9]|2[0-3])(?P<bmm>[0-5][05])){_END}"
)
"""Four digits twice without «kl», which are no years: «0830–1000»."""
_NIGHT_ENDS, _DAY_BEGINS = 6, 7
"""«kl 3» and «klokka fem» are in the afternoon, and so is «halv fire»; «kl 6», «kl 03» and «kl 3.00» are as written."""
_MORNING = re.compile(r"[.,]{0,3} (?:om morgenen|om morgonen|om natta|i natt|om natten|pa natta|pa morgenen)")
_PARTS = {"halv ": -30, "kvart over ": 15, "kvart pa ": -15}


def clock_at(text: str, offset: int) -> tuple[TimeOfDay | Fault, int, bool] | None:
    """Return the time of day at an offset of a folded line, the offset of its end, and whether it has «kl».

    Without «kl» a time needs minutes that are not a month: «12.00» and «9.30–11», not «10.12».
    """
    match = _CLOCK.match(text, offset) or _BETWEEN.match(text, offset)
    if match:
        return _read(match, is_night=_MORNING.match(text, match.end()) is not None), match.end(), True
    words = _WORDS.match(text, offset)
    if words:
        minutes = NUMERAL[words["hour"]] * HOUR + _PARTS.get(words["part"] or "", 0)
        if minutes < _DAY_BEGINS * HOUR and not _MORNING.match(text, words.end()):
            minutes += DAY // 2
        return TimeOfDay(time(minutes // HOUR % 24, minutes % HOUR)), words.end(), True
    bare = _BARE.match(text, offset)
    if bare and _is_no_date(bare):
        time_read = _read(bare)
        return None if isinstance(time_read, Fault) else (time_read, bare.end(), False)
    packed = _PACKED.match(text, offset)
    return (_read(packed), packed.end(), False) if packed else None


def read_clock(text: str) -> TimeOfDay | Fault | None:
    """Return the time of day that a whole text (folded) means, with or without «kl»; None if it is not one.

    A time that does not exist, such as «25.00», is a fault.
    """
    # Digits need no «kl» in a field of their own.
    for said in (text, f"kl {text}" if text[:1].isdigit() else ""):
        match = clock_at(said, 0)
        if match and said[match[1] :].strip(" .,") == "":
            return match[0]
    return None


def _is_no_date(match: Match) -> bool:
    minutes = int(match["am"])
    return ":" in match.group() or not 1 <= minutes <= MONTHS


def _read(match: Match, *, is_night: bool = True) -> TimeOfDay | Fault:
    parts = match.groupdict()
    is_afternoon = not is_night and _is_short(parts, "a") and 1 <= int(parts["ah"]) < _NIGHT_ENDS
    if is_afternoon:
        later = [which for which in ("a", "b") if which == "a" or _is_short(parts, "b")]
        parts |= {f"{which}h": str(int(parts[f"{which}h"]) + HOURS // 2) for which in later}
    start = _time(parts, "a")
    if isinstance(start, Fault):
        return start
    minutes = None
    if parts.get("bh") or parts.get("bhh"):
        end = _time(parts, "b")
        if isinstance(end, Fault):
            return end
        minutes = (end.hour * HOUR + end.minute - start.hour * HOUR - start.minute) % DAY or None
    elif parts.get("count"):
        count = NUMERAL[parts["count"]] if parts["count"] in NUMERAL else int(parts["count"])
        minutes = count * (HOUR if parts["unit"].startswith("t") else 1)
    return TimeOfDay(start, minutes)


def _is_short(parts: dict[str, str], which: str) -> bool:
    """Return True for an hour of one digit without minutes."""
    return len(parts.get(f"{which}h") or "") == 1 and not parts.get(f"{which}m")


def _time(parts: dict[str, str], which: str) -> time | Fault:
    hour = int(parts.get(f"{which}h") or parts.get(f"{which}hh") or 0)
    minute = int(parts.get(f"{which}m") or parts.get(f"{which}mm") or 0)
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        return Fault(f"Klokka {hour}.{minute:02} finnes ikke. Skriv for eksempel kl. 12.30.")
    return time(hour, minute)
