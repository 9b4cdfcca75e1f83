"""Going through the register: the people we may no longer need. It is Friday 2 October 2026, 9.00 in Oslo."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from content.schema.dated import Milestone
from models.db.database import Database
from models.register.roles import NewRole
from models.tables import Person
from tests.support.pack import small_wheel
from tests.support.people import PER, Room, card_of, full_room, text_of
from tests.support.register import new_person, spoke

ELECTION = {
    "id": "kommunevalg",
    "kilde": "valg.no",
    "tittel": "Kommunevalg",
    "slag": "milepæl",
    "valg": True,
    "når": {"regel": "dato", "måned": 9, "dag": 14},
    "sikkerhet": "fast",
}


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    """Six have been silent since May 2024, one is a mayor since before the election, and one is new."""
    room = full_room(sqlite_database)
    wheel = small_wheel().model_copy(update={"calendar": (Milestone.model_validate(ELECTION),)})
    room.pack = replace(room.pack, wheel=wheel)
    with sqlite_database.session() as session:
        for number in range(6):
            row = new_person(
                session, room.workspace.id, f"Stille {number}", NewRole("embetsverk", "rådgiver"), owner=PER
            )
            spoke(session, room.workspace.id, date(2024, 5, 3), row)
        mayor = new_person(session, room.workspace.id, "Kari Nordmann", NewRole("politiker", "ordfører", party="Ap"))
        mayor.created_at = datetime(2026, 9, 1, tzinfo=UTC)
        mayor.quiet_since = date(2026, 9, 1)
        new_person(session, room.workspace.id, "Ny Nilsen", NewRole("politiker", "varaordfører", party="H"))
    return room


def test_whom_to_look_at_again_is_listed_page_by_page_with_the_reason(room: Room) -> None:
    card = card_of(room.ask("interessenter", "gjennomgang"))
    shown = text_of(card)
    assert shown.startswith(
        """\
Gå gjennom interessentregisteret

7 personer bør vurderes på nytt: 6 har vi ikke snakket med på over to år og 1 sto her før valget. Vi skal ikke ha opplysninger \
om folk lenger enn vi trenger dem.

• Stille 0 · rådgiver · nivå C · ansvarlig @{U2PER}
  Siste samtale 3. mai 2024. [Behold] [Slett] [Anonymiser] [Vis]
"""
    )
    assert shown.endswith(
        """\
Viser 1–5 av 7

[Neste]

Endre rollen under «Vis». «Behold» utsetter spørsmålet. Hele lista: `/interessenter gjennomgang`"""
    )
    second = text_of(room.push(card, "Neste"))
    assert (
        "• Kari Nordmann (Ap) · ordfører · nivå C\n"
        "  Sto her før valget. Stemmer rollen fortsatt? Ingen samtaler siden oppføringen 1. september." in second
    )
    assert "Stille 5" in second
    assert "[Forrige]" in second
    assert "Ny Nilsen" not in shown + second
    assert text_of(room.push(card_of(room.push(card, "Neste")), "Forrige")) == shown


def test_who_is_kept_is_asked_about_two_years_later_and_it_can_be_undone(room: Room) -> None:
    card = card_of(room.ask("interessenter", "gjennomgang"))
    kept = card_of(room.push(card, "Behold", row="Stille 0"))
    assert (
        "Stille 0 beholdes. Uten nye samtaler spør jeg igjen 3. oktober 2028, eller etter neste valg. "
        "[Angre]" in text_of(kept)
    )
    assert "6 personer bør vurderes" in text_of(kept)
    assert "• Stille 0 ·" not in text_of(kept)
    room.push(kept, "Angre")
    assert "7 personer bør vurderes" in text_of(room.ask("interessenter", "gjennomgang"))
    room.push(card, "Behold", row="Stille 0")
    room.now = datetime(2028, 10, 2, 7, tzinfo=UTC)
    assert "Stille 0" not in text_of(room.ask("interessenter", "gjennomgang"))
    room.now += timedelta(days=1)
    assert "Stille 0" in text_of(room.ask("interessenter", "gjennomgang"))


@pytest.mark.parametrize(
    ("label", "asked", "yes"),
    [("Slett", "Slette Stille 1?", "Slett alt"), ("Anonymiser", "Anonymisere Stille 1?", "Anonymiser")],
)
def test_who_is_not_needed_goes_when_it_is_confirmed_and_the_old_buttons_say_so(
    room: Room, label: str, asked: str, yes: str
) -> None:
    card = card_of(room.ask("interessenter", "gjennomgang"))
    question = card_of(room.push(card, label, row="Stille 1"))
    assert text_of(question).startswith(asked)
    assert [each for each in ("[Slett alt]", "[Anonymiser]") if each in text_of(question)] == [f"[{yes}]"]
    gone = card_of(room.push(question, yes))
    assert text_of(gone).endswith("Bare det at det skjedde, er bevart.\n\n[Gå videre i gjennomgangen]")
    assert "6 personer bør vurderes" in text_of(room.push(gone, "Gå videre i gjennomgangen"))
    assert "6 personer bør vurderes" in text_of(room.ask("interessenter", "gjennomgang"))
    assert "Noen har fjernet oppføringen i mellomtiden." in text_of(room.push(card, "Behold", row="Stille 1"))
    assert "Noen har fjernet oppføringen i mellomtiden." in text_of(room.push(card, label, row="Stille 1"))


def test_when_nobody_is_left_it_says_when_it_asks_again(room: Room) -> None:
    with room.database.session() as session:
        for row in session.scalars(select(Person)):
            row.quiet_since, row.reviewed_on = date(2026, 9, 30), date(2026, 9, 30)
    assert (
        text_of(room.ask("interessenter", "gjennomgang"))
        == """\
Gjennomgangen er ferdig

Ingen i registeret trenger å vurderes på nytt nå.

Jeg henter frem dem vi ikke har snakket med på to år, og folkevalgte og partifolk etter hvert valg."""
    )


def test_an_administrator_is_told_of_it_when_asking_for_the_register(room: Room) -> None:
    said = "7 personer bør vurderes på nytt: `/interessenter gjennomgang`"
    assert said in text_of(room.ask("interessenter", ""))
    room.ask("padriver", "administratorer @{U3OLA|ola}")
    room.ask("padriver", "administratorer fjern @{U1KARI|kari}", user="U3OLA")
    assert said not in text_of(room.ask("interessenter", ""))
    assert said in text_of(room.ask("interessenter", "", user="U3OLA"))
