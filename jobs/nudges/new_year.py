"""The start of a year: one message on the first Monday that is a working day, worth sending that week.

It comes instead of that Monday's digest, and of January's wheel and the opening of the campaign's first step if they
would come that day in the same channel (`jobs.nudges.kind.everybody_unless_started`). It comes where one of them is on.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card, Line, line
from bot.cards.nudges.new_year import PrioritisedTheme, YearStart, year_start
from bot.cards.speaker_parts import speaker_span, spokesperson_text
from content.emphasis import first_track, is_resting, prioritised
from content.schema.messages import Issue
from content.schema.pack import Pack
from jobs.nudges.campaign import OPENING
from jobs.nudges.campaign_days import talk_rests
from jobs.nudges.context import NudgeContext
from jobs.nudges.digest import DIGEST, week_of
from jobs.nudges.digest_rows import week_key
from jobs.nudges.kind import (
    START_GROUP,
    START_KIND,
    Addressed,
    Calendar,
    Due,
    NudgeKind,
    not_in_help,
    shared_channel,
    when_awake,
)
from jobs.nudges.wheel import WHEEL
from models.calendar.new_year import start_day
from models.calendar.open_now import open_step
from models.media.spokespersons import Speaker, by_theme
from models.occurrences.filtering import Filter
from models.occurrences.queries import find
from models.occurrences.wheel_rows import of_month
from models.occurrences.year_plan import steps_of
from models.tables import Occurrence
from models.workspace.contacts import departed
from models.workspace.preferences import Preferences

JANUARY = 1
TO_FRIDAY = timedelta(days=4)
SEND_THE_PLAN = "januar-send-planen"
"""The wheel's entry about sending the plan to partners; its wording is people's own."""
SEND = "send "
MEETINGS = "nettverksbygging"


def _key_on(day: date, _pack: Pack) -> str | None:
    return str(day.year) if day == start_day(day.year) else None


def _audience(_session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    channel = manners.channel(START_GROUP)
    return [(channel, due)] if channel is not None and any(_replaced(manners, due.day, pack)) else []


def _replaced(manners: Preferences, day: date, pack: Pack) -> Iterator[bool]:
    """Yield for each of the kinds that it may come instead of whether it does."""
    yield manners.wants(DIGEST.kind)
    for kind in (WHEEL, OPENING):
        comes = kind.by_calendar.key_on(day, pack) is not None and manners.wants(kind.kind)
        yield comes and kind.channel(manners) == manners.channel(START_GROUP)


def _compose(scene: NudgeContext) -> Card:
    year = int(scene.period_key)
    week = week_of(replace(scene, period_key=week_key(start_day(year))))
    january = [
        each
        for each in of_month(scene.session, scene.workspace.id, year, JANUARY, "" if scene.is_external else None)
        if scene.shows(each) and not scene.rests(each)
    ]
    to_send = [each for each in january if _is_sending(each)]
    steps = () if scene.is_external else steps_of(scene.session, scene.workspace.id, year)
    shown = {each.id for each in to_send}
    meetings = [each for each in january if each.field == MEETINGS and each.id not in shown]
    deadline = _budget_deadline(scene)
    shown |= {each.id for each in meetings} | ({deadline.id} if deadline else set())
    owners = {each.owner for each in (*to_send, *meetings, *([deadline] if deadline else ()))}
    return year_start(
        YearStart(
            year,
            scene.today,
            tuple(_cases(scene)),
            deadline,
            meetings,
            to_send,
            open_step(scene.pack, scene.today),
            talk_comes=bool(prioritised(scene.pack, scene.today)) and not talk_rests(scene.pack, year),
            this_week=[each for each in week.this_week if each.id not in shown],
            overdue=len(week.overdue) + week.overdue_before,
            open_steps=sum(not each.is_done for each in steps),
            left=departed(scene.session, scene.workspace.id, owners),
        ),
        scene.pack,
    )


def _cases(scene: NudgeContext) -> Iterator[PrioritisedTheme]:
    chosen = by_theme(scene.session, scene.workspace.id)
    for theme in dict.fromkeys(each.theme for each in scene.pack.organisation.priorities):
        issue = scene.pack.issue(theme)
        if issue is None or is_resting(issue, scene.today):
            continue
        people = _people(scene, issue, chosen.get(theme, ()))
        watched = scene.pack.media.theme(theme)
        yield PrioritisedTheme(
            issue, first_track(issue, scene.today), people, watched is not None and not scene.is_external
        )


def _people(scene: NudgeContext, issue: Issue, chosen: tuple[Speaker, ...]) -> tuple[Line, ...]:
    """Return who speaks for a theme; people of other organisations see those in the content only."""
    watched = scene.pack.media.theme(issue.id)
    known = tuple(line(spokesperson_text(each)) for each in (watched.spokespersons if watched else ()))
    return known if scene.is_external else (*known, *(line(speaker_span(each)) for each in chosen))


def _is_sending(row: Occurrence) -> bool:
    return row.key.endswith(f":{SEND_THE_PLAN}") or row.title.casefold().startswith(SEND)


def _budget_deadline(scene: NudgeContext) -> Occurrence | None:
    """Return the next of our own deadlines for the budget."""
    wanted = Filter(first=scene.today, sources=("statsbudsjett",), kinds=("frist",))
    return next(iter(find(scene.session, scene.workspace.id, wanted, scene.today, limit=1)), None)


START = NudgeKind(
    kind=START_KIND,
    name="Slik begynner året",
    receiver=shared_channel(START_GROUP),
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.digest,
        audience=_audience,
        narrow=None,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + TO_FRIDAY,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
