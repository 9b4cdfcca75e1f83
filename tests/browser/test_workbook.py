"""What a newcomer does with a workbook: drops it, reads what it would do, takes it in, gets it back, and undoes it."""

import base64
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.support.app import PATIENCE, page_at, running
from tests.support.workbooks import book

pytestmark = pytest.mark.asyncio(loop_scope="session")
ROWS = (
    ("Kontaktperson", "Organisasjon", "Stilling", "Parti", "Kommune", "Prioritet", "Ansvarlig"),
    ("Nordmann, Kari", "Stortinget", "leder", "Ap", "Moss", "A", "Per Hansen"),
    ("Ola Østhold", "NHO Viken", "regiondirektør", None, None, "B", "amina.yusuf"),
    ("Berit Lie", "Høyre", None, "H", "Våler", "B", None),
)
DROP = """([log, name, data]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  for (const type of ["dragover", "drop"]) document.querySelector(log).dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """The page of a running demonstration, in the conversation with the bot."""
    with running("demo", "--port", "0", "--folder", "data", folder=tmp_path) as demo:
        address = demo.line().rpartition(" ")[2]
        with page_at(address) as held:
            held.jump("2026-10-05T08:00")
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        opened = await context.new_page()
        opened.set_default_timeout(1000 * PATIENCE)
        await opened.goto(address)
        await opened.get_by_role("navigation").get_by_role("button", name="Pådriver").click()
        yield opened
        await context.close()
        assert demo.log == ""


async def test_a_workbook_is_dropped_read_taken_in_given_back_and_undone(page: Page) -> None:
    shown = page.locator("#messages article", has_text="kontakter.xlsx").last
    await page.evaluate(DROP, ["#messages .log", "kontakter.xlsx", base64.b64encode(book(*ROWS)).decode()])
    await expect(shown).to_contain_text("Jeg leste arket «Ark1» med 3 rader.")
    await expect(shown).to_contain_text("2 nye: Kari Nordmann (Stortinget); Ola Østhold (NHO Viken)")
    await expect(shown).to_contain_text("Skriv Våler (Østfold) eller Våler (Innlandet).")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Må rettes: 1 rad").click()
    mend = openpyxl.load_workbook(BytesIO((await (await download.value).path()).read_bytes())).worksheets[0]
    assert [cell.value for cell in mend["B"]] == ["Kontaktperson", "Berit Lie"]

    await shown.get_by_role("button", name="Ta inn").click()
    done = page.locator("#messages article", has_text="Regnearket er tatt inn")
    await expect(done).to_contain_text("2 nye.")
    await expect(done).to_contain_text("1 uklar rad er ikke tatt inn.")

    field = page.locator("#writer textarea")
    await field.fill("/interessenter osthold")
    await field.press("Enter")
    await expect(page.locator("#messages article").last).to_contain_text("Regiondirektør, NHO Viken")
    await expect(page.locator("#messages article").last).to_contain_text("Ansvarlig hos oss: @Amina Yusuf")
    await field.fill("/interessenter eksport parti:Ap")
    await field.press("Enter")
    async with page.expect_download() as download:
        await page.locator("#messages article .file").get_by_role("link", name="Interessenter").click()
    exported = (await (await download.value).path()).read_bytes()
    row = [cell.value for cell in openpyxl.load_workbook(BytesIO(exported)).worksheets[0][2]]
    assert {"Kari Nordmann", "Stortinget", "Moss", "Per Hansen"} <= set(row)

    attach = page.locator("#writer input[type=file]")
    await attach.set_input_files({"name": "eksport.xlsx", "mimeType": "", "buffer": exported})
    same = page.locator("#messages article", has_text="Regneark: eksport.xlsx")
    await expect(same).to_contain_text("Ingenting endres.")
    await attach.set_input_files({"name": "kontakter.ods", "mimeType": "", "buffer": b"PK"})
    await expect(page.locator("#messages article").last).to_contain_text("Lagre den som Excel-arbeidsbok (.xlsx)")

    await done.get_by_role("button", name="Angre").click()
    await expect(page.locator("#messages article", has_text="Angret")).to_contain_text("er som før.")
    await field.fill("/interessenter osthold")
    await field.press("Enter")
    await expect(page.locator("#messages article").last).to_contain_text("Mente du en av disse?")
    await expect(page.locator("#messages article").last).not_to_contain_text("Ola Østhold")
