"""What is done when a carrier has used the message: the answer is recorded, and the use proposed for the effect log."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.official.round_uses import RoundUse, propose_use
from models.rounds.answers import USED
from models.rounds.carriers import GivenAnswer, give_answer
from models.tables import Carrier, MessageRound


def record_answer(
    session: Session, row: MessageRound, carrier: Carrier, member: str, given: GivenAnswer, now: datetime
) -> None:
    """Record an answer in a round; if the message was used, propose that for the effect log. `member` is its name."""
    give_answer(carrier, given, now)
    if given.answer == USED:
        use = RoundUse(carrier.id, member, row.title, row.theme, given.where)
        propose_use(session, carrier.workspace_id, use, now)
