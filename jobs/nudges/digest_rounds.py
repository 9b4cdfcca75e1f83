"""What the week digest says of rounds: how many members have used the message, and who since the previous digest.

Nothing of who said no or has not answered: that is the secretariat's.
"""

from datetime import date, datetime

from bot.cards.nudges.digest import RoundTotal
from bot.cards.round_cards import total
from jobs.nudges.context import NudgeContext
from models.rounds.answers import USED
from models.rounds.carriers import CarrierOf, carriers_of
from models.rounds.progress import open_rounds


def round_totals(scene: NudgeContext, monday: date, since: datetime) -> list[RoundTotal]:
    """Return the rounds that are open in the week of a Monday (local), as of the moment the digest was sent."""
    moment = scene.shown_at or scene.now
    found = []
    for row in open_rounds(scene.session, scene.workspace.id, moment, monday):
        rows = carriers_of(scene.session, scene.workspace, scene.whole, [row.id], scene.today)
        rows = [each for each in rows if each.carrier.answered_at is None or each.carrier.answered_at <= moment]
        new = [each.member.label for each in rows if _is_new(each, since)]
        count = scene.whole.organisation.member_count
        found.append(RoundTotal(row.title, total(rows, count), tuple(dict.fromkeys(new))))
    return found


def _is_new(each: CarrierOf, since: datetime) -> bool:
    answered = each.carrier.answered_at
    return each.carrier.answer == USED and answered is not None and answered > since
