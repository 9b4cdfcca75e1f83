"""The morning's deadlines, to the channel and to each owner. `jobs.nudges.mornings` decides what comes when."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.deadlines import BACK, OVERDUE, OverdueFollowups, all_moved, deadlines, near_groups
from bot.cards.nudges.nudge_rows import Group
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import (
    PERSON,
    Addressed,
    Calendar,
    Due,
    HelpRow,
    NudgeKind,
    OwnSetting,
    everybody_in,
    shared_channel,
    when_awake,
)
from jobs.nudges.mornings import KIND, OWNER_KIND, day_of, key_of, morning_of, notified_owners
from models.calendar.workdays import is_working_day
from models.occurrences.filtering import owners_of
from models.workspace.contacts import departed
from models.workspace.preferences import ALL, Preferences

NOTHING = Skip("ingen frister å si fra om")
WHEN = "14, 7 og 1 dag før en frist"
REMINDER = "en påminnelse. Den kommer også på selve dagen og én gang etter at fristen er ute"
IN_CHANNEL = "i kanalen kommer den da på mandager og når fristen er ute"
_CHANNEL = shared_channel(KIND)


def _key_on(day: date, _pack: Pack) -> str | None:
    """Return `frister:2026-10-05` on every working day; the audience is empty if the morning has nothing to say."""
    return key_of(day) if is_working_day(day) else None


def _channel(session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    found = everybody_in(_CHANNEL)(session, manners, due, pack)
    return [*found] if found and morning_of(session, manners, due.day).has_content else []


def _owners(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    return [(owner, due) for owner in notified_owners(session, manners, due.day)]


def _to_channel(scene: NudgeContext) -> Card | Skip:
    """Return the morning's deadlines for everyone."""
    return _compose(scene, owner=None)


def _to_owner(scene: NudgeContext) -> Card | Skip:
    """Return the morning's deadlines for the person who owns them."""
    return _compose(scene, owner=scene.address)


def _compose(scene: NudgeContext, owner: str | None) -> Card | Skip:
    day = day_of(scene.period_key)
    morning = morning_of(scene.session, scene.manners, day, owner, scene.shown_at, scene.left_out, scene.pack)
    if not morning.has_content:
        return NOTHING if scene.shown_at is None else all_moved(day, own=owner is not None)
    groups = (
        Group(OVERDUE, morning.overdue),
        *near_groups(morning.near, day),
        Group("Om en ukes tid", morning.week),
        Group("Om to ukers tid", morning.fortnight),
        Group(BACK, morning.back),
    )
    held = {} if scene.shown_at is None else {each: hold.until for each, hold in scene.held(owner or ALL).items()}
    late = OverdueFollowups(morning.followups, scene.workspace.media_channel, scene.workspace.zone)
    left = departed(scene.session, scene.workspace.id, {each for row in morning.all for each in owners_of(row)})
    way = morning.on_the_way
    return deadlines(groups, scene.pack, day, own=owner is not None, held=held, late=late, left=left, way=way)


def _help(manners: Preferences, _pack: Pack, _today: date) -> HelpRow:
    what = REMINDER
    if manners.wants(OWNER_KIND):
        direct = "Den ansvarlige får beskjed direkte"
        what = f"{what}. {direct}" if manners.owned_in_channel else f"{what}. {direct}; {IN_CHANNEL}"
    return HelpRow(WHEN, manners.workspace.deadline_time, what, timedelta(days=1))


def _help_owners(manners: Preferences, _pack: Pack, _today: date) -> HelpRow | None:
    if manners.wants(KIND):  # whose row says so
        return None
    return HelpRow(WHEN, manners.workspace.deadline_time, f"{REMINDER}, direkte til den ansvarlige", timedelta(days=1))


DEADLINES = NudgeKind(
    kind=KIND,
    name="Frister i felleskanalen",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.deadline,
        audience=_channel,
        narrow=None,
        help=_help,
        preview="varsel",
    ),
    last_day=lambda day: day,
    hours=when_awake,
    composer=_to_channel,
    likeness=None,
    alone=False,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=False,
)
OWNERS_DEADLINES = NudgeKind(
    kind=OWNER_KIND,
    name="Frister til den som er ansvarlig",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted", button="Slå av påminnelser om frister", label="Påminnelser om frister du er ansvarlig for"
    ),
    for_guests=True,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.owners,
        audience=_owners,
        narrow=None,
        help=_help_owners,
        preview="varsel til meg",
    ),
    last_day=lambda day: day,
    hours=when_awake,
    composer=_to_owner,
    likeness=None,
    alone=False,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=False,
)
