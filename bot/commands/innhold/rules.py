"""When an entry of the calendar is, in words: written in a form, and read again."""

import re
from collections.abc import Mapping
from typing import Any

from bot.cards.words import MONTHS, WEEKDAYS
from bot.commands.parse.clean import fold
from bot.commands.parse.fault import Fault
from content.schema.rules import LAST_DAYS

ORDER = {1: "første", 2: "andre", 3: "tredje", 4: "fjerde", 5: "femte", -1: "siste", -2: "nest siste"}
_BY_ORDER = {fold(word): number for number, word in ORDER.items()}
_MONTH = "|".join(fold(each) for each in MONTHS)
_WEEKDAY = "|".join(fold(each) for each in WEEKDAYS)
_NTH = "|".join(sorted((fold(each) for each in ORDER.values()), key=len, reverse=True))
_DATE = re.compile(rf"^(?:rundt |ca\.? )?(\d{{1,2}})\. ?({_MONTH})$")
_WEEK = re.compile(rf"^(?:({_WEEKDAY}) (?:i )?)?uke (\d{{1,2}})$")
_NTH_DAY = re.compile(rf"^({_NTH}) ({_WEEKDAY}|virkedag) (?:i )?({_MONTH})$")
_WHOLE = re.compile(rf"^(?:i )?({_MONTH})$")
_SPAN = re.compile(rf"^(\d{{1,2}})\.?(?: ?({_MONTH}))? ?- ?(\d{{1,2}})\. ?({_MONTH})$")
_MONTHS = re.compile(rf"^({_MONTH}) ?- ?({_MONTH})$")
_BEFORE, _AFTER = fold("før"), fold("etter")
_AWAY = re.compile(rf" (?:{fold('året')}|([1-4]) {fold('år')}) ({_BEFORE}|{_AFTER})$")
_ONE_AWAY = rf"(?:{fold('året')}|[1-4] {fold('år')}) (?:{_BEFORE}|{_AFTER})"
_TWO_YEARS = re.compile(
    rf"^(?:(\d{{1,2}})\. ?)?({_MONTH})( {_ONE_AWAY}) ?- ?(?:(\d{{1,2}})\. ?)?({_MONTH})( {_ONE_AWAY})?$"
)
"""A window whose ends are in different years, counted from the year of the plan."""
NOT_READ = "Skriv for eksempel «15. januar», «uke 33», «siste torsdag i august» eller «6.–15. oktober»."
WEEKS = 53
PLAIN = frozenset({"regel", "måned", "dag", "ukedag", "nr", "uke", "fra", "til"})
"""The parts of a rule that its words hold."""


def rule_text(rule: Mapping[str, Any] | None) -> str:
    """Return a rule of the content in words; what has no short words says so, and cannot be written again."""
    if not rule:
        return ""
    words, more = _words(rule), []
    if rule["regel"] != "vindu" and rule.get("år"):
        words = f"{words} {_away(rule['år'])}"
    if cycle := rule.get("syklus"):
        every = f"hvert {cycle['hvert']}. år fra {cycle['fra']}"
        more.append(f"ikke {every}" if cycle.get("unntatt") else every)
    return f"{words} ({', '.join(more)})" if more else words


def read_rule(text: str, month: int | None = None) -> dict[str, Any] | Fault | None:
    """Return the rule that words say; None if there are none. With a month it must be in that one."""
    words = " ".join(fold(text).replace("–", "-").split()).strip(" .")
    if not words:
        return None
    rule = _read(words)
    if rule is None:
        return Fault(NOT_READ)
    first = rule.get("måned") or rule.get("fra", {}).get("måned")
    if month is not None and first is not None and first != month:
        return Fault(f"Datoen er i {MONTHS[first - 1]}, men du valgte {MONTHS[month - 1]}. Endre en av dem.")
    return rule


def month_of(rule: Mapping[str, Any] | None) -> int | None:
    """Return the month that a rule names, if it names one."""
    if not rule:
        return None
    first = rule.get("fra")
    return rule.get("måned") or (first.get("måned") if isinstance(first, dict) else None)


def _words(rule: Mapping[str, Any]) -> str:  # noqa: PLR0911 - one a kind of rule
    match rule["regel"]:
        case "dato":
            return f"{rule['dag']}. {MONTHS[rule['måned'] - 1]}"
        case "ukedag":
            return f"{ORDER.get(rule['nr'], str(rule['nr']))} {rule['ukedag']} i {MONTHS[rule['måned'] - 1]}"
        case "uke":
            return f"{rule['ukedag']} i uke {rule['uke']}" if rule.get("ukedag") else f"uke {rule['uke']}"
        case "virkedag":
            return f"{ORDER.get(rule.get('nr', 1), rule.get('nr', 1))} virkedag i {MONTHS[rule['måned'] - 1]}"
        case "måned":
            return f"i {MONTHS[rule['måned'] - 1]}"
        case "vindu":
            return _window(rule["fra"], rule["til"], rule.get("år", 0))
    days = rule["dager"]
    when = f"{abs(days)} dager {'før' if days < 0 else 'etter'}"
    until = f" til {rule['til_dager']} dager" if rule.get("til_dager") is not None else ""
    return f"{when}{until} «{rule['hendelse']}»"


def _window(first: Mapping[str, Any], last: Mapping[str, Any], year: int) -> str:
    """Return «6.–15. oktober», «februar–mars året før», or «november 2 år før – januar året før» where the years differ."""
    years = [year + point.get("år", 0) for point in (first, last)]
    is_over_new_year = years == [year, year + 1] and (first["måned"], first.get("dag") or 1) > (
        last["måned"],
        last.get("dag") or 1,
    )
    if years[0] != years[1] and not (is_over_new_year and not year):
        return " – ".join(
            f"{_point(point)} {_away(away)}".strip() for point, away in zip((first, last), years, strict=True)
        )
    return f"{_plain_window(first, last)} {_away(years[0])}".strip()


def _plain_window(first: Mapping[str, Any], last: Mapping[str, Any]) -> str:
    begins, ends = MONTHS[first["måned"] - 1], MONTHS[last["måned"] - 1]
    if not first.get("dag") and not last.get("dag"):
        return f"{begins}–{ends}"
    one, other = first.get("dag") or 1, last.get("dag") or LAST_DAYS[last["måned"] - 1]
    return f"{one}.–{other}. {ends}" if begins == ends else f"{one}. {begins}–{other}. {ends}"


def _point(point: Mapping[str, Any]) -> str:
    month = MONTHS[point["måned"] - 1]
    return f"{point['dag']}. {month}" if point.get("dag") else month


def _away(years: int) -> str:
    """Return how many years from the year of the plan, in words: «året før», «2 år etter»; empty for the year itself."""
    if not years:
        return ""
    when = "før" if years < 0 else "etter"
    return f"året {when}" if abs(years) == 1 else f"{abs(years)} år {when}"


def _read(words: str) -> dict[str, Any] | None:
    """Return the rule of words that may end with the year: «1. februar året før», «november 2 år før - januar året før»."""
    if match := _TWO_YEARS.match(words):
        first, last = _point_of(match[1], match[2], match[3]), _point_of(match[4], match[5], match[6])
        return {"regel": "vindu", "fra": first, "til": last} if first and last else None
    away = _AWAY.search(words)
    rule = _read_plain(words[: away.start()] if away else words)
    return rule | {"år": _years(away[0])} if rule and away else rule


def _point_of(day: str | None, month: str, away: str | None) -> dict[str, Any] | None:
    number = _month(month)
    if day and not 1 <= int(day) <= LAST_DAYS[number - 1]:
        return None
    years = {"år": _years(away)} if away else {}
    return {"måned": number} | ({"dag": int(day)} if day else {}) | years


def _years(away: str) -> int:
    match = _AWAY.search(f" {away.strip()}")
    number = int(match[1] or 1) if match else 0
    return -number if match and match[2] == _BEFORE else number


def _read_plain(words: str) -> dict[str, Any] | None:  # noqa: PLR0911 - one a way to write it
    if match := _DATE.match(words):
        month = _month(match[2])
        return _day("dato", month, int(match[1]))
    if match := _WEEK.match(words):
        rule: dict[str, Any] = {"regel": "uke", "uke": int(match[2])}
        day = {"ukedag": _weekday(match[1])} if match[1] else {}
        return rule | day if 1 <= int(match[2]) <= WEEKS else None
    if match := _NTH_DAY.match(words):
        return _nth(match[1], match[2], _month(match[3]))
    if match := _WHOLE.match(words):
        return {"regel": "måned", "måned": _month(match[1])}
    if match := _SPAN.match(words):
        begins, ends = _month(match[2] or match[4]), _month(match[4])
        return _between((begins, int(match[1])), (ends, int(match[3])))
    if match := _MONTHS.match(words):
        return _between((_month(match[1]), None), (_month(match[2]), None))
    return None


def _nth(order: str, day: str, month: int) -> dict[str, Any] | None:
    number = _BY_ORDER[order]
    if day == "virkedag":
        return {"regel": "virkedag", "måned": month, "nr": number} if number > 0 else None
    return {"regel": "ukedag", "måned": month, "ukedag": _weekday(day), "nr": number}


def _day(kind: str, month: int, day: int) -> dict[str, Any] | None:
    return {"regel": kind, "måned": month, "dag": day} if 1 <= day <= LAST_DAYS[month - 1] else None


def _between(first: tuple[int, int | None], last: tuple[int, int | None]) -> dict[str, Any] | None:
    points = []
    for month, day in (first, last):
        if day is not None and not 1 <= day <= LAST_DAYS[month - 1]:
            return None
        points.append({"måned": month} | ({} if day is None else {"dag": day}))
    if (first[0], first[1] or 1) > (last[0], last[1] or LAST_DAYS[last[0] - 1]):
        points[1]["år"] = 1
    return {"regel": "vindu", "fra": points[0], "til": points[1]}


def _month(word: str) -> int:
    return [fold(each) for each in MONTHS].index(word) + 1


def _weekday(word: str) -> str:
    return WEEKDAYS[[fold(each) for each in WEEKDAYS].index(word)]
