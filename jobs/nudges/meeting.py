"""«Hvordan gikk møtet?», to the person who planned to have a talk: the first working morning after its day."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.meeting import how_it_went, thanks
from bot.cards.words import listing
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
from jobs.nudges.met import WORTH_DAYS, ended_before, id_in, key_on
from models.register.history import dialogue
from models.register.meetings import PlannedTalk, past_plans, plan_of, with_plans
from models.register.readers import may_read
from models.tables import Dialogue, Organisation, Person
from models.workspace.preferences import Preferences

KIND = "mote_gikk"


def key_for(plan: PlannedTalk, user_id: str) -> str:
    """Return the logical key of asking one person about one talk. One that is moved is asked about again."""
    return f"{plan.dialogue.id}:{plan.day}:{user_id}"


def _owners(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    """Return a question to each person who planned to have a talk that has just been."""
    return [
        (user_id, replace(due, period_key=key_for(plan, user_id)))
        for plan in past_plans(session, manners.workspace.id, *ended_before(due.day))
        for user_id in plan.ours
    ]


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the question, or why it is not asked any more."""
    if not may_read(scene.session, scene.workspace, scene.address):
        return Skip("kan ikke lese interessentregisteret")
    plan = plan_of(scene.session, scene.workspace.id, id_in(scene.period_key))
    if plan is None:
        row = _answered(scene)
        return thanks(row.channel, counterparts(scene, row)) if row and scene.shown_at else Skip("har svart allerede")
    if key_for(plan, scene.address) != scene.period_key or scene.address not in plan.ours:
        moved = Skip("samtalen er flyttet, eller noen andre har den")
        return thanks(plan.dialogue.channel, counterparts(scene, plan.dialogue)) if scene.shown_at else moved
    return how_it_went(
        plan.dialogue.id, plan.dialogue.channel, counterparts(scene, plan.dialogue), plan.day, scene.today
    )


def _answered(scene: NudgeContext) -> Dialogue | None:
    found = dialogue(scene.session, scene.workspace.id, id_in(scene.period_key), removed=True)
    return found.spoken.dialogue if found else None


def counterparts(scene: NudgeContext, row: Dialogue) -> str:
    """Return the names of the people a talk is with, as a text."""
    found = dialogue(scene.session, scene.workspace.id, row.id, removed=True)
    names = [each.name for each in found.sides if isinstance(each, Person | Organisation)] if found else []
    return listing(names) or "dem"


MEETING = NudgeKind(
    kind=KIND,
    name="«Hvordan gikk møtet?», til den som skulle møte noen",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_mote",
        button="Slå av spørsmål om møter",
        label="«Hvordan gikk møtet?» når et planlagt møte har vært",
    ),
    for_guests=False,
    calendar=Calendar(
        key_on=key_on,
        in_morning=True,
        at=lambda times: times.owners,
        audience=_owners,
        narrow=with_plans,
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
