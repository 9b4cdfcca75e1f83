"""The week digest: on Monday, or the next working day of that week. Worth sending the same day.

On the first working Monday of a year the start of the year comes instead (`jobs.nudges.new_year`).
"""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card, Line
from bot.cards.nudges.digest import Week, digest
from bot.cards.nudges.wheel import FIELDS
from bot.cards.response_times import digest_lines
from content.emphasis import is_resting, lodestar_of
from content.schema.messages import Issue, Track
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext
from jobs.nudges.kind import Calendar, HelpRow, NudgeKind, everybody_unless_started, shared_channel, when_awake
from jobs.nudges.mornings import is_notified
from models.calendar.certainty import NO_DAY, SLACK, is_around
from models.calendar.open_now import open_budget_phases, open_ntp_phases, open_step
from models.calendar.recurring import is_weekly
from models.calendar.spans import Span
from models.calendar.workdays import next_working_day
from models.followups.times import courses, grouped, have_been, times
from models.media.feeds import failing_feeds, failing_feeds_of
from models.occurrences.digest_fingerprints import DATED, DigestWindow, digest_fingerprints
from models.occurrences.queries import Filter, find, of_month, overdue
from models.register.silence import silent_counts
from models.tables import Occurrence, Workspace
from models.workspace.contacts import departed
from models.workspace.preferences import Preferences

WEEK, TWO_WEEKS = timedelta(days=7), timedelta(days=14)
MOST = 200
OWN_LAST = "~"
"""Sorts after every key of the content."""


def monday(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def week_key(day: date) -> str:
    """Return a day's ISO week as a key: `2026-W41`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _key_on(day: date, _pack: Pack) -> str | None:
    """Return the week if its digest comes on that day."""
    return week_key(day) if day == next_working_day(monday(day)) else None


def _compose(scene: NudgeContext) -> Card:
    """Return the digest of a week, as of the day it is sent."""
    return digest(week_of(scene), scene.pack)


def week_of(scene: NudgeContext) -> Week:
    """Return what there is to say about the week of the scene's key, as of the day it is sent."""
    first = _monday(scene)
    sunday = first + timedelta(days=6)
    held = scene.held()
    within, over = _dated(scene, first, sunday + TWO_WEEKS), _overdue(scene)
    dated = [row for row in within if is_notified(row, held)]
    this_week = [row for row in dated if _begins_or_ends(row, scene.today, sunday)]
    listed = {row.id for row in this_week}
    next_weeks = [
        row
        for row in dated
        if row.id not in listed
        and _begins_or_ends(row, sunday + timedelta(days=1), sunday + TWO_WEEKS)
        and not is_weekly(row.rule)  # what recurs weekly is in this week
    ]
    late = [row for row in over if is_notified(row, held)]
    listed |= {row.id for row in (*next_weeks, *late)}
    return Week(
        first,
        scene.today,
        this_week,
        late,
        next_weeks,
        open_budget_phases(scene.pack, scene.today),
        [row for row in _wheel(scene) if row.id not in listed and is_notified(row, held)],
        open_step(scene.pack, scene.today),
        {occurrence_id: hold.until for occurrence_id, hold in held.items()},
        len({row.id for row in (*within, *over) if not is_notified(row, held)}),
        left=departed(scene.session, scene.workspace.id, {row.owner for row in late}),
        media=_media(scene),
        ntp=open_ntp_phases(scene.pack, Span(scene.today, scene.today), scene.workspace.ntp_presented),
        ailing=[row.name for row in failing_feeds(scene.session, scene.workspace, scene.now)],
        lodestars=_lodestars(scene),
        silent=0
        if scene.is_external
        else _silent(scene.session, [scene.workspace], scene.today).get(scene.workspace.id, 0),
    )


def shared_fingerprint(session: Session, scenes: Sequence[NudgeContext]) -> dict[int, Hashable]:
    """Return a fingerprint of each digest, by the workspace's id: if two fingerprints are equal, so are the digests.

    Workspaces whose digest is like no other's are left out. All scenes are of one moment, and of one workspace each.
    """
    unwell = failing_feeds_of(session, [each.workspace for each in scenes], scenes[0].now)
    by_window: dict[DigestWindow, list[Workspace]] = {}
    for scene in scenes:
        if scene.is_external:
            continue
        first = _monday(scene)
        window = DigestWindow(first, first + timedelta(days=6) + TWO_WEEKS, scene.today)
        by_window.setdefault(window, []).append(scene.workspace)
    plans = {each.workspace.id: each.workspace.ntp_presented for each in scenes}
    media = have_been(session, [each.workspace for each in scenes], min(map(_month, scenes)))
    found: dict[int, Hashable] = {}
    for window, workspaces in by_window.items():
        silent = _silent(session, workspaces, window.today)
        for each, print_ in digest_fingerprints(session, [one.id for one in workspaces], window).items():
            if each not in media:
                ailing = tuple(row.name for row in unwell[each])
                found[each] = (window, print_, ailing, silent.get(each, 0), plans[each])
    return found


def _monday(scene: NudgeContext) -> date:
    year, number = scene.period_key.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def _media(scene: NudgeContext) -> tuple[Line, ...]:
    """Return how fast the month's cases were taken and finished; in its first week, those of the month before."""
    if scene.workspace.media_channel is None:
        return ()
    month = _month(scene)
    found = courses(scene.session, scene.workspace, month, scene.today)
    held = [each for each in found if each.day.month == month.month]
    by_theme = grouped(held, lambda each: _named(scene, each.theme))
    return digest_lines(month, times(held), by_theme, scene.today)


def _silent(session: Session, workspaces: Sequence[Workspace], today: date) -> dict[int, int]:
    """Return how many have been quiet for too long in each workspace where the register is used, by its id."""
    with_register = [each for each in workspaces if each.register_synced_on is not None]
    return silent_counts(session, with_register, today) if with_register else {}


def _lodestars(scene: NudgeContext) -> tuple[tuple[Issue, Track], ...]:
    """Return the track that comes first of each theme that has one for a period and does not rest."""
    chosen = ((issue, lodestar_of(issue, scene.today)) for issue in scene.pack.issues)
    return tuple(
        (issue, track)
        for issue, track in chosen
        if track is not None and issue.lodestar_until is not None and not is_resting(issue, scene.today)
    )


def _month(scene: NudgeContext) -> date:
    return (scene.today - WEEK).replace(day=1)


def _named(scene: NudgeContext, theme: str | None) -> str:
    watched = scene.pack.media.theme(theme) if theme else None
    return watched.name if watched else "Annet"


def _dated(scene: NudgeContext, first: date, last: date) -> list[Occurrence]:
    wanted = Filter(first=first, last=last, kinds=DATED, include_done=scene.shown_at is not None)
    rows = find(scene.session, scene.workspace.id, wanted, scene.today, limit=MOST, offset=0)
    return sorted(
        (row for row in rows if scene.shows(row) and not scene.rests(row) and row.certainty not in NO_DAY), key=_in_time
    )


def _begins_or_ends(row: Occurrence, first: date, last: date) -> bool:
    """Return True if a row's first or last day is among those: a long window is shown when it opens and closes.

    What is around a day just before them is not over.
    """
    if is_around(row.starts_on, row.ends_on, row.certainty):
        first -= SLACK
    return any(day is not None and first <= day <= last for day in (row.starts_on, row.ends_on))


def _overdue(scene: NudgeContext) -> list[Occurrence]:
    return [row for row in overdue(scene.session, scene.workspace.id, scene.today) if scene.shows(row)]


def _wheel(scene: NudgeContext) -> list[Occurrence]:
    rows = of_month(scene.session, scene.workspace.id, scene.today.year, scene.today.month)
    fields = list(FIELDS)
    return sorted(
        (row for row in rows if scene.shows(row) and not scene.rests(row)),
        key=lambda row: (fields.index(row.field or fields[-1]), _in_time(row)),
    )


def _in_time(row: Occurrence) -> tuple[date, date, str]:
    # Where days are equal, the content's by their keys, since ids depend on when a workspace got them; then its own.
    return row.ends_on or date.max, row.starts_on or date.max, row.key if row.source != "egen" else OWN_LAST


def _help(manners: Preferences, _pack: Pack, _today: date) -> HelpRow:
    what = "hva som skjer, hva som haster, og hva vi skal si"
    return HelpRow("Hver mandag", manners.workspace.digest_time, what, WEEK)


_CHANNEL = shared_channel("ukesoversikt")
DIGEST = NudgeKind(
    kind="ukesoversikt",
    name="Ukesoversikt",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
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
    lasting=False,
)
