"""The register is to be gone through, to an administrator."""

from bot.cards.card import Card
from bot.cards.nudges.review import review
from jobs.composers.scene import Scene, Skip
from models.administrators import named_administrators
from models.calendar.elections import last_election
from models.register.review import review_numbers

NOBODY = Skip("ingen i registeret trenger å vurderes på nytt")
NO_LONGER = Skip("ikke administrator lenger")


def compose(scene: Scene) -> Card | Skip:
    """Return how many are to be looked at again, where there is anybody still."""
    if scene.address not in named_administrators(scene.session, scene.workspace):
        return NO_LONGER
    numbers = review_numbers(scene.session, scene.workspace, scene.today, last_election(scene.pack, scene.today))
    return review(numbers) if numbers.all else NOBODY
