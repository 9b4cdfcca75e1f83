"""Who turned a kind on or off for everybody, in the channel where it comes: at once, since somebody has just done it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.settings_button import changed
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import ANY_CHANNEL, NudgeKind, at_any_hour
from models.tables import Audit, Workspace
from models.workspace import outgoing
from models.workspace.audit import noted_change

KIND = "innstilling"
PREFIX = "on_"
"""How the name of a setting begins that turns a kind on or off."""
GONE = Skip("endringen er ikke i loggen lenger")


def plan_news(session: Session, workspace: Workspace, change: Audit, channel: str, now: datetime) -> bool:
    """Plan the message about a change to a channel (the platform's id); False if it is planned already."""
    session.flush()
    return outgoing.plan(session, workspace.id, ANY_CHANNEL.to, channel, KIND, str(change.id), now)


def settings_change(name_of: Callable[[str], str]) -> NudgeKind:
    """Return the kind; `name_of` returns what people call a kind, by its stored name (the registry's)."""

    def compose(scene: NudgeContext) -> Card | Skip:
        change = noted_change(scene.session, scene.workspace.id, int(scene.period_key))
        if change is None:
            return GONE
        kinds = {name.removeprefix(PREFIX): text == "ja" for name, text in change.after.items()}
        return changed(change.user_id, [(kind, name_of(kind), on) for kind, on in kinds.items()])

    return NudgeKind(
        kind=KIND,
        name="Hvem som slo av eller på noe for alle",
        receiver=ANY_CHANNEL,
        can_be_off=False,
        own_setting=None,
        for_guests=False,
        calendar=None,
        last_day=lambda day: day + timedelta(days=1),
        hours=at_any_hour,
        composer=compose,
        likeness=None,
        alone=True,
        twice_rather_than_never=False,
        lasting=False,
    )
