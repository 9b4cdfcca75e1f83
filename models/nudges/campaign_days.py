"""Which day of a campaign holds what: at most one campaign message a day, all inside the campaign's year.

The opening of a step has its day to itself. The main message gives way to it by one working day, and a talking point
that would fall on either is left out that week.
"""

from datetime import date, timedelta

from dateutil.relativedelta import TU, relativedelta

from content.schema.messages import Campaign, Step
from models.calendar.workdays import first_working_day, next_working_day

MONTHS_IN_QUARTER = 3
WEDNESDAY = timedelta(days=2)


def quarter(day: date) -> int:
    """Return the quarter of a day, 1 to 4."""
    return (day.month - 1) // MONTHS_IN_QUARTER + 1


def step_of(campaign: Campaign, day: date) -> Step | None:
    """Return the step whose quarter holds that day."""
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
    """Return the day of the talking point in that day's week: Wednesday, or the next working day of that week."""
    monday = day - timedelta(days=day.weekday())
    wednesday = next_working_day(monday + WEDNESDAY)
    opening = opening_day(campaign, wednesday)
    if opening is None or wednesday <= opening or wednesday == main_message_day(campaign, wednesday):
        return None
    return wednesday if wednesday - monday < timedelta(days=7) else None
