"""An e-mail at 320 pixels, in light and in dark: nothing beside the page, and text that can be read."""

import pytest
from playwright.async_api import Browser

from tests.mail.test_message import form, read

pytestmark = pytest.mark.asyncio(loop_scope="session")
CONTRAST = """() => {
  const colour = (text) => text.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const light = (rgb) => rgb.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = matchMedia("(prefers-color-scheme: dark)").matches ? light([18, 18, 18]) : 1;
  return Math.min(...[...document.querySelectorAll("h1,h2,p,li,pre,blockquote,a,code")].map((each) => {
    const text = light(colour(getComputedStyle(each).color));
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
  }));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_an_e_mail_is_read_on_a_small_phone(browser: Browser, scheme: str) -> None:
    page = await browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.set_content(form(read(), "html"))
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    assert (
        await page.evaluate(
            "Math.min(...[...document.querySelectorAll('p,li')].map((e) => parseFloat(getComputedStyle(e).fontSize)))"
        )
        >= 14
    )
    assert await page.evaluate(CONTRAST) >= 4.5
    assert asked == []
    await page.close()
