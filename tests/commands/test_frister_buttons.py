"""Ticking off, taking, moving and undoing deadlines."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from bot.cards.card import Card
from models.db.database import Database
from models.workspace.workspaces import get_or_create
from tests.support.people import KARI, PER, Room, card_of, empty_room, find, text_of

DUE = date(2026, 10, 5)
ROW = "• mandag 5. oktober – Kronikk"
FOOT = "\n\n[Ny frist] [Del i kanalen]"
EMPTY = "Ingenting står i kalenderen for oktober.\n\nSe alt som kommer med `/frister alle`.\n\n[Ny frist]"
TOO_OLD = "Endringen kan ikke angres lenger. Det går i to år. Endre raden i stedet."
GONE = "Denne raden finnes ikke lenger. Noen kan ha fjernet den. Spør på nytt for å se det som er der nå."


@pytest.fixture
def room(database: Database) -> Room:
    return empty_room(database)


@pytest.fixture
def row(room: Room) -> int:
    return room.add("Kronikk", DUE)


def asked(room: Room) -> Card:
    return card_of(room.ask("frister", "oktober"))


def test_a_deadline_is_ticked_off_and_the_list_comes_again(room: Room, row: int) -> None:
    after = room.push(asked(room), "Ferdig")
    assert text_of(after) == f"Frister: oktober\n\n• «Kronikk» er markert som ferdig. [Angre]\n\n{EMPTY}"
    assert after.replace  # type: ignore[union-attr]  # never a form
    assert room.row(row).done_at == room.now
    assert text_of(room.push(card_of(after), "Angre")) == (
        f"Frister: oktober\n\n• «Kronikk» står som før igjen.\n{ROW} [Ferdig] [Jeg tar den] [Mer …]{FOOT}"
    )


@pytest.mark.usefixtures("row")
def test_what_is_done_can_be_found_and_opened_again(room: Room) -> None:
    room.push(asked(room), "Ferdig")
    done = card_of(room.ask("frister", "ferdige"))
    assert text_of(done) == f"Frister: ferdige\n\n{ROW} · ✓ ferdig · @{{U1KARI}} [Åpne igjen] [Mer …]{FOOT}"
    assert "• «Kronikk» er åpnet igjen. [Angre]" in text_of(room.push(done, "Åpne igjen"))


def test_a_deadline_is_taken_and_given_back(room: Room, row: int) -> None:
    after = card_of(room.push(asked(room), "Jeg tar den"))
    assert text_of(after) == (
        f"Frister: oktober\n\n• Du er ansvarlig for «Kronikk» nå. [Angre]\n{ROW} · @{{U1KARI}} [Ferdig] [Utsett] [Mer …]{FOOT}"
    )
    assert "• «Kronikk» er uten ansvarlig nå. [Angre]" in text_of(room.push(after, "Gi fra meg"))
    assert room.row(row).owner is None


def test_a_deadline_is_postponed(room: Room, row: int) -> None:
    after = room.push(asked(room), "Utsett", chosen="2026-10-19")
    assert text_of(after) == (
        "Frister: oktober\n\n"
        "• «Kronikk» er flyttet til mandag 19. oktober (uke 43), om 17 dager. [Angre]\n"
        f"• mandag 19. oktober – Kronikk [Ferdig] [Jeg tar den] [Mer …]{FOOT}"
    )
    room.push(card_of(after), "Angre")
    assert room.row(row).ends_on == DUE


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("", "Jeg fikk ingen dato. Velg en dag i kalenderen."),
        ("31.2", "Jeg fikk ingen dato. Velg en dag i kalenderen."),
        ("2026-10-01", "Torsdag 1. oktober er passert. Velg en dato fra i dag og fremover."),
        ("2050-01-01", "Lørdag 1. januar 2050 er for langt frem. Velg en dato innen 10 år."),
    ],
)
def test_a_day_that_cannot_be_is_told_and_nothing_moves(room: Room, row: int, chosen: str, sentence: str) -> None:
    after = text_of(room.push(asked(room), "Utsett", chosen=chosen))
    assert after.startswith(f"Frister: oktober\n\n• Ingenting er flyttet. {sentence}\n{ROW}")
    assert room.row(row).ends_on == DUE


def test_a_long_question_does_not_hinder_postponing(room: Room, row: int) -> None:
    before = card_of(room.ask("frister", f"oktober {'og ' * 80}"))
    assert text_of(room.push(before, "Utsett", chosen="2026-10-19")) == (
        "Endret\n\n• «Kronikk» er flyttet til mandag 19. oktober (uke 43), om 17 dager. [Angre]"
    )
    assert len(find(before, "Mer …").value) <= 150  # type: ignore[union-attr]  # it has a value
    assert room.row(row).ends_on == date(2026, 10, 19)


def test_the_second_to_tick_off_is_told_who_was_first(room: Room, row: int) -> None:
    before = asked(room)
    room.push(before, "Ferdig", user=PER)
    room.now += timedelta(minutes=3)
    for label in ("Ferdig", "Jeg tar den"):
        assert text_of(room.push(before, label)) == (
            f"Frister: oktober\n\n• @{{U2PER}} markerte «Kronikk» som ferdig for 3 minutter siden.\n\n{EMPTY}"
        )
    assert room.row(row).done_by == PER


def test_of_two_at_once_only_one_ticks_off(room: Room, row: int) -> None:
    start = Barrier(2)

    def press(user: str) -> str:
        start.wait()
        return text_of(room.press("frist.done", {"id": row}, user=user))

    with ThreadPoolExecutor(2) as people:
        told = sorted(people.map(press, (KARI, PER)))
    first = room.row(row).done_by
    assert told == [
        "Endret\n\n• «Kronikk» er markert som ferdig. [Angre]",
        f"Ingenting er endret\n\n• @{{{first}}} markerte «Kronikk» som ferdig nå nettopp.",
    ]


def test_ticking_off_twice_is_told_kindly(room: Room, row: int) -> None:
    before = asked(room)
    room.push(before, "Ferdig")
    assert "• Du markerte «Kronikk» som ferdig nå nettopp.\n" in text_of(room.push(before, "Ferdig"))
    assert room.row(row).done_at == room.now


def test_the_second_to_take_is_told_who_was_first(room: Room, row: int) -> None:
    before = asked(room)
    room.push(before, "Jeg tar den", user=PER)
    assert (
        f"• @{{{PER}}} er allerede ansvarlig for «Kronikk».\n{ROW} · @{{{PER}}} [Ferdig] [Utsett] [Mer …]"
        in text_of(room.push(before, "Jeg tar den"))
    )
    assert room.row(row).owner == PER


def test_nothing_is_undone_that_someone_has_changed_since(room: Room, row: int) -> None:
    moved = card_of(room.push(asked(room), "Utsett", chosen="2026-10-19"))
    room.press("frist.move", {"id": row}, "2026-10-26", user=PER)
    assert "• @{U2PER} endret «Kronikk» etterpå, så jeg lot det stå.\n" in text_of(room.push(moved, "Angre"))
    assert room.row(row).ends_on == date(2026, 10, 26)


def test_undoing_twice_is_told(room: Room, row: int) -> None:
    after = card_of(room.push(asked(room), "Ferdig"))
    room.push(after, "Angre")
    assert "• Endringen av «Kronikk» er allerede angret.\n" in text_of(room.push(after, "Angre"))
    assert room.row(row).done_at is None


def test_what_was_done_more_than_two_years_ago_is_not_undone_and_says_what_to_do(room: Room, row: int) -> None:
    after = card_of(room.push(asked(room), "Ferdig"))
    room.now += timedelta(days=732)
    assert f"• {TOO_OLD}" in text_of(room.push(after, "Angre"))
    assert room.row(row).done_at is not None


def test_a_button_of_a_public_nudge_answers_in_private_and_renews_the_nudge(room: Room, row: int) -> None:
    room.message = "17.1"
    reply = room.press("frist.done", {"id": row})
    assert text_of(reply) == "Endret\n\n• «Kronikk» er markert som ferdig. [Angre]"
    assert (reply.refresh, reply.replace) == ("17.1", False)  # type: ignore[union-attr]  # never a form
    room.message = ""
    undone = room.push(card_of(reply), "Angre")
    assert (undone.refresh, undone.replace) == ("17.1", True)  # type: ignore[union-attr]  # never a form
    assert text_of(undone) == "Angret\n\n• «Kronikk» står som før igjen."


def test_a_row_that_is_gone_is_told_and_the_list_is_fresh(room: Room, row: int) -> None:
    assert text_of(room.press("frist.done", {"id": row + 1000, "q": "oktober", "o": 0})) == (
        f"Frister: oktober\n\n• {GONE}\n{ROW} [Ferdig] [Jeg tar den] [Mer …]{FOOT}"
    )


def test_another_workspace_is_out_of_reach(room: Room, row: int) -> None:
    with room.database.session() as session:
        other = Room(room.database, get_or_create(session, "slack", "T2", "En annen"), room.pack)
    assert text_of(other.press("frist.done", {"id": row})) == f"Ingenting er endret\n\n• {GONE}"
    assert text_of(other.press("frist.undo", {"c": 1})) == f"Ingenting er endret\n\n• {TOO_OLD}"
    assert room.row(row).done_at is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "[]",
        "null",
        "17",
        '{"id": "1"}',
        '{"id": true}',
        '{"id": -1}',
        '{"id": 99999999999999999999}',
        '{"id": 1, "q": 7}',
        '{"id": 1, "q": "", "o": "x"}',
        '{"id": null}',
        "[" * 100_000,
    ],
)
@pytest.mark.parametrize("action", ["done", "reopen", "take", "release", "move", "undo", "page"])
def test_a_broken_button_gets_a_clear_sentence(sqlite_database: Database, action: str, value: str) -> None:
    assert text_of(empty_room(sqlite_database).press(f"frist.{action}", value)) == (
        "Svaret er utdatert\n\nDenne knappen gjelder ikke lenger. Spør på nytt, så får du et ferskt svar."
    )
