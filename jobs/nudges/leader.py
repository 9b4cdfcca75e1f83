"""«Hvem leder arbeidet?», once to the person who installed the bot: at any hour, since they have just installed it.

It is planned by `models.workspace.installations.ask_who_leads`; its key is the person's id.
"""

from datetime import timedelta

from bot.cards.card import Card
from bot.cards.nudges.leader import leads, who_leads
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, NudgeKind, at_any_hour
from models.content.packs import is_unnamed
from models.workspace.administrators import named_administrators
from models.workspace.nudge_kinds import LEADER as KIND

WORTH_DAYS = timedelta(days=14)


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the question, or the answer once there is another administrator."""
    named = named_administrators(scene.session, scene.workspace)
    if scene.address not in named:
        return Skip("ikke administrator lenger")
    others = [each for each in named if each != scene.address]
    asks = is_unnamed(scene.workspace, scene.pack)
    if not others:
        return who_leads(is_unnamed=asks)
    return leads(others, is_unnamed=asks) if scene.shown_at else Skip("noen er valgt allerede")


LEADER = NudgeKind(
    kind=KIND,
    name="«Hvem leder arbeidet?», til den som installerte meg",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + WORTH_DAYS,
    hours=at_any_hour,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=True,
)
