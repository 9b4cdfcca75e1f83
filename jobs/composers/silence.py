"""Relations that have gone quiet, to who owns them."""

from datetime import timedelta

from bot.cards.card import Card
from bot.cards.nudges.silence import Occasion, Quiet, silence
from jobs.composers.scene import Scene, Skip
from models.nudges.deadlines import NO_DAY
from models.nudges.silence import MOST
from models.occurrences import Filter, find
from models.register.readers import may_read
from models.register.silence import Silent, silent
from models.register.ways import Way, warmest, warmest_to_organisation
from models.tables import Person

SOON = timedelta(weeks=6)
"""How far ahead an event of the wheel is an occasion to talk."""
LOOKED_AT = 50
NOBODY = Skip("ingen relasjoner er blitt stille")


def compose(scene: Scene) -> Card | Skip:
    """Return those of an owner that have been quiet for too long, the most important first."""
    found = silent(scene.session, scene.workspace, scene.today, MOST, owner=scene.address)
    if not found or not may_read(scene.session, scene.workspace, scene.address):
        return NOBODY
    return silence([Quiet(each, _way(scene, each)) for each in found], _occasion(scene), scene.today)


def _way(scene: Scene, each: Silent) -> Way | None:
    """Return who else of ours is a warmer way in than the owner."""
    if isinstance(each.row, Person):
        way = warmest(scene.session, scene.workspace.id, [each.row.id], scene.today).get(each.row.id)
    else:
        way = warmest_to_organisation(scene.session, scene.workspace.id, each.row.id, scene.today)
    return way if way and way.user_id != scene.address else None


def _occasion(scene: Scene) -> Occasion | None:
    """Return the next event of the wheel whose day is known, where people meet."""
    wanted = Filter(first=scene.today, last=scene.today + SOON, kinds=("arrangement",))
    rows = find(scene.session, scene.workspace.id, wanted, scene.today, limit=LOOKED_AT, offset=0)
    known = [(row.starts_on, row.title) for row in rows if row.starts_on and row.certainty not in NO_DAY]
    return next((Occasion(title, day) for day, title in sorted(known) if day >= scene.today), None)
