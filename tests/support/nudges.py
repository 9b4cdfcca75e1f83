"""A workspace that nudges are planned for, and the moments of its days."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from content.schema.pack import Pack
from jobs.nudges.kind import Times
from jobs.nudges.presented import DATE_KIND
from jobs.planning.plan import plan_next
from jobs.reporting import DeliveryReport
from jobs.sending.outbox import Outbox, handle_one
from models.calendar.quiet import Night, Rest
from models.db.base import Base
from models.db.database import Database
from models.tables import Delivery, Destination, Workspace
from models.workspace.preferences import ALL, PreferenceChange, save_preference
from models.workspace.workspaces import get_or_create
from tests.support.pack import small_pack
from tests.support.rows import new_row
from tests.support.sender import FakeSender

OSLO = ZoneInfo("Europe/Oslo")


REST = Rest(OSLO, Night())
"""When a workspace without pauses is left in peace."""


def at(text: str) -> datetime:
    """Return a moment in Oslo: `2026-10-05 08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def times(**changed: Any) -> Times:
    """Return the usual times of day."""
    usual = Times(
        OSLO,
        digest=_time("08:00"),
        wheel=_time("09:00"),
        campaign=_time("10:00"),
        deadline=_time("08:30"),
        owners=_time("08:30"),
        evening=_time("17:30"),
        night=Night(),
    )
    return usual._replace(**changed)


def _time(text: str) -> Any:
    return datetime.fromisoformat(f"2026-01-01 {text}").time()


MOMENTS = (
    *("06:00", "07:00", "07:30", "08:00", "08:30", "09:00", "09:30", "10:00", "10:30"),
    *("11:00", "12:00", "14:00", "15:00", "18:00", "21:30"),
)
"""Each time of posting, before and after it, and times of the day where what comes at any other would show."""


@dataclass
class Packs:
    pack: Pack

    def current(self) -> Pack:
        return self.pack


@dataclass
class Office:
    """A workspace with its channel, its content and its way out."""

    database: Database
    workspace_id: int
    pack: Pack = field(default_factory=small_pack)
    sender: FakeSender = field(default_factory=FakeSender)

    def plan(self, now: datetime) -> list[DeliveryReport]:
        planned: list[DeliveryReport] = []
        while (found := plan_next(self.database, self.pack, now)) is not None:
            planned += found
        return planned

    async def handle(self, now: datetime, owner: str = "a") -> DeliveryReport | None:
        """Handle one message, and return what is told of the first delivery in it."""
        return next(iter(await self.message(now, owner)), None)

    async def message(self, now: datetime, owner: str = "a") -> list[DeliveryReport]:
        """Handle one message, and return what is told of every delivery in it."""
        outbox = Outbox(self.database, lambda *_: self.sender, lambda: 0.5, owner)
        return await handle_one(outbox, self.pack, now)

    async def drain(self, now: datetime) -> list[DeliveryReport]:
        told: list[DeliveryReport] = []
        while found := await self.message(now):
            told += found
        return told

    async def round(self, now: datetime) -> list[DeliveryReport]:
        self.plan(now)
        return await self.drain(now)

    def deadline(self, title: str, day: date, **columns: Any) -> int:
        with self.database.session() as session:
            return new_row(session, self.workspace_id, title, day, **columns).id

    def set(self, **columns: Any) -> None:
        with self.database.session() as session:
            workspace = session.get_one(Workspace, self.workspace_id)
            for name, value in columns.items():
                setattr(workspace, name, value)

    def plan_after(self) -> datetime | None:
        with self.database.session() as session:
            return session.get_one(Workspace, self.workspace_id).plan_after

    def send_after(self) -> datetime | None:
        with self.database.session() as session:
            return session.get_one(Workspace, self.workspace_id).send_after

    def deliveries(self) -> list[Delivery]:
        with self.database.session() as session:
            wanted = select(Delivery).where(Delivery.workspace_id == self.workspace_id).order_by(Delivery.id)
            return list(session.scalars(wanted))

    def destinations(self) -> list[Destination]:
        with self.database.session() as session:
            return list(session.scalars(select(Destination).order_by(Destination.id)))


def office(
    database: Database, team: str = "T1", channel: str | None = "C1", *, asks_when_presented: bool = False, **parts: Any
) -> Office:
    """Return a workspace whose shared channel is chosen, on the small pack.

    It is not asked when the budget is presented, unless `asks_when_presented`.
    """
    with database.session() as session:
        workspace = get_or_create(session, "slack", team, "Prøve")
        workspace.shared_channel = channel
        if not asks_when_presented:
            save_preference(session, workspace.id, ALL, DATE_KIND, PreferenceChange(wanted=False))
        return Office(database, workspace.id, **parts)


def put(here: Office, *rows: Base) -> None:
    with here.database.session() as session:
        session.add_all(rows)


def left(here: Office, column: Any) -> list[Any]:
    with here.database.reading() as session:
        return sorted(session.scalars(select(column)))


def sent(here: Office, key: str, at: datetime, *, kind: str = "frister", state: str = "sent", to: int = 1) -> Delivery:
    when = {"due_at": at, "next_try_at": at, "sent_at": at if state == "sent" else None}
    return Delivery(workspace_id=here.workspace_id, destination_id=to, kind=kind, period_key=key, state=state, **when)


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
