"""«Hvem møtte dere?», to people who attended an event: the first working morning after its last day."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.event_contacts import met_card, thanks
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
)
from models.calendar.workdays import is_working_day
from models.occurrences.attendance import attendance, to_ask, with_questions
from models.occurrences.queries import by_id
from models.register.readers import may_read
from models.tables import Occurrence
from models.workspace.preferences import Preferences

KIND = "hvem_mott"
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
    own_setting=OwnSetting(name="wanted_mott", label="«Hvem møtte dere?» når du har vært på et arrangement"),
    for_guests=False,
    calendar=Calendar(
        key_on=key_on,
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
    lasting=False,
)
