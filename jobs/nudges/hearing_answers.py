"""Hearings: what a source has changed, which date to use, how it went, and what lacks a number in the archive.

Changes at a source are planned when they come (`models.official.telling`); the calendar plans the rest.
"""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges import hearings as cards
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import (
    PERSON,
    THREAD,
    Addressed,
    Calendar,
    Due,
    NudgeKind,
    OwnSetting,
    not_in_help,
    shared_channel,
    when_awake,
)
from jobs.nudges.met import id_in, key_on
from models.calendar.workdays import first_working_day
from models.occurrences.filtering import owners_of
from models.occurrences.milestones import milestones_of
from models.occurrences.queries import by_id
from models.official.dates import plan_of, record_of
from models.official.hearing import hearing_of
from models.official.items import as_day
from models.official.keys import item_of_key, value_of_key
from models.official.matches import match_by_id, value_of
from models.official.matches import record_of as record_of_match
from models.official.open_answers import to_ask, unrecorded, with_questions, with_unrecorded
from models.official.own import OFF
from models.official.plan import TAKES_PART
from models.official.telling import CLOSED, GROUP, MOVED
from models.tables import HearingPlan, Occurrence
from models.workspace.nudge_kinds import (
    HEARING_CHANGED,
    HEARING_CHANGED_IN_CHANNEL,
    HEARING_CHANGED_IN_THREAD,
    HEARING_DATE,
)
from models.workspace.preferences import Preferences

WENT_KIND, JOURNAL_KIND = "horing_gikk", "horing_journal"
WORTH_DAYS = timedelta(days=5)
CHANGE_WORTH = timedelta(days=14)
LATE = timedelta(days=14)
"""How long after an input was sent it may be recorded, and still be asked about."""
MOST = 200
GONE = Skip("raden finnes ikke lenger")
ANSWERED = Skip("har svart allerede")
CHANGED_AGAIN = Skip("endret igjen i mellomtiden")


def _changed(scene: NudgeContext) -> Card | Skip:
    """Return what a source has changed, as it is now: what has changed again since has its own message."""
    row = by_id(scene.session, scene.workspace.id, id_in(scene.period_key))
    if row is None:
        return GONE
    _, what, before, after, _ = (*scene.period_key.split(":", 4), "", "", "", "")[:5]
    is_off = row.archived_at is not None
    if (what == CLOSED) != is_off or (what == MOVED and after != str(row.ends_on or "")):
        if scene.shown_at is None:
            return CHANGED_AGAIN
        what = CLOSED if is_off else MOVED
    found = milestones_of(scene.session, scene.workspace.id, row.id)
    return cards.changed(row, value_of_key(row.key), what, as_day_in(before), found, scene.today)


def _changed_in_thread(scene: NudgeContext) -> Card | Skip:
    """Return what a source has changed since an item was posted, if that is how it is still."""
    number, what, before, after, _ = (*scene.period_key.split(":", 4), "", "", "", "", "")[:5]
    match = match_by_id(scene.session, scene.workspace.id, id_in(number))
    record = record_of_match(scene.session, match) if match else None
    if match is None or record is None or (match.judged_by is not None and scene.shown_at is None):
        return GONE
    is_off = record.status in OFF
    is_another = record.deadline_on != as_day_in(after) if what == MOVED else (what == CLOSED) != is_off
    if is_another and scene.shown_at is None:
        return CHANGED_AGAIN
    value = value_of(record)
    if is_off:
        return cards.called_off(record.title, value)
    if what != MOVED:
        return cards.on_after_all(record.title, value, record.deadline_on, scene.today)
    return cards.moved(record.title, value, (as_day_in(before), record.deadline_on), scene.today)


def as_day_in(text: str) -> date | None:
    """Return the day in a part of a key; None if it is empty."""
    return date.fromisoformat(text) if text else None


def _which_date(scene: NudgeContext) -> Card | Skip:
    number, _, on = scene.period_key.partition(":")
    row = by_id(scene.session, scene.workspace.id, id_in(number))
    if row is None or row.archived_at is not None:
        return GONE
    plan, day = plan_of(scene.session, scene.workspace.id, row.id), date.fromisoformat(on)
    is_open = row.done_at is None and row.ends_on != day and "starts_on" in row.kept
    if is_open and not (plan and plan.left_on == day) and _source_says(scene, row, plan) == day:
        return cards.which_date(row, day, scene.today)
    return cards.date_settled(row, scene.today) if scene.shown_at else ANSWERED


def _source_says(scene: NudgeContext, row: Occurrence, plan: HearingPlan | None) -> date | None:
    item, record = item_of_key(row.key), record_of(scene.session, row)
    shown = hearing_of(scene.session, scene.workspace.id, scene.whole, *item) if item and record else None
    on = shown.day_of(plan.plan if plan else "", scene.today) if shown else None
    return as_day(on)


def key_for(row: Occurrence, plan: HearingPlan, user_id: str) -> str:
    """Return the logical key of asking one person how it went. A hearing that is moved is asked about again."""
    on = row.ends_on if plan.plan == TAKES_PART else plan.sent_on
    return f"{row.id}:{on}:{user_id}"


def _who_did_it(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    """Return a question to each person responsible for what was sent, or for a hearing that was held, before that day.

    What is recorded some days late is asked about too, each once: by its key.
    """
    last = due.day - timedelta(days=1)
    return [
        (user_id, replace(due, period_key=key_for(row, plan, user_id)))
        for row, plan in to_ask(session, manners.workspace.id, last - LATE, last)
        for user_id in responsible_for(row, plan)
    ]


def responsible_for(row: Occurrence, plan: HearingPlan) -> tuple[str, ...]:
    """Return who is responsible for a hearing's row; who sent the input, or planned it, if nobody is."""
    return owners_of(row) or ((plan.sent_by or plan.created_by),)


def _went(scene: NudgeContext) -> Card | Skip:
    row = by_id(scene.session, scene.workspace.id, id_in(scene.period_key))
    plan = plan_of(scene.session, scene.workspace.id, row.id) if row else None
    if row is None or plan is None or row.archived_at is not None:
        return GONE
    if plan.asked_at is not None:
        return cards.went_thanks(row) if scene.shown_at else ANSWERED
    if key_for(row, plan, scene.address) != scene.period_key:
        return Skip("flyttet i mellomtiden")
    return cards.how_it_went(row, plan, scene.today)


def _month_on(day: date, _pack: Pack) -> str | None:
    """Return the month (`2026-10`) on its first working day."""
    return f"{day.year}-{day.month:02}" if day == first_working_day(day.year, day.month) else None


def _with_unrecorded(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    found = unrecorded(session, manners.workspace.id, MOST)
    people = dict.fromkeys(each for row, plan in found for each in responsible_for(row, plan))
    return [(user_id, due) for user_id in people]


def _journal(scene: NudgeContext) -> Card | Skip:
    found = unrecorded(scene.session, scene.workspace.id, MOST)
    mine = [(row, plan) for row, plan in found if scene.address in responsible_for(row, plan)]
    return cards.unrecorded(mine, scene.today) if mine else Skip("alt er journalført")


CHANGED = NudgeKind(
    kind=HEARING_CHANGED,
    name="Høring som kilden har endret",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + CHANGE_WORTH,
    hours=when_awake,
    composer=_changed,
    likeness=None,
    alone=False,
    twice_rather_than_never=True,
    may_be_mailed=False,
    lasting=True,
)
CHANGED_IN_CHANNEL = replace(
    CHANGED,
    kind=HEARING_CHANGED_IN_CHANNEL,
    name="Høring uten ansvarlig som kilden har endret",
    receiver=shared_channel(GROUP),
)
CHANGED_IN_THREAD = replace(
    CHANGED,
    kind=HEARING_CHANGED_IN_THREAD,
    name="Høring som kilden har endret, i tråden der jeg skrev om den",
    receiver=THREAD,
    composer=_changed_in_thread,
    alone=True,
)
WHICH_DATE = replace(
    CHANGED,
    kind=HEARING_DATE,
    name="Dato som kilden har endret, og dere har satt selv",
    composer=_which_date,
    twice_rather_than_never=False,
    may_be_mailed=False,
)
"""A question (`jobs.nudges.questions`)."""
WENT = NudgeKind(
    kind=WENT_KIND,
    name="«Hvordan gikk det?», dagen etter et innspill eller en høring",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_horing",
        button="Slå av spørsmål etter innspill",
        label="«Hvordan gikk det?» dagen etter et innspill eller en høring",
    ),
    for_guests=False,
    calendar=Calendar(
        key_on=key_on,
        at=lambda times: times.owners,
        audience=_who_did_it,
        narrow=with_questions,
        in_morning=True,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + WORTH_DAYS,
    hours=when_awake,
    composer=_went,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
"""It asks about something one has just done, so it is outside the limit of questions."""
JOURNAL = replace(
    WENT,
    kind=JOURNAL_KIND,
    name="Innspill uten saksnummer, én gang i måneden",
    own_setting=OwnSetting(
        name="wanted_journal",
        button="Slå av påminnelser om saksnummer",
        label="Innspill du har sendt uten saksnummer, én gang i måneden",
    ),
    calendar=replace(WENT.by_calendar, key_on=_month_on, audience=_with_unrecorded, narrow=with_unrecorded),
    composer=_journal,
)
