"""The month's wheel."""

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.cards.card import Card
from bot.cards.nudges.wheel import wheel
from jobs.composers.scene import Scene
from models.occurrences import of_month


def compose(scene: Scene) -> Card:
    """Return the wheel of the key's month."""
    year, month = map(int, scene.period_key.split("-"))
    first = date(year, month, 1)
    following = first + relativedelta(months=1)
    owner = "" if scene.is_external else None
    entries = of_month(scene.session, scene.workspace.id, year, month, owner)
    coming = of_month(scene.session, scene.workspace.id, following.year, following.month, owner)
    return wheel(first, entries, coming, scene.pack)
