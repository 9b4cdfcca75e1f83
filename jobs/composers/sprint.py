"""What is told when a theme is in the media clearly more than usual."""

from bot.cards.card import Card
from bot.cards.speakers import speakers
from bot.cards.sprint import sprint_card
from jobs.composers.scene import Scene, Skip
from models import outgoing
from models.nudges.sprint import KIND, theme_of
from models.spikes import cases_of, usual_of
from models.spokespersons import speaking_for

NOTHING = Skip("sakene er ikke relevante lenger")


def compose(scene: Scene) -> Card | Skip:
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
        scene.pack.media.sprint,
        issue.tracks[0] if issue and issue.tracks else None,
        speakers(watched, speaking_for(scene.session, scene.workspace.id, theme)),
    )
