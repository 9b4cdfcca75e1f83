"""Deque's axe-core finds nothing serious, moderate or minor on the demonstration's page and the public pages."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page, expect
from starlette.applications import Starlette

from bot.pages.front_pages import front_routes
from tests.browser.conftest import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")
AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def rules() -> str:
    """The source of axe-core, which is run in the page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: run «npm ci --ignore-scripts» in tests/browser/axe")
    return AXE.read_text(encoding="utf-8")


async def violations(page: Page, rules: str) -> list[str]:
    """Return each rule that is broken, how bad it is, and where."""
    await page.evaluate(rules)
    found: dict[str, Any] = await page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['impact']} {each['id']}: {node['target'][0]}" for each in found["violations"] for node in each["nodes"]
    ]


async def test_the_rules_find_what_they_are_for(browser: Browser, rules: str) -> None:
    page = await browser.new_page()
    await page.set_content('<html lang="nb"><title>Prøve</title><main><h1></h1><h4>Frister</h4></main></html>')
    found = await violations(page, rules)
    await page.close()
    assert {each.partition(":")[0] for each in found} >= {"minor empty-heading", "moderate heading-order"}


async def test_the_demonstration_breaks_no_rule(screen: Screen, rules: str) -> None:
    await screen.ask("/frister")
    await expect(screen.last.locator("h4")).to_have_text("Frister de neste 30 dagene")
    assert await violations(screen.page, rules) == []
    await screen.ask("/frister ny")
    await screen.page.locator("dialog").first.wait_for()
    assert await violations(screen.page, rules) == []


async def test_the_public_pages_break_no_rule(browser: Browser, rules: str) -> None:
    app = Starlette(routes=front_routes("post@example.no", lambda: 1000.0))
    context = await browser.new_context(bypass_csp=True)
    page = await context.new_page()
    found = {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.example.no") as visitor:
        for path in ("/", "/personvern", "/vilkar"):
            await page.set_content((await visitor.get(path)).text)
            found[path] = await violations(page, rules)
    await context.close()
    assert found == {"/": [], "/personvern": [], "/vilkar": []}
