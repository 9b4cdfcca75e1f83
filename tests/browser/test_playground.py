"""The bot in Microsoft's playground, which plays Teams: its own page in a real Chromium, the real bot behind."""

import sqlite3
import uuid
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
import yaml
from playwright.async_api import Browser, Locator, Page, Route, expect

from bot.teams.playground.playground import CONFIG
from content.document import LOADER
from tests.support.app import PATIENCE
from tests.support.playground import LOOPBACK, Played, listening, playing

pytestmark = pytest.mark.asyncio(loop_scope="session")
CONFIGURED = yaml.load(CONFIG.read_text(encoding="utf-8"), Loader=LOADER)
SHARED, MEDIA = "Osloregionen (øving) - Sekretariatet", "Osloregionen (øving) - General"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The playground and the bot, on a Monday at 8 in the morning."""
    with playing(tmp_path_factory.mktemp("playground"), "2026-10-05T08:00") as played:
        yield played
        assert played.program.log == ""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def page(browser: Browser, played: Played) -> AsyncIterator[Page]:
    """The playground's page. What it wants of other machines it does not get, and what it logs of cards is no error."""
    context = await browser.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    await context.clock.set_fixed_time(datetime(2026, 10, 5, 8, tzinfo=UTC))
    opened = await context.new_page()
    opened.set_default_timeout(1000 * PATIENCE)
    expect.set_options(timeout=1000 * PATIENCE)
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    await context.route(lambda url: not url.startswith(played.address), _refuse)
    await opened.goto(played.address)
    yield opened
    await context.close()
    assert faults == []


async def _refuse(route: Route) -> None:
    await route.abort()


async def go_to(page: Page, place: str) -> None:
    await page.get_by_role("treeitem", name=place, exact=True).click()


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox").last.click()
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")


def card(page: Page, title: str) -> Locator:
    """Return the newest card under that title, as it is drawn."""
    return page.locator(".ac-adaptiveCard", has=page.get_by_text(title, exact=True)).last


async def test_words_a_button_and_a_form_in_a_chat_of_two(page: Page, played: Played) -> None:
    for each in (played.process.pid, played.program.pid):
        assert {address for address, _ in listening(each)} == {LOOPBACK}
    await go_to(page, "Personal Chat")
    await expect(card(page, "Dette kan jeg hjelpe med")).to_be_visible()
    assert await page.get_by_text("Dette kan jeg hjelpe med", exact=True).count() == 1

    await write(page, "frister uke 41")
    asked = card(page, "Frister: uke 41")
    await expect(asked).to_contain_text("Regjeringen legger frem statsbudsjettet")

    await write(page, "frister")
    await card(page, "Frister").get_by_role("button", name="Ny frist").click()
    form = card(page, "Ny frist")
    await form.get_by_label("Hva").fill("Innspill til transportkomiteen")
    await form.get_by_role("combobox", name="Frist").click()
    await page.get_by_role("button", name="15, October, 2026").click()
    await form.get_by_role("button", name="Legg til").click()
    await write(page, "frister uke 42")
    own = card(page, "Frister: uke 42")
    await expect(own).to_contain_text("Innspill til transportkomiteen")
    await inside(own, own.get_by_role("button", name="Ferdig").first)
    await own.get_by_role("button", name="Ferdig").first.click()
    await own.get_by_role("button", name="Angre").first.click()
    await expect(own.get_by_role("button", name="Angre")).to_have_count(0)


async def test_who_mentions_the_bot_in_a_channel_is_answered_below(page: Page) -> None:
    await go_to(page, SHARED)
    await page.get_by_role("textbox").first.click()
    await page.keyboard.type("@P")
    await page.get_by_role("menuitem", name="Pådriver").click()
    await page.keyboard.type("frister uke 42")
    await page.get_by_role("button", name="Post").click()
    post = page.get_by_role("group").filter(has_text="frister uke 42")
    await expect(post.locator(".ac-adaptiveCard")).to_contain_text("Frister: uke 42")
    await expect(post).to_contain_text("Meld oss på komiteenes budsjetthøringer")


async def test_what_the_bot_says_by_itself_in_channels_and_a_reaction_to_it(page: Page, played: Played) -> None:
    await go_to(page, SHARED)
    await expect(card(page, "Hei, jeg er Pådriver")).to_be_visible()
    # The month's wheel is late, so it comes in one message with the week's digest.
    await expect(card(page, "Årshjulet for oktober 2026")).to_contain_text("Uke 41: 5.–11. oktober")

    await go_to(page, MEDIA)
    case = card(page, "Mediesak: Energi")
    await expect(case).to_contain_text("Kommuner slår alarm om strømnettet")
    await inside(case, case.get_by_role("button", name="Jeg tar den"))
    await react(page, played, "like")
    await expect(case).to_contain_text("Følges opp av Kari Nordmann")


async def inside(drawn: Locator, button: Locator) -> None:
    """See that a button is drawn within its card."""
    around, box = await drawn.bounding_box(), await button.bounding_box()
    assert around
    assert box
    assert around["x"] <= box["x"]
    assert box["x"] + box["width"] <= around["x"] + around["width"]


async def react(page: Page, played: Played, kind: str) -> None:
    """React to the case in the media channel; the playground has no sign for it, so it is its «Custom activity»."""
    with closing(sqlite3.connect(played.database)) as database:
        (message,) = database.execute("SELECT message_ref FROM delivery WHERE kind = 'mediesak'").fetchone()
    team, user = CONFIGURED["team"], CONFIGURED["currentUser"]
    told = {
        "type": "messageReaction",
        "id": uuid.uuid4().hex,
        "timestamp": datetime(2026, 10, 5, 6, 1, tzinfo=UTC).isoformat(),
        "serviceUrl": f"{played.address}/_connector",
        "channelId": "msteams",
        "from": {"id": user["id"], "aadObjectId": user["aadObjectId"]},
        "recipient": {"id": CONFIGURED["bot"]["id"]},
        "conversation": {
            "id": f"{team['id']};messageid={message}",
            "conversationType": "channel",
            "tenantId": CONFIGURED["tenantId"],
        },
        "channelData": {"tenant": {"id": CONFIGURED["tenantId"]}, "team": {"id": team["id"]}},
        "reactionsAdded": [{"type": kind}],
        "replyToId": message,
    }
    answer = await page.request.post(f"{played.address}/_internal/v1/customActivities", data=told)
    assert answer.ok
