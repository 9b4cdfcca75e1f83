"""What people and apps write is shown as text, never run."""

import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen, Screen
from tests.support.local import section

pytestmark = pytest.mark.asyncio(loop_scope="session")

ATTEMPTS = [
    "<script>document.title='tatt'</script>",
    "<img src=x onerror=\"document.title='tatt'\">",
    "<svg/onload=document.title='tatt'>",
    '"><iframe src=javascript:alert(1)>',
    "*<b>fet</b>* `<i>kode</i>` ~</div>~",
]


async def test_markup_in_a_message_is_shown_as_it_was_written(screen: Screen) -> None:
    for attempt in ATTEMPTS:
        await screen.ask(attempt)
        wanted = re.sub(r"(?<!\w)[*`~](?=\S)|(?<=\S)[*`~](?!\w)", "", attempt)
        await expect(screen.last.locator(".text")).to_have_js_property("textContent", wanted)
    assert await screen.page.locator("#messages :is(script, img, iframe, b, i)").count() == 0
    assert "tatt" not in await screen.page.title()


async def test_an_address_that_is_not_a_web_address_is_no_link(screen: Screen) -> None:
    for url in ("javascript:alert(1)", "data:text/html,hei", "vbscript:x", "file:///etc/passwd"):
        await screen.bench.client.chat_postMessage(channel="C0000001", text=f"Se <{url}|{url[:4]}>")
        await expect(screen.last.locator(".text")).to_have_text(f"Se {url[:4]}")
    await expect(screen.page.locator("#messages a")).to_have_count(0)


async def test_a_web_address_is_a_link_that_tells_nobody_where_it_came_from(screen: Screen) -> None:
    await screen.bench.client.chat_postMessage(
        channel="C0000001", text="Se <https://www.osloregionen.no/?a=1&amp;b=2|saken>"
    )
    link = screen.last.get_by_role("link", name="saken")
    await expect(link).to_have_attribute("href", "https://www.osloregionen.no/?a=1&b=2")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


MRKDWN: list[tuple[str, str]] = [
    ("*fet* og _kursiv_ og ~strøket~", "<strong>fet</strong> og <em>kursiv</em> og <s>strøket</s>"),
    ("*fet _og kursiv_*", "<strong>fet <em>og kursiv</em></strong>"),
    ("2*3*4 og snake_case_navn", "2*3*4 og snake_case_navn"),
    ("`*ikke fet*`", "<code>*ikke fet*</code>"),
    ("• ett\n• to", "<ul><li>ett</li><li>to</li></ul>"),
    ("&gt; sitat\netter", "<blockquote>sitat</blockquote>etter"),
    ("A &amp; B &lt;C&gt; &amp;lt;", "A &amp; B &lt;C&gt; &amp;lt;"),
    (":+1: :finnesikke: kl. 10:30:00", '<span class="emoji">👍</span> :finnesikke: kl. 10:30:00'),
    ("<@U0000002> i <#C0000002>", '<span class="mention">@Kari Nordmann</span> i <span class="mention">#media</span>'),
    ("<!channel> <@U9999999>", '<span class="mention">@channel</span> <span class="mention">@ukjent</span>'),
]


async def test_mrkdwn_becomes_the_elements_it_stands_for(screen: Screen) -> None:
    for written, wanted in MRKDWN:
        await screen.bench.client.chat_postMessage(channel="C0000001", text="x", blocks=[section(written)])
        await expect(screen.last.locator(".section-main > .text")).to_have_js_property("innerHTML", wanted)


async def test_a_code_block_keeps_its_lines(screen: Screen) -> None:
    await screen.bench.client.chat_postMessage(channel="C0000001", text="```\nen *linje*\n  to\n```")
    await expect(screen.last.locator("pre")).to_have_js_property("textContent", "en *linje*\n  to")


async def test_a_very_long_word_does_not_widen_the_page(open_screen: OpenScreen) -> None:
    screen = await open_screen(viewport={"width": 360, "height": 720})
    await screen.ask("x" * 3000)
    await expect(screen.last.locator(".text")).to_contain_text("xxx")
    wide: Any = await screen.page.evaluate(
        "document.querySelector('.log').scrollWidth > document.querySelector('.log').clientWidth"
    )
    assert not wide


async def test_ten_thousand_signs_from_right_to_left_are_shown(screen: Screen) -> None:
    await screen.ask("שלום " * 1000)
    await expect(screen.last.locator(".text")).to_contain_text("שלום שלום")
