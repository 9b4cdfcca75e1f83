"""What stands in the channels against what was to be told: counted by what people read and by the hidden delivery ids.

The platform is the judge, not the database.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select

from jobs.nudges.registry import KINDS
from models.db.database import Database
from models.tables import Delivery, Destination, Occurrence
from tests.faults.reading import Read, Reading
from tests.faults.wanted import OSLO, Wanted

FIRST_HOUR, LAST_HOUR = 7, 21
Name = tuple[str, str]
"""A kind and a key."""


@dataclass
class Verdict:
    """What became of what was wanted. `breaches` are sentences about what must never be."""

    planned: int = 0
    delivered: int = 0
    skipped: int = 0
    unknown: int = 0
    lost: int = 0
    doubled: int = 0
    breaches: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Return True if no rule was broken: what was lost or doubled against them is told there too."""
        return not self.breaches


@dataclass(frozen=True)
class Rules:
    """What one run may end with."""

    may_skip: frozenset[Name] = frozenset()
    """Kind and key of what may come too late to be told."""
    may_fail: frozenset[Name] = frozenset()
    may_fail_with: str = ""
    """Kind and key of what the platform may refuse, and its word for that."""
    may_double: frozenset[str] = frozenset()
    """The kinds that are rather told twice than never, where nobody can find out."""
    may_be_unknown: bool = False
    early: timedelta = timedelta()
    """How far a replica's clock may be ahead."""
    within: timedelta | None = None
    """How late the last of it may come."""


def judge(
    reading: Reading, database: Database, wanted: Iterable[Wanted], rules: Rules, unplanned: Container[Name] = ()
) -> Verdict:
    """Count what stands on a platform against what was wanted there.

    `unplanned`: kind and key of what the bot never knew of before it was too late; it has no row that says so.
    """
    verdict = Verdict()
    rows = _rows(database)
    ids = {row.id: name for name, row in rows.items()}
    everything = reading.read()
    known: list[Read] = []
    for each in wanted:
        verdict.planned += 1
        messages = everything.get(reading.place(each.address), [])
        here = [message for message in messages if each.words in message.text]
        known += here
        name = (each.kind, each.key, each.address)
        by_id = [m for m in messages if m.ids is not None and name in [ids.get(told) for told in m.ids]]
        if not here and not by_id and (each.kind, each.key) in unplanned:
            verdict.skipped += 1
            continue
        _count(verdict, each, here, by_id, rows.get(name), rules)
    wanted_ones = {id(message) for message in known}
    for message in (message for messages in everything.values() for message in messages):
        if id(message) not in wanted_ones:
            verdict.breaches.append(f"nobody wanted «{message.text[:80]}»")
        if told := _night(message):
            verdict.breaches.append(f"{told} told in the night")
    return verdict


def judge_together(reading: Reading, since: datetime, verdict: Verdict) -> None:
    """See that what was missed together came as one message in each channel."""
    for place, messages in reading.read().items():
        came = [message for message in messages if message.at >= since]
        if len(came) > 1:
            verdict.breaches.append(f"{len(came)} messages in {place} for what was missed together")


def _count(
    verdict: Verdict, each: Wanted, here: list[Read], by_id: list[Read], row: Delivery | None, rules: Rules
) -> None:
    name = f"{each.kind} {each.key} to {each.address}"
    state = row.state if row else "gone"
    if state == "unknown" and KINDS[each.kind].twice_rather_than_never:
        verdict.breaches.append(f"{name} is left unknown, though it is rather told twice than never")
    if not here:
        _not_told(verdict, each, name, row, by_id, rules)
        return
    verdict.delivered += 1
    verdict.unknown += state == "unknown"
    _in_time(verdict, each, name, here, rules)
    if max(len(here), len(by_id)) > 1:
        verdict.doubled += 1
        if each.kind not in rules.may_double or not row or len(here) > row.attempt:
            verdict.breaches.append(f"{name} was told {len(here)} times, {len(by_id)} by its delivery id")
    elif any(message.ids is not None for message in here) and len(by_id) != 1:
        verdict.breaches.append(f"{name} was told without its delivery id")
    elif state not in {"sent", "unknown"} and not _may_fail(each, row, rules):
        verdict.breaches.append(f"{name} stands, but its row says {state}")


def _not_told(verdict: Verdict, each: Wanted, name: str, row: Delivery | None, by_id: list[Read], rules: Rules) -> None:
    state, reason = (row.state, row.reason) if row else ("gone", "")
    if (state == "skipped" and (each.kind, each.key) in rules.may_skip and reason) or _may_fail(each, row, rules):
        verdict.skipped += 1
    elif state == "unknown" and rules.may_be_unknown:
        verdict.unknown += 1
    else:
        verdict.lost += 1
        half = ", but a message with its delivery id stands" if by_id else ""
        verdict.breaches.append(f"{name} never came; its row says {state} {reason or ''}{half}")


def _may_fail(each: Wanted, row: Delivery | None, rules: Rules) -> bool:
    refused = row is not None and row.state in {"failed", "skipped"} and rules.may_fail_with in (row.reason or "")
    return bool(rules.may_fail_with) and refused and (each.kind, each.key) in rules.may_fail


def _in_time(verdict: Verdict, each: Wanted, name: str, messages: list[Read], rules: Rules) -> None:
    for message in messages:
        if message.at < each.due - rules.early:
            verdict.breaches.append(f"{name} came early: {message.at.astimezone(OSLO)}")
        if rules.within is not None and message.at > each.due + rules.within:
            verdict.breaches.append(f"{name} came late: {message.at.astimezone(OSLO)}")


def _night(message: Read) -> str:
    local = message.at.astimezone(OSLO)
    day = local.weekday() < 5 and FIRST_HOUR <= local.hour < LAST_HOUR
    return "" if day or "jeg er Pådriver" in message.text else f"«{message.text[:60]}» at {local}"


def _rows(database: Database) -> dict[tuple[str, str, str], Delivery]:
    query = select(Delivery, Destination.address).join(Destination, Destination.id == Delivery.destination_id)
    with database.reading() as session:
        return {(row.kind, row.period_key, address): row for row, address in session.execute(query)}


def judge_deeds(database: Database, deeds: Mapping[str, bool], verdict: Verdict) -> None:
    """Count what people asked to have noted: each title once, or not at all where they were told that it failed."""
    for title, taken in deeds.items():
        with database.reading() as session:
            count = session.scalar(select(func.count()).where(Occurrence.title == title)) or 0
        if not (count or taken):
            continue
        verdict.planned += 1
        verdict.delivered += count > 0
        verdict.lost += count == 0
        verdict.doubled += count > 1
        if count != 1:
            verdict.breaches.append(f"«{title}» was asked for once, and noted {count} times")


def total(verdicts: Iterable[Verdict]) -> Verdict:
    """Add verdicts up."""
    summed: Counter[str] = Counter()
    breaches: list[str] = []
    for each in verdicts:
        summed.update({name: value for name, value in vars(each).items() if name != "breaches"})
        breaches += each.breaches
    return Verdict(**summed, breaches=breaches)
