"""Members in the chat: cards, lists and forms, and who may see them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.file import File
from bot.cards.form import FormErrors
from bot.commands.ask import Reply
from content.schema.dated import Milestone
from content.schema.organisation import Member as MemberEntry
from content.schema.organisation import Subregion
from models.db.database import Database
from models.members.changing import WantedHolder, save_member, set_holder
from models.members.members import MemberRow
from models.official.members import our_constituencies
from models.register import edits
from models.register.erasure import erase
from models.tables import MemberContact, Person, Role
from models.workspace.contacts import ContactRole
from tests.support.pack import small_pack, small_wheel
from tests.support.people import KARI, NOW, Room, card_of, full_room, text_of

COUNCILS = Milestone.model_validate(
    {
        "id": "kommunevalg",
        "kilde": "valg.no",
        "tittel": "Kommunestyre- og fylkestingsvalg",
        "slag": "milepæl",
        "valg": True,
        "når": {"regel": "dato", "måned": 9, "dag": 13},
        "sikkerhet": "fast",
    }
)
SOURCE = "osloregionen.no"
NAMES = {"3218": "Ås", "3419": "Våler", "3114": "Våler", "3903": "Holmestrand"}


@pytest.fixture
def room(database: Database) -> Room:
    pack = small_pack()
    follo = Subregion(
        id="follo", navn="Folloregionen", kommune="Ås", kommunenummer="3218", bekreftet="november 2023", kilde=SOURCE
    )
    known = tuple(
        MemberEntry(kommunenummer=number, navn=name, delregion="follo" if number == "3218" else None, kilde=SOURCE)
        for number, name in NAMES.items()
    )
    own = pack.organisation.model_copy(update={"member_count": 62, "subregions": (follo,), "members": known})
    return full_room(database, replace(pack, organisation=own))


def said(room: Room, text: str) -> str:
    return text_of(room.ask("interessenter", text))


def give(room: Room, number: str, name: str, function: str = "ordfører", **more: str) -> Any:
    values = {"function": function, "name": name, "source": "kommunens nettside"} | more
    return room.send("interessent.medlem.person.lagre", state=number, **values)


def test_a_member_is_shown_with_what_is_missing_and_how_to_mend_it(room: Room) -> None:
    assert said(room, "Ås") == (
        "Ås – medlem\n\n"
        "Kommunenummer: 3218\n"
        "Fylke: Akershus\n"
        "Delregion: Folloregionen\n"
        "Plass i styret: for Folloregionen (bekreftet november 2023)\n\n"
        "Det som gjelder ordføreren, har ingen mottaker ennå.\n\n"
        "Mangler: ordfører. Legg det inn med knappene under.\n\n"
        "[Legg inn person] [Endre] [Alle medlemmer] [Mer …]"
    )


@pytest.mark.parametrize("text", ["ås", "AAS", "Ås kommune", "Ås kommunes", "3218", "ordfører i Ås", "medlemmer ås"])
def test_a_member_is_found_however_it_is_written(room: Room, text: str) -> None:
    assert said(room, text).startswith("Ås – medlem\n")


def test_how_many_are_missing_is_reckoned_from_the_organisations_own_number(room: Room) -> None:
    assert said(room, "medlemmer") == (
        "Medlemmer\n\n"
        "4 medlemmer er lagt inn, 58 mangler.\n\n"
        "• Folloregionen: Ås\n"
        "• Uten delregion: Holmestrand, Våler (Østfold), Våler (Innlandet)\n\n"
        "4 av dem mangler noe vi trenger, som ordfører eller e-post.\n\n"
        "Har dere medlemmene i et regneark? Send det til meg i en direktemelding, så viser jeg hva det endrer før noe skjer.\n\n"
        "[Vis kommune]\n\n"
        "[Legg inn medlem] [Last ned]"
    )


def test_two_members_of_one_name_are_asked_about_by_county(room: Room) -> None:
    card = card_of(room.ask("interessenter", "Våler"))
    assert text_of(card) == (
        "Hvilken Våler?\n\nFlere medlemmer heter Våler: i Østfold og Innlandet. Hvilken mener du?\n\n[Velg kommune]"
    )
    shown = room.push(card, "Velg kommune", chosen="Våler (Innlandet)")
    assert text_of(shown).startswith("Våler (Innlandet) – medlem\n\nKommunenummer: 3419\n")
    assert said(room, "Våler i Østfold").startswith("Våler (Østfold) – medlem\n")


@pytest.mark.parametrize(
    ("text", "title", "count"),
    [
        ("Vestfold", "Medlemmer i Vestfold", "1 medlem i fylket."),
        ("Vestfold fylke", "Medlemmer i Vestfold", "1 medlem i fylket."),
        ("follo", "Medlemmer i Folloregionen", "1 medlem i delregionen."),
        ("Folloregionen", "Medlemmer i Folloregionen", "1 medlem i delregionen."),
    ],
)
def test_a_county_and_a_subregion_list_their_members(room: Room, text: str, title: str, count: str) -> None:
    assert said(room, text).startswith(f"{title}\n\n{count}\n\n• ")


def test_a_municipality_that_is_no_member_is_looked_for_in_the_register(room: Room) -> None:
    assert "Jeg fant ingen for «Hamar»." in said(room, "Hamar")


def test_a_new_mayor_ends_the_role_of_the_old_one(room: Room) -> None:
    give(room, "3218", "Kari Lie (Ap)", email="kari@example.no", phone="12345678")
    assert "• Ordfører: Kari Lie (Ap)\n  kari@example.no · 12345678 [Vis] [Mer …]" in said(room, "Ås")
    assert "Det som gjelder ordføreren, går til Kari Lie." in said(room, "Ås")
    answer = give(room, "3218", "Per By", email="per@example.no")
    assert text_of(answer).startswith("Ås – medlem\n\nÅs er oppdatert.\n")
    assert "Kari Lie" not in said(room, "Ås").split("Andre vi kjenner der")[0]
    with room.database.session() as session:
        roles = {row.person_id: row.to_on for row in session.scalars(select(Role))}
        assert sorted(str(each) for each in roles.values()) == ["2026-10-01", "None"]
        names = session.scalars(select(Person.source)).all()
        assert set(names) == {"kommunens nettside"}
    room.push(card_of(answer), "Angre")
    assert "• Ordfører: Kari Lie (Ap)" in said(room, "Ås")


def test_who_has_the_function_no_longer_is_taken_off(room: Room) -> None:
    give(room, "3218", "Kari Lie")
    card = card_of(room.ask("interessenter", "Ås"))
    answer = room.push(card, "Har ikke vervet lenger", row="Kari Lie")
    assert "Mangler: ordfører." in text_of(answer)


def test_the_municipality_chooses_who_gets_it_and_an_adviser_answers_for_the_mayor(room: Room) -> None:
    give(room, "3218", "Kari Lie", email="kari@example.no")
    room.send("interessent.medlem.lagre", state="3218", municipality="Ås", recipient="rådgiver", region="Folloregionen")
    assert (
        "Det som gjelder ordføreren, går til Kari Lie. Kommunen har valgt politisk rådgiver, men ingen er lagt inn."
        in said(room, "Ås")
    )
    give(room, "3218", "Siv Dal", "rådgiver", email="siv@example.no")
    assert "Det som gjelder ordføreren, går til Siv Dal, som svarer for ordføreren." in said(room, "Ås")
    give(room, "3218", "Ola Moe", "kommunedirektør")
    assert "• Kommunedirektør (til orientering): Ola Moe" in said(room, "Ås")


def test_somebody_in_the_register_with_that_name_is_the_one_and_two_are_asked_about(room: Room) -> None:
    room.ask("interessenter", "møtte Kari Lie om jernbane: positiv")
    give(room, "3218", "Kari Lie", email="kari@example.no")
    with room.database.session() as session:
        assert session.scalars(select(Person.email)).all() == ["kari@example.no"]
    give(room, "3903", "Kari Lie", another="annen")
    give(room, "3218", "Per By")
    room.send("interessent.ny.lagre", name="Per By", source="en avis", purpose="dialog", another="annen")
    room.send("interessent.ny.lagre", name="Per By", source="en avis", purpose="dialog", another="annen")
    refused = give(room, "3903", "Per By")
    assert isinstance(refused, FormErrors)
    assert refused.errors["name"].startswith("Flere i registeret heter Per By (P")


def test_a_member_is_added_once_and_leaves(room: Room) -> None:
    answer = room.send("interessent.medlem.lagre", municipality="lillestrøm", joined="2004", recipient="ordfører")
    assert text_of(answer).startswith("Lillestrøm – medlem\n\nLillestrøm er lagt inn som medlem.\n")
    assert "Medlem siden: 2004" in said(room, "Lillestrøms")
    again = room.send("interessent.medlem.lagre", municipality="3205")
    assert again == FormErrors({"municipality": "Lillestrøm står på lista fra før."})
    unclear = room.send("interessent.medlem.lagre", municipality="Herøy", joined="2050")
    assert isinstance(unclear, FormErrors)
    assert unclear.errors == {
        "municipality": "Det finnes flere som heter Herøy. Skriv Herøy (Møre og Romsdal) eller Herøy (Nordland).",
        "joined": "Skriv et år fra 1800 til 2026, eller en dato.",
    }
    give(room, "3205", "Kari Lie")
    asked = room.push(card_of(room.ask("interessenter", "Lillestrøm")), "Ikke medlem lenger")
    left = room.push(card_of(asked), "Ikke medlem lenger")
    assert "Lillestrøm er tatt av lista over medlemmer." in text_of(left)
    assert "Lillestrøm" not in said(room, "medlemmer")
    room.push(card_of(left), "Angre")
    assert "• Ordfører: Kari Lie" in said(room, "Lillestrøm")


def test_a_member_of_the_pack_that_left_stays_away(room: Room) -> None:
    room.press("interessent.medlem.meld_ut", "3903")
    assert said(room, "medlemmer").split("\n")[2] == "3 medlemmer er lagt inn, 59 mangler."


def test_a_municipality_with_a_new_number_takes_its_people_along(room: Room) -> None:
    with room.database.session() as session:
        edit = edits.begin(session, room.workspace.id, KARI, "medlem", NOW)
        old = MemberRow("0231", "Skedsmo")
        save_member(session, room.workspace.id, old, {}, edit)
        set_holder(session, room.workspace.id, old, WantedHolder("ordfører", "Kari Lie"), edit, "kommunen")
    assert "Nummeret 0231 finnes ikke i Kartverkets liste." in said(room, "Skedsmo")
    room.send("interessent.medlem.lagre", state="0231", municipality="Lillestrøm")
    assert "• Ordfører: Kari Lie" in said(room, "Lillestrøm")
    assert "Skedsmo" not in said(room, "medlemmer")


def test_all_mayors_are_listed_with_what_is_missing(room: Room) -> None:
    give(room, "3218", "Kari Lie", email="kari@example.no")
    give(room, "3903", "Per By")
    assert said(room, "ordførere").startswith(
        "Ordførere\n\n"
        "2 av 4 medlemmer har ordfører lagt inn.\n\n"
        "• Holmestrand: Per By, e-post mangler\n"
        "• Våler (Østfold): ordfører mangler\n"
        "• Våler (Innlandet): ordfører mangler\n"
        "• Ås: Kari Lie, kari@example.no\n\n"
        "58 medlemmer er ikke lagt inn ennå.\n"
    )


def test_only_colleagues_see_people_of_members(room: Room) -> None:
    give(room, "3218", "Kari Lie", email="kari@example.no")
    room.role = ContactRole.GUEST
    for text in ("Ås", "ordførere", "medlemmer", "Folloregionen", "medlemmer eksport"):
        assert "Kari" not in said(room, text)


def test_the_members_are_given_as_a_file(room: Room) -> None:
    give(room, "3218", "Kari Lie", email="kari@example.no")
    card = card_of(room.ask("interessenter", "medlemmer"))
    reply = room.push(card, "Last ned")
    assert isinstance(reply, Reply)
    assert isinstance(reply.file, File)
    assert isinstance(room.ask("interessenter", "medlemmer eksport"), File)


def test_who_is_deleted_is_no_longer_anybodys_mayor(room: Room) -> None:
    give(room, "3218", "Kari Lie", email="kari@example.no")
    with room.database.session() as session:
        person_id = session.scalars(select(Person.id)).one()
        erase(session, room.workspace.id, person_id, KARI, NOW)
        assert session.scalars(select(MemberContact)).all() == []
    assert "Mangler: ordfører." in said(room, "Ås")


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Hvem er ordfører i Ås?", "Ås – medlem\n"),
        ("kven er ordførar i Ås", "Ås – medlem\n"),
        ("Hvem er ordføreren i Ås kommune?", "Ås – medlem\n"),
        ("hvem er Holmestrands ordfører", "Holmestrand – medlem\n"),
        ("Er Ås medlem?", "Ås – medlem\n"),
        ("er Hamar medlem hos oss?", "Ikke på lista\n\nHamar står ikke på lista over medlemmer.\n"),
        ("Hvilke kommuner er medlemmer?", "Medlemmer\n"),
        ("hvor mange medlemmer har vi", "Medlemmer\n"),
        ("hvilke kommuner er i Vestfold?", "Medlemmer i Vestfold\n"),
        ("hvilke ordførere mangler vi?", "Ordførere\n"),
    ],
)
def test_a_question_in_plain_words_finds_them(room: Room, question: str, begins: str) -> None:
    assert text_of(room.ask("padriver", question)).startswith(begins)
    assert said(room, question).startswith(begins)
    room.role = ContactRole.GUEST
    assert not text_of(room.ask("padriver", question)).startswith(begins)


def test_after_the_new_councils_have_met_it_is_asked_whether_the_mayor_is_still_the_mayor(room: Room) -> None:
    give(room, "3218", "Kari Lie", email="kari@example.no")
    give(room, "3218", "Ola Moe", "kommunedirektør")
    room.pack = replace(room.pack, wheel=small_wheel().model_copy(update={"calendar": (COUNCILS,)}))
    room.now = datetime(2027, 10, 29, 7, tzinfo=UTC)
    assert "Mangler:" not in said(room, "Ås")
    room.now = datetime(2027, 11, 1, 8, tzinfo=UTC)
    assert "Mangler: om Kari Lie fortsatt er ordfører etter kommunevalget." in said(room, "Ås")
    assert "1 person bør vurderes på nytt: 1 sto her før valget." in said(room, "gjennomgang")
    give(room, "3218", "Kari Lie")
    assert "Mangler:" not in said(room, "Ås")
    assert "Ingen i registeret trenger å vurderes på nytt nå." in said(room, "gjennomgang")


def test_the_representatives_that_are_ours_follow_the_members_that_people_enter(room: Room) -> None:
    def ours() -> tuple[str, ...]:
        with room.database.session() as session:
            return our_constituencies(session, room.workspace.id, room.pack)

    assert "Telemark" not in ours()
    room.send("interessent.medlem.lagre", municipality="Skien", recipient="ordfører")
    assert "Telemark" in ours()
