"""The inbox of the demonstration: what was sent is read there, and can do nothing to the page."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import httpx
import pytest
from starlette.applications import Starlette

from bot.local.inbox import Inbox
from bot.local.page.snapshot import snapshot
from bot.local.server import LocalWorkspace, serve

EVIL = "<script>alert(1)</script>"


def _mail(subject: str = "Klart til bruk") -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"] = subject, "Osloregionen <bot@example.no>"
    message["Date"] = "Mon, 05 Oct 2026 06:00:00 +0000"
    message.set_content(f"Hei {EVIL}")
    message.add_alternative(f"<html><head></head><body><a href='/'>Hei</a>{EVIL}</body></html>", subtype="html")
    return message.as_bytes()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


async def _get(inbox: Inbox, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=inbox.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(path)


async def test_the_newest_mail_is_first_and_each_is_read_in_both_forms(inbox: Inbox) -> None:
    assert "Ingen e-post ennå." in (await _get(inbox, "/epost")).text
    inbox.receive(_mail(), "kari@example.no")
    inbox.receive(_mail(f"To {EVIL}"), "per@example.no")
    listed = (await _get(inbox, "/epost")).text
    assert listed.index('href="/epost/2"') < listed.index('href="/epost/1"')
    assert EVIL not in listed
    page = await _get(inbox, "/epost/1")
    assert EVIL not in page.text
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox" src="/epost/1/html"' in page.text
    assert "Hei &lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_the_html_is_shown_without_scripts_or_our_origin(inbox: Inbox) -> None:
    inbox.receive(_mail(), "kari@example.no")
    frame = await _get(inbox, "/epost/1/html")
    policy = frame.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox allow-popups allow-popups-to-escape-sandbox")
    assert "allow-scripts" not in policy
    assert '<head><base target="_blank">' in frame.text
    assert (await _get(inbox, "/epost/7")).status_code == 404
    assert (await _get(inbox, "/epost/7/html")).headers["location"] == "/epost"


async def test_only_the_demonstration_has_one(inbox: Inbox) -> None:
    workspace = LocalWorkspace(now=lambda: datetime(2026, 10, 5, 7, tzinfo=UTC))
    assert snapshot(workspace, workspace.state.people()[0])["has_mail"] is False
    async with serve(workspace) as address, httpx.AsyncClient(base_url=address) as client:
        assert (await client.get("/epost")).status_code == 404
    with_mail = LocalWorkspace(now=lambda: datetime(2026, 10, 5, 7, tzinfo=UTC))
    with_mail.inbox, with_mail.has_mail = inbox, True
    async with serve(with_mail) as address, httpx.AsyncClient(base_url=address) as client:
        assert (await client.get("/epost")).status_code == 200
        assert (await client.get("/epost", headers={"host": "ond.example.no"})).status_code == 403
