"""The campaign's nudges: openings, the main message, and the week's talking point.

Their days are in `campaign_days`. All are worth sending in the week they are due. Each reads the content again when it
is composed: it may have changed since the nudge was planned.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bot.cards.card import Button, Card
from bot.cards.content_edit import campaign_file, edit_button, issue_file
from bot.cards.nudges import campaign as cards
from content.emphasis import current, lodestar_of, prioritised, resting, tracks_in_order
from content.schema.messages import Campaign, CampaignPriority, Issue, Track
from content.schema.pack import Pack
from jobs.nudges.campaign_days import (
    awake,
    main_message_key,
    opening_key,
    priority_of,
    quarter,
    talk_rests,
    talking_point_key,
    turn,
)
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.digest_rows import monday
from jobs.nudges.kind import (
    Calendar,
    HelpRow,
    NudgeKind,
    everybody_in,
    everybody_unless_started,
    shared_channel,
    when_awake,
)
from models.calendar.open_now import open_step
from models.calendar.spans import quarter_span
from models.workspace.preferences import CAMPAIGN, Preferences

_WEEKS_AHEAD, _MONTHS_AHEAD = timedelta(weeks=3), timedelta(days=60)
"""How far ahead the help looks for the next message."""
NOT_SETTLED = Skip("teksten må avklares eller klareres først")
NO_CAMPAIGN = Skip("kampanjen finnes ikke lenger")
ALL_REST = Skip("alle temaene i kampanjen hviler")
NOTHING_TO_SAY = Skip("ingen av de prioriterte temaene har noe å si nå")
TALK_RESTS = Skip("ukas budskap hviler")


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
    if _next_said(pack, today, _MONTHS_AHEAD, main_message_key, _has_main_message) is None:
        return None
    what = "hovedbudskapet i kampanjen"
    return HelpRow("Første tirsdag i måneden", manners.workspace.campaign_time, what, timedelta(days=30))


def _help_talking_point(manners: Preferences, pack: Pack, today: date) -> HelpRow | None:
    following = _next_said(pack, today, _WEEKS_AHEAD, talking_point_key, _has_talking_point)
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
        key_on=opening_key,
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
        key_on=main_message_key,
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
        key_on=talking_point_key,
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
