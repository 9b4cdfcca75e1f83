"""Every card in the product: valid on both platforms, and drawn by Microsoft's own renderer, narrow and wide."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from playwright.async_api import Browser, Page

from bot.cards.card import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Controls,
    DateButton,
    Italic,
    Item,
    Line,
    Link,
    Menu,
    More,
    Paragraph,
    Struck,
    with_lines,
)
from bot.cards.form import CheckInput, DateInput, Form, PersonInput, SelectInput, TextInput
from bot.cards.text import render_text
from bot.commands import registry
from bot.commands.ask import Press
from bot.mail.names import NOBODY as MAIL_NAMES
from bot.mail.render import render_html, render_plain
from bot.mail.render.text import shown_parts
from bot.slack import render as slack
from bot.teams.render import DisplayNames, channels_in, people_in, read_form, read_press, render_form, render_teams
from jobs.nudges.registry import KINDS
from models.db.database import Database
from tests.support.adaptive import check_card, elements
from tests.support.blocks import check_message, check_view
from tests.support.bokmal import faults_in, own_words
from tests.support.content import PACK
from tests.support.gallery import Gallery, Piece, gallery
from tests.support.random_cards import CARDS

HERE = Path(__file__).parent / "teams"
WIDTHS = {"phone": 320, "desktop": 760}
TEAMS_OWN = {
    'Property "choices.data" is supported in version 1.6, but you are using version 1.4.',
    "An Input.ChoiceSet must have at least one choice defined.",
}
"""What the renderer says of the choice of a person, which Teams itself has had since version 1.2."""


@dataclass(frozen=True)
class Drawing:
    """A piece of the product as a card."""

    name: str
    piece: Piece
    card: dict[str, Any]


@pytest.fixture(scope="session")
def product(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("gallery") / "gallery.db")
    database = Database(f"sqlite:///{path}")
    try:
        return gallery(database, PACK)
    finally:
        database.close()


@pytest.fixture(scope="session")
def drawings(product: Gallery) -> list[Drawing]:
    return [
        Drawing(f"{place} {piece.name}", piece, card)
        for piece in product.pieces
        for place, card in enumerate(_cards(piece))
    ]


def _cards(piece: Piece) -> Iterator[dict[str, Any]]:
    if isinstance(piece.shown, Form):
        names = DisplayNames(channels={"C1": "politikk", "C2": "media"})
        yield render_form(piece.shown, names, errors=piece.errors)
        yield render_form(piece.shown, names, errors=piece.errors, dialog=False)
    else:
        yield from (message.card for message in render_teams(piece.shown, _names(piece.shown)))


def _names(card: Card) -> DisplayNames:
    people = {user_id: f"Person {user_id}" for user_id in people_in(card)}
    return DisplayNames(people, {channel_id: f"kanal-{channel_id}" for channel_id in channels_in(card)})


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def table(browser: Browser) -> Page:
    """A page that draws cards."""
    if not (HERE / "node_modules" / "adaptivecards").is_dir():
        pytest.skip("Microsoft's renderer is not here: run «npm ci --ignore-scripts» in tests/browser/teams")
    page = await browser.new_page(viewport={"width": 800, "height": 900})
    await page.goto((HERE / "page.html").as_uri())
    return page


def test_every_command_control_form_and_nudge_is_in_the_gallery(product: Gallery) -> None:
    known = {*registry.COMMANDS, *registry.PRESSES, *registry.SUBMITS, *KINDS}
    assert known - product.used == set(), "nothing leads there: add what to ask to WORDS in tests/support/gallery.py"


def test_every_text_in_the_product_keeps_to_the_list_of_words(product: Gallery) -> None:
    own = own_words(PACK)
    found = {
        (line, *fault)
        for text in product.texts
        for line in text.splitlines()
        for fault in faults_in(reduce(lambda left, wording: left.replace(wording, "«»"), own, line))
    }
    assert found == set()


def test_every_card_in_the_product_is_valid_and_within_teams_limits(drawings: list[Drawing]) -> None:
    for each in drawings:
        check_card(each.card)


def test_every_card_can_be_mailed_with_all_its_words(product: Gallery) -> None:
    """As plain text and as HTML: what is pressed in a chat is left out, and nothing else."""
    cards = [(piece.name, piece.shown) for piece in product.pieces if isinstance(piece.shown, Card)]
    assert len(cards) > 100
    for name, card in cards:
        shown = Card(card.title, shown_parts(card, MAIL_NAMES))
        assert words_of(render_plain(card, MAIL_NAMES)) == words_of(render_text(shown)), name
        html = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", render_html(card, MAIL_NAMES))
        unlinked = Card(card.title, tuple(with_lines(part, _without_addresses) for part in shown.parts))
        assert words_of(unescape(re.sub(r"<[^>]*>", " ", html))) == words_of(render_text(unlinked)), name


def _without_addresses(each: Line) -> Line:
    return tuple(span.text or span.url if isinstance(span, Link) else span for span in each)


def words_of(text: str) -> list[str]:
    """Return the words of a text, without the signs that give plain text its form."""
    return re.findall(r"[\w@#{}]+", text)


def test_every_card_in_the_product_keeps_slacks_limits(product: Gallery) -> None:
    for each in product.pieces:
        if isinstance(each.shown, Form):
            check_view(slack.render_form(each.shown))
            continue
        for message in slack.render_messages(each.shown):
            check_message(message.blocks, message.text)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def seen(table: Page, drawings: list[Drawing]) -> dict[str, list[dict[str, Any]]]:
    """What was seen of every card, by the width it was drawn at."""
    cards = [{"name": each.name, "card": each.card} for each in drawings]
    return {width: await _drawn(table, cards, width) for width in WIDTHS}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_card_is_drawn_without_a_word_of_complaint(
    seen: dict[str, list[dict[str, Any]]], drawings: list[Drawing], width: str
) -> None:
    drawn = seen[width]
    complaints = {each["name"]: _serious(each, drawing) for each, drawing in zip(drawn, drawings, strict=True)}
    assert {name: found for name, found in complaints.items() if found} == {}
    assert {each["name"]: each["spills"] for each in drawn if each["spills"]} == {}


@pytest.mark.asyncio(loop_scope="session")
async def test_the_renderer_does_complain_of_what_it_cannot_show(table: Page) -> None:
    bad = [
        {"type": "TextBlock", "text": "x", "style": "heading"},
        {"type": "Table", "columns": []},
        {"type": "ActionSet", "actions": [{"type": "Action.Execute", "title": "Ferdig " * 9, "verb": "x"}]},
    ]
    cards = [
        {"name": str(each["type"]), "card": {"type": "AdaptiveCard", "version": "1.4", "body": [each]}} for each in bad
    ]
    newer, unknown, wide = await _drawn(table, cards, "phone")
    assert newer["faults"] == [
        ["TextBlock", 'Property "style" is supported in version 1.5, but you are using version 1.4.']
    ]
    assert unknown["faults"] == [["", 'Unknown element type "Table". Fallback will be used if present.']]
    assert wide["spills"]


ROW = Item(
    ("Innspill til komiteen",),
    (
        Button("Ferdig", "frist.done", "1"),
        DateButton("Utsett", "frist.move", "1", initial=date(2026, 10, 5)),
        More("Minn oss senere", "vent.sett", "1", (Choice("I morgen", "morgen"), Choice("Mandag", "mandag"))),
    ),
)
MONTHS = Menu("Flytt", "arshjul.move", tuple(Choice(f"Måned {n}", f"2026-{n:02}") for n in range(1, 13)))


@pytest.mark.parametrize(
    ("fields", "pressed", "told"),
    [
        ({}, ["Ferdig"], ("frist.done", Press("1"))),
        ({"valgt0": "2026-10-12"}, ["Mer …", "Velg"], ("frist.move", Press("1", "2026-10-12"))),
        ({"valgt0": "2026-10-12"}, ["Mer …", "Mandag"], ("vent.sett", Press("1", "mandag"))),
        ({"valgt1": "11"}, ["Flytt", "Velg"], ("arshjul.move", Press("", "2026-11"))),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_what_is_pressed_is_told_as_it_was_meant(
    table: Page, fields: dict[str, str], pressed: list[str], told: tuple[str, Press]
) -> None:
    (message,) = render_teams(Card("Frister", (ROW, Controls((MONTHS,)))))
    used = await _used(table, message.card, fields, pressed)
    assert [read_press(verb, data) for verb, data in used["told"]] == [told]


FORM = Form(
    "Ny frist",
    "frist.new",
    (
        TextInput("title", "Hva"),
        DateInput("due", "Frist", initial=date(2026, 10, 5)),
        SelectInput("theme", "Tema", (Choice("Energi", "energi"),), initial="energi", optional=True),
        CheckInput("sure", "Journal", (Choice("Bør journalføres", "ja"),), initial=("ja",)),
    ),
    submit="Legg til",
    state="s",
)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_form_is_sent_with_what_was_filled_in(table: Page) -> None:
    used = await _used(table, render_form(FORM), {"title": "Innspill", "theme": "ingen_valgt"}, ["Legg til"])
    sent = [read_form(data) for _, data in used["told"]]
    assert sent == [("frist.new", "s", {"title": "Innspill", "due": "2026-10-05", "sure": "ja"})]


@pytest.mark.asyncio(loop_scope="session")
async def test_a_form_that_lacks_something_is_not_sent_and_says_what_is_lacking(table: Page) -> None:
    used = await _used(table, render_form(FORM), {}, ["Legg til"])
    assert used["told"] == []
    assert "Fyll ut dette feltet." in used["text"]


@pytest.mark.asyncio(loop_scope="session")
async def test_no_card_whatever_is_in_it_is_complained_of(table: Page) -> None:
    cards: list[dict[str, Any]] = []

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(CARDS)
    def make(card: Card) -> None:
        cards.extend({"name": repr(card), "card": message.card} for message in render_teams(card, _names(card)))

    make()
    drawn = await _drawn(table, cards, "phone")
    assert {each["name"]: each["faults"] for each in drawn if each["faults"]} == {}


TRICKY = (
    *(
        "*fet*",
        "**fet**",
        "_kursiv_",
        "a_b_c",
        "~~borte~~",
        "`kode`",
        "```",
        "[her](https://ond.no)",
        "![bilde](https://ond.no/x.png)",
    ),
    *(
        "<b>fet</b>",
        "<at>Kari Nordmann</at>",
        "&lt;at&gt;",
        "&amp;",
        "&copy;",
        "a & b",
        "1 < 2 > 0",
        "<https://ond.no>",
        "<!-- -->",
    ),
    *(
        "- punkt",
        "+ punkt",
        "* punkt",
        "1. punkt",
        "12) punkt",
        "# tittel",
        "## tittel",
        "> sitat",
        "===",
        "---",
        "| a | b |",
    ),
    *(
        "C:\\mappe\\ny",
        "\\*",
        "\\\\",
        "*",
        "**",
        "_",
        "[",
        "](",
        "!",
        "https://e.no/a_b_c*d",
        "{{DATE(2026-10-05T00:00:00Z)}}",
        "{{}}",
    ),
    *("🚆 tog", "    innrykk", "50 %", "«Tog»", "E.ON", "5. oktober", "kl. 10.00–11.00", "[^1]", "[x] gjort", ":fire:"),
)
LINK = Link("les *mer* [her]", "https://e.no/a_(b)?q=1&lt=2;c*d*")


@pytest.mark.asyncio(loop_scope="session")
async def test_no_text_beside_a_link_becomes_formatting(table: Page) -> None:
    lines: list[Line] = [(told, " ", LINK) for told in TRICKY]
    lines += [("Se ", each(told), "x ", LINK) for told in TRICKY for each in (Bold, Italic, Struck, Code)]
    lines += [(LINK, each(told), LINK) for told in TRICKY for each in (str, Bold, Italic)]
    lines += [(Link(told, "https://e.no/"), ".") for told in TRICKY]
    cards = [{"name": str(each), "card": render_teams(Card("", (Paragraph(each),)))[0].card} for each in lines]
    for line, drawn in zip(lines, await _drawn(table, cards, "desktop"), strict=True):
        assert _letters(drawn["text"]) == _letters(
            "".join(each if isinstance(each, str) else each.text for each in line)
        )
        ours = {LINK: "https://e.no/a_%28b%29?q=1&lt=2;c*d*"}
        assert drawn["links"] == [ours.get(each, each.url) for each in line if isinstance(each, Link)]


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


async def _used(table: Page, card: dict[str, Any], fields: dict[str, str], pressed: list[str]) -> dict[str, Any]:
    config = json.loads((HERE / "host.json").read_text())
    told: dict[str, Any] = await table.evaluate("given => use(...given)", [card, config, fields, pressed])
    return told


def _serious(drawn: dict[str, Any], drawing: Drawing) -> list[list[str]]:
    form = drawing.piece.shown
    chooses = isinstance(form, Form) and any(isinstance(each, PersonInput) for each in form.inputs)
    return [fault for fault in drawn["faults"] if not (chooses and fault[1] in TEAMS_OWN)]


def test_every_word_button_link_and_mention_is_seen(
    seen: dict[str, list[dict[str, Any]]], drawings: list[Drawing]
) -> None:
    for found, drawing in zip(seen["phone"], drawings, strict=True):
        shown = {name: found[name] for name in ("buttons", "inside", "links")}
        assert shown | {"mentions": sorted(set(found["mentions"]))} == _to_be_seen(drawing.card), drawing.name
        assert _words(found["text"]) >= _words(_said(drawing.card)), drawing.name


def _to_be_seen(card: dict[str, Any]) -> dict[str, list[str]]:
    actions = [each for part in [*card["body"], card] for each in part.get("actions", ())]
    small = [each["card"]["body"] for each in actions if "card" in each]
    marked = [each["text"] for each in elements(card["body"]) if each.get("type") == "TextBlock"]
    return {
        "buttons": [each["title"] for each in actions],
        "inside": [each["title"] for body in small for part in body for each in part.get("actions", ())],
        "links": [link for text in marked for link in re.findall(r"(?<!\\)\]\((\S+?)\)", text)],
        "mentions": sorted(each["mentioned"]["name"] for each in card.get("msteams", {}).get("entities", ())),
    }


def _said(card: dict[str, Any]) -> str:
    """Return what is to be read in a card: its runs and the labels of its fields."""
    told = list(elements(card["body"]))
    runs = [each["text"] for each in told if each.get("type") == "TextRun"]
    return " ".join([*runs, *(each["label"] for each in told if "label" in each)])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


async def _drawn(table: Page, cards: list[dict[str, Any]], width: str) -> list[dict[str, Any]]:
    """Draw the cards; what fits under a button of a phone fits on a desktop, and is opened there alone.

    They go to the page and back as one text: value by value, Playwright takes longer over them than the page does.
    """
    await table.evaluate(f"document.body.style.setProperty('--width', '{WIDTHS[width]}px')")
    config = json.loads((HERE / "host.json").read_text())
    given = json.dumps([cards, config, width == "phone"])
    drawn = await table.evaluate("given => JSON.stringify(all(...JSON.parse(given)))", given)
    found: list[dict[str, Any]] = json.loads(drawn)
    return found
