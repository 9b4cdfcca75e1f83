"""A copy of a reminder in the thread that it is about, which only the person who is reminded sees.

It is sent after the direct message is stored as sent, once, and nobody waits for it: it is no delivery, and nothing
says whether it came.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.cards.card import Card
from bot.cards.followup import reminder
from bot.teams.access import PLATFORM
from bot.teams.activities import message
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.errors import NO_MEMBER
from bot.teams.incoming import CHANNELS, MESSAGE
from bot.teams.private_mark import PrivateMark
from bot.teams.render import render_short
from jobs.nudges.followup import REMINDER_KIND, followup_of
from jobs.ports import PermanentSendError
from jobs.reporting import DeliveryReport, NoObserver
from models.db.database import Database
from models.followups.queries import OPEN, by_id
from models.workspace.contacts import account_of, route_to
from models.workspace.workspaces import by_external

SENT = "sent"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Copy:
    """A card, and where it goes: the service, the conversation with its thread, and the account of who sees it."""

    card: Card
    service: str
    conversation: str
    account: str


@dataclass(frozen=True)
class ThreadCopies(NoObserver):
    """Sends the copies when reminders are stored as sent (`jobs.reporting.Observer`)."""

    dispatcher: TeamsDispatcher

    def handled(self, report_of_delivery: DeliveryReport, late: timedelta) -> None:
        """Begin to send the copy of a reminder that was sent to somebody in Teams."""
        del late
        report = report_of_delivery
        is_sent = report.kind == REMINDER_KIND and report.state == SENT
        if is_sent and self.dispatcher.access.serves(report.workspace):
            self.dispatcher.tasks.start(self._copy(report))

    async def _copy(self, report: DeliveryReport) -> None:
        """Send the copy, if there is a thread; after any error it is left."""
        try:
            now = self.dispatcher.deps.now()
            copy = await self.dispatcher.reads(lambda database: _copy_of(database, report, now))
            if copy and not self.dispatcher.untargeted.is_refused(report.workspace, copy.conversation):
                await self._post(report.workspace, copy, now)
        except Exception as error:  # noqa: BLE001 - the reminder has come
            log.warning("copy_not_sent", reason=type(error).__name__)

    async def _post(self, tenant: str, copy: Copy, now: datetime) -> None:
        names = await self.dispatcher.names(tenant, copy.card)
        rendered = render_short(copy.card, names, forms=self.dispatcher.forms, mark=PrivateMark(now).packed())
        post = self.dispatcher.connector.post_targeted
        try:
            await post(copy.service, copy.conversation, copy.account, message(rendered))
        except PermanentSendError as error:
            if error.reason not in NO_MEMBER:
                self.dispatcher.untargeted.remember(tenant, copy.conversation)
            raise


def _copy_of(database: Database, report: DeliveryReport, now: datetime) -> Copy | None:
    """Return a reminder for the thread in a channel that it is about, if it is still that person's to follow up."""
    with database.reading() as session:
        workspace = by_external(session, PLATFORM, report.workspace)
        row = by_id(session, workspace.id, followup_of(report.key)) if workspace else None
        if workspace is None or row is None or row.state != OPEN or row.owner != report.destination:
            return None
        route = route_to(session, workspace.id, row.channel)
        account = account_of(session, workspace.id, report.destination)
        if route is None or route.removed or not account or not route.conversation.endswith(CHANNELS):
            return None
        card = reminder(row, workspace.zone, now.astimezone(workspace.zone).date())
        return Copy(card, route.service, f"{route.conversation}{MESSAGE}{row.thread or row.message}", account)
