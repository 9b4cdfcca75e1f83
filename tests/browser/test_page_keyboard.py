"""The page by keyboard alone."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_command_is_completed_sent_and_answered_and_its_button_pressed(screen: Screen) -> None:
    keyboard = screen.page.keyboard
    await screen.field.focus()
    await keyboard.type("/fri")
    await expect(screen.page.get_by_role("option")).to_have_text(["/frister [oktober | ny …]Frister og milepæler"])
    await keyboard.press("Enter")
    await expect(screen.field).to_have_value("/frister ")
    await expect(screen.page.locator(".composer-hint").first).to_have_text(
        "/frister [oktober | ny …] – Frister og milepæler"
    )
    await keyboard.press("Enter")
    await expect(screen.last).to_contain_text("Bare synlig for deg")
    await expect(screen.last.locator("h4")).to_have_text("Frister de neste 30 dagene")
    await keyboard.press("ArrowUp")
    await keyboard.press("Tab")
    assert await screen.focused() == "Ferdig"
    await keyboard.press("Enter")
    await expect(screen.last).to_contain_text("✓ Innspill til transportkomiteen er ferdig.")
    await expect(screen.last).to_be_focused()


async def test_arrows_choose_among_the_commands_and_escape_leaves_what_was_typed(screen: Screen) -> None:
    keyboard = screen.page.keyboard
    await screen.field.focus()
    await keyboard.type("/")
    await keyboard.press("ArrowDown")
    await expect(screen.page.get_by_role("option", selected=True)).to_contain_text("/budskap")
    await keyboard.press("Escape")
    await expect(screen.page.get_by_role("option")).to_have_count(0)
    await expect(screen.field).to_have_value("/")


async def test_shift_enter_makes_a_new_line_and_enter_sends(screen: Screen) -> None:
    keyboard = screen.page.keyboard
    await screen.field.focus()
    await keyboard.type("Første linje")
    await keyboard.press("Shift+Enter")
    await keyboard.type("Andre linje")
    await keyboard.press("Enter")
    await expect(screen.last.locator(".text")).to_have_js_property("innerText", "Første linje\nAndre linje")


async def test_a_name_is_completed_and_becomes_a_mention(screen: Screen) -> None:
    keyboard = screen.page.keyboard
    await screen.field.focus()
    await keyboard.type("Hei @ami")
    await keyboard.press("Enter")
    await expect(screen.field).to_have_value("Hei @amina.yusuf ")
    await keyboard.press("Enter")
    await expect(screen.last.locator(".mention")).to_have_text("@Amina Yusuf")


async def test_an_unknown_command_is_told_and_what_was_typed_is_kept(screen: Screen) -> None:
    await screen.ask("/finnesikke nå")
    await expect(screen.page.locator("#notice p")).to_have_text(
        "Kommandoen /finnesikke finnes ikke. Skriv / for å se hva du kan velge."
    )
    await expect(screen.field).to_have_value("/finnesikke nå")


async def test_a_date_is_chosen_in_the_calendar(screen: Screen) -> None:
    keyboard = screen.page.keyboard
    await screen.ask("/frister")
    await screen.last.get_by_role("button", name="Utsett").focus()
    await keyboard.press("Enter")
    assert await screen.focused() == "onsdag 7. oktober 2026"
    for key in ("ArrowDown", "ArrowRight", "PageDown", "Home"):
        await keyboard.press(key)
    assert await screen.focused() == "mandag 9. november 2026"
    await keyboard.press("Enter")
    await expect(screen.last).to_contain_text("Flyttet til 2026-11-09.")


async def test_escape_closes_the_calendar_and_gives_the_focus_back(screen: Screen) -> None:
    await screen.ask("/frister")
    await screen.last.get_by_role("button", name="Utsett").press("Enter")
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.locator(".calendar")).to_have_count(0)
    assert await screen.focused() == "Utsett"


async def test_a_menu_is_chosen_from_by_its_first_letter(screen: Screen) -> None:
    await screen.ask("/frister")
    await screen.last.get_by_role("button", name="Velg tema").press("Enter")
    await screen.page.keyboard.press("e")
    assert await screen.focused() == "Energi"
    await screen.page.keyboard.press("Enter")
    await expect(screen.last).to_contain_text("Viser energi.")


async def test_the_first_tab_skips_to_the_field(screen: Screen) -> None:
    await screen.page.evaluate("document.activeElement.blur()")
    await screen.page.keyboard.press("Tab")
    assert await screen.focused() == "Gå til skrivefeltet"
    await screen.page.keyboard.press("Enter")
    await expect(screen.field).to_be_focused()
