"""«Hvem møtte dere?», to people who attended an event: the first working morning after its last day.

Of an event of several days, those who are there are asked each evening instead (`EVENING`), weekends included.
"""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.event_contacts import evening_card, met_card, thanks
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import (
    PERSON,
    Addressed,
    Calendar,
    Due,
    NudgeKind,
    OwnSetting,
    not_in_help,
    when_awake,
    when_there,
)
from models.calendar.workdays import is_working_day
from models.occurrences.attendance import (
    attendance,
    days_there,
    has_answered,
    has_evenings,
    to_ask,
    to_ask_in_the_evening,
    with_evenings,
    with_questions,
)
from models.occurrences.queries import by_id
from models.register.readers import may_read
from models.tables import Occurrence
from models.workspace import preferences as chosen
from models.workspace.preferences import Preferences

KIND, EVENING_KIND = "hvem_mott", chosen.EVENING
WORTH_DAYS = timedelta(days=5)
"""It waits for people who are away, for as long as one remembers a meeting."""


def key_on(day: date, _pack: Pack) -> str | None:
    """Return a key on every working day; what is planned has a key for each event, or talk, and person."""
    return day.isoformat() if is_working_day(day) else None


def key_for(event: Occurrence, user_id: str) -> str:
    """Return the logical key of asking one person about one event. People are asked again about one that was moved."""
    return f"{event.id}:{event.ends_on}:{user_id}"


def id_in(period_key: str) -> int:
    """Return the id of the event, or talk, that a key is about; 0 if it is about none."""
    number = period_key.partition(":")[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def ended_before(day: date) -> tuple[date, date]:
    """Return the first and last day on which what is asked about on that working day may have ended."""
    first = last = day - timedelta(days=1)
    while not is_working_day(first):
        first -= timedelta(days=1)
    return first, last


def _attendants(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    """Return a question to each person who was at an event that has just ended, and has not answered yet."""
    return [
        (user_id, replace(due, period_key=key_for(event, user_id)))
        for event, user_id in to_ask(session, manners.workspace.id, *ended_before(due.day))
    ]


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the question, or why it is no longer asked."""
    event = by_id(scene.session, scene.workspace.id, id_in(scene.period_key))
    if event is None or event.archived_at is not None or key_for(event, scene.address) != scene.period_key:
        return Skip("arrangementet er fjernet eller flyttet")
    said = attendance(scene.session, scene.workspace.id, event.id, scene.address)
    if said is None:
        return Skip("skulle ikke dit likevel")
    if not may_read(scene.session, scene.workspace, scene.address):
        return Skip("kan ikke lese interessentregisteret")
    if said.answered_at is None:
        return met_card(event, scene.pack)
    return thanks(event) if scene.shown_at else Skip("har svart allerede")


MET = NudgeKind(
    kind=KIND,
    name="«Hvem møtte dere?», til dem som var på et arrangement",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_mott",
        button="Slå av spørsmål etter arrangementer",
        label="«Hvem møtte dere?» når du har vært på et arrangement",
    ),
    for_guests=False,
    calendar=Calendar(
        key_on=key_on,
        in_morning=True,
        at=lambda times: times.owners,
        audience=_attendants,
        narrow=with_questions,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + WORTH_DAYS,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)


def every_day(day: date, _pack: Pack) -> str:
    """Return a key on every day; what is planned has a key for each event, day and person."""
    return day.isoformat()


def evening_key(event_id: int, day: date, user_id: str) -> str:
    """Return the logical key of asking one person about one local day of an event."""
    return f"{event_id}:{day}:{user_id}"


def day_in(period_key: str) -> date | None:
    """Return the local day that a key of `evening_key` is about; None if it is about none."""
    try:
        return date.fromisoformat(period_key.split(":")[1])
    except (IndexError, ValueError):
        return None


def _those_there(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    """Return a question to each person who is at an event of several days, and has not answered for the day."""
    return [
        (user_id, replace(due, period_key=evening_key(event.id, due.day, user_id)))
        for event, user_id in to_ask_in_the_evening(session, manners.workspace.id, due.day)
    ]


def _compose_evening(scene: NudgeContext) -> Card | Skip:
    """Return the evening's question, or why it is not asked."""
    event = by_id(scene.session, scene.workspace.id, id_in(scene.period_key))
    day = day_in(scene.period_key)
    if event is None or day is None or event.archived_at is not None or not has_evenings(event):
        return Skip("arrangementet er fjernet eller flyttet")
    if not (event.starts_on and event.ends_on and event.starts_on <= day <= event.ends_on):
        return Skip("arrangementet er fjernet eller flyttet")
    attending = attendance(scene.session, scene.workspace.id, event.id, scene.address)
    if attending is None or (day not in days_there(event, attending) and scene.shown_at is None):
        return Skip("skulle ikke dit likevel")
    if not may_read(scene.session, scene.workspace, scene.address):
        return Skip("kan ikke lese interessentregisteret")
    if has_answered(attending, day):
        return thanks(event, day) if scene.shown_at else Skip("har svart allerede")
    return evening_card(event, day, scene.today, scene.pack)


EVENING = NudgeKind(
    kind=EVENING_KIND,
    name="«Hvem møtte du i dag?», til dem som er på et arrangement over flere dager",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_mott_i_dag",
        button="Slå av spørsmål om kvelden",
        label="«Hvem møtte du i dag?» på arrangementer over flere dager",
    ),
    for_guests=False,
    calendar=Calendar(
        key_on=every_day,
        in_morning=False,
        at=lambda times: times.evening,
        audience=_those_there,
        narrow=with_evenings,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day,
    hours=when_there,
    composer=_compose_evening,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
