"""What a newcomer to the demonstration sees of hearings: one comes from a made-up source, is answered, and is moved there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.support.app import PATIENCE, page_at, running

pytestmark = pytest.mark.asyncio(loop_scope="session")
HEARING = "Høring – forbud mot bunntråling i Oslofjorden (øving)"


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """The page of a running demonstration, on a Monday morning."""
    with running("demo", "--port", "0", "--folder", "data", folder=tmp_path) as demo:
        address = demo.line().rpartition(" ")[2]
        assert address.startswith("http://127.0.0.1:"), demo.log
        with page_at(address) as held:
            held.jump("2026-10-12T08:00")
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        opened = await context.new_page()
        opened.set_default_timeout(1000 * PATIENCE)
        await opened.goto(address)
        yield opened
        await context.close()
        assert demo.log == ""


async def next_monday(page: Page, day: str) -> None:
    await page.get_by_role("button", name="mandag kl. 8.00").click()
    await expect(page.get_by_role("region", name="Demoklokke")).to_contain_text(day, timeout=1000 * PATIENCE)


async def go_to(page: Page, place: str) -> None:
    await page.get_by_role("navigation").get_by_role("button", name=place).click()


async def ask(page: Page, text: str) -> Locator:
    await page.locator("#writer textarea").fill(text)
    await page.locator("#writer textarea").press("Enter")
    return page.locator("#messages article").last


async def test_a_hearing_comes_and_is_marked_as_made_up(page: Page) -> None:
    await next_monday(page, "19. oktober")
    await page.screenshot(path="/tmp/practice/1.png")
    message = page.locator("#messages article", has_text="Høring som angår oss").filter(has_text=HEARING)
    await expect(message).to_have_count(1, timeout=1000 * PATIENCE)
    link = await message.get_by_role("link", name="les mer").get_attribute("href")
    assert link
    article = await page.request.get(link)
    assert "Ingenting av dette har skjedd." in (await article.text()).replace("&#248;", "ø")
    listed = await ask(page, "/padriver høringer")
    await expect(listed).to_contain_text(HEARING)
    await page.screenshot(path="/tmp/practice/2.png", full_page=True)
