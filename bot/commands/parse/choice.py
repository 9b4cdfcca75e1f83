"""Choosing among the times of a line: the one that is meant, the words that are left, and the questions to ask.

A time after «innen», «senest», «frist», «før» or «til» wins; then a date without such a word; then one that more likely
belongs to something else; last a month or a feast. A time that is left over and could be meant leads to a question.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot.cards import words
from bot.commands.parse.clock import TimeOfDay
from bot.commands.parse.days import Context, Dates
from bot.commands.parse.expressions import Expression, expressions
from bot.commands.parse.fault import Fault
from bot.commands.parse.leftovers import Leftover, clocks_left, fragments, left_over, not_understood
from bot.commands.parse.markers import TimeCandidate, weighed
from bot.commands.parse.recurrence import Rule
from bot.commands.parse.time_text import TimeText, time_text

_TRIMMED = " ,;:–-"
_BEFORE_CLOCK = frozenset({"innen", "innan", "senest", "seinast", "før", "fra", "pa", "na"})
_WHEN = frozenset({"i", "forrige", "forre", "sist", "siste", "denne", "dette"})
"""Folded words that begin a period in which something was done, and not what it was about."""
_ORDINAL = re.compile(r"[0-9]{1,2}\.")
_IN_FRONT = frozenset({"og", "i", "den", "eller"})
"""Words before a recurrence that show that part of it was not read: «1. og 15. hver måned»."""


@dataclass(frozen=True)
class Reading:
    """When something is, according to a line, and the words that are left.

    `dates` are the days that were read, `day` the day of a deadline. `faults` say in bokmål what to correct or
    confirm; the reading then fills in a form. `choices` are the days to choose from if the date
    and the weekday disagree. `note` says what was calculated, such as a last working day. `spans` are the words that
    were used, each as the first index and the one after the last.
    """

    day: date | None = None
    dates: Dates | None = None
    certainty: str = "fast"
    start: time | None = None
    minutes: int | None = None
    rule: str | None = None
    until: date | None = None
    title: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    choices: tuple[date, ...] = ()
    note: str = ""
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class _Line:
    """A line with all its times."""

    text: TimeText
    context: Context
    found: Sequence[Expression]
    days: Sequence[TimeCandidate]

    def of(self, kind: type) -> list[Expression]:
        """Return the expressions of a kind."""
        return [each for each in self.found if isinstance(each.read, kind)]


def choose(words_given: Sequence[str], context: Context, *, clocks: bool = True) -> Reading:
    """Return when something is, according to a line, and the words that are left. No word is lost.

    Without `clocks`, times of day are left in the title, for entries that cannot store them.
    """
    text = time_text(tuple(words_given))
    context = replace(context, line=text)
    times = [each for each in expressions(text, context) if clocks or not _is_time_of_day(each, text)]
    days = [each for one in times if (each := weighed(text, one, context))]
    line = _Line(text, context, times, days)
    rules = line.of(Rule) if context.direction == "forward" else []
    return _recurring(line, rules) if rules else _once(line)


def _once(line: _Line) -> Reading:
    pick, asked = _pick(line)
    clock = _clock(line, pick)
    spans = _spans(pick, clock, line.text)
    left = left_over(line.text, line.found, pick, clock, spans, context=line.context)
    dates = pick.dates if pick else None
    reading = _timed(Reading(title=_title(line.text, spans), spans=spans), clock)
    faults = [*asked, *left, *_clock_faults(clock)]
    if isinstance(dates, Fault):
        return replace(reading, faults=tuple(dict.fromkeys((dates.text, *faults))))
    if dates is None:
        return replace(reading, faults=tuple(faults))
    choices = (dates.first, dates.otherwise) if dates.otherwise else ()
    return replace(
        reading,
        day=_day(dates, line.context),
        dates=dates,
        certainty=dates.certainty,
        choices=tuple(sorted(choices)),
        note=dates.note,
        faults=tuple(dict.fromkeys(faults)),
    )


def _day(dates: Dates, context: Context) -> date:
    """Return the day to fill in; of a week or a month in which something was done, none that is to come."""
    is_begun = context.direction == "backward" and dates.first <= context.today
    return min(dates.deadline, context.today) if is_begun else dates.deadline


def _pick(line: _Line) -> tuple[TimeCandidate | None, list[str]]:
    """Return the time that is meant, and what to ask about it."""
    usable = [each for each in line.days if each.weight != "none" and _may_be(each, line.context)]
    pools = [
        sorted((each for each in usable if each.weight == "strong" and not each.is_vague), key=_may_be_title(line)),
        [each for each in usable if each.weight == "plain" and not each.is_vague],
        [each for each in usable if each.weight == "weak" and not each.is_vague],
        [each for each in usable if each.weight == "strong"],
        [each for each in usable if each.weight == "plain"],
    ]
    # A date that exists is preferred.
    pools = [[each for each in pool if isinstance(each.dates, Dates)] or pool for pool in pools]
    best = next((pool for pool in pools if pool), [])
    if not best:
        return None, []
    pick = best[0]
    others = [each for each in (*pools[0], *pools[1]) if not _agrees(each, pick)] if not pick.is_vague else best[1:]
    others = [each for each in others if each is not pick and isinstance(each.dates, Dates) and not _agrees(each, pick)]
    open_questions = [_several(pick, others, line)] if others else []
    if pick.weight == "weak" and isinstance(pick.dates, Dates):
        open_questions.append(
            f"Mener du {words.day(pick.dates.deadline, line.context.today)}? Se over datoen før du lagrer."
        )
    is_past_week = line.context.direction == "backward" and isinstance(pick.dates, Dates) and pick.dates.kind == "uke"
    if isinstance(pick.dates, Dates) and (pick.dates.asks or is_past_week):
        open_questions.append(_stretch(pick.dates, line.context))
    return pick, open_questions


def _may_be_title(line: _Line) -> Callable[[TimeCandidate], bool]:
    """Return what puts «til 8. mars» after «innen 1. mars»: «til» may be about what the deadline is for."""
    return lambda each: line.text.folded(each.lead) in {"til", "før", "fram", "frem"}


def _may_be(each: TimeCandidate, context: Context) -> bool:
    """Return False for «Rapport for mars» and «vedtatt i 2025» in a text about the past; «i mars» may be when."""
    if context.direction == "forward" or isinstance(each.dates, Fault) or each.dates.kind in {"dag", "uke"}:
        return True
    return each.dates.kind != "år" and context.line.folded(each.expression.first) in _WHEN


def _agrees(each: TimeCandidate, pick: TimeCandidate) -> bool:
    """Return True if a time includes the picked day: the same day, or for example its week."""
    if isinstance(each.dates, Fault) or isinstance(pick.dates, Fault):
        return False
    return each.dates.first <= pick.dates.deadline <= each.dates.last


def _several(pick: TimeCandidate, others: Sequence[TimeCandidate], line: _Line) -> str:
    days = [each.dates.deadline for each in (pick, *others) if isinstance(each.dates, Dates)]
    written = [words.day(day, line.context.today) for day in dict.fromkeys(days)]
    count = {2: "to", 3: "tre"}.get(len(written), "flere")
    return f"Jeg fant {count} datoer: {words.listing(written)}. Velg den som er riktig."


def _stretch(dates: Dates, context: Context) -> str:
    from_to = dates.name or words.span(dates.first, dates.last, context.today)
    return f"{words.capital(from_to)} er flere dager. Velg hvilken dag det er."


def _clock(line: _Line, pick: TimeCandidate | None) -> Expression | None:
    """Return the time of day: one with «kl», else one next to the date."""
    matches = [
        each for each in line.found if isinstance(each.read, TimeOfDay | Fault) and _is_time_of_day(each, line.text)
    ]
    certain = [each for each in matches if each.certain]
    beside = [each for each in matches if pick and (each.first == pick.expression.last or each.last == pick.lead)]
    return next(iter(certain or beside), None)


def _is_time_of_day(each: Expression, text: TimeText) -> bool:
    return isinstance(each.read, TimeOfDay) or text.folded(each.first).startswith("kl")


def _clock_faults(clock: Expression | None) -> list[str]:
    return [clock.read.text] if clock and isinstance(clock.read, Fault) else []


def _timed(reading: Reading, clock: Expression | None) -> Reading:
    if clock is None or not isinstance(clock.read, TimeOfDay):
        return reading
    return replace(reading, start=clock.read.start, minutes=clock.read.minutes)


def _spans(pick: TimeCandidate | None, clock: Expression | None, text: TimeText) -> tuple[tuple[int, int], ...]:
    keeps = pick is not None and isinstance(pick.dates, Dates) and pick.dates.keeps_words
    own = [(pick.lead, pick.expression.last)] if pick and not keeps else []
    own += [pick.expression.also] if pick and pick.expression.also else []
    at = [(_lead_of_clock(clock, text, own), clock.last)] if clock else []
    return tuple(sorted((*own, *at)))


def _lead_of_clock(clock: Expression, text: TimeText, taken: Sequence[tuple[int, int]]) -> int:
    """Return the index of the first word that belongs to a time of day: «innen kl. 15»."""
    first, free = clock.first, max((last for _, last in taken if last <= clock.first), default=0)
    while first > free and text.folded(first - 1) in _BEFORE_CLOCK:
        first -= 1
    return first


def _title(text: TimeText, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    taken = {index for first, last in spans for index in range(first, last)}
    return tuple(word for index, word in enumerate(text.words) if index not in taken)


def _recurring(line: _Line, rules: Sequence[Expression]) -> Reading:
    """Read a recurring time, with its first and last day if the line has them."""
    usable = [each for each in line.days if each.weight != "none" or each.is_start]
    # «hver tirsdag i desember»: the month right after the rule; any other month belongs to the title.
    dates = [
        each
        for each in usable
        if isinstance(each.dates, Dates)
        and (not each.is_vague or each.is_until or each.is_start or each.lead == rules[0].last)
    ]
    wrong = [each.dates.text for each in usable if isinstance(each.dates, Fault)]
    ranged = next((each for each in dates if _days_of(each).asks and not (each.is_start or each.is_until)), None)
    is_yearly = getattr(rules[0].read, "needs", "") == "år"
    until = (
        None
        if is_yearly and ranged
        else ranged or next((each for each in dates if each.is_until and not each.is_start), None)
    )
    start = ranged or next((each for each in dates if each is not until), None)
    if is_yearly and until and start is None and _days_of(until).turn:
        start, until = until, None  # «hvert år innen 1. mars»
    clock = _clock(line, start)
    used = [each for each in dict.fromkeys((start, until)) if each]
    spans = tuple(
        sorted(
            {_span_beside(each, rules[0]) for each in used}
            | {(each.first, each.last) for each in rules[:1]}
            | set(_spans(None, clock, line.text))
        )
    )
    left = [each for each in dates if each not in used]
    open_questions = [_several(left[0], left[1:] or used[:1], line)] if left else []
    if is_yearly and ranged:
        open_questions.append(_stretch(_days_of(ranged), line.context))
    if len(rules) > 1:
        open_questions.append(not_understood(line.text, rules[1].first, rules[1].last))
    before = line.text.folded(rules[0].first - 1)
    if before in _IN_FRONT or _ORDINAL.fullmatch(before):
        open_questions.append(not_understood(line.text, max(0, rules[0].first - 2), rules[0].first))
    beside = Leftover(frozenset({rules[0].last, *((clock.last,) if clock else ())}), rules[0].first)
    open_questions += [*_clock_faults(clock), *clocks_left(line.text, line.found, clock)]
    open_questions += fragments(line.text, line.found, beside, spans)
    reading = _timed(Reading(title=_title(line.text, spans), spans=spans, faults=tuple(wrong + open_questions)), clock)
    return _ruled(reading, rules[0].read, start, until, line)  # type: ignore[arg-type]  # a rule


def _ruled(
    reading: Reading, rule: Rule, start: TimeCandidate | None, until: TimeCandidate | None, line: _Line
) -> Reading:
    begins = max(_days_of(start).first, line.context.today) if start else None
    whole = rule.starting(begins) if begins else rule.alone()
    ends = _last_day(until, line) if until else None
    if whole is None:
        asked = "Velg den første dagen."
        return replace(reading, rule=rule.text, until=ends, faults=(*reading.faults, asked))
    first = whole.first_after(begins - timedelta(1) if begins else line.context.today)
    faults = reading.faults
    if first is None or (ends and first > ends):
        faults = (*faults, "Den siste dagen er før den første.")
    return replace(reading, day=first, rule=whole.text, until=ends, faults=faults)


def _span_beside(each: TimeCandidate, rule: Expression) -> tuple[int, int]:
    """Return the words of a first or last day, without those of the rule before it: «hver dag mandag»."""
    begins = each.lead - each.is_start
    return (max(begins, rule.last) if each.expression.first >= rule.last else begins), each.expression.last


def _last_day(until: TimeCandidate, line: _Line) -> date:
    """Return the last day of «til sommeren», before it begins, and of «til og med mars» and «i desember», their own."""
    dates, lead = _days_of(until), until.lead
    is_before = dates.vague and line.text.folded(lead) in {"til", "fram", "frem"} and line.text.folded(lead + 1) != "og"
    return dates.first - timedelta(1) if is_before else dates.last


def _days_of(candidate: TimeCandidate) -> Dates:
    assert isinstance(candidate.dates, Dates)  # noqa: S101 - for the type checker: faults are left out before
    return candidate.dates


def joined(title: Sequence[str]) -> str:
    """Return the words of a title as one text, without the punctuation around it."""
    return " ".join(title).strip(_TRIMMED)
