"""Council cases that name our themes, uses of a round's message, and members in the press: one message a week, if any."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.council import Places, council_card
from content.schema.pack import Pack
from jobs.nudges.cases import WEEK, days_before
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.hearings import HEARINGS
from jobs.nudges.kind import Addressed, Due, everybody_in
from models.official.council_cases import SHOWN, found_between, records_of, with_found
from models.official.finds import is_open
from models.official.press_finds import alerts_of
from models.workspace.preferences import Preferences

KIND = "kommunesaker"
NOTHING = Skip("ingen saker i medlemskommunene nevner temaene våre")


def _with_cases(session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    found = everybody_in(HEARINGS.receiver)(session, manners, due, pack)
    span = days_before(manners.workspace, due.day)
    return [*found] if found and with_found(session, [manners.workspace.id], *span) else []


def _compose(scene: NudgeContext) -> Card | Skip:
    span = days_before(scene.workspace, scene.today)
    found = found_between(scene.session, scene.workspace.id, *span)
    shown = found if scene.shown_at else [each for each in found if is_open(each)]
    if not shown:
        return NOTHING
    some = shown[:SHOWN]
    places = Places(records_of(scene.session, some), alerts_of(scene.session, scene.workspace.id, some))
    return council_card(some, places, scene.whole, scene.today, len(shown) - len(some))


COUNCIL = replace(
    WEEK,
    kind=KIND,
    name="Saker i medlemskommunene om temaene våre, én gang i uka",
    calendar=replace(WEEK.by_calendar, audience=_with_cases),
    last_day=lambda day: day + timedelta(days=4),
    composer=_compose,
    lasting=False,
)
