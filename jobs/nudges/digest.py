"""The week digest: on Monday, or the next working day of that week. Worth sending the same day.

On the first working Monday of a year the start of the year comes instead (`jobs.nudges.new_year`).

What has been shown before follows from when the previous digest was sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.digest import digest
from bot.cards.nudges.digest_contents import Week
from bot.cards.rows import lacks_date
from content.schema.pack import Pack
from jobs.nudges.context import BEYOND, NudgeContext
from jobs.nudges.digest_now import activities_now, message_now, pause_now, paused, round_totals, windows_now
from jobs.nudges.digest_rows import (
    TWO_WEEKS,
    in_next_weeks,
    in_this_week,
    in_time,
    is_after,
    last_day,
    monday,
    week_key,
)
from jobs.nudges.kind import (
    Calendar,
    HelpRow,
    Likeness,
    NudgeKind,
    everybody_unless_started,
    shared_channel,
    when_awake,
)
from jobs.nudges.mornings import is_notified
from models.calendar.workdays import next_working_day
from models.content.week_news import PreviousDigest, busy_since, previous_digests, week_news
from models.media.feeds import failing_feeds, failing_feeds_of
from models.occurrences.digest_fingerprints import AHEAD, DATED, DigestWindow, digest_fingerprints
from models.occurrences.filtering import Filter, owners_of
from models.occurrences.milestones import due_between, with_milestones
from models.occurrences.queries import find, of_register, overdue
from models.occurrences.snoozes import OnHold
from models.official.sources import name_of, troubled
from models.register.silence import silent_counts
from models.rounds.progress import with_open_rounds
from models.tables import Milestone, Occurrence, Workspace
from models.workspace.contacts import departed
from models.workspace.preferences import Preferences

KIND = "ukesoversikt"
WEEK = timedelta(days=7)
MOST = 200


def _key_on(day: date, _pack: Pack) -> str | None:
    """Return the week if its digest comes on that day."""
    return week_key(day) if day == next_working_day(monday(day)) else None


class _Before(NamedTuple):
    """The previous digest: its Monday, its local day and the moment it was sent.

    If there was none, the Monday is None, the day is before all others, and the moment is a week ago.
    """

    monday: date | None
    day: date
    at: datetime

    @property
    def covered_until(self) -> date | None:
        """Return the last day that its two next weeks covered."""
        return self.monday + timedelta(days=6) + TWO_WEEKS if self.monday else None

    def is_first_of_month(self, today: date) -> bool:
        """Return True if the digest of a day is the first of its month."""
        return self.monday is None or self.day.month != today.month


def _before(scene: NudgeContext, found: Mapping[int, PreviousDigest]) -> _Before:
    """Return the previous digest of a workspace."""
    previous = found.get(scene.workspace.id)
    if previous is None:
        then = scene.shown_at or scene.now
        return _Before(None, date.min, then - WEEK)
    zone = scene.workspace.zone
    return _Before(_monday_of(previous.period_key), previous.sent_at.astimezone(zone).date(), previous.sent_at)


def _compose(scene: NudgeContext) -> Card:
    """Return the digest of a week, as of the day it is sent."""
    return digest(week_of(scene), scene.pack)


def week_of(scene: NudgeContext) -> Week:
    """Return what there is to say about the week of the scene's key, as of the day it is sent."""
    workspace, first = scene.workspace, _monday_of(scene.period_key)
    before = _before(scene, previous_digests(scene.session, [workspace.id], KIND, scene.period_key))
    news = week_news(scene.session, workspace.id, before.at, scene.shown_at or scene.now)
    rows, over, of_the_register = _rows(scene, first)
    held = scene.held()
    dated = [row for row in rows if is_notified(row, held)]
    late = [row for row in over if is_notified(row, held)]
    new_since = (before.monday or first - WEEK) - timedelta(days=1)
    just_late = [row for row in late if last_day(row) >= new_since]
    this_week = [row for row in in_this_week(dated, first) if row not in just_late]
    changed = {deed.row.id for deed in news.deeds}
    soon = in_next_weeks(dated, first, before.covered_until, changed)
    shown = {row.id for row in (*this_week, *soon, *just_late)}
    is_first = before.is_first_of_month(scene.today)
    windows = windows_now(scene, before.day, is_first=is_first)
    named = {each.name for each in windows}  # a season is in the calendar too
    this_week = [row for row in this_week if row.title not in named]
    activities = activities_now(scene, held) if is_first else ()
    week = Week(
        first,
        scene.today,
        this_week,
        just_late,
        len(late) - len(just_late),
        activities,
        windows,
        soon,
        way := _on_the_way(scene, held, first),
        None if shown or way else _nearest(scene, dated, first),
        news,
        message_now(scene.pack, scene.today, before.day, {each.entry for each in news.content}),
        pause_now(scene) if is_first and not scene.is_external else None,
        {occurrence_id: hold.until for occurrence_id, hold in held.items()},
        len({row.id for row in (*in_this_week(rows, first), *over) if not is_notified(row, held)}),
        departed(
            scene.session,
            workspace.id,
            {each for row in (*this_week, *soon, *just_late) for each in owners_of(row)},
        ),
        rounds=round_totals(scene, first, before.at),
        is_external=scene.is_external,
    )
    return week if scene.is_external else _with_inner(scene, week, of_the_register, is_first=is_first)


def _on_the_way(scene: NudgeContext, held: Mapping[int, OnHold], first: date) -> Sequence[tuple[Milestone, Occurrence]]:
    """Return the week's dates on the way to a deadline, without those that the deadline itself is on."""
    found = due_between(scene.session, scene.workspace.id, first, first + timedelta(days=6), scene.shown_at)
    return [
        (each, row)
        for each, row in found
        if each.due_on != row.ends_on and scene.shows(row) and not scene.rests(row) and is_notified(row, held)
    ]


def _nearest(scene: NudgeContext, dated: Sequence[Occurrence], first: date) -> Occurrence | None:
    """Return what comes first after a week: shown only if there is nothing in the weeks themselves."""
    scene.looks.add(BEYOND)
    return next((row for row in dated if is_after(row, first + timedelta(days=6))), None)


def _with_inner(scene: NudgeContext, week: Week, of_the_register: Sequence[Occurrence], *, is_first: bool) -> Week:
    """Return a week with what only colleagues are to see: what is wrong, and how much the register has."""
    silent = _silent(scene.session, [scene.workspace], scene.today) if is_first else {}
    return replace(
        week,
        ailing=[row.name for row in failing_feeds(scene.session, scene.workspace, scene.now)],
        official=_troubled(scene.session, scene.now),
        silent=silent.get(scene.workspace.id, 0),
        appointments=len(in_this_week(of_the_register, week.monday)),
    )


def shared_fingerprint(session: Session, scenes: Sequence[NudgeContext]) -> dict[int, Likeness]:
    """Return a fingerprint of each digest, by the workspace's id: if two fingerprints are equal, so are the digests.

    Workspaces whose digest is like no other's are left out, as are those where people have done something since the
    previous one. All scenes are of one moment, and of one workspace each.
    """
    inner = [each for each in scenes if not each.is_external]
    if not inner:
        return {}
    unwell = failing_feeds_of(session, [each.workspace for each in inner], scenes[0].now)
    official = _troubled(session, scenes[0].now)
    previous: dict[int, PreviousDigest] = {}
    by_window: dict[DigestWindow, list[NudgeContext]] = {}
    for key in {each.period_key for each in inner}:
        ids = [each.workspace.id for each in inner if each.period_key == key]
        previous |= previous_digests(session, ids, KIND, key)
    before = {each.workspace.id: _before(each, previous) for each in inner}
    busy = busy_since(session, list(before), min(each.at for each in before.values()))
    busy = {*busy, *with_milestones(session, list(before))}
    earliest = min(each.today for each in inner) - timedelta(days=6)
    busy = {*busy, *with_open_rounds(session, list(before), earliest)}
    for scene in inner:
        if scene.workspace.id not in busy:
            window = DigestWindow(_monday_of(scene.period_key), scene.today)
            by_window.setdefault(window, []).append(scene)
    found: dict[int, Likeness] = {}
    for window, of_window in by_window.items():
        with_pause = paused(session, of_window)
        silent = _silent(session, [each.workspace for each in of_window], window.today)
        prints = digest_fingerprints(session, [each.workspace.id for each in of_window], window)
        for scene in of_window:
            number = scene.workspace.id
            if number in prints:
                since = (before[number].monday, before[number].day)
                ailing = tuple(row.name for row in unwell[number])
                plan = scene.workspace.ntp_presented
                quiet = silent.get(number, 0)
                near = (window, prints[number].near, since, ailing, official, quiet, plan, number in with_pause)
                found[number] = Likeness(near, prints[number].all)
    return found


def _troubled(session: Session, now: datetime) -> tuple[str, ...]:
    """Return the names of the official sources, which all workspaces share, that somebody should look at."""
    return tuple(name_of(row.key) for row in troubled(session, now))


def _monday_of(period_key: str) -> date:
    year, number = period_key.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def _silent(session: Session, workspaces: Sequence[Workspace], today: date) -> dict[int, int]:
    """Return how many have been quiet for too long in each workspace where the register is used, by its id."""
    with_register = [each for each in workspaces if each.register_synced_on is not None]
    return silent_counts(session, with_register, today) if with_register else {}


def _rows(scene: NudgeContext, first: date) -> tuple[list[Occurrence], list[Occurrence], list[Occurrence]]:
    """Return what has a time in the coming weeks, what is overdue, and what of the former comes from the register."""
    session, number = scene.session, scene.workspace.id
    hidden = of_register(session, number)
    wanted = Filter(first=first, last=first + AHEAD, kinds=DATED, include_done=scene.shown_at is not None)
    found = find(session, number, wanted, scene.today, limit=MOST)
    shown = [row for row in found if scene.shows(row) and not scene.rests(row)]
    if scene.is_external:  # people of other organisations are not asked for dates
        shown = [row for row in shown if not lacks_date(row)]
    rows = sorted((row for row in shown if row.id not in hidden), key=in_time)
    over = [row for row in overdue(session, number, scene.today) if scene.shows(row) and row.id not in hidden]
    return rows, over, [row for row in shown if row.id in hidden]


def _help(manners: Preferences, _pack: Pack, _today: date) -> HelpRow:
    what = "hva som skjer, hva som haster, og hva vi skal si"
    return HelpRow("Hver mandag", manners.workspace.digest_time, what, WEEK)


_CHANNEL = shared_channel(KIND)
DIGEST = NudgeKind(
    kind=KIND,
    name="Ukesoversikt",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.digest,
        audience=everybody_unless_started(_CHANNEL),
        narrow=None,
        help=_help,
        preview="ukesoversikt",
    ),
    last_day=lambda day: day,
    hours=when_awake,
    composer=_compose,
    likeness=shared_fingerprint,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
