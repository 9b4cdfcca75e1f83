import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
from typer.testing import Result

from bot.cards.text import render_text
from bot.demo.slack import NewspaperPacks
from bot.preview import nudge_at
from content.overlay import EntryChange, overlay
from content.schema.pack import Pack
from tests.support.app import Page, page_at, running
from tests.support.content import PACK

Cli = Callable[..., Result]
WAITING = re.compile(r"Pådriver er klar: (http://127\.0\.0\.1:\d+)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A running demonstration."""
    with running("demo", "--port", "0", "--folder", "data", folder=folder) as demo:
        found = WAITING.fullmatch(demo.line())
        assert found, demo.log
        yield found[1]


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    with page_at(address) as opened:
        yield opened


def test_it_starts_prints_one_address_answers_there_and_ends_cleanly_twice_over(tmp_path: Path) -> None:
    for cold in (True, False):
        with running("demo", "--port", "0", "--folder", "data", folder=tmp_path, cold=cold) as demo:
            found = WAITING.fullmatch(demo.line())
            assert found, demo.log
            assert demo.line() == "Avslutt med Ctrl-C."
            answer = httpx.get(found[1])
            assert (answer.status_code, "<title>" in answer.text) == (200, True)
            assert demo.stop() == 0
            assert (demo.line(), demo.log) == ("", "")
    assert (tmp_path / "data" / "demo.db").exists()


def test_without_its_package_it_says_how_to_install_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.demo.find_spec", lambda name: None if name == "websockets" else find_spec(name))
    refused = cli("demo", "--port", "0")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == "Pakken til demonstrasjonen mangler. Installer den med «pip install 'padriver[demo]'».\n"


@pytest.mark.parametrize(
    "change",
    [
        EntryChange("saker/jernbane.yaml", "jernbane-a", {"budskap": "Toget er viktigst."}),
        EntryChange("medier.yaml", "jernbane", {"navn": "Jernbane først"}),
    ],
)
def test_the_newspaper_is_the_only_feed_whatever_people_change(change: EntryChange) -> None:
    class Files:
        def current(self) -> Pack:
            return PACK

    feed = "http://127.0.0.1:8123/feed.xml"

    changed = overlay(NewspaperPacks(Files(), feed).current(), [change])

    assert [each.url for each in changed.media.feeds] == [feed]


def test_a_taken_port_is_told_in_a_sentence(cli: Cli, address: str) -> None:
    port = address.rpartition(":")[2]
    refused = cli("demo", "--port", port)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == f"Porten {port} er opptatt. Velg en annen: padriver demo --port 8766\n"


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    refused = cli("demo", "--port", "0", "--folder", "fil/under")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == "Kan ikke lage mappen fil/under. Velg en annen: padriver demo --folder data\n"


def test_the_bot_greets_in_the_channel_once(page: Page) -> None:
    assert len(page.titled("Hei, jeg er Pådriver")) == 1


def test_the_first_of_october_brings_the_wheel_with_the_mornings_deadlines(page: Page) -> None:
    # Drawing the month's picture takes a moment, in which the clock goes on.
    assert page.jump("2026-10-01T08:30").startswith("2026-10-01T06:30:")
    page.jump("2026-10-01T09:00")
    [morning] = page.titled("Frister torsdag 1. oktober")
    assert "Årshjulet for oktober: 11 punkter er åpne." in morning
    assert "———\n\nÅrshjulet for oktober 2026\n" in morning


def test_a_monday_brings_the_digest_and_coming_back_does_not_repeat_it(page: Page) -> None:
    page.jump("2026-10-01T09:00")  # missed, the wheel would come with it
    page.jump("2026-10-05T08:00")
    page.jump("2026-10-12T08:00")
    page.jump("2026-10-05T08:00")
    [digest] = page.titled("Uke 41: 5.–11. oktober")
    shown = render_text(nudge_at("ukesoversikt", PACK, datetime(2026, 10, 5, 6, tzinfo=UTC)))
    assert digest.startswith("Uke 41: 5.–11. oktober. 1 på planen denne uka og 2 på vei de to neste ukene.")
    assert shown.removesuffix("[Innstillinger]").rstrip() in digest


def test_a_wednesday_in_the_campaign_brings_a_talking_point(page: Page) -> None:
    page.jump("2026-10-14T08:30")  # with tomorrow's deadline
    page.jump("2026-10-14T10:00")
    [morning] = page.titled("Frister onsdag 14. oktober")
    assert "Ukas budskap: Døden i Oslofjorden kan ikke fortsette" in morning.partition("\n")[0]
    assert morning.endswith(
        "———\n\n"
        "Ukas budskap: Oslofjorden\n"
        "Si det likt, og si det ofte:\n\n"
        "«Situasjonen i Oslofjorden må håndteres NÅ.»\n\n"
        "Kravet\n\n"
        "«Døden i Oslofjorden kan ikke fortsette»\n\n"
        "Utkast, ikke klarert ennå.\n\n"
        "Hele budskapet, og hvem det er for: `/budskap oslofjorden`\n\n"
        "[Hele budskapet] [Tekst å sende] [Mål og fremgangsmåte] [Endre] [Innstillinger]"
    )


def test_a_deadline_is_added_listed_and_ticked_off(page: Page) -> None:
    page.jump("2026-10-07T12:00")
    added = page.ask("ny 15.10.2026 Drøft prøveordningen #jernbane")
    said = "Drøft prøveordningen · Jernbane · <@U0000002> [Ferdig] [Utsett] [Mer …]"
    row = f"• torsdag 15. oktober (uke 42), om 8 dager\n  {said}"
    assert added["text"] == (
        f"Fristen er lagt til\n\n{row}\n• Hvem er ansvarlig? Nå er det du. [Gi til …] [Ingen ennå]\n\n[Angre]"
    )
    listed = page.ask("prøveordningen")
    assert listed["text"] == (
        f"Frister: «prøveordningen»\n\n• torsdag 15. oktober – {said}\n\n[Ny frist] [Del i kanalen]"
    )
    ticked = page.press(listed, "Ferdig")
    assert ticked["text"].startswith(
        "Frister: «prøveordningen»\n\n• «Drøft prøveordningen» er markert som ferdig. [Angre]\n\n"
    )


def test_five_members_have_made_up_mayors_that_are_said_to_be_so(page: Page) -> None:
    mayors = page.ask("ordførere", "/interessenter")["text"]
    assert "Ordførere\n\n5 av 15 medlemmer har ordfører lagt inn.\n\n" in mayors
    assert "• Ås: Anna Prøvestad, anna.provestad@aas.example, 00000001\n" in mayors
    person = page.ask("Anna Prøvestad", "/interessenter")["text"]
    assert "Diktet opp for demonstrasjonen. Personen finnes ikke." in person
