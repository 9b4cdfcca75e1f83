"""Reading times in Norwegian text: when something is, and the words that are left.

Plans are read forward (`read_plan`), the past backward (`read_done`), and questions as periods (`read_period`). The
examples in `tests/commands/time_examples.yaml` are its documentation and its test. Words that could be part of the
time, but were not read, lead to a question: no word is dropped silently.

From text to reading: `time_text` folds the words, `expressions` finds every time in them (`day_phrases`, `date_phrases`,
`nth_phrases`, `week_phrases`, `period_phrases`, `feast_phrases`, `prefix_phrases`, `question_phrases`, `clock`,
`recurrence`), `markers` weighs each by the words around it, and `choice` picks one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.commands.parse.choice import Reading, choose, joined
from bot.commands.parse.clean import clean, short
from bot.commands.parse.clock import TimeOfDay, read_clock
from bot.commands.parse.days import Context, Dates, Direction, mismatch
from bot.commands.parse.expressions import expressions, whole_text
from bot.commands.parse.fault import Fault
from bot.commands.parse.markers import weighed
from bot.commands.parse.periods import Period
from bot.commands.parse.time_text import time_text

EXAMPLES = "Skriv for eksempel 15.10, fredag, neste mandag, om 2 uker eller 15. oktober."
RULE_EXAMPLES = "Skriv for eksempel hver mandag, annenhver fredag eller første onsdag i måneden."
CLOCK_EXAMPLES = "Skriv klokkeslettet som 12.30 eller 12.30–13.30."
LONGEST = 100
"""The most characters of a text that is only a day, a period, a time of day or a rule."""


def read_plan(words_given: Sequence[str], today: date) -> Reading:
    """Return when a planned thing is; a day without a year is the next such day, today included."""
    return choose(words_given, Context(today))


def read_done(words_given: Sequence[str], today: date, *, clocks: bool = True) -> Reading:
    """Return when something was done; a day without a year is the last such day, today included.

    Without `clocks`, times of day are left among the words.
    """
    return choose(words_given, Context(today, "backward"), clocks=clocks)


def needs_choosing(when: Reading) -> bool:
    """Return True if the reading is a month, a feast or the like, so that a day has to be chosen."""
    return when.dates is not None and (when.dates.vague or when.dates.asks)


def questions(when: Reading) -> tuple[str, ...]:
    """Return what to correct or confirm, in sentences, including a date that is not on the written weekday."""
    if not when.choices or when.dates is None or when.dates.otherwise is None:
        return when.faults
    return (mismatch(when.dates.first, when.dates.otherwise), *when.faults)


def read_day(phrase: str, today: date, direction: Direction = "forward") -> date | Fault | None:
    """Return the one day a whole phrase names (a week's last working day), a fault, or None if it names none."""
    dates = _whole(phrase, Context(today, direction))
    if dates is None or isinstance(dates, Fault):
        return dates
    if dates.otherwise:
        return Fault(mismatch(dates.first, dates.otherwise))
    return None if dates.vague or dates.asks else dates.deadline


def _whole(phrase: str, context: Context) -> Dates | Fault | None:
    text = clean(phrase)
    return whole_text(time_text(text.split()), context) if len(text) <= LONGEST else None


def parse_date(text: str, today: date) -> date | Fault:
    """Return the date a whole text names, or what is wrong with it."""
    day_read = read_day(text, today)
    return day_read if day_read is not None else Fault(f"Jeg forstår ikke datoen «{short(clean(text))}». {EXAMPLES}")


def read_period(phrase: str, today: date, direction: Direction = "forward") -> Period | Fault | None:
    """Return the period a whole phrase names, a fault, or None if it names none."""
    dates = _whole(phrase, Context(today, direction, question=True))
    if dates is None or isinstance(dates, Fault):
        return dates
    return Fault(mismatch(dates.first, dates.otherwise)) if dates.otherwise else Period.of(dates)


def parse_clock(text: str) -> TimeOfDay | Fault | None:
    """Return the time of day in a field of a form; None if it is empty."""
    words_written = clean(text)
    if len(words_written) > LONGEST:
        return Fault(CLOCK_EXAMPLES)
    line = time_text(words_written.split())
    return (read_clock(line.text) or Fault(CLOCK_EXAMPLES)) if line.text else None


def parse_rule(text: str, first: date) -> Reading | Fault | None:
    """Return the rule in a field of a form, recurring from a first day on; None if it is empty.

    The reading's day is the first day of the rule: `first` if that fits.
    """
    words_written = clean(text)
    if not words_written:
        return None
    if len(words_written) > LONGEST:
        return Fault(RULE_EXAMPLES)
    when = read_plan([*words_written.split(), "fra", first.isoformat()], first)
    return when if when.rule and when.day and not when.title and not when.faults else Fault(RULE_EXAMPLES)


@dataclass(frozen=True)
class Timed:
    """A title, the local time of day that was written in it, and its duration in minutes."""

    title: str = ""
    start: time | None = None
    minutes: int | None = None


def timed_title(text: str, today: date) -> Timed:
    """Return a title without the time of day in it; a title with a date is left unchanged."""
    words = clean(text).split()
    when = read_plan(words, today)
    if when.start is None or when.day is not None or when.rule or when.faults:
        return Timed(" ".join(words))
    return Timed(joined(when.title), when.start, when.minutes)


def periods_of(words_given: Sequence[str], today: date) -> tuple[list[Dates | Fault], list[str]]:
    """Return the periods in a line, without a month or feast if there is a date, and the words that are left."""
    line = time_text(tuple(words_given))
    context = Context(today, wants_span=True, line=line)
    periods = [
        each for one in expressions(line, context) if (each := weighed(line, one, context)) and each.weight != "none"
    ]
    exact = [each for each in periods if not each.is_vague] or periods
    # «juli fellesferie» is the month.
    exact = [each for each in exact if each.is_month] or exact
    taken = {index for each in exact for index in range(each.expression.first, each.expression.last)}
    return [each.dates for each in exact], [word for index, word in enumerate(line.words) if index not in taken]
