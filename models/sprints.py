"""Planning a sprint: one card where a theme is in the media clearly more than usual, once a week for each theme."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models import outgoing
from models.alerts import TOLD
from models.nudges.sprint import KIND, key_of
from models.spikes import spikes
from models.tables import Alert, Workspace


def plan_sprints(session: Session, workspace: Workspace, told: Sequence[Alert], now: datetime) -> int:
    """Plan a card for each theme that spikes with some new cases, at an aware moment; return how many.

    The workspace is to be locked by the caller: cases may come from two feeds at once.
    """
    themes = list(dict.fromkeys(theme for each in told if each.state == TOLD for theme in each.themes))
    if workspace.media_channel is None or not themes:
        return 0
    day = now.astimezone(workspace.zone).date()
    keys = [key_of(each.theme, day) for each in spikes(session, workspace.id, themes, now)]
    # The channel may have been chosen anew since: what was told in the other one is not told again.
    new = [key for key in keys if outgoing.due_at(session, workspace.id, KIND, key) is None]
    return sum(outgoing.plan(session, workspace.id, "kanal", workspace.media_channel, KIND, key, now) for key in new)
