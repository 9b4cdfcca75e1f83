"""E-mail through the outbox: once, retried, refused, or left for a person to decide."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete

from bot.mail.access import MailAccess
from bot.mail.sender import MailSender
from bot.mail.server import MailServer
from jobs.nudges.greeting import GREETING
from jobs.nudges.kind import MailedTwiceError
from jobs.nudges.registry import KINDS
from jobs.ports import Sender
from jobs.sending.outbox import Outbox, handle_one
from models.db.database import Database
from models.mail.addresses import closed_addresses, mail_destination, stop, work_again
from models.mail.sent import call_sent, send_again, undecided
from models.tables import MailAddress, Workspace
from models.workspace import outgoing
from models.workspace.administrators import name_administrator
from tests.support.nudges import Office, at, office
from tests.support.smtp import Mailserver, mailserver

MORNING = at("2026-10-05 08:00")
TO = "kari@kommune.example.no"


@dataclass
class Post:
    """A workspace with a message to an address, and the server that takes it."""

    here: Office
    server: Mailserver
    sender: MailServer
    reference: str

    async def handle(self, now: datetime) -> str:
        """Handle what is due, by e-mail or in the chat; return the outcome and the reason of the first."""
        outbox = Outbox(self.here.database, self._sender_for, lambda: 0.5, "a")
        for each in await handle_one(outbox, self.here.pack, now):
            return f"{each.outcome} {each.reason}".strip()
        return ""

    def _sender_for(self, workspace: Workspace, kind: str) -> Sender:
        if kind != outgoing.MAIL:
            return self.here.sender
        return MailSender(workspace, self.here.database, self.sender, "", lambda: MORNING)

    def state(self) -> str:
        return self.here.deliveries()[0].state


@pytest.fixture(autouse=True)
def mailed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a kind of nudge be mailed."""
    monkeypatch.setitem(KINDS, GREETING.kind, replace(GREETING, may_be_mailed=True))


@asynccontextmanager
async def post(database: Database) -> AsyncIterator[Post]:
    here = office(database)
    async with mailserver() as server:
        access = MailAccess(
            "127.0.0.1", server.port, "padriver@example.no", "", "post@example.no", "retur@example.no", per_second=500
        )
        with database.session() as session:
            workspace = session.get_one(Workspace, here.workspace_id)
            name_administrator(session, workspace, "U1")
            place = mail_destination(session, here.workspace_id, TO, MORNING)
            outgoing.plan(session, here.workspace_id, outgoing.MAIL, place.address, GREETING.kind, "første", MORNING)
            reference = place.address
        yield Post(here, server, MailServer(access, time.monotonic), reference)


async def test_a_message_is_sent_once_by_the_sender_of_its_destination(database: Database) -> None:
    async with post(database) as found:
        assert await found.handle(MORNING) == "sent"
        assert await found.handle(MORNING + timedelta(minutes=1)) == ""
        [message] = found.server.taken
        [row] = found.here.deliveries()
        assert (message["To"], row.channel_ref) == (TO, found.reference)
        assert message["Message-ID"] == f"<{row.message_ref}@example.no>"
        assert found.here.sender.posted == []


async def test_a_greylisted_message_is_sent_later_as_the_same_message(database: Database) -> None:
    async with post(database) as found:
        tried: list[str] = []
        found.server.at_end = lambda _: "" if tried else tried.append("once") or "451 4.7.1 Greylisted"
        assert await found.handle(MORNING) == "retried smtp_busy"
        assert found.here.send_after() is None
        assert await found.handle(MORNING + timedelta(minutes=1)) == "sent"
        assert len(found.server.taken) == 1


@pytest.mark.parametrize("cuts", ["before", "after"])
async def test_a_message_that_may_be_sent_is_never_sent_again_by_itself(database: Database, cuts: str) -> None:
    async with post(database) as found:
        found.server.cuts = cuts
        assert await found.handle(MORNING) == "retried smtp_cut"
        found.server.cuts = ""
        for minutes in (2, 10, 70):
            await found.handle(MORNING + timedelta(minutes=minutes))
        assert (found.state(), len(found.server.taken)) == ("unknown", cuts == "after")
        with database.session() as session:
            [each] = undecided(session, found.here.workspace_id)
            assert (each.kind, each.address, each.tried_at) == (GREETING.kind, TO, MORNING)
            assert send_again(session, found.here.workspace_id, each.delivery_id, MORNING + timedelta(hours=2))
            assert not send_again(session, found.here.workspace_id, each.delivery_id, MORNING)
        assert await found.handle(MORNING + timedelta(hours=2)) == "sent"
        ids = {message["Message-ID"] for message in found.server.taken}
        assert (len(found.server.taken), len(ids)) == (1 + (cuts == "after"), 1)


async def test_somebody_may_say_that_it_was_sent(database: Database) -> None:
    async with post(database) as found:
        found.server.cuts = "after"
        await found.handle(MORNING)
        await found.handle(MORNING + timedelta(minutes=2))
        with database.session() as session:
            [each] = undecided(session, found.here.workspace_id)
            assert call_sent(session, found.here.workspace_id, each.delivery_id, MORNING)
            assert undecided(session, found.here.workspace_id) == []
        assert await found.handle(MORNING + timedelta(minutes=3)) == ""
        assert len(found.server.taken) == 1


async def test_an_address_that_does_not_exist_is_turned_off_for_good_and_somebody_is_asked(database: Database) -> None:
    async with post(database) as found:
        found.server.at_recipient = lambda _: "550 5.1.1 No such user"
        assert await found.handle(MORNING) == "failed smtp_address"
        await found.handle(MORNING + timedelta(seconds=1))
        assert [each.address for each in found.here.sender.posted] == ["U1"]
        found.server.at_recipient = lambda _: ""
        _plan_another(found)
        assert await found.handle(MORNING + timedelta(days=2)) == "skipped kan ikke skrive dit: smtp_address"
        with database.session() as session:
            assert [each.address for each in closed_addresses(session, found.here.workspace_id)] == [TO]
            assert work_again(session, found.here.workspace_id, found.reference)
        _plan_another(found, "tredje")
        assert await found.handle(MORNING + timedelta(days=2)) == "sent"


def _plan_another(found: Post, key: str = "andre") -> None:
    with found.here.database.session() as session:
        due = MORNING + timedelta(days=2)
        outgoing.plan(session, found.here.workspace_id, outgoing.MAIL, found.reference, GREETING.kind, key, due)


@pytest.mark.parametrize("answer", ["550 5.7.1 Relaying denied", "552 5.2.2 Mailbox full"])
async def test_what_says_nothing_about_the_address_leaves_it_on(database: Database, answer: str) -> None:
    async with post(database) as found:
        found.server.at_recipient = lambda _: answer
        assert (await found.handle(MORNING)).startswith("failed smtp_")
        assert [each.off_since for each in found.here.destinations()] == [None]
        assert found.here.sender.posted == []


async def test_a_refused_login_holds_the_mail_and_nothing_in_the_chat(database: Database) -> None:
    async with post(database) as found:
        found.server.at_sender = lambda _: "550 5.7.1 Not your address"
        assert await found.handle(MORNING) == "retried smtp_sender"
        assert found.here.send_after() is None
        assert [each.off_since for each in found.here.destinations()] == [None]


async def test_who_wants_no_more_gets_no_more(database: Database) -> None:
    async with post(database) as found:
        with database.session() as session:
            stop(session, found.here.workspace_id, found.reference, MORNING)
        assert await found.handle(MORNING) == "skipped kan ikke skrive dit: mottakeren vil ikke ha e-post fra oss"
        assert found.server.taken == []


async def test_a_deleted_address_gets_nothing(database: Database) -> None:
    async with post(database) as found:
        with database.session() as session:
            session.execute(delete(MailAddress))
        assert await found.handle(MORNING) == "failed smtp_deleted"
        assert found.server.taken == []


async def test_a_kind_that_may_not_be_mailed_is_not(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, GREETING.kind, GREETING)
    async with post(database) as found:
        assert await found.handle(MORNING) == "skipped sendes ikke som e-post"


def test_no_kind_that_may_be_mailed_would_rather_come_twice() -> None:
    assert [kind for kind, each in KINDS.items() if each.may_be_mailed and each.twice_rather_than_never] == []
    with pytest.raises(MailedTwiceError):
        replace(GREETING, may_be_mailed=True, twice_rather_than_never=True)
