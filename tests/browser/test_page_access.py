"""Everybody can use the page: contrast, names, focus and small screens, in light and dark."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen, Screen
from tests.support.accessibility import faults_of, tab_through

pytestmark = pytest.mark.asyncio(loop_scope="session")

Scene = Callable[[Screen], Awaitable[None]]


async def _answers(screen: Screen) -> None:
    await screen.ask("Utkastet er klart: *les* `dette` på https://www.osloregionen.no, @Per Hansen")
    await screen.last.wait_for()
    await screen.ask("/alt")
    await expect(screen.last).to_contain_text("Ett punkt")
    await screen.ask("/frister")
    await expect(screen.last.locator("h4")).to_have_text("Frister de neste 30 dagene")


async def _thread(screen: Screen) -> None:
    await screen.ask("Hvem tar den?")
    await screen.last.get_by_role("button", name="Svar i tråd").press("Enter")
    await screen.page.get_by_label("Svar i tråden").fill("Jeg")
    await screen.page.get_by_label("Svar i tråden").press("Enter")
    await expect(screen.last.locator(".replies")).to_have_text("1 svar")


async def _completion(screen: Screen) -> None:
    await screen.field.press_sequentially("/")
    await screen.page.get_by_role("listbox", name="Forslag").wait_for()


async def _menu(screen: Screen) -> None:
    await screen.ask("Hei")
    await screen.last.get_by_role("button", name="Reager").press("Enter")
    await screen.page.get_by_role("menu").wait_for()


async def _calendar(screen: Screen) -> None:
    await screen.ask("/frister")
    await screen.last.get_by_role("button", name="Utsett").press("Enter")
    await screen.page.get_by_role("grid").wait_for()


async def _modal(screen: Screen) -> None:
    await screen.ask("/frister ny")
    await screen.page.get_by_role("button", name="Lagre").click()
    await screen.page.locator("dialog [aria-invalid]").first.wait_for()


async def _question(screen: Screen) -> None:
    await screen.ask("/frister")
    await screen.last.get_by_role("button", name="Slett").press("Enter")
    await screen.page.get_by_role("alertdialog").wait_for()


async def _home(screen: Screen) -> None:
    await screen.page.locator(".room", has_text="Pådriver").evaluate("(button) => button.click()")
    await screen.page.get_by_role("tab", name="Hjem").press("Enter")
    await expect(screen.page.locator("#home")).to_contain_text("God morgen")


async def _clock(screen: Screen) -> None:
    await screen.page.locator("[aria-haspopup=dialog]:visible", has_text="ti").first.press("Enter")
    await screen.page.get_by_role("dialog", name="Flytt tiden").wait_for()


async def _notice(screen: Screen) -> None:
    await screen.ask("/ukjent")
    await screen.page.locator("#notice p").wait_for()


async def _back(screen: Screen) -> None:
    """Close what is open, and come to the first channel again."""
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_role("dialog")).to_have_count(0)
    await screen.page.goto("about:blank")
    await screen.page.goto(screen.address)
    await screen.page.locator("#messages .log > *").first.wait_for()


SCENES: dict[str, Scene] = {
    "answers": _answers, "thread": _thread, "completion": _completion, "menu": _menu, "calendar": _calendar,
    "modal": _modal, "question": _question, "home": _home, "clock": _clock, "notice": _notice,
}  # fmt: skip
SIZES: dict[str, dict[str, Any]] = {"wide": {}, "phone": {"viewport": {"width": 360, "height": 720}}}


async def _faults(screen: Screen) -> dict[str, list[str]]:
    """Return what is wrong with the page as it stands, in light and in dark."""
    found = {}
    for colours in ("light", "dark"):
        await screen.page.emulate_media(color_scheme=colours)
        found[colours] = await faults_of(screen.page)
    return {colours: faults for colours, faults in found.items() if faults}


@pytest.mark.parametrize("size", SIZES)
async def test_every_scene_can_be_read_named_and_reached(open_screen: OpenScreen, size: str) -> None:
    screen = await open_screen(**SIZES[size])
    found = {"empty": await _faults(screen)}
    for name, scene in SCENES.items():
        await scene(screen)
        found[name] = await _faults(screen)
        await _back(screen)
    assert {name: faults for name, faults in found.items() if faults} == {}


async def test_the_tips_and_the_rooms_open_over_the_messages_on_a_phone(open_screen: OpenScreen) -> None:
    screen = await open_screen(viewport={"width": 360, "height": 720})
    await screen.page.get_by_role("button", name="Kanaler").click()
    assert await screen.focused() == "sekretariatet"
    assert await faults_of(screen.page) == []
    await screen.page.locator(".room", has_text="media").click()
    await expect(screen.page.locator("#place")).to_have_text("#media")
    await expect(screen.page.get_by_role("navigation")).to_be_hidden()
    await screen.page.get_by_role("button", name="Prøv dette").click()
    assert await faults_of(screen.page) == []
    await screen.page.get_by_role("button", name="Legg til en frist").click()
    await expect(screen.field).to_be_focused()
    await expect(screen.page.get_by_role("complementary")).to_be_hidden()


async def test_everything_is_reached_by_tab_in_reading_order_and_shows_its_focus(screen: Screen) -> None:
    await screen.ask("/frister")
    await expect(screen.last.locator("h4")).to_have_text("Frister de neste 30 dagene")
    met = await tab_through(screen.page)
    wanted = [
        "Gå til skrivefeltet", "Gå til meldingene", "Hopp til mandag kl. 8.00", "Neste onsdag", "Neste måned",
        "Velg tidspunkt", "Prøv dette", "Ny kanal", "sekretariatet", "media", "generelt", "Pådriver",
        "KNDu erKari Nordmann", "Valg for kanalen", "Meldinger i #sekretariatet", "Ferdig", "Utsett", "Velg tema",
        "Slett", "Legg ved en fil", "Skriv til #sekretariatet", "Send", "Skjul «Prøv dette»",
    ]  # fmt: skip
    assert met[: len(wanted)] == wanted
    assert len(met) == len(wanted) + 5


async def test_new_messages_are_read_out_by_a_log_and_notices_by_a_status(screen: Screen) -> None:
    await expect(screen.page.get_by_role("log", name="Meldinger i #sekretariatet")).to_be_visible()
    await expect(screen.page.locator("#notice")).to_have_attribute("role", "status")
    await screen.ask("/frister")
    await expect(screen.last).to_have_accessible_name("Pådriver, kl. 12.00, bare synlig for deg")


async def test_nothing_moves_for_those_who_want_it_still(screen: Screen) -> None:
    await screen.ask("/frister ny")
    dialog = screen.page.get_by_role("dialog", name="Ny frist")
    await expect(dialog).to_have_css("animation-name", "none")


async def test_the_checker_finds_what_is_wrong(screen: Screen) -> None:
    await screen.page.evaluate(
        """() => document.querySelector('main').append(
          Object.assign(document.createElement('p'), { textContent: 'grått', className: 'pale' }),
          Object.assign(document.createElement('button'), { id: 'place', className: 'mute' }))"""
    )
    await screen.page.locator(".pale").evaluate("(pale) => { pale.style.color = '#999'; }")
    assert await faults_of(screen.page) == [
        "contrast 2.85 of «grått» in p.pale",
        "the id place is there twice",
        "a button has no name",
    ]
