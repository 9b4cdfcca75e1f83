"""Who carried a message in the rounds of a period, read from the database."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.pictures.charts import CarrierState
from bot.reports.carriers import CarrierRow, Carriers
from bot.reports.carriers import carriers_of as carriers_in_report
from content.schema.pack import Pack
from models.members.members import members
from models.rounds.answers import NO, USED, YES
from models.rounds.carriers import CarrierOf, carriers_of, states
from models.rounds.progress import rounds_sent
from models.tables import MessageRound, Workspace

STATES: dict[str, CarrierState] = {USED: "brukt", YES: "sa ja", NO: "ikke nå"}


def carrier_rows(
    session: Session, workspace: Workspace, pack: Pack, rounds: Sequence[MessageRound], today: date
) -> list[CarrierRow]:
    """Return each member by what it did in some rounds: the strongest of its answers."""
    found = states(carriers_of(session, workspace, pack, [each.id for each in rounds], today))
    return [
        CarrierRow(each.label, each.region, _state(found.get(each.number)))
        for each in members(session, workspace.id, pack)
    ]


def report_carriers(
    session: Session, workspace: Workspace, pack: Pack, first: date, last: date, today: date
) -> Carriers | None:
    """Return what a report says of the rounds that were sent on some local days; None if there was none."""
    rounds = rounds_sent(session, workspace, first, last)
    if not rounds:
        return None
    rows = carrier_rows(session, workspace, pack, rounds, today)
    return carriers_in_report(rows, pack.organisation.member_count, tuple(each.id for each in rounds))


def _state(found: CarrierOf | None) -> CarrierState:
    if found is None or (found.carrier.asked_at is None and found.carrier.answer is None):
        return "ikke spurt"
    return STATES.get(found.carrier.answer or "", "uten svar")
