"""Phrases that are read only in questions: «mars», «siste 14 dager», «hittil i år», «snart»."""

import re
from datetime import date, timedelta

from bot.commands.parse.day_phrases import (
    NUMBER,
    OR_YEAR,
    RELATIVE,
    Match,
    Phrase,
    Reading,
    pattern,
    read_weekday,
)
from bot.commands.parse.days import DECEMBER, FIRST_YEAR, LAST_YEAR, Context, Dates
from bot.commands.parse.distances import number
from bot.commands.parse.fault import Fault
from bot.commands.parse.period_phrases import PERIOD_WORD, SHORT_MONTH, half_year, month, quarter, stretch, unit_dates
from bot.commands.parse.vocabulary import SHORT_WEEKDAY, options

MOST_DAYS = 999
SOON_DAYS, LATELY_DAYS = 14, 30
DAYS_EACH = {"d": 1, "u": 7, "v": 7, "m": 30, "k": 91, "h": 182, "a": 365}


def _soon(match: Match, context: Context) -> Reading:
    del match
    return next_days(SOON_DAYS, context.today)


def _lately(match: Match, context: Context) -> Reading:
    """Read «i det siste», «nylig»; in a question about the past, days count backward anyway."""
    del match
    if context.direction == "backward":
        return next_days(LATELY_DAYS, context.today)
    first = context.today - timedelta(LATELY_DAYS)
    return Dates(first, context.today, "periode", name=f"de siste {LATELY_DAYS} dagene")


def _count(match: Match, context: Context) -> Reading:
    count = int(match["count"])
    if FIRST_YEAR <= count <= LAST_YEAR:
        return stretch((date(count, 1, 1), date(count, DECEMBER, 31)), "år")
    return _days(count, context.today)


def _units(match: Match, context: Context) -> Reading:
    return _days(number(match["count"]) * DAYS_EACH[match["unit"][0]], context.today)


def _last_units(match: Match, context: Context) -> Reading:
    """Read «siste 14 dager»; in a question about the past, days count backward anyway."""
    count = number(match["count"]) * DAYS_EACH[match["unit"][0]]
    if context.direction == "backward" or count > MOST_DAYS:
        return _days(count, context.today)
    return Dates(context.today - timedelta(count), context.today, "periode", name=f"de siste {count} dagene")


def _last_unit(match: Match, context: Context) -> Reading:
    """Read «siste uke», «det siste halvåret»: so many days until today."""
    count = DAYS_EACH[match["unit"][0]]
    if context.direction == "backward":
        return next_days(count, context.today)
    return Dates(context.today - timedelta(count), context.today, "periode", name=f"de siste {count} dagene")


def _so_far(match: Match, context: Context) -> Reading:
    """Read «hittil i år», «så langt denne måneden»: from its first day to today."""
    whole = unit_dates(match["unit"], 0, context.today)
    if not isinstance(whole, Dates):
        return whole
    unit = {
        "u": "denne uka",
        "v": "denne uka",
        "m": "denne måneden",
        "k": "dette kvartalet",
        "h": "dette halvåret",
        "a": "i år",
    }
    return Dates(whole.first, context.today, "periode", name=f"hittil {unit[match['unit'][0]]}")


def _days(count: int, today: date) -> Dates | Fault:
    if count > MOST_DAYS:
        return Fault(
            f"Jeg kan vise opptil {MOST_DAYS} dager frem. Skriv et lavere tall, eller et årstall som {today.year + 1}."
        )
    return next_days(count, today)


def next_days(count: int, today: date) -> Dates:
    """Return today and that many days after it."""
    return Dates(today, today + timedelta(count), "dager", vague=True, asks=True)


_UNITS = r"(?P<unit>dag(?:er|ar|ene|ane)?|uk(?:er|ene|e)|vek(?:er|ene|e)|man[ae]d(?:er|ar|ene|ane)?)"
QUESTION_PHRASES: tuple[Phrase, ...] = (
    (pattern(r"(?P<count>[0-9]{1,4})"), _count),
    (pattern(rf"(?:i )?(?P<name>{options(SHORT_MONTH)})\.?{OR_YEAR}"), month),
    (pattern(rf"(?:de |dei )?(?:neste |kommende )?{NUMBER} {_UNITS}(?: fr[ae]m(?:over)?)?"), _units),
    (pattern(rf"(?:de |dei )?siste {NUMBER} {_UNITS}"), _last_units),
    (
        pattern("(?P<unit>uka|uken|veka|maneden|manaden|aret)"),
        lambda match, now: unit_dates(match["unit"], 0, now.today),
    ),
    (pattern(r"snart|haster|hastar|fremover|framover|(?:de|dei) narmeste (?:dagene|dagane|ukene|vekene)"), _soon),
    (pattern(r"nylig|nyleg|i det siste|i den siste tida?"), _lately),
    (pattern(r"(?:det )?siste (?P<unit>dogn)(?:et)?"), _last_unit),
    (pattern(rf"(?:den |det )?siste {PERIOD_WORD}"), _last_unit),
    (
        pattern(rf"(?P<which>hele|heile) {PERIOD_WORD}"),
        lambda match, now: unit_dates(match["unit"], RELATIVE[match["which"]], now.today),
    ),
    (pattern(rf"(?:hittil|sa langt|tidligere|tidlegare) (?:i |denne |dette |hele )?{PERIOD_WORD}"), _so_far),
    (pattern(r"(?P<ordinal>)[qk](?P<digit>[0-9])(?: (?P<year>[0-9]{4}|[0-9]{2}))?"), quarter),
    (pattern(r"(?P<ordinal>)kvartal (?P<digit>[1-4])(?:,? (?P<year>[0-9]{4}))?"), quarter),
    (pattern(r"(?P<ordinal>)(?P<digit>[1-4])\.? kvartal(?: (?P<year>[0-9]{4}|[0-9]{2}))?"), quarter),
    (re.compile(rf"(?P<short>{options(SHORT_WEEKDAY)})\.?(?= ?-)"), read_weekday),
    (pattern(rf"(?:(?<=-)|(?<=- ))(?P<short>{options(SHORT_WEEKDAY)})\.?"), read_weekday),
    (pattern(rf"h(?P<ordinal>[12]){OR_YEAR}"), half_year),
)
