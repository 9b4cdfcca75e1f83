"""«Hvem leder arbeidet?», to the person who installed the bot."""

from bot.cards.card import Card
from bot.cards.nudges.leader import leads, who_leads
from jobs.composers.scene import Scene, Skip
from models.administrators import named_administrators


def compose(scene: Scene) -> Card | Skip:
    """Return the question, or the answer once there is another administrator."""
    named = named_administrators(scene.session, scene.workspace)
    if scene.address not in named:
        return Skip("ikke administrator lenger")
    others = [each for each in named if each != scene.address]
    if not others:
        return who_leads()
    return leads(others) if scene.shown_at else Skip("noen er valgt allerede")
