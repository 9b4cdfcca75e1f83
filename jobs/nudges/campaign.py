"""The campaign's nudges: openings, talking points, the main message, and the card that asks for next year's.

At most one campaign message a day, all inside the campaign's year. The opening of a step has its day to itself. The
main message moves one working day if it would fall on that day, and a talking point that would fall on either is left
out that week. All but the last are worth sending in the week they are due. Each reads the content again when it is
composed: it may have changed since the nudge was planned.
"""

from datetime import date, timedelta

from dateutil.relativedelta import TH, TU, relativedelta

from bot.cards.card import Button, Card
from bot.cards.content_edit import COPY_CAMPAIGN, campaign_file, edit_button
from bot.cards.nudges import campaign as cards
from content.emphasis import lodestar_of, resting, tracks_in_order
from content.schema.messages import Campaign, CampaignPriority, Step, Track
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.digest_rows import monday, week_key
from jobs.nudges.kind import (
    Calendar,
    HelpRow,
    NudgeKind,
    everybody_in,
    not_in_help,
    shared_channel,
    when_awake,
)
from jobs.nudges.wheel import month_key
from models.calendar.open_now import open_step
from models.calendar.quiet import season_on
from models.calendar.spans import quarter_span
from models.calendar.workdays import first_working_day, next_working_day
from models.workspace.preferences import CAMPAIGN, Preferences

DECEMBER = 12
BEFORE_CHRISTMAS = 23
MONTHS_IN_QUARTER = 3
WEDNESDAY = timedelta(days=2)
NOT_SETTLED = Skip("teksten må avklares eller klareres først")
NO_CAMPAIGN = Skip("kampanjen er ikke i innholdet lenger")
ALL_REST = Skip("alle temaene i kampanjen hviler")


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
    first = monday(day)
    wednesday = next_working_day(first + WEDNESDAY)
    if season_on(wednesday):
        return None
    opening = opening_day(campaign, wednesday)
    if opening is None or wednesday <= opening or wednesday == main_message_day(campaign, wednesday):
        return None
    return wednesday if wednesday - first < timedelta(days=7) else None


def _opening_key(day: date, pack: Pack) -> str | None:
    """Return `2026:grep-4` if that step opens on that day."""
    campaign = pack.campaign(day.year)
    if campaign is None or day != opening_day(campaign, day):
        return None
    step = step_of(campaign, day)
    return f"{campaign.year}:{step.id}" if step else None


def _talking_point_key(day: date, pack: Pack) -> str | None:
    """Return the week (`2026-W41`) if its talking point comes on that day."""
    campaign = pack.campaign(day.year)
    return week_key(day) if campaign and day == talking_point_day(campaign, day) else None


def _main_message_key(day: date, pack: Pack) -> str | None:
    """Return the month (`2026-10`) if its main message comes on that day."""
    campaign = pack.campaign(day.year)
    return month_key(day) if campaign and day == main_message_day(campaign, day) else None


def _closing_key(day: date, pack: Pack) -> str | None:
    """Return the year if the card that asks for next year's campaign comes on that day.

    It is the second Thursday of December: a working day, free of other nudges, and in time before Christmas.
    """
    if pack.campaign(day.year) is None or pack.campaign(day.year + 1) is not None:
        return None
    return str(day.year) if day == date(day.year, DECEMBER, 1) + relativedelta(weekday=TH(2)) else None


def turn(campaign: Campaign, day: date) -> int:
    """Return which week of the campaign's year a day is in, from 0: rotating content is chosen by it."""
    return (monday(day) - monday(date(campaign.year, 1, 1))).days // 7


def awake(campaign: Campaign, resting_themes: frozenset[str]) -> tuple[CampaignPriority, ...]:
    """Return the priorities of a campaign whose themes do not rest."""
    return tuple(each for each in campaign.main.priorities if each.theme not in resting_themes)


def priority_of(campaign: Campaign, day: date, resting_themes: frozenset[str] = frozenset()) -> CampaignPriority:
    """Return the priority for the week of `day`: those that are awake take turns, one a week. One must be awake."""
    priorities = awake(campaign, resting_themes)
    return priorities[turn(campaign, day) % len(priorities)]


def _sunday(day: date) -> date:
    return monday(day) + timedelta(days=6)


def _while_its_step_is_open(day: date) -> date:
    return min(_sunday(day), quarter_span(day.year, quarter(day)).last)


def _opening(scene: NudgeContext) -> Card | Skip:
    """Return the opening of the key's step."""
    year, step_id = scene.period_key.split(":")
    campaign = scene.pack.campaign(int(year))
    step = next((each for each in campaign.steps if each.id == step_id), None) if campaign else None
    if campaign is None or step is None:
        return NO_CAMPAIGN
    return cards.opening(campaign, step, scene.pack, _edit(scene, campaign, step.id))


def _talking_point(scene: NudgeContext) -> Card | Skip:
    """Return the talking point of the key's week."""
    year, number = scene.period_key.split("-W")
    wednesday = date.fromisocalendar(int(year), int(number), 3)
    opened = open_step(scene.pack, wednesday)
    if opened is None:
        return NO_CAMPAIGN
    campaign, _ = opened
    if not campaign.main.priorities:
        return NOT_SETTLED
    asleep = resting(scene.pack, wednesday).themes
    count = len(awake(campaign, asleep))
    if not count:
        return ALL_REST
    priority = priority_of(campaign, wednesday, asleep)
    track = _track(scene.pack, priority, turn(campaign, wednesday) // count, wednesday)
    edit = _edit(scene, campaign, priority.id)
    return cards.talking_point(priority, track, scene.pack, scene.today, scene.workspace.ntp_presented, edit)


def _main_message(scene: NudgeContext) -> Card | Skip:
    """Return the main message of the key's month."""
    year, _ = scene.period_key.split("-")
    campaign = scene.pack.campaign(int(year))
    if campaign is None:
        return NO_CAMPAIGN
    has_message = bool(campaign.main.text and campaign.main.priorities)
    return cards.main_message(campaign, _edit(scene, campaign, campaign.main.id)) if has_message else NOT_SETTLED


def _closing(scene: NudgeContext) -> Card | Skip:
    """Return the card that asks for next year's campaign, unless it has been added."""
    year = int(scene.period_key)
    campaign = scene.pack.campaign(year)
    if scene.pack.campaign(year + 1):
        return Skip(f"kampanjen for {year + 1} er lagt inn")
    start = () if scene.is_external else (Button(f"Start fra {year}", COPY_CAMPAIGN, ""),)
    return cards.closing(campaign, start) if campaign else NO_CAMPAIGN


def _track(pack: Pack, priority: CampaignPriority, round_: int, day: date) -> Track | None:
    """Return the track for a round of the priorities: the tracks of a priority's theme take turns, one a round.

    The lodestar begins; with a last day it is the one until then.
    """
    issue = pack.issue(priority.theme)
    if issue is None:
        return None
    tracks = [track for track in tracks_in_order(issue, day) if track.budskap != priority.text]
    if tracks and issue.lodestar_until is not None and tracks[0] is lodestar_of(issue, day):
        return tracks[0]
    return tracks[round_ % len(tracks)] if tracks else None


def _edit(scene: NudgeContext, campaign: Campaign, entry: str) -> tuple[Button, ...]:
    """Return the button that opens what a card quotes; none where others read the channel."""
    return () if scene.is_external else (edit_button(campaign_file(campaign), entry),)


def _help_opening(manners: Preferences) -> HelpRow:
    what = "neste grep i kampanjen"
    return HelpRow("Første virkedag i kvartalet", manners.workspace.campaign_time, what, timedelta(days=91))


def _help_main_message(manners: Preferences) -> HelpRow:
    what = "hovedbudskapet i kampanjen"
    return HelpRow("Første tirsdag i måneden", manners.workspace.campaign_time, what, timedelta(days=30))


def _help_talking_point(manners: Preferences) -> HelpRow:
    return HelpRow("Hver onsdag", manners.workspace.campaign_time, "ett budskap fra kampanjen", timedelta(days=7))


_CHANNEL = shared_channel(CAMPAIGN)
OPENING = NudgeKind(
    kind="kampanje_grep",
    name="Nytt grep i kampanjen",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_opening_key,
        at=lambda times: times.campaign,
        audience=everybody_in(_CHANNEL),
        narrow=None,
        help=_help_opening,
        preview="kampanje",
    ),
    last_day=_sunday,
    hours=when_awake,
    composer=_opening,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    lasting=False,
)
MAIN_MESSAGE = NudgeKind(
    kind="kampanje_hovedbudskap",
    name="Hovedbudskap",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_main_message_key,
        at=lambda times: times.campaign,
        audience=everybody_in(_CHANNEL),
        narrow=None,
        help=_help_main_message,
        preview="kampanje",
    ),
    last_day=_sunday,
    hours=when_awake,
    composer=_main_message,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    lasting=False,
)
TALKING_POINT = NudgeKind(
    kind="kampanje_onsdag",
    name="Onsdagens budskap",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_talking_point_key,
        at=lambda times: times.campaign,
        audience=everybody_in(_CHANNEL),
        narrow=None,
        help=_help_talking_point,
        preview="kampanje",
    ),
    last_day=_while_its_step_is_open,
    hours=when_awake,
    composer=_talking_point,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    lasting=False,
)
CLOSING = NudgeKind(
    kind="kampanje_slutt",
    name="Ny kampanje neste år",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_closing_key,
        at=lambda times: times.campaign,
        audience=everybody_in(_CHANNEL),
        narrow=None,
        help=not_in_help,
        preview="kampanje",
    ),
    last_day=lambda day: day.replace(day=BEFORE_CHRISTMAS),
    hours=when_awake,
    composer=_closing,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    lasting=False,
)
