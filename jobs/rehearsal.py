"""A round without effects: what would be sent, in a transaction that is rolled back."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from content.schema.pack import Pack
from jobs.nudges.context import Skip
from jobs.planning.plan import plan_workspaces
from jobs.reporting import DeliveryReport, TickReport, delivery_report, report
from jobs.sending.claim import claim_of
from jobs.sending.claim_queries import OURS
from jobs.sending.prepare import WaitUntil, check
from models.db.database import Database
from models.tables import Delivery, Destination, Workspace
from models.workspace.preferences import Preferences, preferences


class _RollBackError(Exception):
    pass


def rehearse(database: Database, pack: Pack, now: datetime) -> TickReport:
    """Return what a round at `now` would do to every workspace, with the cards; nothing is stored."""
    planned: list[DeliveryReport] = []
    handled: list[DeliveryReport] = []
    try:
        with database.session() as session:
            for workspace in session.scalars(select(Workspace).order_by(Workspace.id)):
                workspace.synced_on = None
                planned += plan_workspaces(session, [preferences(session, workspace)], pack, now)
                handled += _handle(session, workspace, pack, now)
            raise _RollBackError  # noqa: TRY301 - rolls the transaction back
    except _RollBackError:
        return report(now, planned, handled, dry_run=True)


def _handle(session: Session, workspace: Workspace, pack: Pack, now: datetime) -> list[DeliveryReport]:
    waits = (
        select(Delivery, Destination)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(
            Delivery.workspace_id == workspace.id,
            OURS,
            or_(Delivery.state == "planned", Delivery.state == "sending"),
            Delivery.next_try_at <= now,
        )
        .order_by(Delivery.due_at, Delivery.id)
    )
    wanted = preferences(session, workspace)
    return [_handle_one(session, row, wanted, place, pack, now) for row, place in session.execute(waits)]


def _handle_one(
    session: Session, row: Delivery, wanted: Preferences, place: Destination, pack: Pack, now: datetime
) -> DeliveryReport:
    found = check(session, claim_of(row), wanted, place, pack, now)
    match found:
        case Card():
            row.state = "sent"
            return delivery_report(row, wanted.workspace, place, card=found)
        case WaitUntil(until, reason):
            row.next_try_at = until
            return delivery_report(row, wanted.workspace, place, reason)
        case Skip(reason):
            row.state, row.reason = "skipped", reason
            return delivery_report(row, wanted.workspace, place)
