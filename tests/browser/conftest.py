"""The page in a real Chromium, against a real workspace with a real Bolt app."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.local.demo import demo_workspace
from tests.support.app import PATIENCE
from tests.support.local import Bench, Clock, bolt
from tests.support.page_bot import MANIFEST, listen

_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium; the one without a window first, which takes half the work."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("PADRIVER_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.skip("no Chromium found: set PADRIVER_CHROMIUM or install chromium")
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One for all tests of a run; each test has pages of its own in it."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def bench() -> AsyncIterator[Bench]:
    """A workspace whose bot posts the week's digest whenever the clock is moved."""
    clock = Clock()

    async def move(at: datetime) -> None:
        clock.at = at
        await held.client.chat_postMessage(channel="C0000001", text="Ukesoversikt for uke 41")

    workspace = demo_workspace(now=clock, manifest=MANIFEST, on_clock=move)
    async with bolt("socket", listen, workspace) as held:
        yield held


@dataclass
class Screen:
    """One person's page."""

    page: Page
    bench: Bench
    address: str
    faults: list[str] = field(default_factory=list)

    @property
    def field(self) -> Locator:
        """The field to write in."""
        return self.page.locator("#writer textarea")

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.page.locator("#messages article").last

    async def focused(self) -> str:
        """Return what has the focus: its label or its words."""
        said: str = await self.page.evaluate(
            "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"
        )
        return said

    async def ask(self, text: str) -> None:
        """Write a line and send it."""
        await self.field.fill(text)
        await self.field.press("Enter")


OpenScreen = Callable[..., Awaitable[Screen]]


@pytest_asyncio.fixture(loop_scope="session")
async def open_screen(browser: Browser, bench: Bench) -> AsyncIterator[OpenScreen]:
    """Open pages; in the end none of them may have had an error in its console."""
    screens: list[Screen] = []
    async with AsyncExitStack() as stack:

        async def opened(user: str = "U0000002", **settings: Any) -> Screen:
            look = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | settings
            context = await browser.new_context(**look)
            stack.push_async_callback(context.close)
            screen = Screen(await context.new_page(), bench, f"{bench.workspace.base_url}/?som={user}")
            screen.page.set_default_timeout(1000 * PATIENCE)
            screen.page.on("pageerror", lambda error: screen.faults.append(str(error)))
            screen.page.on("console", lambda said: screen.faults.append(said.text) if said.type == "error" else None)
            screens.append(screen)
            await screen.page.goto(screen.address)
            await screen.page.locator("#messages .log > *").first.wait_for()
            return screen

        yield opened
    assert [screen.faults for screen in screens] == [[] for _ in screens]


@pytest_asyncio.fixture(loop_scope="session")
async def screen(open_screen: OpenScreen) -> Screen:
    """Kari's page."""
    return await open_screen()
