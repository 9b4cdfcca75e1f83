"""The bot is installed in a real browser: its cookie, Slack's form, and the way back are the browser's own."""

import re

import pytest
from playwright.async_api import Browser, expect

from models.db.database import Database
from tests.support.install import many

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_person_installs_the_bot_and_another_refuses(browser: Browser, sqlite_database: Database) -> None:
    async with many(sqlite_database) as held, await browser.new_context() as context:
        page = await context.new_page()
        faults: list[str] = []
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        await page.goto(f"{held.url}/slack/install")
        await expect(page.get_by_role("heading")).to_have_text("Pådriver ber om å bli installert")
        await page.get_by_label("Installer i").select_option(label="Osloregionen, som Per Hansen")
        await page.get_by_role("button", name="Installer").click()
        await expect(page.get_by_role("heading")).to_have_text("Pådriver er installert i Osloregionen")
        assert held.row(held.first).installed_by == held.first.person("Per Hansen").id
        assert await context.cookies() == []
        color = await page.evaluate("() => getComputedStyle(document.querySelector('h1')).color")
        assert color == "rgb(18, 60, 74)", "the page's own style is let through by its policy"
        await page.goto(f"{held.url}/slack/install")
        await page.get_by_role("button", name="Avbryt").click()
        await expect(page.get_by_role("heading")).to_have_text("Installasjonen er avbrutt")
        await page.get_by_role("link", name="Begynn på nytt").click()
        await expect(page).to_have_url(re.compile("/oauth/v2/authorize"))
        assert (faults, held.rows()) == ([], [held.first.state.team.id])
