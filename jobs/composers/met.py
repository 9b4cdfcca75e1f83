"""«Hvem møtte dere?», to somebody who said they went."""

from bot.cards.card import Card
from bot.cards.nudges.met import met, thanks
from jobs.composers.scene import Scene, Skip
from models.attending import attendance
from models.nudges.met import event_of, key_for
from models.occurrences import by_id
from models.register.readers import may_read


def compose(scene: Scene) -> Card | Skip:
    """Return the question, or why it is not asked any more."""
    event = by_id(scene.session, scene.workspace.id, event_of(scene.period_key))
    if event is None or event.archived_at is not None or key_for(event, scene.address) != scene.period_key:
        return Skip("arrangementet er fjernet eller flyttet")
    said = attendance(scene.session, scene.workspace.id, event.id, scene.address)
    if said is None:
        return Skip("skulle ikke dit likevel")
    if not may_read(scene.session, scene.workspace, scene.address):
        return Skip("kan ikke lese interessentregisteret")
    if said.answered_at is None:
        return met(event)
    return thanks(event) if scene.shown_at else Skip("har svart allerede")
