"""Microsoft's own applet, which fetches a card again by itself, shows what the bot answers to the person who looks."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select, update

from bot.commands import registry
from jobs.tick import tick
from models.db.database import Database
from models.tables import Occurrence, Workspace
from tests.support.nudges import at
from tests.support.slack import OnePack
from tests.support.teams import CHANNEL, Bench, Posted, labelled, place, teams

pytestmark = pytest.mark.asyncio(loop_scope="session")
HERE = Path(__file__).parent / "teams"
TITLE = "Innspill til komiteen"
SHOW = """card => {
  document.body.replaceChildren();
  Object.assign(AdaptiveCards.GlobalSettings.applets.refresh, {
    mode: AdaptiveCards.RefreshMode.Automatic, timeBetweenAutomaticRefreshes: 1, maximumConsecutiveAutomaticRefreshes: 1,
  });
  const applet = new AdaptiveCards.AdaptiveApplet();
  applet.channelAdapter = {
    sendRequestAsync: async request => {
      const told = await window.look(request.action.verb, request.action.data ?? {}, request.trigger);
      return new AdaptiveCards.SuccessResponse(request, JSON.stringify(told));
    },
  };
  document.body.append(applet.renderedElement);
  applet.setCard(card);
}"""


async def morning(bench: Bench) -> Posted:
    """Return what the channel is told of a deadline in the morning; Kari ticks it off in private afterwards."""
    await bench.per.write("hjelp", CHANNEL)
    await bench.kari.write(f"frister ny 7.10 {TITLE}")
    with bench.database.session() as session:
        for row in session.scalars(select(Workspace)):
            row.shared_channel = place(CHANNEL)
        session.execute(update(Occurrence).values(owner=None))  # what somebody is responsible for is not posted here
    assert bench.said
    bench.clock.at = at("2026-10-06 08:30")
    await tick(bench.clock(), bench.database, OnePack(), bench.room.sender_for, fresh=True)
    (told,) = [each for each in bench.said if each.conversation == CHANNEL and TITLE in str(each.card)]
    bench.clock.at = at("2026-10-06 09:00")
    await bench.kari.write("frister uke 41 egne")
    (mine,) = bench.said
    await bench.kari.press(labelled(mine.card, "Ferdig"), on=mine.sent)
    return told


async def test_a_nudge_is_fetched_anew_by_the_applet_and_drawn(browser: Browser, sqlite_database: Database) -> None:
    if not (HERE / "node_modules" / "adaptivecards").is_dir():
        pytest.skip("Microsoft's renderer is not here: run «make drawing»")
    page = await browser.new_page(viewport={"width": 500, "height": 900})
    async with teams(sqlite_database, registry, now=at("2026-10-06 08:00")) as bench:
        told = await morning(bench)
        looks: list[tuple[str, str]] = []

        async def look(verb: str, data: dict[str, Any], trigger: str) -> Any:
            looks.append((verb, trigger))
            action = {"type": "Action.Execute", "verb": verb, "data": data}
            value = {"action": action, "trigger": trigger}
            return (await bench.per.invoke("adaptiveCard/action", value, CHANNEL, told.sent))["value"]

        await page.expose_function("look", look)
        await page.goto((HERE / "page.html").as_uri())
        assert "ferdig" not in str(told.card["body"])
        await page.evaluate(SHOW, told.card)
        await expect(page.locator("body")).to_contain_text(f"{TITLE} · ✓ ferdig", timeout=30_000)
        assert looks == [("vis.igjen", "automatic")]
    await page.close()
