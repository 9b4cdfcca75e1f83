"""The morning's deadlines: what comes on which working morning.

A deadline comes 14, 7, 1 and 0 days before it ends, and once when it is overdue. If such a day is no working day, the
14 and 7 days' come on the next working morning, but «tomorrow» and «today» on the last one before: a deadline on Monday
comes on Friday, and so does one on a Saturday, so that nobody hears of it when it is over. A deadline that has several
reasons to come on one morning comes once, for the nearest. One of which only the month is known comes 14 and 7 days
before that month begins, and once when the month is over. One whose day is only approximate comes 14, 7 and 1 day
before it, and once when all the days it may mean are past. A morning's message is worth sending the same day; what a
missed morning would have said is in the next one, so that nobody misses a deadline because the bot was down.

What people are responsible for comes to each of them, and to the channel on the day of the digest and when it is over;
what nobody is responsible for comes to the channel. A setting sends all of it to the channel too.

A pause counts as days on which nobody works: what ends during it comes on the last morning before it, and the first
morning after it says once what passed. An item that was snoozed comes on the morning its snooze is over.

What recurs every week comes only on the day and the morning before it, and is never overdue: it passes like a meeting.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from content.emphasis import resting as resting_content
from content.schema.pack import Pack
from jobs.nudges.kind import TOO_LATE
from models.calendar.certainty import NO_DAY, is_around, last_possible
from models.calendar.quiet import Rest
from models.calendar.recurring import is_weekly
from models.calendar.workdays import next_working_day
from models.followups.queries import overdue_on
from models.occurrences.filtering import Filter, owners_of
from models.occurrences.milestones import due_between
from models.occurrences.queries import MEETING, find
from models.occurrences.responsible import owners_at, unreachable
from models.occurrences.snoozes import OnHold, people_with_returning, resting, returning
from models.tables import Delivery, Destination, FollowUp, Milestone, Occurrence
from models.workspace.preferences import ALL, Preferences

KIND = "frister"
OWNER_KIND = "frister_eier"
OVERDUE_KIND = "oppfolging_ute"
"""The kind that asks a follow-up's own thread when its time is up (`jobs.nudges.followup`)."""
REMINDED = ("frist", MEETING)
"""The kinds that people are reminded of. A planned talk is never overdue: its owner is asked how it went."""
MOST = 500

WEEK = timedelta(days=7)
FORTNIGHT = timedelta(days=14)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Morning:
    """What one working morning says, each deadline once."""

    day: date
    overdue: list[Occurrence] = field(default_factory=list)
    near: list[Occurrence] = field(default_factory=list)
    """Today, and until the next working day has passed."""
    week: list[Occurrence] = field(default_factory=list)
    fortnight: list[Occurrence] = field(default_factory=list)
    back: list[Occurrence] = field(default_factory=list)
    """What was snoozed until now, and is in none of the other lists; of any kind."""
    on_the_way: list[tuple[Milestone, Occurrence]] = field(default_factory=list)
    """The dates on the way to a deadline, on their day only."""
    followups: list[FollowUp] = field(default_factory=list)
    """Media follow-ups whose time is up: they come first, and go to everybody on the day of the digest."""

    @property
    def all(self) -> list[Occurrence]:
        """Return every deadline, the most urgent first."""
        return [*self.overdue, *self.near, *self.week, *self.fortnight, *self.back]

    @property
    def has_content(self) -> bool:
        """Return True if there is anything to send."""
        return bool(self.followups or self.all or self.on_the_way)


def reach(day: date, rest: Rest, missed: date | None = None) -> tuple[date, date]:
    """Return the first and last day on which a deadline may end (or its month begin) to be included on that morning.

    `missed` is the first of the mornings just before it that were missed, since the bot was down.
    """
    return rest.day_before(missed or day), max(day + FORTNIGHT, rest.next_day(day + DAY))


def morning(
    day: date,
    deadlines: Sequence[Occurrence],
    rest: Rest,
    returned: Sequence[Occurrence] = (),
    missed: date | None = None,
) -> Morning:
    """Return what that morning says of some deadlines (open ones, in order), and of what is no longer snoozed.

    It includes what the mornings from `missed` on would have said.
    """
    result = Morning(day)
    before, after = rest.day_before(missed or day), rest.next_day(day + DAY)
    for each in deadlines:
        if each.starts_on is None or each.ends_on is None or each.passed_unseen:
            continue
        only_month = each.certainty in NO_DAY
        mark = each.starts_on if only_month else each.ends_on
        last = last_possible(each.starts_on, each.ends_on, each.certainty) or mark
        # «Around the 18th» is never today: it comes on the morning before, or later if that was missed.
        around = is_around(each.starts_on, each.ends_on, each.certainty)
        if (
            not only_month
            and day <= mark <= after
            and not (around and mark == day and rest.next_day(before + DAY) == day)
        ):
            result.near.append(each)
        elif is_weekly(each.rule):
            continue
        elif before <= last < day:
            if each.kind != MEETING:
                result.overdue.append(each)
        elif before < mark - WEEK <= day:
            result.week.append(each)
        elif before < mark - FORTNIGHT <= day:
            result.fortnight.append(each)
    elsewhere = {each.id for each in result.all}
    result.back.extend(each for each in returned if each.id not in elsewhere)
    return result


def key_of(day: date) -> str:
    """Return the key of a morning; keys are in the order of their days."""
    return f"frister:{day.isoformat()}"


def day_of(period_key: str) -> date:
    """Return the day of a key."""
    return date.fromisoformat(period_key.removeprefix("frister:"))


def morning_of(
    session: Session,
    manners: Preferences,
    day: date,
    owner: str | None = None,
    shown_at: datetime | None = None,
    left_out: Collection[int] = (),
    pack: Pack | None = None,
) -> Morning:
    """Return what a morning says, to one owner if given; nothing on a day when nobody should be disturbed.

    With `shown_at`, the moment the message was sent, what was done or snoozed after it is included, so that a message
    that is composed again keeps its rows. `left_out` are the ids of rows to leave out. With a pack,
    entries of the wheel that rest are left out too.
    """
    workspace_id, whose = manners.workspace.id, owner or ALL
    rest = manners.rest(whose)
    if shown_at is None and not rest.speaks_on(day):
        return Morning(day)
    missed = missed_before(session, workspace_id, day, owner)
    first, last = reach(day, rest, missed)
    wanted = Filter(first=first, last=last, kinds=REMINDED, owner=owner, include_done=shown_at is not None)
    found = find(session, workspace_id, wanted, day, limit=MOST, offset=0)
    held = resting(session, workspace_id, whose, day, shown_at)
    asleep = resting_content(pack, day) if pack else None
    found = [each for each in found if each.id not in left_out and not (asleep and asleep.covers(each.key, None))]
    rows = [each for each in found if still_shown(each.done_at, shown_at) and is_notified(each, held)]
    back = [each for each in returning(session, workspace_id, whose, first, day) if each.id not in left_out]
    of_the_day = morning(day, rows, rest, [each for each in back if still_shown(each.done_at, shown_at)], missed)
    way = due_between(session, workspace_id, missed or day, rest.next_day(day + DAY) - DAY, shown_at)
    way = [(each, row) for each, row in way if row.id not in left_out and is_notified(row, held)]
    of_the_day.on_the_way.extend((each, row) for each, row in way if owner in {None, each.who, *owners_of(row)})
    if owner is not None:
        return of_the_day
    if manners.owned_in_channel:
        return replace(of_the_day, followups=overdue_on(session, manners.workspace, day, shown_at))
    of_the_day = _for_channel(session, manners, of_the_day, [*rows, *(row for _, row in way)], shown_at)
    # Its owner was reminded, and its thread was asked when its time was up, unless that is off.
    if is_digest_day(day) or not manners.wants(OVERDUE_KIND):
        return replace(of_the_day, followups=overdue_on(session, manners.workspace, day, shown_at))
    return of_the_day


def _for_channel(
    session: Session, manners: Preferences, found: Morning, rows: Sequence[Occurrence], shown_at: datetime | None
) -> Morning:
    """Return a morning without what is sent to somebody responsible: the channel gets that when it is over.

    On the day of the week's digest the channel gets it too, with what else somebody is responsible for that week.
    """
    direct = _notified_directly(session, manners, rows, shown_at)
    if is_digest_day(found.day):
        sunday = found.day + timedelta(days=6 - found.day.weekday())
        listed = {each.id for each in found.all}
        rest = {each.id: each for each in rows if each.id in direct - listed}
        week = [each for each in rest.values() if _ends_between(each, found.day, sunday)]
        way = [(each, row) for each, row in found.on_the_way if row.id not in direct]
        return replace(found, near=[*found.near, *week], on_the_way=way)
    near, ahead, later, back = (
        [each for each in group if each.id not in direct]
        for group in (found.near, found.week, found.fortnight, found.back)
    )
    way = [(each, row) for each, row in found.on_the_way if row.id not in direct]
    return replace(found, near=near, week=ahead, fortnight=later, back=back, on_the_way=way)


def is_digest_day(day: date) -> bool:
    """Return True for a week's Monday, or its next working day."""
    return day == next_working_day(day - timedelta(days=day.weekday()))


def _notified_directly(
    session: Session, manners: Preferences, rows: Sequence[Occurrence], shown_at: datetime | None
) -> set[int]:
    """Return the ids of the rows of which somebody responsible gets a message."""
    owners = owners_at(session, manners.workspace.id, rows, shown_at)
    people = {each for several in owners.values() for each in several if manners.wants(OWNER_KIND, each)}
    people -= unreachable(session, manners.workspace.id, people)
    return {occurrence_id for occurrence_id, several in owners.items() if not people.isdisjoint(several)}


def _ends_between(row: Occurrence, first: date, last: date) -> bool:
    is_dated = row.certainty not in NO_DAY and row.ends_on is not None and not row.passed_unseen
    return is_dated and not is_weekly(row.rule) and first <= (row.ends_on or first) <= last


def notified_owners(session: Session, manners: Preferences, day: date) -> list[str]:
    """Return everybody who should get a message on that morning."""
    rest = manners.rest()
    first, last = reach(day, rest, _earliest(session, manners.workspace.id, day))
    wanted = Filter(first=first, last=last, kinds=REMINDED)
    near = find(session, manners.workspace.id, wanted, day, limit=MOST, offset=0)
    # A person who comes back from a pause of their own may get deadlines from farther away.
    known = {owner for each in near for owner in owners_of(each)} | manners.people_with_pauses()
    for each, row in due_between(session, manners.workspace.id, first, last):
        known |= {*owners_of(row), *filter(None, (each.who,))}
    known |= people_with_returning(session, manners.workspace.id, first, day)
    return [each for each in sorted(known) if morning_of(session, manners, day, each).has_content]


def is_notified(row: Occurrence, held: Mapping[int, OnHold]) -> bool:
    """Return True if a row is shown: it is not on hold, or the message shows it as on hold."""
    return row.id not in held or held[row.id].is_shown


def still_shown(done_at: datetime | None, shown_at: datetime | None) -> bool:
    """Return True if something belongs in a message sent then: it is open, or was done after that."""
    return done_at is None or (shown_at is not None and done_at >= shown_at)


def missed_before(session: Session, workspace_id: int, day: date, owner: str | None = None) -> date | None:
    """Return the first of the mornings before that day that were missed since the last one sent; None if none was."""
    kind = KIND if owner is None else OWNER_KIND
    found = session.execute(RECENT, _recent(workspace_id, kind, day)).all()
    mine = [row for row in found if owner in {None, row.address}]
    last_sent = max((row.period_key for row in mine if row.state in SENT_STATES), default="")
    missed = [row.period_key for row in mine if row.period_key > last_sent and _is_missed(row.state, row.reason)]
    return day_of(min(missed)) if missed else None


def _earliest(session: Session, workspace_id: int, day: date) -> date | None:
    """Return the first morning that somebody missed, even if they got a later one."""
    found = session.execute(RECENT, _recent(workspace_id, OWNER_KIND, day)).all()
    return min((day_of(row.period_key) for row in found if _is_missed(row.state, row.reason)), default=None)


def _is_missed(state: str, reason: str | None) -> bool:
    return state == "planned" or (state == "skipped" and (reason or "").startswith(TOO_LATE))


def _recent(workspace_id: int, kind: str, day: date) -> dict[str, object]:
    return {"workspace": workspace_id, "kind": kind, "first": key_of(day - FORTNIGHT), "last": key_of(day)}


SENT_STATES = ("sending", "sent", "unknown")
RECENT = (
    select(Delivery.period_key, Delivery.state, Delivery.reason, Destination.address)
    .join(Destination, Destination.id == Delivery.destination_id)
    .where(
        Delivery.workspace_id == bindparam("workspace"),
        Delivery.kind == bindparam("kind"),
        Delivery.period_key >= bindparam("first"),
        Delivery.period_key < bindparam("last"),
    )
)
