"""Weighing a time by the words around it: it is the deadline, or belongs to something else."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from bot.commands.parse.days import Context, Dates, working_day_before
from bot.commands.parse.expressions import Expression
from bot.commands.parse.fault import Fault
from bot.commands.parse.time_text import TimeText
from bot.commands.parse.vocabulary import NEVER
from models.calendar.workdays import next_working_day

Weight = Literal["strong", "plain", "weak", "none"]
"""Strong: «innen», «frist». Weak: a date that is probably about something else («for mandag»). None: no deadline."""

_STRONG = "innen innan senest seinast frist fristen deadline før til fram frem leveres leverast forfaller utloper"
STRONG = frozenset(_STRONG.split())
_KEPT = "leveres leverast forfaller utloper"
KEPT = frozenset(_KEPT.split())
"""Strong words that stay in the title."""
LEADING = frozenset(["den", "pa", "na", "no", "dato", "dag"])
SURE = {
    **dict.fromkeys(("ca", "ca.", "cirka", "rundt", "omtrent", "omkring"), "ca"),
    **dict.fromkeys(("trolig", "sannsynligvis", "forventet"), "forventet"),
}
START = frozenset({"fra", "starter", "start", "begynner", "fom", "f.o.m", "f.o.m."})
UNTIL = frozenset({"til", "fram", "frem", "tom", "t.o.m", "t.o.m.", "ut", "innen", "innan"})
WEAK = frozenset({"for", "om", "mot", "etter", "mellom"})
_UNITS = (
    "mrd mrd. milliard milliarder mill mill. million millioner kr kr. kroner nok tusen prosent % pst pst. "
    "prosentpoeng promille poeng km kilometer m meter mil tonn kg mw gw kwh mwh gwh twh kv stilling stillinger "
    "arsverk time timer timar min minutt minutter ganger liter kvm m2 m3 grader dekar mal daa euro eur dollar "
    "usd"
)
UNITS = frozenset(_UNITS.split())
_NUMERIC = re.compile(r"[0-9]{1,2}[./:][0-9]{1,2}\.?")
_FRACTION = re.compile(r"[0-9]/[234]")


@dataclass(frozen=True)
class TimeCandidate:
    """A time with its weight. `lead` is the index of the first word that belongs to it and not to the title."""

    expression: Expression
    dates: Dates | Fault
    weight: Weight
    lead: int
    is_start: bool = False
    is_until: bool = False

    @property
    def is_vague(self) -> bool:
        """Return True for a period, where a date next to it is preferred."""
        return isinstance(self.dates, Dates) and self.dates.vague

    @property
    def is_month(self) -> bool:
        """Return True for a month or a quarter, and not for a feast or a season."""
        return isinstance(self.dates, Dates) and self.dates.vague and self.dates.kind in {"måned", "kvartal"}


def weighed(line: TimeText, expression: Expression, context: Context) -> TimeCandidate | None:
    """Return a time as a candidate; None if the expression is not about days."""
    dates = expression.read
    if not isinstance(dates, Dates | Fault) or _folded(line, expression).startswith("kl"):
        return None
    lead, weight, certainty = _before(line, expression.first)
    before = line.folded(lead - 1)
    if _is_amount(line, expression, context):
        return TimeCandidate(expression, dates, "none", expression.first)
    if certainty and isinstance(dates, Dates):
        dates = replace(dates, certainty=certainty)
    is_start = before in START
    if _belongs(line, lead - 1, expression) and weight != "strong":
        return TimeCandidate(expression, dates, "none", lead, is_start=is_start)
    if (before in WEAK or before == "sak") and weight == "plain":
        if before == "etter" and isinstance(dates, Dates):
            due = next_working_day(dates.last + timedelta(1))
            after = replace(dates, first=due, last=due, kind="dag", certainty="ca", due=due, otherwise=dates.otherwise)
            return TimeCandidate(expression, after, "weak" if dates.vague else "plain", lead - 1)
        return TimeCandidate(expression, dates, "weak", expression.first)
    if (
        isinstance(dates, Dates)
        and dates.vague
        and lead < expression.first
        and line.folded(expression.first - 1) == "før"
    ):
        # The day of «før sommeren» has to be chosen; «før mars» is a day.
        weight, dates = "weak" if dates.kind == "periode" else weight, _before_stretch(dates)
    if _FRACTION.fullmatch(_folded(line, expression)) and context.noun_follows(line.ends[expression.last - 1]):
        weight = "weak"
    is_until = line.folded(lead) in UNTIL or before == "ut"
    return TimeCandidate(expression, dates, weight, lead, is_start=is_start, is_until=is_until)


def _belongs(line: TimeText, index: int, expression: Expression) -> bool:
    """Return True if the word before a time says that it is the date of a letter, a paragraph or the like."""
    word = line.folded(index)
    if word in {"per", "pr", "v"}:  # «Ring Per fredag», «møte Kari (V) fredag»
        return line.words[index][:1].islower()
    return word in NEVER or (word == "sak" and "/" in _folded(line, expression))


def _before_stretch(dates: Dates) -> Dates:
    """Return the last day before a month or the like."""
    last = dates.first - timedelta(1)
    return Dates(last, last, "periode", due=working_day_before(last))


def _before(line: TimeText, first: int) -> tuple[int, Weight, str]:
    """Return the index of the first word that leads to a time, the weight it gives, and the certainty («ca» …)."""
    at, weight, certainty = first, "plain", ""
    while at > 0:
        word, gap = line.folded(at - 1), line.text[line.ends[at - 1] : line.starts[at]]
        if "," in gap and not word.endswith(("frist", "fristen", "deadline")):
            break
        if word in SURE:
            certainty = SURE[word]
        elif word in STRONG or word.endswith(("frist", "fristen")):
            weight = "strong"
            if word in KEPT or word not in STRONG:
                break
        elif word in {"er", "blir", "settes"} and line.folded(at - 2) in STRONG:
            pass
        elif word == "med" and line.folded(at - 2) == "og" and line.folded(at - 3) in {"til", "fra"}:
            at -= 1
        elif word not in LEADING:
            break
        at -= 1
    return at, weight, certainty  # type: ignore[return-value]  # one of the weights


def _is_amount(line: TimeText, expression: Expression, context: Context) -> bool:
    """Return True for «3.2 mrd», «1/2 stilling», «3/4 av …»."""
    del context
    text = _folded(line, expression)
    if not _NUMERIC.fullmatch(text):
        return False
    after = line.folded(expression.last)
    return after in UNITS or ("/" in text and after in {"av", "times", "side", "flertall"})


def _folded(line: TimeText, expression: Expression) -> str:
    return line.text[line.starts[expression.first] : line.ends[expression.last - 1]]
