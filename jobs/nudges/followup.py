"""Following up the same day: the card in the thread, the reminders to its owner, and the notice when time is up.

The calendar plans none of them: each is planned when somebody takes a message, and checked again when it is sent. They
are sent at any hour, since somebody has just asked for them; only those who did not are asked for help in the
workspace's own hours.
"""

from datetime import datetime, timedelta

from bot.cards import followup
from bot.cards import followup as cards
from bot.cards.card import Card
from bot.cards.speaker_parts import speaker_parts
from content.emphasis import first_track
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, THREAD, NudgeKind, OwnSetting, at_any_hour, when_awake
from models.followups.queries import OPEN, by_id, followers
from models.media.spokespersons import speaking_for
from models.tables import FollowUp
from models.workspace.contacts import departed

KIND = "oppfolging"
REMINDER_KIND = "oppfolging_husk"
OVERDUE_KIND = "oppfolging_ute"
HELP_KIND = "oppfolging_hjelp"
GIVEN_KIND = "oppfolging_gitt"
BEFORE = timedelta(minutes=30)
"""The last reminder comes this long before the time is up, the first half-way."""
UNTIL_CLOSED = timedelta(days=30)
GONE = Skip("oppfølgingen finnes ikke lenger")
ENDED = Skip("oppfølgingen er avsluttet")
MOVED = Skip("noen andre har tatt oppfølgingen")


def key_of(followup_id: int) -> str:
    """Return the logical key of the card of a follow-up; every key of a nudge about it begins with this one."""
    return f"{followup_id}:"


def key_for(row: FollowUp, which: str) -> str:
    """Return the logical key of a nudge about a follow-up: one for each time it is taken, or gets a new due time."""
    taken = f"{row.told_at.timestamp():.6f}" if row.told_at else ""
    renewed = f":{row.handed_at.timestamp():.0f}" if row.handed_at else ""
    return f"{key_of(row.id)}{taken}:{which}{renewed}"


def key_of_gift(row: FollowUp, giver: str, now: datetime) -> str:
    """Return the logical key of the message to a follow-up's new owner: from `giver`, at `now` (aware)."""
    return f"{key_of(row.id)}{now.timestamp():.6f}:{giver}"


def giver_of(period_key: str) -> str:
    """Return who gave the follow-up away, read from the key of the message to its new owner."""
    return period_key.split(":", 2)[2]


def followup_of(period_key: str) -> int:
    """Return the id of the follow-up a key is about."""
    return int(period_key.partition(":")[0])


def reminders(now: datetime, due_at: datetime) -> dict[str, datetime]:
    """Return the times (aware) of the owner's reminders, by name: «halvveis» and «snart».

    «halvveis» is left out if it would come less than `BEFORE` before «snart», and «snart» if its time has come.
    """
    half_way, soon = now + (due_at - now) / 2, due_at - BEFORE
    found = {"halvveis": half_way} if soon - half_way >= BEFORE else {}
    return found | ({"snart": soon} if soon > now else {})


def _in_thread(scene: NudgeContext) -> Card | Skip:
    """Return the card in the message's thread; it is sent only while the follow-up is open, and updated afterwards."""
    row = _row(scene)
    if row is None:
        return GONE
    if row.state != OPEN and scene.shown_at is None:
        return ENDED
    issue = scene.pack.issue(row.theme) if row.theme else None
    track = first_track(issue, scene.today)
    watched = scene.pack.media.theme(row.theme) if row.theme else None
    said_by = speaker_parts(watched, speaking_for(scene.session, scene.workspace.id, watched.id)) if watched else ()
    return cards.in_thread(row, followers(scene.session, row), track, said_by, scene.workspace.zone, scene.today)


def _reminder(scene: NudgeContext) -> Card | Skip:
    """Return the reminder to the owner, if the follow-up is still theirs and open."""
    row = _row(scene)
    if row is None or row.state != OPEN:
        return GONE if row is None else ENDED
    if row.owner != scene.address:
        return MOVED
    return cards.reminder(row, scene.workspace.zone, scene.today)


def _overdue(scene: NudgeContext) -> Card | Skip:
    """Return the message to the thread when the time is up."""
    row = _row(scene)
    if row is None or row.state != OPEN:
        return GONE if row is None else ENDED
    if row.due_at > scene.now:
        return MOVED
    joined = followers(scene.session, row)
    left = departed(scene.session, scene.workspace.id, joined)
    return cards.overdue(row, [each for each in joined if each not in left], scene.workspace.zone, scene.today)


def _help_wanted(scene: NudgeContext) -> Card | Skip:
    """Return the message to those who speak for its theme when the time is up, if it is still open and overdue."""
    row = _row(scene)
    if row is None:
        return GONE
    if row.state != OPEN or row.owner == scene.address or row.due_at > scene.now:
        reason = ENDED if row.state != OPEN else MOVED
        return cards.settled(row, scene.workspace.zone) if scene.shown_at else reason
    speaking = speaking_for(scene.session, scene.workspace.id, row.theme or "")
    if scene.shown_at is None and scene.address not in {each.user_id for each in speaking}:
        return Skip("uttaler seg ikke om temaet lenger")
    if not scene.manners.wants(OVERDUE_KIND):
        return Skip("slått av i innstillingene")
    watched = scene.pack.media.theme(row.theme or "")
    workspace = scene.workspace
    return followup.help_wanted_card(
        row, watched.name if watched else "", workspace.media_channel, workspace.zone, scene.today
    )


def _given(scene: NudgeContext) -> Card | Skip:
    """Return the message to the new owner, if the follow-up is still theirs and open."""
    row = _row(scene)
    if row is None:
        return GONE
    if row.state != OPEN or row.owner != scene.address:
        reason = ENDED if row.state != OPEN else MOVED
        return cards.settled(row, scene.workspace.zone) if scene.shown_at else reason
    return followup.given_card(row, giver_of(scene.period_key), scene.workspace.zone, scene.today)


def _row(scene: NudgeContext) -> FollowUp | None:
    return by_id(scene.session, scene.workspace.id, followup_of(scene.period_key))


CARD = NudgeKind(
    kind=KIND,
    name="Oppfølging i tråden",
    receiver=THREAD,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + timedelta(days=1),
    hours=at_any_hour,
    composer=_in_thread,
    likeness=None,
    alone=True,
    twice_rather_than_never=True,
    may_be_mailed=False,
    # A follow-up can be open for years, and is planned again each time somebody takes it over.
    lasting=True,
)
REMINDER = NudgeKind(
    kind=REMINDER_KIND,
    name="Påminnelse om oppfølging",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_oppfolging",
        button="Slå av påminnelser om oppfølginger",
        label="Påminnelser om oppfølginger du har tatt",
    ),
    for_guests=False,
    calendar=None,
    last_day=lambda day: day,
    hours=at_any_hour,
    composer=_reminder,
    likeness=None,
    alone=False,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=False,
)
OVERDUE = NudgeKind(
    kind=OVERDUE_KIND,
    name="Oppfølging der fristen er ute",
    receiver=THREAD,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + UNTIL_CLOSED,
    hours=at_any_hour,
    composer=_overdue,
    likeness=None,
    alone=True,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=False,
)
HELP = NudgeKind(
    kind=HELP_KIND,
    name="Oppfølging som noen andre kan ta",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + UNTIL_CLOSED,
    hours=when_awake,
    composer=_help_wanted,
    likeness=None,
    alone=False,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=False,
)
GIVEN = NudgeKind(
    kind=GIVEN_KIND,
    name="Oppfølging du har fått",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + timedelta(days=1),
    hours=at_any_hour,
    composer=_given,
    likeness=None,
    alone=False,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=False,
)
