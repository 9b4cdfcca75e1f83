"""Plain words find the workspace's own cases, what it followed up in the media, and its dialogues, for those who may."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.cards.form import Form
from bot.commands.ask import Ask
from bot.commands.plain.finding import Findings, find_for
from models.cases import cases
from models.cases.cases import CaseValues
from models.db.database import Database
from models.official import records
from models.official.items import ItemKind, OfficialItem
from models.register.dialogues import NewDialogue, log, remove
from models.register.erasure import anonymise, erase
from models.register.readers import name_reader
from models.tables import FollowUp, Person, PolicyCase
from models.workspace.contacts import ContactRole
from tests.support.content import PACK
from tests.support.people import KARI, PER, Room, full_room, text_of
from tests.support.register import new_person

NYE_SPOR = "Representantforslag om nye jernbanespor til Ski"
CASE = "Hva skjer med sykkelveien langs Glomma?"
MEDIA = "hva har vi gjort med streiken blant bussjåførene?"
TALK = "hva sa de om ladestasjoner for ferger?"
KINDS = {CASE: "vår sak", MEDIA: "oppfølging", TALK: "samtale"}


def taken(room: Room, channel: str, text: str, owner: str = PER) -> FollowUp:
    return FollowUp(
        workspace_id=room.workspace.id, channel=channel, message=text[:9], day=date(2026, 9, 30), text=text,
        link="https://www.nrk.no/1", owner=owner, due_at=room.now, created_at=room.now,
    )  # fmt: skip


@pytest.fixture
def room(database: Database) -> Room:
    made = full_room(database, PACK)
    made.set(media_channel="C9")
    workspace_id = made.workspace.id
    with database.session() as session:
        values = CaseValues("Sykkelvei langs Glomma", None, date(2026, 10, 12), "Befaring")
        case = cases.add_own(session, workspace_id, values, KARI, made.now)
        cases.write_sheet(session, workspace_id, case.id, {"status": "Venter på svar fra fylket."}, KARI, made.now)
        session.add(taken(made, "C9", "Bussjåførene streiker på Romerike"))
        session.add(taken(made, "C5", "Lekkasje om rullebanen på Rygge"))
        person = new_person(session, workspace_id, "Berit Moe")
        talk = NewDialogue(
            date(2026, 9, 15),
            "møte",
            (PER,),
            (person.id,),
            about="ladestasjoner for ferger",
            said="De vil ha strøm i Moss.",
        )
        log(session, workspace_id, talk, PER, made.now)
    return made


def find_as(room: Room, text: str, **who: object) -> Findings:
    ask = replace(Ask(room.workspace, PACK, KARI, "C1", room.now), **who)  # type: ignore[arg-type]
    with room.database.session() as session:
        return find_for(ask, session, text)


def kinds(room: Room, text: str, **who: object) -> set[str]:
    """Return the kinds of our own work that a question finds, first or not."""
    return {each.kind for each in find_as(room, text, **who).found} & set(KINDS.values())


def test_a_case_is_answered_with_its_card(room: Room) -> None:
    assert text_of(room.ask("padriver", CASE)) == (
        "Egen sak\n\n"
        "Sykkelvei langs Glomma\n\n"
        "Hvor den er: Venter på svar fra fylket.\n"
        "Neste datoer: Befaring 12. oktober\n"
        "Følges av: @{U1KARI}\n\n"
        "[Saksark] [Kontakter] [Mer …]\n\n"
        "Kilde: sakene våre.\n\n"
        "[Hjalp ikke]"
    )


def test_a_follow_up_is_answered_with_who_has_it_and_its_deadline(room: Room) -> None:
    card = text_of(room.ask("padriver", f"søk {MEDIA}"))
    assert card.startswith(
        "Oppfølging i media\n\n"
        "«Bussjåførene streiker på Romerike» les saken (https://www.nrk.no/1)\n\n"
        "Kom onsdag 30. september. Følges opp av @{U2PER}. Frist i dag kl. 9.00.\n\n"
        "[Fulgt opp] [Gi videre]\n\n"
        "Datoen er fast. Kilde: https://www.nrk.no/1.\n\n"
    )


def test_a_follow_up_that_is_done_says_when(room: Room) -> None:
    form = room.push(room.ask("padriver", MEDIA), "Fulgt opp", user=PER)  # type: ignore[arg-type]
    assert isinstance(form, Form)
    room.send(form.action, state=form.state, user=PER, deed="kommentar")
    again = text_of(room.ask("padriver", MEDIA))
    assert "Kom onsdag 30. september. Fulgt opp av @{U2PER} fredag 2. oktober.\n\nDatoen er fast." in again


def test_a_dialogue_is_answered_with_what_was_said_and_by_whom(room: Room) -> None:
    assert text_of(room.ask("padriver", TALK)) == (
        "Møte med Berit Moe om ladestasjoner for ferger\n\n"
        "Hvem: Berit Moe\n"
        "Når: Tirsdag 15. september, møte\n"
        "Om: ladestasjoner for ferger\n"
        "Sagt: De vil ha strøm i Moss.\n"
        "Fra oss: @{U2PER}\n\n"
        "[Vis Berit Moe]\n\n"
        "Datoen er fast. Kilde: dialogloggen.\n\n"
        "[Hjalp ikke]"
    )
    assert find_as(room, "når snakket vi om ladestasjoner for ferger").found[0].kind == "samtale"


@pytest.mark.parametrize(
    "who",
    [
        {"role": ContactRole.GUEST},
        {"is_external": True, "is_private": False},
    ],
)
def test_guests_and_people_outside_find_none_of_it(room: Room, who: dict[str, object]) -> None:
    assert [kinds(room, text, **who) for text in KINDS] == [set(), set(), set()]


def test_in_public_nothing_of_the_register_is_found(room: Room) -> None:
    assert [kinds(room, text, is_private=False) for text in KINDS] == [{"vår sak"}, {"oppfølging"}, set()]
    asked = "hvem er Berit Moe hos oss"
    assert "Berit Moe" in [each.title for each in find_as(room, asked).found]
    assert "Berit Moe" not in [each.title for each in find_as(room, asked, is_private=False).found]


def test_who_may_not_read_the_register_finds_no_dialogue(room: Room) -> None:
    with room.database.session() as session:
        name_reader(session, room.workspace, "U9", KARI, room.now)
    assert [kinds(room, text, user_id=PER) for text in KINDS] == [{"vår sak"}, {"oppfølging"}, set()]
    assert "Berit" not in text_of(room.ask("padriver", TALK, user=PER))
    assert kinds(room, TALK, user_id="U9") == {"samtale"}


def test_a_message_outside_the_media_channel_is_found_by_its_owner_alone(room: Room) -> None:
    text = "lekkasje om rullebanen på Rygge"
    assert kinds(room, text, user_id=PER) == {"oppfølging"}
    assert kinds(room, text, user_id=KARI) == kinds(room, text, user_id=PER, is_private=False) == set()


@pytest.mark.parametrize("forget", [erase, anonymise])
def test_somebody_who_is_erased_is_not_found(room: Room, forget: object) -> None:
    assert "Berit" in text_of(room.ask("padriver", TALK))
    with room.database.session() as session:
        person = session.scalars(select(Person.id)).one()
        forget(session, room.workspace.id, person, KARI, room.now)  # type: ignore[operator]
    assert "Berit" not in text_of(room.ask("padriver", TALK))
    assert "strøm i Moss" not in text_of(room.ask("padriver", "strøm i Moss ladestasjoner for ferger"))


def test_what_is_taken_out_or_closed_is_not_found(room: Room) -> None:
    with room.database.session() as session:
        remove(session, room.workspace.id, 1, KARI, room.now)
        cases.close(session, room.workspace.id, session.scalars(select(PolicyCase.id)).one(), room.now)
    assert kinds(room, TALK) == kinds(room, CASE) == set()


def test_a_case_of_the_storting_that_is_followed_is_found_as_ours(room: Room) -> None:
    with room.database.session() as session:
        records.keep_items(session, "stortinget-saker", [OfficialItem(ItemKind.CASE, "9", NYE_SPOR)], room.now)
        record = records.by_number(session, ItemKind.CASE, "9")
        assert record
        cases.follow_item(session, room.workspace.id, record, KARI, None, room.now)
    best = find_as(room, "hva skjer med nye jernbanespor til Ski").found[0]
    assert (best.id, best.kind) == ("sak:9", "vår sak")
