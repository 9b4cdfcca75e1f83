"""`/arshjul bilde` and `/arshjul plakat`: the wheel as a picture or a PDF, with the same as a list."""

from dataclasses import replace
from datetime import date
from itertools import cycle
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from bot.cards.card import Bold, Bullets, Card
from bot.cards.file import File
from bot.cards.text import render_text
from bot.commands.arshjul import wheel_picture
from bot.commands.ask import Answer, Reply
from bot.pictures.month_sector import month_drawing
from jobs.nudges.wheel_picture import month_picture
from models.db.database import Database
from models.tables import Occurrence, Workspace
from models.workspace.contacts import PERSON, SeenContact, record_contacts
from tests.support.pack import small_pack
from tests.support.people import PER, Room, card_of, empty_room, full_room, text_of
from tests.support.rows import new_row

YEAR = (
    "Årshjulet 2026\n\n"
    "• August: Arendalsuka\n"
    "• Oktober: Energidagene til NVE; Følg fremleggelsen av statsbudsjettet; Se etter høringsfrister (gjort). "
    "Tomt: NTP og politisk nettverksbygging\n"
    "• November: ingenting ennå\n"
    "• Desember: Julelunsj for samarbeidspartnere. Tomt: arrangementer, statsbudsjett og saker\n\n"
    "[PDF til veggen (A3)] [Del i kanalen]"
)


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database)


def file_of(answer: Answer | Reply) -> File:
    found = answer.file if isinstance(answer, Reply) else answer
    assert isinstance(found, File)
    return found


def caption_of(answer: Answer | Reply) -> str:
    caption = file_of(answer).caption
    assert caption is not None
    return render_text(caption)


def test_a_year_is_a_picture_with_the_same_as_a_list_and_as_alternative_text(room: Room) -> None:
    room.push(card_of(room.ask("arshjul")), "Ferdig", "Se etter")
    file = file_of(room.ask("arshjul", "bilde"))
    assert (file.name, file.title) == ("arshjul-2026.png", "Årshjulet 2026")
    assert file.content().startswith(b"\x89PNG")
    assert caption_of(file) == YEAR
    assert file.alt == (
        "Årshjulet 2026. August: Arendalsuka. "
        "Oktober: Energidagene til NVE; Følg fremleggelsen av statsbudsjettet; Se etter høringsfrister (gjort). "
        "Tomt: NTP og politisk nettverksbygging. "
        "November: ingenting ennå. "
        "Desember: Julelunsj for samarbeidspartnere. Tomt: arrangementer, statsbudsjett og saker."
    )


def test_a_month_says_who_is_responsible_but_not_of_what_is_done_or_of_who_has_left(room: Room) -> None:
    contact = SeenContact(PER, PERSON, name="Per Hansen")
    with room.database.session() as session:
        record_contacts(session, room.workspace.id, [contact], room.now)
    room.push(card_of(room.ask("arshjul")), "Jeg tar den", "Energidagene", user=PER)
    assert "• Arrangementer: Energidagene til NVE (Per Hansen)\n" in caption_of(room.ask("arshjul", "bilde oktober"))
    with room.database.session() as session:
        record_contacts(session, room.workspace.id, [replace(contact, has_left=True)], room.now)
    assert "• Arrangementer: Energidagene til NVE\n" in caption_of(room.ask("arshjul", "bilde oktober"))


def test_a_month_names_the_first_of_several_and_counts_the_rest_also_in_the_drawing(room: Room) -> None:
    with room.database.session() as session:
        people = [SeenContact(each, PERSON, name=name) for each, name in ((PER, "Per Hansen"), ("U3OLA", "Ola Moe"))]
        record_contacts(session, room.workspace.id, people, room.now)
        energy = (Occurrence.title.startswith("Energidagene"), Occurrence.starts_on == date(2026, 10, 1))
        row = session.scalars(select(Occurrence).where(*energy)).one()
        row.owner, row.co_owners = PER, ["U3OLA", "U4KIM"]
    caption = caption_of(room.ask("arshjul", "bilde oktober"))
    assert "• Arrangementer: Energidagene til NVE (Per Hansen +2)\n" in caption, "one has no name here"
    with room.database.reading() as session:
        drawn = month_picture(
            session,
            session.get_one(Workspace, room.workspace.id),
            small_pack(),
            room.now.date(),
            date(2026, 10, 1),
            None,
        )
    texts = ["".join(each.itertext()) for each in ET.fromstring(month_drawing(drawn).as_svg()).iter()]
    assert "Per Hansen +2" in texts


FIELDS = ("arrangementer", "statsbudsjett", "ntp", "nettverksbygging", "saker")
ODD_TITLES = (
    "🚆 tog",
    "<b>&amp;]]>",
    "\u05e9\u05dc\u05d5\u05dd",
    "a\x0bb\ufffe\u202ec",
    "#let x = 1 @a $x$ \\",
    "x" * 200,
    "漢字 og tog",
)


def test_any_title_can_be_drawn_and_printed(room: Room) -> None:
    with room.database.session() as session:
        for title, field in zip(ODD_TITLES, cycle(FIELDS), strict=False):
            new_row(session, room.workspace.id, title, date(2026, 10, 5), field=field, key=f"egen:{title[:9]}")
    for asked in ("bilde oktober", "bilde", "plakat"):
        file = file_of(room.ask("arshjul", asked))
        assert file.content().startswith(b"%PDF-" if asked == "plakat" else b"\x89PNG"), asked


def test_what_is_done_looks_different(room: Room) -> None:
    before = file_of(room.ask("arshjul", "bilde")).content()
    room.push(card_of(room.ask("arshjul")), "Ferdig", "Se etter")
    assert file_of(room.ask("arshjul", "bilde")).content() != before


def test_a_month_is_a_picture_with_days_and_people(room: Room) -> None:
    room.ask("arshjul", "ny oktober nettverksbygging Frokostmøte 20. oktober")
    file = file_of(room.ask("arshjul", "bilde oktober"))
    assert (file.name, file.title) == ("arshjul-2026-10.png", "Årshjulet for oktober 2026")
    assert caption_of(file) == (
        "Årshjulet for oktober 2026\n\n"
        "• Arrangementer: Energidagene til NVE\n"
        "• Statsbudsjett: Følg fremleggelsen av statsbudsjettet\n"
        "• NTP: tomt\n"
        "• Politisk nettverksbygging: Frokostmøte (20. oktober)\n"
        "• Saker: Se etter høringsfrister\n\n"
        "[Hele 2026] [Del i kanalen]"
    )


@pytest.mark.parametrize("asked", ["bilde", "Bildet", "bilde 2026", "bilde året", "tegn 2026"])
def test_a_year_is_asked_for_in_many_ways(room: Room, asked: str) -> None:
    assert file_of(room.ask("arshjul", asked)).name == "arshjul-2026.png"


@pytest.mark.parametrize(
    "asked", ["bilde januar 2027", "bilde i januar", "januar bilde", "bilde uke 2", "bilde 12.1.2027"]
)
def test_a_month_is_asked_for_in_many_ways(room: Room, asked: str) -> None:
    assert file_of(room.ask("arshjul", asked)).name == "arshjul-2027-01.png"


def test_a_period_that_is_none_is_met_with_what_to_write(room: Room) -> None:
    assert text_of(room.ask("arshjul", "bilde 30. februar")).startswith(
        "Det forsto jeg ikke\n\n30. februar finnes ikke."
    )
    assert text_of(room.ask("arshjul", "bilde tull")) == (
        "Det forsto jeg ikke\n\n"
        "Jeg forstår ikke «tull».\n\n"
        "Skriv et år eller en måned, for eksempel `/arshjul bilde 2027` eller `/arshjul bilde mars`."
    )


def test_the_picture_is_a_press_away_from_the_month_and_the_year(room: Room) -> None:
    assert file_of(room.push(card_of(room.ask("arshjul")), "Vis som bilde")).name == "arshjul-2026-10.png"
    shown = file_of(room.push(card_of(room.ask("arshjul", "2027")), "Vis som bilde"))
    assert shown.name == "arshjul-2027.png"
    assert shown.caption is not None
    assert file_of(room.push(shown.caption, "PDF til veggen (A3)")).name == "arshjul-2027.pdf"


@pytest.mark.parametrize("value", ["", "{}", '{"v":"tull"}', '{"v":"2026-13"}', "x"])
def test_a_button_that_is_not_ours_is_out_of_date(room: Room, value: str) -> None:
    for action in ("arshjul.bilde", "arshjul.plakat"):
        assert text_of(room.press(action, value)).startswith("Svaret er utdatert")


def test_a_poster_is_a_pdf(room: Room) -> None:
    for asked in ("plakat 2027", "bilde 2027 pdf", "pdf 2027", "bilde A3 mars 2027"):
        file = file_of(room.ask("arshjul", asked))
        assert (file.name, file.title, file.caption) == ("arshjul-2027.pdf", "Årshjulet 2027 (A3)", None)
    assert file.content().startswith(b"%PDF-")


def test_without_the_libraries_the_list_says_how_to_get_them(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel_picture, "can_draw", lambda: False)
    monkeypatch.setattr(wheel_picture, "can_print", lambda: False)
    assert text_of(room.ask("arshjul", "bilde oktober")) == (
        "Årshjulet for oktober 2026\n\n"
        "• Arrangementer: Energidagene til NVE\n"
        "• Statsbudsjett: Følg fremleggelsen av statsbudsjettet\n"
        "• NTP: tomt\n"
        "• Politisk nettverksbygging: tomt\n"
        "• Saker: Se etter høringsfrister\n\n"
        "Jeg kan ikke tegne her ennå. Be den som drifter Pådriver, om å installere tillegget for bilder: "
        "`pip install 'padriver[images]'`.\n\n"
        "[Hele 2026] [Del i kanalen]"
    )
    assert text_of(room.ask("arshjul", "plakat 2027")) == (
        "PDF mangler her\n\n"
        "Jeg kan ikke lage PDF her ennå. Be den som drifter Pådriver, om å installere tillegget for plakater: "
        "`pip install 'padriver[images,poster]'`."
    )


def test_without_the_poster_alone_the_picture_is_offered(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel_picture, "can_print", lambda: False)
    assert text_of(room.ask("arshjul", "plakat 2027")).endswith(
        "`pip install 'padriver[images,poster]'`.\n\nBildet får du med `/arshjul bilde 2027`."
    )


def test_a_shared_picture_stands_above_its_list(room: Room) -> None:
    caption = file_of(room.ask("arshjul", "bilde 2026")).caption
    assert caption is not None
    reply = room.push(caption, "Del i kanalen", user=PER)
    assert isinstance(reply, Reply)
    assert reply.share is not None
    picture, rows, _ = reply.share.parts
    assert (picture.name, picture.view) == ("arshjul-2026.png", "2026")  # type: ignore[union-attr]
    assert isinstance(rows, Bullets)
    assert rows.items[0] == (Bold("August"), ": Arendalsuka")
    assert render_text(reply.share).endswith("Delt av @{U2PER} · `/arshjul bilde 2026`")


def test_a_poster_cannot_be_shared_as_a_card(room: Room) -> None:
    reply = room.press("del.kanal", {"c": "arshjul", "t": "plakat 2026"})
    assert isinstance(reply, Reply)
    assert isinstance(reply.card, Card)
    assert reply.card.title == "Svaret er utdatert"


def test_a_year_of_many_has_an_alternative_text_of_whole_lines(room: Room) -> None:
    for number in range(12):
        room.ask("arshjul", f"ny oktober saker Et ganske langt punkt om kollektivtrafikken i regionen nummer {number}")
        room.ask("arshjul", f"ny november saker Enda et ganske langt punkt om kraftnettet i regionen nummer {number}")
    file = file_of(room.ask("arshjul", "bilde"))
    assert len(file.alt) <= 1_000
    assert file.alt.endswith("; og 7 til. Tomt: NTP og politisk nettverksbygging. Hele lista står ved siden av bildet.")


def test_an_empty_year_is_still_a_picture(sqlite_database: Database) -> None:
    file = file_of(empty_room(sqlite_database).ask("arshjul", "bilde 2031"))
    assert file.alt == "Årshjulet 2031. 2031: ingenting i årshjulet."
    assert file.content().startswith(b"\x89PNG")
