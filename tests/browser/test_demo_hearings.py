"""What a newcomer to the demonstration sees of a hearing: it comes, is answered, is moved at its source, and is logged."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.support.app import PATIENCE, page_at, running

pytestmark = pytest.mark.asyncio(loop_scope="session")
HEARING = "Høring – forbud mot bunntråling i Oslofjorden (øving)"
PATIENT = 1000 * PATIENCE


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
        opened.set_default_timeout(PATIENT)
        await opened.goto(address)
        yield opened
        await context.close()
        assert demo.log == ""


async def jump(page: Page, to: str, day: str) -> None:
    await page.get_by_role("button", name=to).click()
    await expect(page.get_by_role("region", name="Demoklokke")).to_contain_text(day, timeout=PATIENT)


async def go_to(page: Page, place: str) -> None:
    await page.get_by_role("navigation").get_by_role("button", name=place).click()


def messages(page: Page, words: str) -> Locator:
    return page.locator("#messages article", has_text=words)


async def ask(page: Page, text: str, title: str) -> Locator:
    await page.locator("#writer textarea").fill(text)
    await page.locator("#writer textarea").press("Enter")
    answer = page.locator("#messages article").last
    await expect(answer.locator("h4").first).to_have_text(title, timeout=PATIENT)
    return answer


async def saved(page: Page) -> None:
    """Save the form that is open, as it is."""
    form = page.get_by_role("dialog")
    await form.get_by_role("button", name="Lagre").click()
    await expect(form).to_have_count(0, timeout=PATIENT)


async def test_a_hearing_comes_is_answered_is_moved_is_sent_and_is_in_the_effect_log(page: Page) -> None:
    await jump(page, "mandag kl. 8.00", "19. oktober")
    message = messages(page, "Høring som angår oss").filter(has_text=HEARING)
    await expect(message).to_have_count(1, timeout=PATIENT)
    link = await message.get_by_role("link", name="les mer").get_attribute("href")
    assert link
    source = await page.context.new_page()
    await source.goto(link)
    await expect(source.locator("h1")).to_have_text(HEARING)
    await expect(source.locator("body")).to_contain_text("Ingenting av dette har skjedd.")
    await source.close()

    await message.get_by_role("button", name="Vi svarer").click()
    answered = messages(page, "Vi svarer. Den ligger i fristene med datoer og sjekkliste. Du er ansvarlig.")
    await expect(answered).to_have_count(1, timeout=PATIENT)
    row = await ask(page, "/frister bunntråling", "Frister: «bunntråling»")
    await expect(row).to_contain_text("fredag 27. november")
    await expect(row).to_contain_text("utkast 10. november · klarering 24. november · innsending 27. november")

    await jump(page, "mandag kl. 8.00", "26. oktober")
    await go_to(page, "Pådriver")
    moved = messages(page, "Datoen er flyttet").filter(has_text=HEARING)
    await expect(moved).to_contain_text(
        "Kilden sier nå fredag 11. desember. Før var den fredag 27. november.", timeout=PATIENT
    )
    await moved.get_by_role("button", name="Se høringen").click()
    card = page.locator("#messages article").last
    await card.get_by_role("button", name="Sendt …").click()
    await saved(page)
    await jump(page, "Neste onsdag", "28. oktober")
    went = messages(page, "Hvordan gikk det?").filter(has_text=HEARING)
    await expect(went).to_contain_text(
        "Innspillet ble sendt mandag 26. oktober til Klima- og miljødepartementet.", timeout=PATIENT
    )
    await went.get_by_role("button", name="Skriv i effektloggen").click()
    await saved(page)

    await go_to(page, "sekretariatet")
    log = await ask(page, "/effekt", "Effekt: 2026")
    await expect(log).to_contain_text("Høringsinnspill: 1")
    await expect(log).to_contain_text(HEARING)
