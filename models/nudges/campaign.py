"""The campaign's nudges: openings, talking points, the main message, and the card that asks for next year's.

All but the last are worth sending in the week they are due.
"""

from datetime import date, timedelta

from dateutil.relativedelta import TH, relativedelta

from content.schema.messages import Campaign, CampaignPriority
from content.schema.pack import Pack
from models.calendar.spans import quarter_span
from models.nudges.campaign_days import main_message_day, opening_day, quarter, step_of, talking_point_day
from models.nudges.digest import monday, week_key
from models.nudges.due import Nudge
from models.nudges.wheel import month_key

OPENING_KIND = "kampanje_grep"
TALKING_POINT_KIND = "kampanje_onsdag"
MAIN_MESSAGE_KIND = "kampanje_hovedbudskap"
CLOSING_KIND = "kampanje_slutt"

DECEMBER = 12
BEFORE_CHRISTMAS = 23


def opening_key(day: date, pack: Pack) -> str | None:
    """Return `2026:grep-4` where that step opens on that day."""
    campaign = pack.campaign(day.year)
    if campaign is None or day != opening_day(campaign, day):
        return None
    step = step_of(campaign, day)
    return f"{campaign.year}:{step.id}" if step else None


def talking_point_key(day: date, pack: Pack) -> str | None:
    """Return the week (`2026-W41`) where its talking point comes on that day."""
    campaign = pack.campaign(day.year)
    return week_key(day) if campaign and day == talking_point_day(campaign, day) else None


def main_message_key(day: date, pack: Pack) -> str | None:
    """Return the month (`2026-10`) where its main message comes on that day."""
    campaign = pack.campaign(day.year)
    return month_key(day) if campaign and day == main_message_day(campaign, day) else None


def closing_key(day: date, pack: Pack) -> str | None:
    """Return the year where the card that asks for next year's campaign comes on that day.

    It is the second Thursday of December: a working day, free of other nudges, and in time before Christmas.
    """
    if pack.campaign(day.year) is None or pack.campaign(day.year + 1) is not None:
        return None
    return str(day.year) if day == date(day.year, DECEMBER, 1) + relativedelta(weekday=TH(2)) else None


def turn(campaign: Campaign, day: date) -> int:
    """Return which week of the campaign's year a day is in, from 0: what comes in turn is counted by it."""
    return (monday(day) - monday(date(campaign.year, 1, 1))).days // 7


def priority_of(campaign: Campaign, day: date) -> CampaignPriority:
    """Return the priority whose turn it is in that day's week."""
    priorities = campaign.main.priorities
    return priorities[turn(campaign, day) % len(priorities)]


def _sunday(day: date) -> date:
    return monday(day) + timedelta(days=6)


def _while_its_step_is_open(day: date) -> date:
    return min(_sunday(day), quarter_span(day.year, quarter(day)).last)


OPENING = Nudge(OPENING_KIND, opening_key, at=lambda times: times.campaign, last_day=_sunday)
TALKING_POINT = Nudge(
    TALKING_POINT_KIND, talking_point_key, at=lambda times: times.campaign, last_day=_while_its_step_is_open
)
MAIN_MESSAGE = Nudge(MAIN_MESSAGE_KIND, main_message_key, at=lambda times: times.campaign, last_day=_sunday)
CLOSING = Nudge(
    CLOSING_KIND,
    closing_key,
    at=lambda times: times.campaign,
    last_day=lambda day: day.replace(day=BEFORE_CHRISTMAS),
)
