"""What is over and has no answer, in `/frister`; what others do; and what is linked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cards.card import Card
from models.db.database import Database
from models.occurrences.ending import NOT_TICKED
from models.tables import Workspace
from tests.support.people import Room, card_of, empty_room, find, text_of
from tests.support.rows import new_row

DAY = date(2026, 10, 1)
FOOT = "\n\n[Ny frist] [Del i kanalen]"


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return empty_room(sqlite_database)


def rows(room: Room, *titles: str, **columns: object) -> list[int]:
    with room.database.session() as session:
        return [new_row(session, room.workspace.id, title, DAY, **columns).id for title in titles]


def test_the_list_has_three_answers_and_each_can_be_undone(room: Room) -> None:
    brev, avis, rapport = rows(room, "Brevet", "Kronikken", "Rapporten", asked_on=date(2026, 11, 5))
    rows(room, "Ikke spurt om")
    room.set(endings_from=date(2026, 12, 1))
    room.now = datetime(2026, 11, 6, 8, tzinfo=UTC)

    shown = card_of(room.press("frist.uten_svar", ""))

    when = "• torsdag 1. oktober – "
    buttons = " [Gjort] [Ble ikke noe av] [Flytt]"
    assert text_of(shown) == (
        f"Frister: uten svar\n\n{when}Brevet{buttons}\n{when}Kronikken{buttons}\n{when}Rapporten{buttons}{FOOT}"
    )
    with room.database.reading() as session:
        assert session.get_one(Workspace, room.workspace.id).endings_from == date(2026, 11, 6)

    done = card_of(room.push(shown, "Gjort", "Brevet"))
    assert "• «Brevet» er markert som ferdig. [Angre]" in text_of(done)
    off = card_of(room.push(done, "Ble ikke noe av", "Kronikken"))
    assert "• «Kronikken» ble det ikke noe av. [Angre]" in text_of(off)
    moved = card_of(room.push(off, "Flytt", "Rapporten", chosen="2026-12-01"))
    assert text_of(moved) == (
        "Frister: uten svar\n\n"
        "• «Rapporten» er flyttet til tirsdag 1. desember (uke 49), om 25 dager. [Angre]\n\n"
        "Alt som er over, har fått et svar.\n\n"
        "Se alt som kommer med `/frister alle`.\n\n"
        "[Ny frist]"
    )
    assert room.row(rapport).asked_on is None
    for card in (done, off):
        assert "står som før igjen" in text_of(room.push(card, "Angre"))
    assert (room.row(brev).done_at, room.row(avis).archived_at) == (None, None)


def test_what_was_closed_says_so_and_can_be_opened(room: Room) -> None:
    (row,) = rows(room, "Brevet", done_at=room.now, closed_as=NOT_TICKED, asked_on=date(2026, 11, 5))
    room.now += timedelta(days=30)
    closed = "• torsdag 1. oktober – Brevet · ikke krysset av [Åpne igjen] [Mer …]"

    assert text_of(room.ask("frister", "ikke krysset av")) == f"Frister: ikke krysset av\n\n{closed}{FOOT}"
    assert closed in text_of(room.ask("frister", "oktober 2026"))
    for asked in ("ferdige", "forfalt", "", "uten svar"):
        assert "Brevet" not in text_of(room.ask("frister", asked))
    opened = room.push(card_of(room.ask("frister", "lukkede")), "Åpne igjen")
    assert "• «Brevet» er åpnet igjen. [Angre]" in text_of(opened)
    assert room.row(row).closed_as is None
    for asked in ("forfalt", ""):
        assert "Brevet" not in text_of(room.ask("frister", asked))
    assert "Brevet [Ferdig]" in text_of(room.ask("frister", "oktober 2026"))
    assert "som før igjen" in text_of(room.push(card_of(opened), "Angre"))
    assert room.row(row).closed_as == NOT_TICKED


def test_an_old_button_of_what_has_ended_or_others_do_answers_with_what_to_do(room: Room) -> None:
    closed, _ = rows(room, "Brevet", "Enda et", done_at=room.now, closed_as=NOT_TICKED)
    (event,) = rows(room, "Konferansen", kind="arrangement")

    def pressed(action: str, row: int, chosen: str = "") -> str:
        return text_of(room.press(action, {"id": row}, chosen))

    assert pressed("frist.done", event) == (
        "Ingenting er endret\n\n• «Konferansen» går over av seg selv. Det er ikke noe å krysse av."
    )
    assert pressed("frist.move", closed, "2026-12-01") == (
        "Ingenting er endret\n\n• «Brevet» er lukket uten å være krysset av. Velg «Åpne igjen» først."
    )
    assert pressed("frist.done", closed) == "Endret\n\n• «Brevet» er markert som ferdig. [Angre]"


def buttons_of(card: Card, label: str, row: str) -> bool:
    try:
        find(card, label, row)
    except (StopIteration, AssertionError, LookupError, ValueError):
        return False
    return True


def test_what_others_do_has_nothing_to_tick_anywhere(room: Room) -> None:
    titles = {"arrangement": "Konferansen", "milepæl": "Stortinget debatterer"}
    for kind, title in titles.items():
        rows(room, title, kind=kind, field="saker")
    rows(room, "Vår lunsj", kind="arrangement", field="saker", by_others=False)
    for card in (card_of(room.ask("frister", "oktober")), card_of(room.ask("arshjul", "oktober"))):
        assert [buttons_of(card, "Ferdig", title) for title in (*titles.values(), "Vår lunsj")] == [False, False, True]
    room.now = datetime(2027, 2, 1, 8, tzinfo=UTC)
    past = text_of(room.ask("arshjul", "2026"))
    assert "2 er over" in past
