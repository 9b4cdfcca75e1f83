"""`/arshjul åpent [dato]`: what can be influenced now and later."""

from datetime import date

import pytest

from bot.commands import registry
from bot.commands.access import Restricted
from bot.commands.arshjul.open_card import opening_in_words
from bot.commands.ask import Reply
from content.load import DEFAULT, load_pack
from models.calendar.spans import Span
from models.db.database import Database
from models.workspace.contacts import ContactRole
from tests.support.pack import small_pack
from tests.support.people import Room, full_room, text_of

END = "Et annet tidspunkt: `/arshjul åpent 1. mars` eller `/arshjul åpent i mars`.\n\n[Partiene] [Del i kanalen]"
MARCH = (
    "Statsbudsjettet 2028: Februar–mars\nÅpent februar–mars 2027.\n\n• Møt departementet.\n\n"
    "Åpner etterpå\n• I april 2027 – Statsbudsjettet 2028: April–juli\n\n" + END
)


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database)


@pytest.mark.parametrize("asked", ["åpent", "Åpent", "åpne", "åpent nå", "åpent i dag", "åpent 2.10.", "åpent?"])
def test_today_it_says_what_can_be_influenced_now(room: Room, asked: str) -> None:
    assert text_of(room.ask("arshjul", asked)) == (
        "Hva kan vi påvirke nå?\n\n"
        "Statsbudsjettet 2027: Oktober–desember\nÅpent oktober–desember.\n\n• Møt departementet.\n\n"
        "NTP 2028: Faglige leveranser\nÅpent mars–oktober.\n\n• Snakk med etatene.\n\n"
        "Kampanjen 2026, grep 4: Grep 4\nÅpent oktober–desember. 90 dager igjen.\n\n• Bli sett.\n\n"
        "Åpner etterpå\n• I november – Statsbudsjettet 2028: November–januar\n\n" + END
    )


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        ("1. mars", "mandag 1. mars 2027"),
        ("1.3.", "mandag 1. mars 2027"),
        ("01.03.2027", "mandag 1. mars 2027"),
        ("i mars", "i mars 2027"),
        ("mars", "i mars 2027"),
        ("mars 2027.", "i mars 2027"),
        ("uke 10", "i uke 10 i 2027"),
    ],
)
def test_a_later_day_or_period_is_read_as_everywhere_else(room: Room, asked: str, when: str) -> None:
    assert text_of(room.ask("arshjul", f"åpent {asked}")) == f"Hva kan vi påvirke {when}?\n\n{MARCH}"


def test_where_nothing_is_open_it_says_so_and_what_opens_next(room: Room) -> None:
    room.pack = small_pack(campaigns=(), budget=room.pack.budget.model_copy(update={"phases": ()}))
    assert text_of(room.ask("arshjul", "åpent 1.1.2028")) == (
        "Hva kan vi påvirke lørdag 1. januar 2028?\n\n"
        "Ingenting er åpent da.\n\n"
        "Åpner etterpå\n• I mars 2028 – NTP 2028: Fremleggelse\n\n" + END
    )
    assert text_of(room.ask("arshjul", "åpent 1.9.2028")).startswith(
        "Hva kan vi påvirke fredag 1. september 2028?\n\nIngenting er åpent da.\n\nEt annet tidspunkt: "
    )


def test_what_is_no_time_is_met_with_what_to_write(room: Room) -> None:
    assert text_of(room.ask("arshjul", "åpent 2040")).startswith("Hva kan vi påvirke i 2040?\n\n")
    assert text_of(room.ask("arshjul", "åpent 30. februar")).startswith(
        "Det forsto jeg ikke\n\n30. februar finnes ikke."
    )
    assert text_of(room.ask("arshjul", "åpent tull")) == (
        "Det forsto jeg ikke\n\n"
        "Jeg forstår ikke «tull».\n\n"
        "Skriv en dag eller en periode, for eksempel `/arshjul åpent 1. mars` eller `/arshjul åpent i mars`."
    )


def test_the_answer_can_be_shared_and_is_for_colleagues(room: Room) -> None:
    reply = room.press("del.kanal", {"c": "arshjul", "t": "åpent i mars"})
    assert isinstance(reply, Reply)
    assert reply.share is not None
    assert reply.share.title == "Hva kan vi påvirke i mars 2027?"
    command = registry.COMMANDS["arshjul"]
    assert isinstance(command, Restricted)
    assert command.words["apent"] is ContactRole.COLLEAGUE


def test_a_window_of_the_plan_says_how_sure_it_is_as_elsewhere(sqlite_database: Database) -> None:
    room = full_room(sqlite_database)
    room.pack = load_pack(DEFAULT)
    assert "NTP 2028: Faglige leveranser\nÅpent trolig mars 2026–mars 2027 (ifølge notatet mars–oktober).\n" in text_of(
        room.ask("arshjul", "åpent mars")
    )


@pytest.mark.parametrize(
    ("first", "certainty", "said"),
    [
        (date(2027, 3, 15), "fast", "15. mars 2027"),
        (date(2027, 3, 15), "forventet", "trolig 15. mars 2027"),
        (date(2027, 3, 15), "ca", "rundt 15. mars 2027"),
        (date(2027, 3, 15), "måned", "i mars 2027"),
        (date(2027, 3, 1), "forventet", "i mars 2027"),
        (date(2026, 11, 1), "ca", "i november"),
    ],
)
def test_what_opens_later_has_a_day_only_where_the_day_is_known(first: date, certainty: str, said: str) -> None:
    assert opening_in_words(Span(first, first), certainty, date(2026, 10, 2)) == said
