"""What a kind of nudge consists of, and a moment at which one is due."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.cards.card import Card
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from models.calendar.new_year import start_day
from models.calendar.quiet import Night, moment
from models.workspace.preferences import GROUPS, Preferences

To = Literal["kanal", "person", "tråd", "epost"]
START_KIND, START_GROUP = "nyttar", "ukesoversikt"
"""The start of the year (`jobs.nudges.new_year`), and the group in whose channel it comes."""
OWN_TIME = "frister_eier"
"""The kind whose own time of day a person chooses: everything that comes to a person in a morning comes then."""
TOO_LATE = "for sent"
"""How the reason begins if a nudge was not sent while it was worth it."""


class Times(NamedTuple):
    """A workspace's times of day, local to `zone`."""

    zone: ZoneInfo
    digest: time
    wheel: time
    campaign: time
    deadline: time
    owners: time
    """The earliest time at which a person gets the morning's message."""
    evening: time
    """When people are asked on the evenings of an event."""
    night: Night


@dataclass(frozen=True)
class Due:
    """A nudge for one period. `due_at` and `until` (when it is too late) are in UTC."""

    kind: str
    period_key: str
    due_at: datetime
    until: datetime
    to: To
    day: date
    """The local day it is due on."""


Addressed = tuple[str, Due]
"""A channel's or a person's id, and what is due there: a person may have another time, or a key of their own."""
Audience = Callable[[Session, Preferences, Due, Pack], Sequence[Addressed]]
Composer = Callable[[NudgeContext], Card | Skip]


class Likeness(NamedTuple):
    """A fingerprint of what a nudge says; `beyond` matters only if composing it looks that far (`NudgeContext.looks`)."""

    near: Hashable
    beyond: Hashable = None


Likenesses = Callable[[Session, Sequence[NudgeContext]], Mapping[int, Likeness]]
"""Returns what each nudge says, by the workspace's id; workspaces that are like no other are left out."""
Hours = Callable[[Preferences, str, datetime], datetime]
"""Returns when a nudge may be sent (aware): now, or later. The text is a person's id, or `preferences.ALL`."""


class HelpRow(NamedTuple):
    """What the help says about a kind: «Hver mandag» at a local time, and what comes then (no full stop)."""

    when: str
    at: time
    what: str
    every: timedelta
    """Roughly the interval between them: within a group, the most frequent is named first."""


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """The kind of place that a nudge is sent to."""

    to: To
    group: str | None
    """The group (`models.workspace.preferences.GROUPS`) that may have its own channel; None if the kind is in none."""
    channel: Callable[[Preferences], str | None] | None
    """Returns the channel that is chosen now: nudges for another are not sent. None if there is nothing to choose."""


@dataclass(frozen=True, kw_only=True)
class OwnSetting:
    """The setting by which each person turns off messages to them.

    `name` is stored in the log. `button` is the label, on the messages themselves, of the button that turns them off.
    """

    name: str
    button: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """How the calendar plans a kind."""

    key_on: Callable[[date, Pack], str | None]
    """Returns the period's logical key if a local day is the one, else None."""
    in_morning: bool
    """Whether it belongs to a morning's one message, which comes to a person at their own time."""
    at: Callable[[Times], time]
    audience: Audience
    """Returns who gets it. What they have turned off is sorted out afterwards."""
    narrow: Callable[[Session, Collection[int]], set[int]] | None
    """Returns which of many workspaces may have an audience, in one query; None if each is asked by itself."""
    help: Callable[[Preferences, Pack, date], HelpRow | None]
    """Returns its row in the help on a local day while it is on; None if it has none."""
    preview: str | None
    """The name it is previewed by on the command line; None if it is not."""


@dataclass(frozen=True, kw_only=True)
class NudgeKind:
    """A kind of nudge, with everything that depends on it. There are no defaults, so that nothing is forgotten."""

    kind: str
    """The name in the database, in settings and in buttons: it never changes."""
    name: str
    """What people call it (bokmål)."""
    receiver: Receiver
    can_be_off: bool
    """Whether administrators may turn it off for everybody; it then carries the button of `own_setting`, or in a channel
    «Innstillinger»."""
    own_setting: OwnSetting | None
    """By which each person turns it off for themselves; only if it is written to a person and `can_be_off`."""
    for_guests: bool
    """Whether guests get it too, if it is written to a person: else only colleagues do."""
    calendar: Calendar | None
    """None if an event plans it, not a day."""
    last_day: Callable[[date], date]
    """Returns the last local day on which a nudge that is due on a day is worth sending."""
    hours: Hours
    composer: Composer
    likeness: Likenesses | None
    """None if it is composed for each workspace by itself."""
    alone: bool
    """Whether it shares its message with no other nudge."""
    twice_rather_than_never: bool
    """What is done if nobody can find out whether a message was sent before a crash."""
    may_be_mailed: bool
    """Whether it may go to an e-mail address too: its card then says only what may be handed out. E-mail cannot be searched
    for what was sent, so such a kind is never `twice_rather_than_never`."""
    lasting: bool
    """Whether its key names no time, so that it can be made again: its rows are never deleted by age."""

    def __post_init__(self) -> None:
        """Refuse a kind that might be mailed twice. Raises `MailedTwiceError`."""
        if self.may_be_mailed and self.twice_rather_than_never:
            raise MailedTwiceError(self.kind)

    @property
    def by_calendar(self) -> Calendar:
        """Return how the calendar plans it. Raises `UnplannedKindError` if the calendar does not."""
        if self.calendar is None:
            raise UnplannedKindError(self.kind)
        return self.calendar

    @property
    def group_order(self) -> int:
        """Return its position in lists for people: by the groups with a channel of their own, then the rest."""
        return GROUPS.index(self.receiver.group) if self.receiver.group else len(GROUPS)

    def channel(self, manners: Preferences) -> str | None:
        """Return the channel that is chosen for it; None if none is, or if it goes elsewhere."""
        return self.receiver.channel(manners) if self.receiver.channel else None


class MailedTwiceError(ValueError):
    """A kind that may be mailed would rather be sent twice than never."""


class UnplannedKindError(LookupError):
    """The calendar was asked to plan a kind that it does not plan."""


def shared_channel(group: str) -> Receiver:
    """Return the receiver of what is posted in the channel of a group, or otherwise in the shared one."""
    return Receiver(to="kanal", group=group, channel=lambda manners: manners.channel(group))


PERSON = Receiver(to="person", group=None, channel=None)
THREAD = Receiver(to="tråd", group=None, channel=None)
MEDIA_CHANNEL = Receiver(to="kanal", group=None, channel=lambda manners: manners.workspace.media_channel)
ANY_CHANNEL = Receiver(to="kanal", group=None, channel=None)
"""The channel it was planned for, even if another one has been chosen since."""


def everybody_in(receiver: Receiver) -> Audience:
    """Return the audience of what is posted in a chosen channel: nobody until one is chosen."""

    def audience(_session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
        channel = receiver.channel(manners) if receiver.channel else None
        return [(channel, due)] if channel is not None else []

    return audience


def everybody_unless_started(receiver: Receiver) -> Audience:
    """Return the same audience, without the channel in which the start of the year replaces the kind that day."""
    everybody = everybody_in(receiver)

    def audience(session: Session, manners: Preferences, due: Due, pack: Pack) -> Sequence[Addressed]:
        starts = due.day == start_day(due.day.year) and manners.wants(START_KIND)
        said_in = manners.channel(START_GROUP) if starts else None
        return [each for each in everybody(session, manners, due, pack) if each[0] != said_in]

    return audience


def at_any_hour(_manners: Preferences, _user_id: str, now: datetime) -> datetime:
    """Return now: somebody has just asked for it."""
    return now


def when_awake(manners: Preferences, user_id: str, now: datetime) -> datetime:
    """Return now, or the first moment after the night, the free days or the pause."""
    return manners.rest(user_id).next_waking(now)


def when_there(manners: Preferences, user_id: str, now: datetime) -> datetime:
    """Return now, also on free days, or the first moment after the night or the pause: the person is there anyway."""
    rest = manners.rest(user_id)
    local = now.astimezone(rest.zone)
    is_awake = rest.night.ends <= local.time() < rest.night.begins
    return now if is_awake and rest.pause_on(local.date()) is None else rest.next_waking(now)


def not_in_help(_manners: Preferences, _pack: Pack, _today: date) -> None:
    """Return None: the help does not name it."""


def at_own_time(manners: Preferences, due: Due, user_id: str) -> Due:
    """Return what is due at the time of day that a person has chosen for what comes to them in the morning."""
    at = manners.night.awake(manners.owners_time(OWN_TIME, user_id))
    return replace(due, due_at=moment(due.day, at, manners.workspace.zone).astimezone(UTC))


def due_on(nudge: NudgeKind, day: date, times: Times, pack: Pack) -> Due | None:
    """Return the nudge that comes on that local day, if one does. A time set in the night is moved out of it."""
    if nudge.calendar is None:
        return None
    key = nudge.calendar.key_on(day, pack)
    if key is None:
        return None
    due_at = moment(day, times.night.awake(nudge.calendar.at(times)), times.zone).astimezone(UTC)
    return Due(nudge.kind, key, due_at, until(nudge, due_at, times.zone, times.night), nudge.receiver.to, day)


def until(nudge: NudgeKind, due_at: datetime, zone: ZoneInfo, night: Night) -> datetime:
    """Return the moment (UTC) from which a nudge due then is too late."""
    last = nudge.last_day(due_at.astimezone(zone).date())
    return moment(last, night.begins, zone).astimezone(UTC)


def days(first: date, last: date) -> Iterator[date]:
    """Give every day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
