"""The neutral template: the whole national year, and nothing of the organisation whose pack comes with the product."""

import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.cards.card import Button, Card, Controls, Item, Menu
from bot.cards.catalogue import CATALOGUE
from bot.cards.file import File
from bot.cards.form import Form
from bot.cards.text import render_form_text, render_text
from bot.commands.ask import Answer, Reply
from bot.commands.home_page import home
from bot.commands.shared.open_windows import open_budget
from bot.coverage.places import PUSHED, shown_cards
from content.load import DEFAULT, TEMPLATE
from content.schema.pack import Pack
from models.db.database import Database
from models.occurrences.sync import sync
from tests.support.content import PACK
from tests.support.content import template as neutral
from tests.support.nudges import at, days_of, office
from tests.support.people import KARI, Room, empty_room

MUNICIPALITIES = DEFAULT / "kommuner.csv"
ORDINARY = {"Oslo", "Os", "Time", "Våler", "Fitjar", "Land", "Lund", "Nes", "Hole", "Sel", "Ås", "Ringerike"}
"""Municipalities whose names are words that anybody uses (Oslo is where the Storting is)."""
THEIRS = (
    "Osloregion", "Rikstunnel", "Oslofjord", "hovedstad", "Hoff Ahead", "Notatet sier", "Notatet nevner", "ifølge notatet", "fra notatet", "totalforsvar", "InterCity", "grenban",
    "Ringeriksbanen", "Glomma", "NATO-senter", "Jernbanedirektoratet", "Østlandssamarbeid",
    "Europakontor", "Konnekt", "Zero", "NHO Viken", "Agenda Innlandet", "Lillestrømkonferansen", "Kongsberg Agenda",
    "Østfoldkonferansen", "Næringslivsdagene", "Oslo Innovation Week", "Løfte synlighet", "Udiskutabel", "brosjyre",
    "viktigste beredskapsprosjekt", "sett og hørt", "på kartet", "tur nå", "62 kommuner",
)  # fmt: skip
"""What only Osloregionen has: their cases, their slogans, their partners and conferences, and who wrote their note."""


@pytest.fixture(scope="module")
def template() -> Pack:
    return neutral()


@cache
def theirs() -> re.Pattern[str]:
    """Return what finds their words: those above, their sub-regions and their municipalities."""
    own = PACK
    regions = {each.name for each in own.organisation.subregions}
    slogans = {step.slogan for campaign in own.campaigns for step in campaign.steps}
    tracks = {text for issue in own.issues for each in issue.tracks for text in (each.name, each.budskap)}
    phases = {each.budskap for each in own.budget.phases}
    words = [re.escape(each) for each in {*THEIRS, *regions, *slogans, *tracks, *phases}]
    members = {each.name for each in own.organisation.members} - ORDINARY
    return re.compile("|".join([*words, *(rf"\b{re.escape(each)}\b" for each in members)]), re.IGNORECASE)


def found(text: str) -> list[str]:
    """Return their words in a text."""
    return [text[max(0, each.start() - 60) : each.end() + 20] for each in theirs().finditer(text)]


def test_their_words_are_found_where_they_are() -> None:
    everything = "\n".join(path.read_text() for path in DEFAULT.glob("*.yaml"))

    assert {"Osloregion", "Oslofjord", "Drammensregionen", "Lunner"} <= {
        each for each in ("Osloregion", "Oslofjord", "Drammensregionen", "Lunner") if found(f"hos {each} i går")
    }
    assert len(found(everything)) > 200
    with MUNICIPALITIES.open(newline="") as file:
        assert any("Lunner" in row for row in csv.reader(file))


@pytest.mark.parametrize("path", sorted(TEMPLATE.rglob("*.yaml")), ids=lambda path: str(path.relative_to(TEMPLATE)))
def test_no_file_of_the_template_has_a_word_of_theirs(path: Path) -> None:
    assert found(path.read_text()) == []


def test_what_the_template_takes_from_the_national_year_has_no_word_of_theirs(template: Pack) -> None:
    for name, file in template.files.items():
        assert found(file.model_dump_json(by_alias=True)) == [], name


def test_the_national_year_is_complete_and_the_same_for_both(template: Pack) -> None:
    own = PACK

    assert [(each.id, each.when) for each in template.budget.milestones] == [
        (each.id, each.when) for each in own.budget.milestones
    ]
    assert [(each.id, each.when) for each in template.wheel.calendar] == [
        (each.id, each.when) for each in own.wheel.calendar
    ]
    assert [each.id for each in template.ntp.phases] == [each.id for each in own.ntp.phases]
    assert template.ntp.presented == own.ntp.presented


def test_the_windows_of_the_year_are_theirs_too_but_not_those_that_only_a_paper_knows(template: Pack) -> None:
    own = PACK

    assert [each.id for each in template.wheel.windows] == [
        each.id for each in own.wheel.windows if each.id != "fylkesarsmoter"
    ]


def test_the_budget_has_a_phase_open_on_every_day_of_a_year(template: Pack) -> None:
    assert all(open_budget(template, date(2027, 1, 1) + timedelta(days=number)) for number in range(365))


def test_every_text_that_may_be_said_outwards_is_a_draft_and_an_example(template: Pack) -> None:
    [issue] = template.issues
    [track] = issue.tracks
    outward = [issue.name, issue.narrative, track.name, track.budskap, track.hvorfor, track.krav, track.gevinst]
    outward += [each.budskap for each in template.budget.phases]
    outward += [template.organisation.name, template.organisation.about]

    assert [each for each in outward if not (each or "").startswith("Eksempel:")] == []
    assert {each.clearing.status for each in (issue, track, *template.budget.phases)} == {"utkast"}
    assert template.campaigns == ()
    assert template.alliances.alliances == ()


def test_the_wheel_has_twelve_months_of_five_fields_most_of_them_empty(template: Pack) -> None:
    fields = [
        (each.arrangementer, each.statsbudsjett, each.ntp, each.nettverksbygging, each.saker)
        for each in template.wheel.months
    ]

    assert len(fields) == 12
    assert sum(1 for month in fields for field in month if not field) > 40


@pytest.fixture(scope="module")
def started(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, template: Pack) -> tuple[Path, Room]:
    """A workspace that starts from the template, with its calendar, in a file to copy."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("template") / "padriver.db")
    database = Database(f"sqlite:///{path}")
    made = replace(empty_room(database), pack=template)
    with database.session() as session:
        sync(session, made.workspace, template, made.now)
    database.close()
    return path, made


@pytest.fixture
def room(started: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """A copy of that workspace."""
    path, made = started
    database = Database(f"sqlite:///{shutil.copy(path, tmp_path)}")
    yield replace(made, database=database)
    database.close()


ASKED = [
    *(text.removeprefix("/") for entry in CATALOGUE for text, _ in entry.ways),
    *("arshjul åpent", "arshjul alle", "budskap hjelp", "budskap ntp", "budskap eksempelsak", "budskap kopier eksempelsak"),
    *("frister alle", "frister 2027", "frister ntp", "medie test Regjeringen la frem statsbudsjettet"),
    *("interessenter", "interessenter alle", "interessenter kart statsbudsjett", "budskap noe ingen har sagt"),
]  # fmt: skip


@pytest.mark.parametrize("text", ASKED)
def test_no_answer_in_a_workspace_from_the_template_has_a_word_of_theirs(room: Room, text: str) -> None:
    name, _, rest = text.partition(" ")

    answer = room.ask(name, rest)
    shown = list(reached(room, answer))

    assert shown or isinstance(answer, File)
    assert [each for each in shown if found(each)] == []


def test_the_home_page_has_no_word_of_theirs(room: Room) -> None:
    with room.database.session() as session:
        page = home(room._ask(session, KARI), session)

    assert found(render_text(page)) == []


def reached(room: Room, answer: Answer | Reply, depth: int = 1) -> Iterator[str]:
    """Yield the text of an answer, and of what its buttons and menus lead to."""
    if isinstance(answer, Reply):
        if answer.card is None:
            return
        answer = answer.card
    if isinstance(answer, File):
        return
    yield render_form_text(answer) if isinstance(answer, Form) else render_text(answer)
    if not isinstance(answer, Card) or depth == 0:
        return
    for part in answer.parts:
        for control in part.controls if isinstance(part, Item | Controls) else ():
            if isinstance(control, Button):
                yield from reached(room, room.press(control.action, control.value), depth - 1)
            elif isinstance(control, Menu):
                for choice in control.choices:
                    yield from reached(room, room.press(control.action, "", choice.value), depth - 1)


async def test_nothing_that_is_sent_in_the_first_weeks_has_a_word_of_theirs(
    sqlite_database: Database, template: Pack
) -> None:
    their_office = office(sqlite_database, pack=template)
    their_office.set(installed_by=KARI, media_channel="C2")
    for time in ("08:00", "08:30", "09:00"):
        await their_office.round(at(f"2026-12-01 {time}"))
    for day in days_of(date(2026, 12, 1), date(2027, 1, 12)):  # at the last time of posting, which sends what is due
        await their_office.round(at(f"{day} 10:00"))

    sent = [each.text for each in their_office.sender.posted]
    assert len(sent) >= 10
    assert [each for each in sent if found(each)] == []


def test_no_card_of_a_year_has_a_word_of_theirs(template: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.coverage.places.years_of", lambda _pack: (2027,))
    cards = list(shown_cards(template))

    assert len([each for each in cards if each.way == PUSHED]) > 70
    assert [each.text for each in cards if found(each.text)] == []
