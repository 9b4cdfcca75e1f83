"""The campaign's nudges: openings, the main message, and the week's talking point.

At most one campaign message a day, all inside the campaign's year. The opening of a step has its day to itself. The
main message moves one working day if it would fall on that day, and a talking point that would fall on either is left
out that week. In the summer and at Christmas there are no talking points, with a campaign or without. In a year without a campaign the talking points are the prioritised themes' own messages, unless people
chose that they rest. All are worth sending in the week they are due. Each reads the content again when it is composed:
it may have changed since the nudge was planned.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from dateutil.relativedelta import TU, relativedelta

from bot.cards.card import Button, Card
from bot.cards.content_edit import campaign_file, edit_button, issue_file
from bot.cards.nudges import campaign as cards
from content.emphasis import current, lodestar_of, prioritised, resting, tracks_in_order
from content.schema.messages import Campaign, CampaignPriority, Issue, Step, Track
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.digest_rows import monday, week_key
from jobs.nudges.kind import (
    Calendar,
    HelpRow,
    NudgeKind,
    everybody_in,
    everybody_unless_started,
    shared_channel,
    when_awake,
)
from jobs.nudges.wheel import month_key
from models.calendar.open_now import open_step
from models.calendar.quiet import season_on
from models.calendar.spans import quarter_span
from models.calendar.workdays import first_working_day, next_working_day
from models.workspace.preferences import CAMPAIGN, Preferences

MONTHS_IN_QUARTER = 3
_WEEKS_AHEAD, _MONTHS_AHEAD = timedelta(weeks=3), timedelta(days=60)
"""How far ahead the help looks for the next message."""
WEDNESDAY = timedelta(days=2)
NOT_SETTLED = Skip("teksten må avklares eller klareres først")
NO_CAMPAIGN = Skip("kampanjen finnes ikke lenger")
ALL_REST = Skip("alle temaene i kampanjen hviler")
NOTHING_TO_SAY = Skip("ingen av de prioriterte temaene har noe å si nå")
TALK_RESTS = Skip("ukas budskap hviler")


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
    return any(key(day, pack) for key in (_opening_key, _main_message_key, _talking_point_key))


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


def _main_message_key(day: date, pack: Pack) -> str | None:
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
    return cards.opening(campaign, step, scene.pack, scene.today, _edit(scene, campaign, step.id))


def _talking_point(scene: NudgeContext) -> Card | Skip:
    """Return the talking point of the key's week."""
    year, number = scene.period_key.split("-W")
    wednesday = date.fromisocalendar(int(year), int(number), 3)
    opened = open_step(scene.pack, wednesday)
    if scene.pack.campaign(wednesday.year) is None:
        return _prioritised(scene, wednesday)
    if opened is None:
        return NO_CAMPAIGN
    campaign = opened.campaign
    if not campaign.main.priorities:
        return NOT_SETTLED
    asleep = resting(scene.pack, wednesday).themes
    count = len(awake(campaign, asleep))
    if not count:
        return ALL_REST
    priority = priority_of(campaign, wednesday, asleep)
    track = _track(scene.pack, priority, turn(campaign.year, wednesday) // count, wednesday)
    edit = _edit(scene, campaign, priority.id)
    return cards.talking_point(priority, track, scene.pack, scene.today, scene.workspace.ntp_presented, edit)


def _prioritised(scene: NudgeContext, wednesday: date) -> Card | Skip:
    """Return the message of a year without a campaign: the prioritised themes take turns, one a week."""
    if talk_rests(scene.pack, wednesday.year):
        return TALK_RESTS
    issues = prioritised(scene.pack, wednesday)
    if not issues:
        return NOTHING_TO_SAY
    # Goes on from the last campaign, so that no theme comes twice in a row when a year turns.
    last_campaign = max((each.year for each in scene.pack.campaigns if each.year < wednesday.year), default=0)
    week = turn(last_campaign or wednesday.year, wednesday)
    issue = issues[week % len(issues)]
    track = _in_turn(issue, tracks_in_order(issue, wednesday), week // len(issues), wednesday)
    edit = () if scene.is_external else (edit_button(issue_file(issue), track.id),)
    return cards.theme_message(issue, track, scene.pack, scene.today, scene.workspace.ntp_presented, edit)


def _main_message(scene: NudgeContext) -> Card | Skip:
    """Return the main message of the key's month."""
    year, _ = scene.period_key.split("-")
    campaign = scene.pack.campaign(int(year))
    if campaign is None:
        return NO_CAMPAIGN
    has_message = _has_main_message(scene.pack, date(campaign.year, 1, 1))
    return cards.main_message(campaign, _edit(scene, campaign, campaign.main.id)) if has_message else NOT_SETTLED


def _has_main_message(pushed: Pack, day: date) -> bool:
    """Return True if the campaign of that day's year has a main message that may be pushed."""
    campaign = pushed.campaign(day.year)
    return campaign is not None and bool(campaign.main.text and campaign.main.priorities)


def _has_talking_point(pushed: Pack, day: date) -> bool:
    """Return True if there is a talking point for the week of a day that may be pushed."""
    campaign = pushed.campaign(day.year)
    if campaign is None:
        return not talk_rests(pushed, day.year) and bool(prioritised(pushed, day))
    return bool(awake(campaign, resting(pushed, day).themes))


def _next_said(
    pack: Pack,
    today: date,
    ahead: timedelta,
    key_on: Callable[[date, Pack], str | None],
    has_text: Callable[[Pack, date], bool],
) -> date | None:
    """Return the next day that a message comes and has something to say, as the content is now."""
    soon = (today + timedelta(days=number) for number in range(ahead.days))
    return next(
        (day for day in soon if key_on(day, pack.timing) and has_text(current(pack.settled, day.year), day)), None
    )


def _track(pack: Pack, priority: CampaignPriority, round_: int, day: date) -> Track | None:
    """Return the track that deepens a priority in a round; None if its theme has no other than the priority itself."""
    issue = pack.issue(priority.theme)
    if issue is None:
        return None
    tracks = [track for track in tracks_in_order(issue, day) if track.budskap != priority.text]
    return _in_turn(issue, tracks, round_, day) if tracks else None


def _in_turn(issue: Issue, tracks: Sequence[Track], round_: int, day: date) -> Track:
    """Return the track for a round of the themes: a theme's tracks take turns, one a round.

    The lodestar begins; with a last day it is the one until then.
    """
    if issue.lodestar_until is not None and tracks[0] is lodestar_of(issue, day):
        return tracks[0]
    return tracks[round_ % len(tracks)]


def _edit(scene: NudgeContext, campaign: Campaign, entry: str) -> tuple[Button, ...]:
    """Return the button that opens what a card quotes; none if people of other organisations read the channel."""
    return () if scene.is_external else (edit_button(campaign_file(campaign), entry),)


def _help_opening(manners: Preferences, _pack: Pack, _today: date) -> HelpRow:
    what = "neste grep i kampanjen"
    return HelpRow("Første virkedag i kvartalet", manners.workspace.campaign_time, what, timedelta(days=91))


def _help_main_message(manners: Preferences, pack: Pack, today: date) -> HelpRow | None:
    if _next_said(pack, today, _MONTHS_AHEAD, _main_message_key, _has_main_message) is None:
        return None
    what = "hovedbudskapet i kampanjen"
    return HelpRow("Første tirsdag i måneden", manners.workspace.campaign_time, what, timedelta(days=30))


def _help_talking_point(manners: Preferences, pack: Pack, today: date) -> HelpRow | None:
    following = _next_said(pack, today, _WEEKS_AHEAD, _talking_point_key, _has_talking_point)
    if following is None:
        return None
    is_campaign = pack.campaign(following.year) is not None
    what = "ett budskap fra kampanjen" if is_campaign else "ett budskap fra de prioriterte sakene"
    return HelpRow("Hver onsdag", manners.workspace.campaign_time, what, timedelta(days=7))


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
        in_morning=True,
        at=lambda times: times.campaign,
        audience=everybody_unless_started(_CHANNEL),
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
    may_be_mailed=False,
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
        in_morning=True,
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
    may_be_mailed=False,
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
        in_morning=True,
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
    may_be_mailed=False,
    lasting=False,
)
