"""The questions an entry is found by are written in the chat, used at once, undone, and made of what people sent in."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cards.form import Form, FormErrors, SelectInput, TextInput
from bot.cli.content import write_pack
from bot.commands.plain.finding import find
from bot.commands.plain.question import read_question
from bot.commands.registry import PRESSES
from content.load import load_pack
from content.overlay import plain_files
from models.db.database import Database
from models.tables import ContentEntry, UnansweredQuestion
from models.workspace.contacts import ContactRole
from tests.support.content import PACK
from tests.support.people import KARI, PER, Room, card_of, full_room, text_of

TODAY = date(2026, 10, 2)
ODD = "når flokkes bedriftsfolket på nyåret i Lillestrømmen"
ENTRY = "nhos-arskonferanse"


@pytest.fixture
def room(database: Database) -> Room:
    return full_room(database, PACK)


def answers(room: Room, text: str) -> str:
    """Return the id of what is answered, or nothing if that is not known."""
    pack = room.pack_now()
    findings = find(read_question(text, pack, TODAY), pack, TODAY)
    return findings.found[0].id if findings.is_known else ""


def open_form(room: Room, user: str = PER) -> Form:
    form = room.press("innhold.sporsmal", f"arshjul.yaml#{ENTRY}", user=user)
    assert isinstance(form, Form)
    return form


def save(room: Room, form: Form, text: str, user: str = PER) -> object:
    return room.send(form.action, user=user, state=form.state, questions=text)


def test_a_question_is_written_used_at_once_and_undone(room: Room) -> None:
    assert answers(room, ODD) != ENTRY
    form = open_form(room)
    known = sum(len(each.questions) for each in PACK.asked_as if each.entry == ENTRY)
    about = "NHOs årskonferanse: Hvilke temaer kan knyttes til arbeidet i Osloregi…"
    assert form.intro == (
        f"Skriv spørsmål som «{about}» svarer på, så finner søket det. {known} spørsmål har det fra før.",
    )
    saved = save(room, form, f"{ODD}\n\n  {ODD} \nbedriftenes store nyttårstreff")
    assert answers(room, ODD) == answers(room, "bedriftenes store nyttårstreff") == ENTRY
    assert answers(room, "når er nhos årskonferanse") == ENTRY, "the content's own questions go on beside them"
    again = open_form(room).inputs[0]
    assert isinstance(again, TextInput)
    assert again.initial == f"{ODD}\nbedriftenes store nyttårstreff"
    card = card_of(saved)  # type: ignore[arg-type]
    assert "er lagret. [Angre]" in text_of(card)
    assert text_of(room.push(card, "Angre")) == "Angret\n\nEndringen er angret."
    assert answers(room, ODD) != ENTRY


def test_questions_are_taken_out_by_an_empty_form(room: Room) -> None:
    save(room, open_form(room), ODD)
    save(room, open_form(room), "")
    assert answers(room, ODD) != ENTRY


def test_two_at_once_lose_nothing(room: Room) -> None:
    mine, theirs = open_form(room), open_form(room, KARI)
    save(room, theirs, "bedriftenes store nyttårstreff", KARI)
    refused = save(room, mine, ODD)
    assert isinstance(refused, FormErrors)
    assert text_of(refused).endswith(
        "En kollega har endret spørsmålene mens du skrev. Lukk skjemaet, åpne det igjen og legg til ditt."
    )
    assert answers(room, "bedriftenes store nyttårstreff") == ENTRY


@pytest.mark.parametrize(
    ("text", "error"),
    [("x" * 201, "Skriv høyst 200 tegn på hver linje"), ("\n".join(map(str, range(41))), "Skriv høyst 40 spørsmål.")],
)
def test_what_is_too_much_is_said(room: Room, text: str, error: str) -> None:
    refused = save(room, open_form(room), text)
    assert isinstance(refused, FormErrors)
    assert error in text_of(refused)


def sent_in(room: Room, text: str) -> Form:
    """Send a question in as somebody, and open its form as an administrator."""
    room.press("sok.send", text, user=PER)
    form = room.push(card_of(room.ask("padriver", "spørsmål")), "Knytt til …")
    assert isinstance(form, Form)
    return form


def test_a_question_that_was_sent_in_is_linked_to_what_answers_it(room: Room) -> None:
    form = sent_in(room, f"{ODD} NHO")
    words, near, _ = form.inputs
    assert isinstance(words, TextInput)
    assert isinstance(near, SelectInput)
    assert words.initial == f"{ODD} NHO"
    choice = next(each.value for each in near.choices if each.value == f"arshjul.yaml#{ENTRY}")
    saved = room.send(form.action, state=form.state, questions=ODD, entry=choice)
    assert "[Angre]" in text_of(saved)
    assert answers(room, ODD) == ENTRY
    with room.database.reading() as session:
        assert session.scalars(select(UnansweredQuestion)).all() == []


def test_it_may_be_linked_to_what_was_not_near(room: Room) -> None:
    form = sent_in(room, "hvor mange kronkorker får plass i Spektrum")
    assert text_of(room.send(form.action, state=form.state, questions="kronkorker")).endswith(
        "Velg hva som svarer på spørsmålet, eller skriv hva det heter."
    )
    assert text_of(room.send(form.action, state=form.state, questions="kronkorker", other="bananer")).endswith(
        "Flere passer, eller ingen. Skriv hele navnet, slik det står i «/padriver innhold»."
    )
    room.send(form.action, state=form.state, questions="kronkorker i Spektrum", other="nhos arskonferanse")
    assert answers(room, "kronkorker i Spektrum") == ENTRY


def test_administrators_alone_link_what_was_sent_in(room: Room) -> None:
    form = sent_in(room, ODD)
    refused = room.press("sok.knytt", "1", user=PER)
    assert text_of(refused).startswith("Spør en administrator\n")  # type: ignore[arg-type]
    room.send(form.action, user=PER, state=form.state, questions=ODD, other="nhos arskonferanse")
    with room.database.reading() as session:
        assert session.scalars(select(ContentEntry)).all() == []
    assert PRESSES["sok.knytt"].least is ContactRole.COLLEAGUE
    assert PRESSES["innhold.sporsmal"].least is ContactRole.COLLEAGUE


def test_questions_go_along_when_the_content_is_exported(sqlite_database: Database, tmp_path: Path) -> None:
    room = full_room(sqlite_database)  # its pack has no file of questions of its own
    form = room.press("innhold.sporsmal", "saker/jernbane.yaml#jernbane-a", user=PER)
    assert isinstance(form, Form)
    save(room, form, "hvordan blir pendlerne raskere hjemme")
    write_pack(tmp_path, plain_files(room.pack_now()))
    again = load_pack(tmp_path)
    assert [each.questions for each in again.asked_as if each.entry == "jernbane-a"] == [
        ("hvordan blir pendlerne raskere hjemme",)
    ]
