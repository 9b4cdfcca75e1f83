"""The month's push in the demonstration: the picture of the month's sector is seen by everybody in the channel."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.support.app import PATIENCE, page_at, running

# The page may draw its messages again at any moment, so the picture is found each time; it is loaded when it is in view.
LOADED = """alt => {
    const image = [...document.images].filter(each => each.alt === alt).at(-1);
    image?.scrollIntoView();
    return image?.naturalWidth === 2000;
}"""

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_months_picture_is_in_the_channel(browser: Browser, tmp_path: Path) -> None:
    with running("demo", "--port", "0", "--folder", "data", folder=tmp_path) as demo:
        address = demo.line().rpartition(" ")[2]
        with page_at(address) as held:
            held.jump("2026-12-01T09:05")
        context = await browser.new_context(viewport={"width": 1280, "height": 1600}, reduced_motion="reduce")
        page = await context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        await page.goto(address)
        message = page.locator("#messages article", has_text="Årshjulet for desember 2026").last
        picture = message.locator("img")
        await expect(picture).to_have_attribute("alt", re.compile(r"^Årshjulet for desember 2026\. Arrangementer: "))
        await page.wait_for_function(LOADED, arg=await picture.get_attribute("alt"))
        await context.close()
        assert demo.log == ""
