"""On which days a campaign says what: openings, the main message, and the week's talking point.

At most one campaign message a day, all inside the campaign's year. The opening of a step has its day to itself. The
main message moves one working day if it would fall on that day, and a talking point that would fall on either is left
out that week. In the summer and at Christmas there are no talking points, with a campaign or without. In a year
without a campaign the talking points are the prioritised themes' own messages, unless people chose that they rest.
"""

from datetime import date, timedelta

from dateutil.relativedelta import TU, relativedelta

from content.emphasis import prioritised
from content.schema.messages import Campaign, CampaignPriority, Step
from content.schema.pack import Pack
from jobs.nudges.digest_rows import monday, week_key
from jobs.nudges.wheel import month_key
from models.calendar.quiet import season_on
from models.calendar.workdays import first_working_day, next_working_day

MONTHS_IN_QUARTER = 3

WEDNESDAY = timedelta(days=2)


def quarter(day: date) -> int:
    """Return the quarter of a day, 1 to 4."""
    return (day.month - 1) // MONTHS_IN_QUARTER + 1


def step_of(campaign: Campaign, day: date) -> Step | None:
    """Return the step whose quarter includes that day."""
    if day.year != campaign.year:
        return None
    return next((step for step in campaign.steps if step.quarter == quarter(day)), None)


def opening_day(campaign: Campaign, day: date) -> date | None:
    """Return the day that the step of that day's quarter opens: the quarter's first working day."""
    if step_of(campaign, day) is None:
        return None
    return first_working_day(day.year, (quarter(day) - 1) * MONTHS_IN_QUARTER + 1)


def main_message_day(campaign: Campaign, day: date) -> date | None:
    """Return the day of the main message in that day's month: the first Tuesday, or the next free working day."""
    opening = opening_day(campaign, day)
    if opening is None:
        return None
    tuesday = next_working_day(day.replace(day=1) + relativedelta(weekday=TU))
    return next_working_day(tuesday + timedelta(days=1)) if tuesday == opening else tuesday


def talking_point_day(campaign: Campaign, day: date) -> date | None:
    """Return the day of the talking point in that day's week: Wednesday, or the next working day of that week.

    In the summer and at Christmas there is none.
    """
    wednesday = wednesday_of(day)
    if wednesday is None or season_on(wednesday):
        return None
    opening = opening_day(campaign, wednesday)
    if opening is None or wednesday <= opening or wednesday == main_message_day(campaign, wednesday):
        return None
    return wednesday


def wednesday_of(day: date) -> date | None:
    """Return the Wednesday of that day's week, or the next working day; None if the week has none after it."""
    first = monday(day)
    wednesday = next_working_day(first + WEDNESDAY)
    return wednesday if wednesday - first < timedelta(days=7) else None


def is_campaign_day(day: date, pack: Pack) -> bool:
    """Return True if the campaign, or what is said without one, has a message on that day."""
    return any(key(day, pack) for key in (opening_key, main_message_key, talking_point_key))


def opening_key(day: date, pack: Pack) -> str | None:
    """Return `2026:grep-4` if that step opens on that day."""
    campaign = pack.campaign(day.year)
    if campaign is None or day != opening_day(campaign, day):
        return None
    step = step_of(campaign, day)
    return f"{campaign.year}:{step.id}" if step else None


def talking_point_key(day: date, pack: Pack) -> str | None:
    """Return the week (`2026-W41`) if its talking point comes on that day."""
    campaign = pack.campaign(day.year)
    if campaign is None:
        is_said = not talk_rests(pack, day.year) and bool(prioritised(pack, day))
        comes = is_said and day == wednesday_of(day) and season_on(day) is None
    else:
        comes = day == talking_point_day(campaign, day)
    return week_key(day) if comes else None


def talk_rests(pack: Pack, year: int) -> bool:
    """Return True if people chose that the week's message rests in a year without a campaign."""
    choice = pack.organisation.choice(year)
    return choice is not None and choice.talk_rests


def main_message_key(day: date, pack: Pack) -> str | None:
    """Return the month (`2026-10`) if its main message comes on that day."""
    campaign = pack.campaign(day.year)
    return month_key(day) if campaign and day == main_message_day(campaign, day) else None


def turn(year: int, day: date) -> int:
    """Return which week of a year a day is in, from 0: rotating content is chosen by it."""
    return (monday(day) - monday(date(year, 1, 1))).days // 7


def awake(campaign: Campaign, resting_themes: frozenset[str]) -> tuple[CampaignPriority, ...]:
    """Return the priorities of a campaign whose themes do not rest."""
    return tuple(each for each in campaign.main.priorities if each.theme not in resting_themes)


def priority_of(campaign: Campaign, day: date, resting_themes: frozenset[str] = frozenset()) -> CampaignPriority:
    """Return the priority for the week of `day`: those that are awake take turns, one a week. One must be awake."""
    priorities = awake(campaign, resting_themes)
    return priorities[turn(campaign.year, day) % len(priorities)]
