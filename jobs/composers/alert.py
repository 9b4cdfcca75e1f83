"""What is told of cases in the media."""

from bot.cards.alert import alert_card, many_card
from bot.cards.card import Card
from jobs.composers.scene import Scene, Skip
from models.alerts import NOT_RELEVANT, by_id, together
from models.cases import case_of
from models.followups.found import newest_of
from models.nudges.alert import alert_of, many_of
from models.spokespersons import by_theme
from models.tables import FollowUp

GONE = Skip("saken finnes ikke lenger")


def compose(scene: Scene) -> Card | Skip:
    """Return the card of one case as it stands now, or of everything that came at once."""
    alert_id = alert_of(scene.period_key)
    if alert_id is None:
        rows = together(scene.session, scene.workspace.id, *many_of(scene.period_key))
        return many_card(rows) if rows else GONE
    row = by_id(scene.session, scene.workspace.id, alert_id)
    if row is None:
        return GONE
    if row.state == NOT_RELEVANT and scene.shown_at is None:
        return Skip("saken er ikke relevant")
    chosen = by_theme(scene.session, scene.workspace.id)
    return alert_card(row, _taken(scene, alert_id), chosen, scene.pack, scene.workspace.zone, scene.today)


def _taken(scene: Scene, alert_id: int) -> FollowUp | None:
    case = case_of(scene.session, scene.workspace.id, alert_id)
    return newest_of(scene.session, scene.workspace.id, case.channel, case.message) if case else None
