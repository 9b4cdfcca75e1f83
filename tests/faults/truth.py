"""What stands in the workspace against what was to be told: counted by what people read and by the hidden delivery ids.

The workspace is the judge, not the database.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.local.model import Channel, Message
from bot.local.state import State
from models.database import Database
from models.tables import Delivery, Destination, Occurrence
from tests.faults.wanted import OSLO, Wanted
from tests.support_blocks import visible

FIRST_HOUR, LAST_HOUR = 7, 21


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
        """Tell whether no rule was broken: what was lost or doubled against them is told there too."""
        return not self.breaches


@dataclass(frozen=True)
class Rules:
    """What one run may end with."""

    may_skip: frozenset[tuple[str, str]] = frozenset()
    """Kind and key of what may come too late to be told."""
    may_double: frozenset[str] = frozenset()
    """The kinds that are rather told twice than never, where nobody can find out."""
    may_be_unknown: bool = False
    early: timedelta = timedelta()
    """How far a replica's clock may be ahead."""
    within: timedelta | None = None
    """How late the last of it may come."""


def judge(
    state: State, database: Database, wanted: Iterable[Wanted], rules: Rules, unplanned: Container[tuple[str, str]] = ()
) -> Verdict:
    """Count what stands in the channels against what was wanted.

    `unplanned`: kind and key of what the bot never knew of before it was too late; it has no row to tell so.
    """
    verdict = Verdict()
    rows = _rows(database)
    ids = {row.id: name for name, row in rows.items()}
    all_messages = {channel.id: list(_nudges(state, channel)) for channel in state.channels.values()}
    known: set[str] = set()
    for each in wanted:
        verdict.planned += 1
        messages = all_messages.get(_channel(state, each.address), [])
        here = [message for message in messages if any(each.words in text for text in _texts(state, message))]
        known |= {message.ts for message in here}
        by_id = [m for m in messages for told in _told_ids(m) if ids.get(told) == (each.kind, each.key, each.address)]
        if not here and not by_id and (each.kind, each.key) in unplanned:
            verdict.skipped += 1
            continue
        _count(verdict, each, here, by_id, rows.get((each.kind, each.key, each.address)), rules)
    for messages in all_messages.values():
        strays = [message for message in messages if message.ts not in known]
        verdict.breaches += [f"nobody wanted «{_text(stray)[:80]}»" for stray in strays]
        verdict.breaches += [f"{told} told in the night" for message in messages if (told := _night(message))]
    return verdict


def judge_together(state: State, since: datetime, verdict: Verdict) -> None:
    """See that what was missed together came as one message in each channel."""
    for channel in state.channels.values():
        came = [message for message in _nudges(state, channel) if message.at >= since]
        if len(came) > 1:
            verdict.breaches.append(
                f"{len(came)} messages in {channel.name or channel.id} for what was missed together"
            )


def _count(
    verdict: Verdict, each: Wanted, here: list[Message], by_id: list[Message], row: Delivery | None, rules: Rules
) -> None:
    name = f"{each.kind} {each.key} to {each.address}"
    state = row.state if row else "gone"
    if not here:
        _not_told(verdict, each, name, row, by_id, rules)
        return
    verdict.delivered += 1
    verdict.unknown += state == "unknown"
    _in_time(verdict, each, name, here, rules)
    if max(len(here), len(by_id)) > 1:
        verdict.doubled += 1
        if each.kind not in rules.may_double:
            verdict.breaches.append(f"{name} was told {len(here)} times, {len(by_id)} by its delivery id")
    elif len(by_id) != 1:
        verdict.breaches.append(f"{name} was told without its delivery id")
    elif state not in {"sent", "unknown"}:
        verdict.breaches.append(f"{name} stands, but its row says {state}")


def _not_told(
    verdict: Verdict, each: Wanted, name: str, row: Delivery | None, by_id: list[Message], rules: Rules
) -> None:
    state, reason = (row.state, row.reason) if row else ("gone", "")
    if state == "skipped" and (each.kind, each.key) in rules.may_skip and reason:
        verdict.skipped += 1
    elif state == "unknown" and rules.may_be_unknown:
        verdict.unknown += 1
    else:
        verdict.lost += 1
        half = ", but a message with its delivery id stands" if by_id else ""
        verdict.breaches.append(f"{name} never came; its row says {state} {reason or ''}{half}")


def _in_time(verdict: Verdict, each: Wanted, name: str, messages: list[Message], rules: Rules) -> None:
    for message in messages:
        if message.at < each.due - rules.early:
            verdict.breaches.append(f"{name} came early: {message.at.astimezone(OSLO)}")
        if rules.within is not None and message.at > each.due + rules.within:
            verdict.breaches.append(f"{name} came late: {message.at.astimezone(OSLO)}")


def _night(message: Message) -> str:
    local = message.at.astimezone(OSLO)
    day = local.weekday() < 5 and FIRST_HOUR <= local.hour < LAST_HOUR
    return "" if day or "jeg er Pådriver" in _text(message) else f"«{_text(message)[:60]}» at {local}"


def _nudges(state: State, channel: Channel) -> Iterator[Message]:
    """Give what the bot said for all to see, threads left out."""
    for message in channel.messages:
        if message.user == state.bot.id and message.only_for is None and not message.is_reply:
            yield message


def _texts(state: State, message: Message) -> list[str]:
    """Return what a message says, and what goes on in its thread."""
    thread = [
        each for each in state.channels[message.channel].messages if each.thread_ts == message.ts and each.is_reply
    ]
    return [_text(each) for each in (message, *thread)]


def _text(message: Message) -> str:
    return "\n".join([message.text, *visible(message.blocks)])


def _told_ids(message: Message) -> list[int]:
    payload: Mapping[str, Any] = (message.metadata or {}).get("event_payload") or {}
    return [payload[name] for name in ("delivery",) if name in payload] + list(payload.get("also", ()))


def _channel(state: State, address: str) -> str:
    direct = state.im_with(address, state.bot.id)
    return direct.id if direct else address


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
