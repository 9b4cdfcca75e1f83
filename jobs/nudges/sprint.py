"""A sprint: a theme is in the media clearly more than usual, and what to do now. At most one a week for each theme.

It is planned when the case arrives that makes it a spike, and waits for the workspace's own hours as cases do.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.speaker_parts import speaker_parts
from bot.cards.sprint import sprint_card
from content.emphasis import first_track
from content.schema.base import outward
from jobs.nudges.alert import LONGEST_REST, media_hours
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.digest_rows import week_key
from jobs.nudges.kind import MEDIA_CHANNEL, NudgeKind
from models.media.alerts import ALERTED
from models.media.spikes import cases_of, spikes, usual_of
from models.media.spokespersons import speaking_for
from models.tables import Alert, Workspace
from models.workspace import outgoing

KIND = "mediesprint"
NOTHING = Skip("sakene er ikke relevante lenger")


def key_of(theme: str, day: date) -> str:
    """Return the logical key of a theme's sprint in a local day's week: `jernbane:2026-W41`."""
    return f"{theme}:{week_key(day)}"


def theme_of(period_key: str) -> str:
    """Return the theme of a key."""
    return period_key.rpartition(":")[0]


def plan_sprints(session: Session, workspace: Workspace, alerts: Sequence[Alert], now: datetime) -> int:
    """Plan a card at `now` (aware) for each theme of the new cases that spikes; return how many were planned.

    The caller must have locked the workspace: cases may come from two feeds at once.
    """
    themes = list(dict.fromkeys(theme for each in alerts if each.state == ALERTED for theme in each.themes))
    if workspace.media_channel is None or not themes:
        return 0
    day = now.astimezone(workspace.zone).date()
    keys = [key_of(each.theme, day) for each in spikes(session, workspace.id, themes, now)]
    # Another channel may have been chosen since: what was posted in the old one is not posted again.
    new = [key for key in keys if outgoing.due_at(session, workspace.id, KIND, key) is None]
    return sum(outgoing.plan(session, workspace.id, "kanal", workspace.media_channel, KIND, key, now) for key in new)


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the card of the key's theme, with the cases of the day before it was planned."""
    theme = theme_of(scene.period_key)
    at = outgoing.due_at(scene.session, scene.workspace.id, KIND, scene.period_key) or scene.now
    rows = cases_of(scene.session, scene.workspace.id, theme, at)
    if not rows:
        return NOTHING
    watched, issue = scene.pack.media.theme(theme), scene.pack.issue(theme)
    return sprint_card(
        theme,
        watched.name if watched else theme,
        rows,
        usual_of(scene.session, scene.workspace.id, theme, at),
        outward(scene.pack.media.sprint),
        first_track(issue, scene.today),
        speaker_parts(watched, speaking_for(scene.session, scene.workspace.id, theme)),
    )


SPRINT = NudgeKind(
    kind=KIND,
    name="Sprint i mediene",
    receiver=MEDIA_CHANNEL,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + LONGEST_REST,
    hours=media_hours,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
