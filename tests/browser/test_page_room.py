"""Channels, threads, reactions, people and the clock."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen, Screen
from tests.support.local import section

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_clock_jumps_to_monday_and_the_digest_comes(screen: Screen) -> None:
    clock = screen.page.get_by_role("region", name="Demoklokke")
    await expect(clock.locator(".clock-words")).to_have_text("fredag 2. oktober 2026 (uke 40)kl. 12.00")
    await clock.get_by_role("button", name="Hopp til mandag kl. 8.00").click()
    await expect(clock.locator(".clock-words")).to_have_text("mandag 5. oktober 2026 (uke 41)kl. 8.00")
    await expect(screen.page.locator("#notice p")).to_have_text("Klokka er nå mandag 5. oktober 2026, kl. 8.00.")
    await expect(screen.last).to_contain_text("Ukesoversikt for uke 41")
    await expect(screen.page.locator(".day").last).to_have_text("I dag, mandag 5. oktober")


async def test_the_clock_goes_to_a_chosen_day_and_time(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="Velg tidspunkt").click()
    form = screen.page.get_by_role("dialog", name="Flytt tiden")
    await form.get_by_role("button", name="Dag").click()
    await screen.page.get_by_role("button", name="torsdag 15. oktober 2026").click()
    await form.get_by_label("Klokkeslett").fill("25")
    await form.get_by_role("button", name="Hopp dit").click()
    await expect(form.get_by_label("Klokkeslett")).to_have_accessible_description("Skriv klokkeslettet slik: 8.00.")
    await form.get_by_label("Klokkeslett").fill("9.05")
    await form.get_by_role("button", name="Hopp dit").click()
    await expect(screen.page.locator(".clock-time")).to_have_text("kl. 9.05")
    await expect(screen.page.locator(".clock-day")).to_have_text("torsdag 15. oktober 2026 (uke 42)")


async def test_a_thread_opens_takes_a_reply_and_closes(screen: Screen) -> None:
    await screen.ask("Hvem tar innspillet?")
    await screen.last.hover()
    await screen.last.get_by_role("button", name="Svar i tråd").click()
    thread = screen.page.get_by_role("complementary", name="Tråd")
    await expect(thread.get_by_label("Svar i tråden")).to_be_focused()
    await screen.page.keyboard.type("Det gjør jeg.")
    await screen.page.keyboard.press("Enter")
    await expect(thread.locator("article .text")).to_have_text(["Hvem tar innspillet?", "Det gjør jeg."])
    await expect(screen.page.locator("#messages article .text")).to_have_text(["Hvem tar innspillet?"])
    await expect(screen.last.locator(".replies")).to_have_text("1 svar")
    await screen.page.keyboard.press("Escape")
    await expect(thread).to_have_count(0)


async def test_a_reaction_is_given_and_taken_back(screen: Screen) -> None:
    await screen.ask("Utkastet er klart.")
    await screen.last.hover()
    await screen.last.get_by_role("button", name="Reager").click()
    await screen.page.get_by_role("menuitem", name="Bra").click()
    pill = screen.last.locator(".pill")
    await expect(pill).to_have_accessible_name("1 bra, fra deg")
    await expect(pill).to_have_attribute("aria-pressed", "true")
    await pill.click()
    await expect(pill).to_have_count(0)


async def test_a_message_shortcut_is_in_the_message_menu(screen: Screen) -> None:
    await screen.ask("Husk høringen")
    await screen.last.hover()
    await screen.last.get_by_role("button", name="Gjør noe med meldingen").click()
    await screen.page.get_by_role("menuitem", name="Lag frist av dette").click()
    await expect(screen.last).to_contain_text("Frist av «Husk høringen».")


async def test_another_person_sees_other_private_messages(screen: Screen) -> None:
    await screen.ask("/frister")
    await expect(screen.last).to_contain_text("Bare synlig for deg")
    await screen.page.get_by_role("button", name="Du er Kari Nordmann").click()
    await screen.page.get_by_role("menuitemradio", name="Per Hansen").click()
    await expect(screen.page.locator("#notice p")).to_have_text("Du er nå Per Hansen.")
    await expect(screen.page.locator("#messages article")).to_have_count(0)
    await expect(screen.page.locator("#messages .empty h3")).to_have_text("Her starter #sekretariatet")


async def test_what_is_said_elsewhere_is_marked_unread_until_it_is_read(open_screen: OpenScreen) -> None:
    kari, per = await open_screen("U0000002"), await open_screen("U0000003")
    await per.page.get_by_role("button", name="media").click()
    await per.ask("NRK ringer i morgen.")
    media = kari.page.locator(".room", has_text="media")
    await expect(media).to_have_accessible_name("media 1 ny melding")
    await media.click()
    await expect(kari.last).to_contain_text("NRK ringer i morgen.")
    await expect(media).to_have_accessible_name("media")


async def test_the_bots_home_tab_shows_what_it_published(screen: Screen) -> None:
    await screen.page.get_by_role("navigation").get_by_role("button", name="Pådriver").click()
    await screen.page.get_by_role("tab", name="Hjem").click()
    await expect(screen.page.get_by_role("tabpanel", name="Hjem")).to_contain_text("Du eier to frister.")


async def test_the_suggestions_fill_the_field_and_run_commands(screen: Screen) -> None:
    tips = screen.page.get_by_role("complementary", name="Prøv dette")
    await expect(tips.get_by_role("listitem")).to_have_count(5)
    await tips.get_by_role("button", name="Legg til en frist").click()
    await expect(screen.field).to_have_value(
        "/frister ny 16.10 Innspill til transportkomiteen #jernbane @kari.nordmann"
    )
    await expect(screen.field).to_be_focused()
    await expect(screen.page.get_by_role("listbox", name="Forslag")).to_be_hidden()
    await screen.field.press("Enter")
    await expect(screen.field).to_have_value("")
    await screen.page.keyboard.press("Escape")
    await tips.get_by_role("button", name="Se hva som haster").click()
    await expect(screen.last.locator("h4")).to_have_text("Frister de neste 30 dagene")


async def test_a_new_channel_is_made_and_the_bot_let_in(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="Ny kanal").click()
    await screen.page.get_by_label("Navn").fill("Høringer")
    await screen.page.get_by_role("button", name="Lag kanalen").click()
    await expect(screen.page.locator("#place")).to_have_text("#høringer")
    await screen.page.get_by_role("button", name="Valg for kanalen").click()
    await screen.page.get_by_role("menuitem", name="Legg til Pådriver i kanalen").click()
    await expect(screen.page.locator(".heading p")).to_contain_text("Pådriver er med")


async def test_the_page_finds_its_way_back_when_the_line_breaks(screen: Screen) -> None:
    await screen.page.context.set_offline(True)
    await screen.bench.client.chat_postMessage(channel="C0000001", text="Sagt mens linjen var nede")
    await screen.page.context.set_offline(False)
    await expect(screen.last).to_contain_text("Sagt mens linjen var nede", timeout=10000)
    assert set(screen.faults) <= {"Failed to load resource: net::ERR_INTERNET_DISCONNECTED"}
    screen.faults.clear()


async def test_a_tall_message_is_shown_from_its_first_line_and_pressing_in_it_does_not_move_it(screen: Screen) -> None:
    rows = [row for number in range(20) for row in (section(f"Frist {number}"), {"type": "divider"})]
    await screen.bench.client.chat_postMessage(channel="C0000001", text="Frister", blocks=rows)
    await expect(screen.last.get_by_text("Frist 0")).to_be_in_viewport()
    await expect(screen.last.get_by_text("Frist 19")).not_to_be_in_viewport()
    sent = screen.bench.workspace.state.channels["C0000001"].messages[-1].ts
    await screen.page.get_by_role("log").evaluate("(log) => { log.scrollTop = log.scrollHeight; }")
    await screen.bench.client.chat_update(
        channel="C0000001", ts=sent, text="Frister", blocks=[*rows, section("Oppdatert")]
    )
    await expect(screen.last.get_by_text("Oppdatert")).to_be_in_viewport()


async def test_a_line_of_rich_text_that_is_all_bold_is_a_heading(screen: Screen) -> None:
    await screen.ask("/alt")
    await expect(screen.last.get_by_role("heading", name="Nå", level=4)).to_be_visible()
    await expect(screen.last.get_by_role("heading", name="Viktig:")).to_have_count(0)
