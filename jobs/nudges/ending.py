"""«Hva ble det til?»: what is over and not ticked off, to everybody who is responsible, else to the channel.

What nobody is responsible for goes to administrators if it comes from the register, or if no channel is chosen. When a
workspace was upgraded with things that are over, all of them come once, as one list in the channel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.ending import Unanswered, first_list, question
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import (
    PERSON,
    Addressed,
    Calendar,
    Due,
    NudgeKind,
    OwnSetting,
    at_own_time,
    not_in_help,
    shared_channel,
    when_awake,
)
from jobs.nudges.mornings import KIND as DEADLINES
from models.occurrences.ending import CLOSED_AFTER, is_question_day, unanswered, with_unanswered
from models.occurrences.filtering import owners_of
from models.occurrences.queries import of_register
from models.occurrences.undelivered import FIRST, KINDS, WORTH
from models.register.readers import may_read
from models.tables import Occurrence
from models.workspace.administrators import named_administrators
from models.workspace.contacts import departed
from models.workspace.preferences import Preferences

KIND, OWNER_KIND = KINDS
ANSWERED = Skip("alt har fått et svar")
_CHANNEL = shared_channel(DEADLINES)


def _key_on(day: date, _pack: Pack) -> str | None:
    return day.isoformat() if is_question_day(day) else None


def _channel(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    channel = _CHANNEL.channel(manners) if _CHANNEL.channel else None
    return [each for each in _asked(session, manners, due) if each[0] == channel]


def _people(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    channel = _CHANNEL.channel(manners) if _CHANNEL.channel else None
    found = [each for each in _asked(session, manners, due) if each[0] != channel]
    return [(who, at_own_time(manners, due_there, who)) for who, due_there in found]


def _asked(session: Session, manners: Preferences, due: Due) -> list[Addressed]:
    """Return the channel and the people who have something they are asked about on that day for the first time."""
    begins = manners.workspace.endings_from
    is_first = begins is not None and begins > due.day
    rows = unanswered(session, manners.workspace.id, due.day)
    places = _places(session, manners, [row for row in rows if row.asked_on == due.day], is_first=is_first)
    there = replace(due, period_key=f"{FIRST}{due.period_key}") if is_first else due
    return [(address, there) for address in places]


def _places(
    session: Session, manners: Preferences, rows: Sequence[Occurrence], *, is_first: bool
) -> Mapping[str, list[Occurrence]]:
    """Return the rows by who is asked about them: a person's id, or the channel's."""
    if not rows:
        return {}
    workspace = manners.workspace
    left = departed(session, workspace.id, {each for row in rows for each in owners_of(row)})
    hidden = of_register(session, workspace.id)
    channel = _CHANNEL.channel(manners) if _CHANNEL.channel and manners.wants(KIND) else None
    deciding = named_administrators(session, workspace)
    found: dict[str, list[Occurrence]] = {}
    for row in rows:
        is_hidden = row.id in hidden
        owners = [each for each in owners_of(row) if each not in left] if manners.wants(OWNER_KIND) else []
        if owners and (is_hidden or not is_first):
            places: Sequence[str] = owners
        elif channel is not None and not is_hidden:
            places = (channel,)
        else:
            places = [each for each in deciding if not is_hidden or may_read(session, workspace, each)]
        for place in places:
            found.setdefault(place, []).append(row)
    return found


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return what is asked there. What was asked before and has no answer is only counted: nothing is asked twice."""
    is_first = scene.period_key.startswith(FIRST)
    asked_on = date.fromisoformat(scene.period_key.removeprefix(FIRST))
    rows = unanswered(scene.session, scene.workspace.id, asked_on, scene.shown_at)
    mine = _places(scene.session, scene.manners, rows, is_first=is_first).get(scene.address, [])
    begins = scene.workspace.endings_from or asked_on
    new = [row for row in mine if row.asked_on == asked_on]
    before = sum(row.asked_on != asked_on and row.done_at is None for row in mine)
    asked = Unanswered(new, scene.today, max(asked_on, begins) + CLOSED_AFTER, before)
    if not asked.open and scene.shown_at is None:
        return ANSWERED
    return first_list(asked) if is_first else question(asked, scene.pack)


ENDING = NudgeKind(
    kind=KIND,
    name="Spørsmål om det som er over, i felleskanalen",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.deadline,
        audience=_channel,
        narrow=with_unanswered,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + WORTH,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
OWNERS_ENDING = NudgeKind(
    kind=OWNER_KIND,
    name="Spørsmål om det som er over, til den som er ansvarlig",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_over",
        button="Slå av spørsmål om gamle frister",
        label="Spørsmål om frister du er ansvarlig for som er over",
    ),
    for_guests=True,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.owners,
        audience=_people,
        narrow=with_unanswered,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + WORTH,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
