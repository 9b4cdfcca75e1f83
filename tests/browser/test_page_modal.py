"""Modals and questions before an act."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _form(screen: Screen) -> Locator:
    await screen.ask("/frister ny")
    dialog = screen.page.get_by_role("dialog", name="Ny frist")
    await dialog.wait_for()
    return dialog


async def test_a_modal_tells_what_to_mend_and_is_sent_when_mended(screen: Screen) -> None:
    dialog = await _form(screen)
    title = dialog.get_by_label("Hva skal leveres?")
    await expect(title).to_be_focused()
    await title.fill("Ny")
    await dialog.get_by_role("button", name="Når er fristen?").click()
    await screen.page.get_by_role("button", name="torsdag 15. oktober 2026").click()
    await expect(dialog.get_by_role("button", name="Når er fristen? torsdag 15. oktober 2026")).to_be_focused()
    await dialog.get_by_label("Klokkeslett").fill("9.30")
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(title).to_have_attribute("aria-invalid", "true")
    await expect(title).to_be_focused()
    await expect(title).to_have_accessible_description("Kort og presist. Skriv minst fem tegn.")
    await expect(dialog.get_by_role("alert")).to_have_text("Ett felt må rettes: Skriv minst fem tegn.")
    await title.fill("Innspill til komiteen")
    await title.press("Enter")
    await expect(dialog).to_have_count(0)
    await expect(screen.last).to_contain_text("Innspill til komiteen: 2026-10-15 09:30")


async def test_a_time_nobody_can_read_is_told_before_it_is_sent(screen: Screen) -> None:
    dialog = await _form(screen)
    await dialog.get_by_label("Klokkeslett").fill("halv ni")
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog.get_by_label("Klokkeslett")).to_have_accessible_description("Skriv klokkeslettet slik: 8.00.")


async def test_escape_closes_a_modal_and_the_workspace_knows(screen: Screen) -> None:
    dialog = await _form(screen)
    await screen.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(screen.field).to_be_focused()
    assert not screen.bench.workspace.state.modals.get("U0000002")


async def test_the_focus_stays_in_an_open_modal(screen: Screen) -> None:
    dialog = await _form(screen)
    for _ in range(12):
        await screen.page.keyboard.press("Tab")
        assert await dialog.evaluate("(dialog) => dialog.contains(document.activeElement)")


async def test_an_open_modal_is_there_after_a_reload(screen: Screen) -> None:
    await _form(screen)
    await screen.page.reload()
    await expect(screen.page.get_by_role("dialog", name="Ny frist")).to_be_visible()


async def test_a_dangerous_button_asks_first_and_no_means_no(screen: Screen) -> None:
    await screen.ask("/frister")
    delete = screen.last.get_by_role("button", name="Slett")
    await delete.click()
    question = screen.page.get_by_role("alertdialog", name="Slette fristen?")
    await expect(question).to_have_accessible_description("Den kan ikke hentes tilbake.")
    await question.get_by_role("button", name="Behold").click()
    await expect(delete).to_be_focused()
    await delete.click()
    await question.get_by_role("button", name="Slett").click()
    await expect(screen.last).to_contain_text("Slettet.")
