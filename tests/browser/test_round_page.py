"""The page of a round in a real Chromium at phone width: with scripts and without, and nothing that axe-core objects to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from models.db.database import Database
from tests.browser.test_axe import rules, violations
from tests.rounds.test_round_page import site
from tests.support.rounds import carrier_now, link_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
PHONE = {"width": 320, "height": 640}
FIELDS = ("innlegg", "leserinnlegg", "ett-minutt", "sporsmal")
__all__ = ["rules"]


@asynccontextmanager
async def phone(browser: Browser, *, scripts: bool = True, past_policy: bool = False) -> AsyncIterator[Page]:
    """Open a page as wide as a small phone. `past_policy` lets a test run scripts of its own in it."""
    context = await browser.new_context(viewport=PHONE, java_script_enabled=scripts, bypass_csp=past_policy)  # type: ignore[arg-type] # a size
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    try:
        yield page
        assert await context.cookies() == []
        assert [each for each in faults if not each.startswith("Failed to load resource")] == []
    finally:
        await context.close()


async def test_the_page_and_its_forms_break_no_rule_at_phone_width(
    browser: Browser, rules: str, sqlite_database: Database
) -> None:
    async with site(sqlite_database) as here, phone(browser, past_policy=True) as page:
        path = link_of(sqlite_database, "3205")
        found = {}
        for query in ("", "?side=nei", "?side=ring", "?side=videre", "?ok=brukt"):
            await page.goto(f"{here.address}{path}{query}")
            found[query] = await violations(page, rules)
            assert await page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"], query
        await page.goto(f"{here.address}{path}?side=ring")
        await page.get_by_role("button", name="Ring meg").click()
        await expect(page.get_by_label("Nummeret ditt, og når det passer")).to_have_attribute("aria-invalid", "true")
        found["wrong"] = await violations(page, rules)
        await page.goto(f"{here.address}{path}x")
        await expect(page.locator("h1")).to_have_text("Denne siden er ikke åpen")
        found["closed"] = await violations(page, rules)
        assert {name: rows for name, rows in found.items() if rows} == {}


async def test_a_text_is_copied_as_it_stands_with_what_it_means_at_home(
    browser: Browser, sqlite_database: Database
) -> None:
    async with site(sqlite_database) as here, phone(browser) as page:
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=here.address)
        await page.goto(f"{here.address}{link_of(sqlite_database, '3205')}")
        await expect(page.get_by_role("button", name="Kopier")).to_have_count(len(FIELDS))
        await page.get_by_label("Hva betyr det hos dere?").fill("Hos oss står halvparten på toget.")
        await page.get_by_role("button", name="Sett det inn i tekstene").click()
        await expect(page.get_by_role("status")).to_have_text("Teksten er oppdatert med det du skrev.")
        letter = page.locator("#leserinnlegg")
        button = page.get_by_role("button", name="Kopier").nth(FIELDS.index("leserinnlegg"))
        await button.click()
        await expect(page.get_by_role("button", name="Kopiert")).to_have_count(1)
        copied = await page.evaluate("() => navigator.clipboard.readText()")
        assert copied == await letter.input_value()
        assert "\n\nHos oss står halvparten på toget.\n\n" in copied


async def test_without_scripts_the_text_can_be_selected_and_everything_can_be_answered(
    browser: Browser, sqlite_database: Database
) -> None:
    async with site(sqlite_database) as here, phone(browser, scripts=False) as page:
        path = f"{here.address}{link_of(sqlite_database, '3205')}"
        await page.goto(path)
        await expect(page.get_by_role("button", name="Kopier")).to_have_count(0)
        for name in FIELDS:
            await expect(page.locator(f"#{name}")).to_have_attribute("readonly", "")
        await page.get_by_label("Hvor brukte dere det?").fill("Romerikes Blad")
        await page.get_by_label("Det var leserinnlegget").check()
        await page.get_by_role("button", name="Jeg har brukt det").click()
        await expect(page.get_by_role("status")).to_have_text("Takk! Vi har notert at dere har brukt det.")
        assert page.url == f"{path}?ok=brukt"
        assert carrier_now(sqlite_database, "3205").used_where == "Romerikes Blad"
