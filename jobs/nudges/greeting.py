"""The greeting when the bot is added to a channel: at once, at any hour, since somebody has just asked for it.

Its key is the channel, so it comes once in each (`jobs.planning.plan.plan_greeting`).
"""

from datetime import timedelta

from bot.cards.card import Card
from bot.cards.greeting import greeting
from jobs.nudges.calendar import schedule
from jobs.nudges.context import NudgeContext
from jobs.nudges.kind import ANY_CHANNEL, NudgeKind, at_any_hour
from models.content.packs import is_unnamed


def _compose(scene: NudgeContext) -> Card:
    """Return the greeting, with the schedule by the current settings."""
    coming = schedule(scene.manners, scene.whole, scene.today)
    return greeting(scene.manners, coming, is_unnamed=is_unnamed(scene.workspace, scene.pack))


GREETING = NudgeKind(
    kind="velkomst",
    name="Velkomst",
    receiver=ANY_CHANNEL,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + timedelta(days=1),
    hours=at_any_hour,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=True,
)
