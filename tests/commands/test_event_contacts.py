"""Saying that one goes to an event, and which people one met there. It is Friday 2 October 2026."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.form import Form, FormErrors
from bot.commands.ask import Reply
from models.db.database import Database
from models.tables import Attendance, Dialogue, Occurrence
from tests.support.people import KARI, NOW, PER, Room, card_of, find, full_room, text_of
from tests.support.rows import new_row

LATER = NOW + timedelta(days=10)
TWO = "Kari Nordmann (Ap) om jernbane: positiv, vil ha faktaark innen fredag\n\n snakket med Ola Hansen (H): skeptisk"


@pytest.fixture
def room(database: Database) -> Room:
    return full_room(database)


def event(room: Room) -> int:
    with room.database.session() as session:
        row = new_row(
            session, room.workspace.id, "Arendalsuka", date(2026, 10, 9), kind="arrangement", field="arrangementer"
        )
        return row.id


def kept(room: Room, table: Any) -> list[Any]:
    with room.database.reading() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def told(room: Room, number: int, lines: str) -> Reply | FormErrors:
    room.now = LATER
    form = room.press("interessent.mott", str(number))
    assert isinstance(form, Form)
    return room.send(form.action, state=form.state, lines=lines)


@pytest.mark.parametrize("command", ["arshjul", "frister"])
def test_who_goes_stands_on_the_row_and_may_stay_at_home_after_all(room: Room, command: str) -> None:
    event(room)
    card = card_of(room.ask(command, "oktober"))
    room.push(card, "Jeg skal dit", "Arendalsuka", user=PER)
    card = card_of(room.push(card, "Jeg skal dit", "Arendalsuka"))
    assert "Du skal på Arendalsuka." in text_of(card_reply(card))
    assert f"@{{{PER}}} og @{{{KARI}}} skal dit" in text_of(card_reply(card))
    room.push(card, "Jeg skal ikke likevel", "skal dit")
    assert [each.user_id for each in kept(room, Attendance)] == [PER]


def card_reply(card: Any) -> Reply:
    return Reply(card=card)


def test_what_is_over_asks_nobody_whether_they_go(room: Room) -> None:
    event(room)
    room.now = LATER
    with pytest.raises(AssertionError, match="no «Jeg skal dit»"):
        find(card_of(room.ask("arshjul", "oktober")), "Jeg skal dit", "Arendalsuka")


def test_each_line_becomes_a_dialogue_at_the_event_and_all_are_undone_at_once(room: Room) -> None:
    number = event(room)
    room.push(card_of(room.ask("arshjul", "oktober")), "Jeg skal dit", "Arendalsuka")
    answer = told(room, number, TWO)
    assert (
        text_of(answer)
        == """\
Samtalene er loggført

2 samtaler er loggført.

• Kari Nordmann · Om: jernbane · Holdning: Positiv · Vil ha: faktaark · Neste steg: Kari Nordmann: faktaark \
(fredag 16. oktober, om 4 dager), @{U1KARI}
• Ola Hansen · Holdning: Avventende

[Angre]"""
    )
    found = [(each.day, each.place, each.event_id, each.channel) for each in kept(room, Dialogue)]
    assert found == [
        (date(2026, 10, 9), "Arendalsuka", number, "møte"),
        (date(2026, 10, 9), "Arendalsuka", number, "samtale"),
    ]
    assert isinstance(kept(room, Attendance)[0].answered_at, datetime)
    room.push(card_of(answer), "Angre")
    assert kept(room, Dialogue) == []
    assert "faktaark" not in " ".join(each.title for each in kept(room, Occurrence) if each.archived_at is None)


def test_what_is_to_be_mended_is_told_by_line_and_nothing_is_logged(room: Room) -> None:
    answer = told(room, event(room), "Kari Nordmann (Ap): positiv\n: positiv\nKari Nordmann: innen 31.2")
    assert isinstance(answer, FormErrors)
    assert answer.errors["lines"].startswith("Linje 2: Skriv hvem du snakket med. Linje 3: ")
    assert kept(room, Dialogue) == []


def test_nothing_and_too_much_are_told(room: Room) -> None:
    number = event(room)
    assert told(room, number, " \n ") == FormErrors({"lines": "Skriv hvem du møtte, én på hver linje."})
    assert told(room, number, "Kari\n" * 21) == FormErrors({"lines": "Skriv 20 linjer om gangen. Nå er det 21."})


def test_nobody_this_time_closes_the_question(room: Room) -> None:
    number = event(room)
    room.push(card_of(room.ask("arshjul", "oktober")), "Jeg skal dit", "Arendalsuka")
    answer = room.press("interessent.mott_ingen", str(number))
    assert text_of(answer) == "Takk for svaret\n\nTakk, du har svart for Arendalsuka.\n\n[Loggfør flere]"  # type: ignore[arg-type]
    assert kept(room, Attendance)[0].answered_at is not None


def test_who_may_not_read_the_register_may_not_answer(room: Room) -> None:
    number = event(room)
    room.ask("interessenter", f"lesere @{{{PER}}}")
    assert not isinstance(room.press("interessent.mott", str(number), user="U3OLA"), Form)
