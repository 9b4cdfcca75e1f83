"""Hearings and cases that concern us: each that is certain at once, and what is likely in one message a morning.

The first is planned when an item has been matched with the workspace's words (`jobs.official.matching`), the other by
the calendar.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.hearings import ShownHearing, gathered_card, one_card
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import Addressed, Calendar, Due, NudgeKind, everybody_in, not_in_help, shared_channel, when_awake
from jobs.nudges.mornings import KIND as DEADLINES
from jobs.nudges.mornings import SENT_STATES
from models.calendar.workdays import is_working_day
from models.occurrences.queries import by_key
from models.official.keys import followup_key
from models.official.matches import gathered, is_over, keys_of_matter, match_by_id, record_of, with_gathered
from models.official.own import key_of
from models.official.relevance import names_of, official_matcher
from models.tables import Delivery, OfficialMatch, OfficialRecord
from models.workspace.nudge_kinds import HEARING as KIND
from models.workspace.nudge_kinds import HEARINGS as MORNING_KIND
from models.workspace.preferences import Preferences

LONGEST_REST = timedelta(days=5)
"""Easter is five quiet days: what came before it is posted when it is over."""
GONE, NOT_RELEVANT = Skip("saken finnes ikke lenger"), Skip("saken er ikke relevant")
OVER, ADDED = Skip("saken er over"), Skip("saken ligger i fristene")
NOTHING = Skip("ingen nye saker å si fra om")
_CHANNEL = shared_channel(DEADLINES)


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the card of one item in its current state."""
    number = scene.period_key.partition(":")[0]
    match = match_by_id(scene.session, scene.workspace.id, int(number)) if number.isdecimal() else None
    record = record_of(scene.session, match) if match else None
    if match is None or record is None:
        return GONE
    shown = shown_item(scene, match, record)
    if scene.shown_at is None and (reason := why_not(scene, shown)):
        return reason
    return one_card(shown, names_of(scene.pack.media), scene.today)


def shown_item(scene: NudgeContext, match: OfficialMatch, record: OfficialRecord) -> ShownHearing:
    """Return an item that a message is about, as it is now."""
    why = official_matcher(scene.pack.media).relevance(record)
    there = is_added(scene.session, scene.workspace.id, record)
    return ShownHearing(record, why, is_added=there, judged_by=match.judged_by)


def is_added(session: Session, workspace_id: int, record: OfficialRecord) -> bool:
    """Return True if people have made a deadline of an item, of following it up, or of the case a hearing is about."""
    keys = [followup_key(record.kind, record.number), *(key_of(*each) for each in keys_of_matter(record))]
    rows = [by_key(session, workspace_id, each) for each in keys]
    return any(each is not None and each.archived_at is None for each in rows)


def why_not(scene: NudgeContext, shown: ShownHearing) -> Skip | None:
    """Return why an item is not posted after all; None if it is."""
    if shown.judged_by is not None:
        return NOT_RELEVANT
    if shown.is_added:
        return ADDED
    return OVER if is_over(shown.record, scene.today) else None


def _key_on(day: date, _pack: Pack) -> str | None:
    return f"{MORNING_KIND}:{day.isoformat()}" if is_working_day(day) else None


def day_of(period_key: str) -> date:
    """Return the local day of a morning's message, from its key."""
    return date.fromisoformat(period_key.rpartition(":")[2])


def _channel(session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    found = everybody_in(_CHANNEL)(session, manners, due, pack)
    return [*found] if found and with_gathered(session, [manners.workspace.id], due.day) else []


def _gather(scene: NudgeContext) -> Card | Skip:
    """Return what has been gathered since the last such message, the surest first, then by deadline."""
    day = day_of(scene.period_key)
    last = last_before(scene, MORNING_KIND, day)
    found = [shown_item(scene, *each) for each in gathered(scene.session, scene.workspace.id, last, day)]
    shown = found if scene.shown_at else [each for each in found if why_not(scene, each) is None]
    if not shown:
        return NOTHING
    return gathered_card(in_order(shown), names_of(scene.pack.media), scene.today)


def in_order(found: Sequence[ShownHearing]) -> list[ShownHearing]:
    """Return items in the order in which they are shown: the surest first, then by deadline; without one last."""
    return sorted(found, key=lambda each: (not each.relevance.is_certain, each.record.deadline_on or date.max))


def last_before(scene: NudgeContext, kind: str, day: date) -> date:
    """Return the day of the last such message before that day, within what is still worth gathering."""
    last = scene.session.scalar(
        select(func.max(Delivery.period_key)).where(
            Delivery.workspace_id == scene.workspace.id,
            Delivery.kind == kind,
            Delivery.state.in_(SENT_STATES),
            Delivery.period_key < f"{kind}:{day.isoformat()}",
        )
    )
    earliest = day - timedelta(days=14)
    return max(day_of(last), earliest) if last else earliest


HEARING = NudgeKind(
    kind=KIND,
    name="Høringer og saker som angår oss",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + LONGEST_REST,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=False,
)
HEARINGS = replace(
    HEARING,
    kind=MORNING_KIND,
    name="Høringer og saker som kanskje angår oss",
    calendar=Calendar(
        key_on=_key_on,
        at=lambda times: times.deadline,
        audience=_channel,
        narrow=None,
        in_morning=True,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day,
    composer=_gather,
    alone=False,
)
