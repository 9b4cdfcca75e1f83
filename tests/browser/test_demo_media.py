"""What a newcomer to the demonstration sees of the media: from a newspaper's feed to the effect log."""

import re
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.support.app import page_at, running

pytestmark = pytest.mark.asyncio(loop_scope="session")
ROOM = re.compile("^media")


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """The page of a running demonstration, on a Monday morning."""
    with running("demo", "--port", "0", "--folder", "data", folder=tmp_path) as demo:
        address = demo.line().rpartition(" ")[2]
        assert address.startswith("http://127.0.0.1:"), demo.log
        with page_at(address) as held:
            held.jump("2026-10-05T08:00")
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        opened = await context.new_page()
        await opened.goto(address)
        yield opened
        await context.close()
        assert demo.log == ""


async def move_clock(page: Page, time: str) -> None:
    await page.get_by_role("button", name="Velg tidspunkt").click()
    form = page.get_by_role("dialog", name="Flytt tiden")
    await form.get_by_label("Klokkeslett").fill(time)
    await form.get_by_role("button", name="Hopp dit").click()
    await expect(form).to_have_count(0)


async def test_a_case_is_caught_answered_reminded_of_closed_and_counted(page: Page) -> None:
    await page.get_by_role("navigation").get_by_role("button", name=ROOM).click()
    case = page.locator("#messages article", has_text="Mediesak: Energi")
    await expect(case).to_contain_text("Kommuner slår alarm om strømnettet", timeout=30_000)
    await expect(case).to_contain_text("Øvingsavisa, i dag kl. 7.40")
    await expect(case).to_contain_text("Hovedstadsregionen må ha sikker tilgang på kraft!")
    link = await case.get_by_role("link", name="Kommuner slår alarm om strømnettet").get_attribute("href")
    assert link
    article = await page.request.get(link)
    assert "Ingenting av dette har skjedd." in await article.text()

    await case.hover()
    await case.get_by_role("button", name="Reager").click()
    await page.get_by_role("menuitem", name="Ser på det").click()
    await expect(case).to_contain_text("Følges opp av @Kari Nordmann.")
    await case.get_by_role("button", name="1 svar").click()
    thread = page.get_by_role("complementary", name="Tråd")
    await expect(thread).to_contain_text("Frist i dag kl. 16.00.")
    await thread.get_by_label("Svar i tråden").fill("Jeg ringer redaksjonen.")
    await thread.get_by_label("Svar i tråden").press("Enter")
    await expect(thread.locator("article .text").last).to_have_text("Jeg ringer redaksjonen.")

    await move_clock(page, "12.05")
    await page.get_by_role("navigation").get_by_role("button", name="Pådriver").click()
    reminder = page.locator("#messages article", has_text="Husk oppfølgingen")
    await expect(reminder).to_contain_text("Oppfølgingen din har frist i dag kl. 16.00.")
    await reminder.get_by_role("button", name="Fulgt opp").click()
    form = page.get_by_role("dialog", name="Hva ble gjort?")
    await form.get_by_label("Hva gjorde dere?").select_option(label="Kommentar til journalist")
    await form.get_by_label("Hvor mange nådde det?").fill("12 000")
    await form.get_by_role("button", name="Lagre").click()
    await expect(form).to_have_count(0)

    await page.get_by_role("navigation").get_by_role("button", name=ROOM).click()
    await expect(case).to_contain_text("Fulgt opp av @Kari Nordmann.")
    await page.locator("#writer textarea").fill("/effekt")
    await page.locator("#writer textarea").press("Enter")
    log = page.locator("#messages article").last
    await expect(log).to_contain_text("Medieoppslag: 1, nådde 12 000 i alt")
    await expect(log).to_contain_text("Kommentar til journalist: Kommuner slår alarm om strømnettet")

    await log.get_by_role("button", name="Last ned som Excel").click()
    await expect(page.locator("#messages article").last).to_contain_text("ligger i samtalen mellom deg og meg")
    await page.get_by_role("navigation").get_by_role("button", name="Pådriver").click()
    async with page.expect_download() as download:
        await page.locator("#messages article .file").get_by_role("link", name="Effekt: 2026").click()
    given = await download.value
    assert given.suggested_filename == "effekt-2026.xlsx"
    book = openpyxl.load_workbook(BytesIO((await given.path()).read_bytes()))
    [headings, row] = book["Effektlogg"].iter_rows(values_only=True)
    assert headings[:3] == ("Dato", "Hva", "Beskrivelse")
    assert row[1:6] == (
        "Medieoppslag",
        "Kommentar til journalist: Kommuner slår alarm om strømnettet",
        "Energi",
        None,
        12_000,
    )
