"""The reminder of planning the next year: every second week from 1 November, the last time on 15 January.

It comes only while one of the three steps is open, and moves to a working day without a message of the campaign.
"""

from datetime import date, timedelta
from functools import lru_cache

from bot.cards.card import Card
from bot.cards.nudges.next_year import plan_reminder
from content.schema.pack import Pack
from jobs.nudges.campaign_days import is_campaign_day
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import Calendar, NudgeKind, everybody_in, not_in_help, shared_channel, when_awake
from models.calendar.new_year import planned_year, reminder_days
from models.calendar.workdays import is_working_day, next_working_day
from models.occurrences.year_plan import steps_of
from models.workspace.contacts import departed
from models.workspace.preferences import CAMPAIGN

DAY = timedelta(days=1)
PLANNED = Skip("neste år er planlagt")
READ_OUTSIDE = Skip("andre virksomheter leser kanalen")


def _key_on(day: date, pack: Pack) -> str | None:
    """Return the year that is planned and the day, if the reminder comes then."""
    year = planned_year(day)
    return f"{year}:{day.isoformat()}" if year is not None and day in _days(year, pack) else None


@lru_cache(64)
def _days(year: int, pack: Pack) -> frozenset[date]:
    *others, last = reminder_days(year)
    return frozenset((*(_free(each, pack) for each in others), _free_before(last, pack)))


def _free(day: date, pack: Pack) -> date:
    while is_campaign_day(day, pack):
        day = next_working_day(day + DAY)
    return day


def _free_before(day: date, pack: Pack) -> date:
    while is_campaign_day(day, pack) or not is_working_day(day):
        day -= DAY
    return day


def _compose(scene: NudgeContext) -> Card | Skip:
    if scene.is_external:
        return READ_OUTSIDE
    year, is_planned, _ = scene.period_key.partition(":")
    if not is_planned:  # version 0.1.0 asked for next year's campaign, by the year before
        year = str(int(year) + 1)
    steps = steps_of(scene.session, scene.workspace.id, int(year))
    if all(each.is_done for each in steps) and scene.shown_at is None:
        return PLANNED
    left = departed(scene.session, scene.workspace.id, {each.owner for each in steps})
    return plan_reminder(steps, scene.today, left)


_CHANNEL = shared_channel(CAMPAIGN)
NEXT_YEAR = NudgeKind(
    kind="kampanje_slutt",
    name="Planlegg neste år",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.campaign,
        audience=everybody_in(_CHANNEL),
        narrow=None,
        help=not_in_help,
        preview="kampanje",
    ),
    last_day=lambda day: day + timedelta(days=4),
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
