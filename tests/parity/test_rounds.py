"""`/budskap runde`: chosen, shown, sent by e-mail and in the chat, answered, noted, and drawn, on both platforms."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.pages.round_sent import take_sent
from content.schema.dated import Milestone
from content.schema.pack import Pack
from models.db.database import Database
from models.mail.addresses import mail_address, mail_destination, stop, turn_off
from models.official.round_uses import RoundUse, propose_use
from models.rounds.forgetting import forget_written
from models.rounds.links import OpenedLink
from models.tables import Carrier, Contact, Delivery, Destination, MessageRound, OfficialFind, Person, Workspace
from models.workspace.workspaces import get_or_create
from tests.parity.chats import CHATS, Seen
from tests.support.nudges import at
from tests.support.rounds import MESSAGE, have_mayors, links, pack_of_members, sent_round

ELECTION = {
    "id": "kommunevalg", "tittel": "Kommunestyre- og fylkestingsvalg", "slag": "milepæl", "valg": True, "kilde": "x",
    "når": {"regel": "ukedag", "måned": 9, "ukedag": "mandag", "nr": 2}, "sikkerhet": "forventet",
}  # fmt: skip
PNG = b"\x89PNG"
NEW = {"target": "rikstunnelen", "audience": "alle", "until": "2026-10-30"}


def set_up(chat: Any, database: Database) -> None:
    """Let the bot have an address, keys and e-mail, and the members mayors; one of them is Per, who is in the chat."""
    room = chat._bench.room
    deps = room.dispatcher.deps if chat.name == "teams" else room.bolt_app.dispatcher.deps
    object.__setattr__(deps, "round_links", links())
    object.__setattr__(deps, "mails", True)
    with database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        have_mayors(session, workspace)
        session.execute(update(Person).where(Person.name == "Anne Dal").values(name="Per Hansen", folded="per hansen"))


def plain(text: str) -> str:
    return " ".join(text.replace("*", "").split()).replace(" :", ":")


def planned(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        query = select(Delivery.kind, Destination.kind, Destination.address, Destination.workspace_id)
        rows = session.execute(query.join(Destination, Destination.id == Delivery.destination_id).order_by(Delivery.id))
        found = []
        for kind, to, address, workspace_id in rows:
            mail = mail_address(session, workspace_id, address) if to == "epost" else None
            found.append((kind, to, mail.address if mail else address))
        return [each for each in found if each[0].startswith("runde")]


@pytest.mark.parametrize("name", CHATS)
async def test_a_round_is_shown_before_it_is_sent_and_goes_once_to_each(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, pack_of_members()) as chat:
        per = await chat.per_asks()
        set_up(chat, sqlite_database)
        assert "Ingen runder ennå." in plain((await chat.ask("budskap runde")).text)
        draft = await chat.ask("budskap runde godsterminal")
        assert "«Godsterminal» er et utkast, og utkast sender vi ikke ut." in plain(draft.text)
        shown = await chat.form("budskap runde rikstunnelen", NEW)
        said = plain(shown.text)
        assert "Får e-post (2): Lillestrøm og Ås." in said
        assert "Får det her i chatten (1): Asker (Per Hansen)." in said
        assert "Ingenting er sendt ennå." in said
        assert MESSAGE in said
        assert planned(sqlite_database) == []
        old = Seen(shown.text, deepcopy(shown.raw))
        sent = await chat.press(shown, "Send til 3")
        assert "0 av 3 kommuner har brukt budskapet." in plain(sent.text)
        assert "Uten svar: Asker, Lillestrøm og Ås." in plain(sent.text)
        wanted = [
            ("runde", "epost", "ola@example.no"),
            ("runde", "epost", "berit@example.no"),
            ("runde", "person", per),
        ]
        found = planned(sqlite_database)
        assert sorted(each for each in found if each[0] == "runde") == sorted(wanted)
        assert len(found) == 2 * len(wanted), "and one reminder each"
        await chat.press(old, "Send til 3")
        assert planned(sqlite_database) == found, "once"


@pytest.mark.parametrize("name", CHATS)
async def test_a_message_that_was_changed_after_the_round_was_begun_is_not_sent(
    name: str, sqlite_database: Database
) -> None:
    async with CHATS[name](sqlite_database, pack_of_members()) as chat:
        await chat.per_asks()
        set_up(chat, sqlite_database)
        shown = await chat.form("budskap runde ny", NEW)
        with sqlite_database.session() as session:
            session.execute(update(MessageRound).values(text="Slik det ble klarert før"))
        refused = await chat.press(shown, "Send til 3")
        sentence = (
            "«Rikstunnelen» er endret eller ikke lenger klarert. Slett runden, og lag en ny når budskapet er klarert."
        )
        assert sentence in plain(refused.text)
        assert planned(sqlite_database) == []
        deleted = await chat.press(refused, "Slett runden")
        assert "Runden er slettet. Ingen har fått noe." in plain(deleted.text)


@pytest.mark.parametrize("name", CHATS)
@pytest.mark.parametrize("role", [None, "guest", "stranger"])
async def test_a_guest_with_a_mayors_name_is_not_asked(name: str, role: str | None, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, pack_of_members()) as chat:
        await chat.per_asks()
        set_up(chat, sqlite_database)
        with sqlite_database.session() as session:
            session.add(
                Contact(
                    workspace_id=1,
                    address="U-OTHER",
                    kind="person",
                    name="Ola Moe",
                    role=role,
                    seen_at=at("2026-10-09 08:00"),
                )
            )
        shown = await chat.form("budskap runde rikstunnelen", NEW)
        said = plain(shown.text)
        assert "Får e-post (2): Lillestrøm og Ås." in said
        assert "Får det her i chatten (1): Asker (Per Hansen)." in said


@pytest.mark.parametrize("name", CHATS)
async def test_who_wants_no_email_and_whose_address_does_not_work_are_told_apart(
    name: str, sqlite_database: Database
) -> None:
    async with CHATS[name](sqlite_database, pack_of_members()) as chat:
        await chat.per_asks()
        set_up(chat, sqlite_database)
        short = plain((await chat.form("budskap runde ny", NEW)).text)
        assert "De som får e-post, får ingen påminnelse før det har gått en måned. Ring dem som ikke svarer." in short
        now = at("2026-10-09 08:00")
        with sqlite_database.session() as session:
            workspace_id = session.scalars(select(Workspace.id)).one()
            stop(session, workspace_id, mail_destination(session, workspace_id, "ola@example.no", now).address, now)
            berit = mail_destination(session, workspace_id, "berit@example.no", now).address
            turn_off(session, workspace_id, berit, "smtp_address", now)
        said = plain((await chat.form("budskap runde ny", NEW)).text)
        assert "Adressen virker ikke: Ås." in said
        assert "Vil ikke ha e-post fra oss: Lillestrøm." in said
        assert "påminnelse" not in said


@pytest.mark.parametrize("name", CHATS)
async def test_answers_are_noted_with_who_said_it_and_drawn(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, pack_of_members()) as chat:
        await chat.per_asks()
        set_up(chat, sqlite_database)
        status = await chat.press(await chat.form("budskap runde ny", NEW), "Send til 3")
        with sqlite_database.reading() as session:
            ids = {each.number: str(each.id) for each in session.scalars(select(Carrier))}
        noted = await chat.fill(
            status, "Noter svar …", {"carrier": ids["3205"], "answer": "brukt", "by": "Ola Moe", "how": "telefon",
                                     "paper": "Romerikes Blad"},
        )  # fmt: skip
        said = plain(noted.text)
        assert "Har brukt det: Lillestrøm (Romerikes Blad)." in said
        assert "Notert av oss: Lillestrøm (Ola Moe på telefon 9. oktober)." in said
        joins = await chat.fill(
            noted, "Noter svar …", {"carrier": ids["3218"], "answer": "med", "by": "Berit Lie", "how": "møte"}
        )
        assert "Er med på hovedbudskapet: Ås (Berit Lie, 9. oktober)." in plain(joins.text)
        link = await chat.fill(joins, "Ny lenke …", {"carrier": ids["3218"], "what": "ny"})
        assert "Siden for Ås" in plain(link.text)
        with sqlite_database.session() as session:
            carrier = session.scalars(select(Carrier).where(Carrier.number == "3218")).one()
            assert carrier.generation == 2
            carrier.wish, carrier.wish_about = "videre", "Kari Ås, kari@example.no"
        shown = await chat.press(await chat.ask("budskap runde"), "Vis")
        assert "Ås ber oss sende det videre: Kari Ås, kari@example.no" in plain(shown.text)
        added = await chat.fill(
            shown, "Legg til kollega …",
            {"carrier": ids["3218"], "name": "Kari Ås", "email": "kari@example.no", "function": "rådgiver"},
        )  # fmt: skip
        assert "ber oss sende det videre" not in plain(added.text)
        assert ("runde", "epost", "kari@example.no") in planned(sqlite_database)
        assert (await chat.file("budskap runde kart")).startswith(PNG)
        assert (await chat.file("budskap runde pdf")).startswith(b"%PDF-")
        ended = await chat.press(added, "Avslutt runden")
        assert "Runden er avsluttet, og lenkene virker ikke lenger." in plain(ended.text)


@pytest.mark.parametrize("name", CHATS)
async def test_a_round_in_an_election_campaign_asks_first(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, with_election(pack_of_members())) as chat:
        await chat.per_asks()
        await chat.morning("2027-08-16 08:00")
        set_up(chat, sqlite_database)
        shown = await chat.form("budskap runde ny", NEW | {"until": "2027-09-30"})
        asked = await chat.press(shown, "Send til 3")
        assert "Det er valgkamp. Skal ordførere få dette nå?" in plain(asked.text)
        assert planned(sqlite_database) == []
        await chat.press(asked, "Ja, send det nå")
        assert len(planned(sqlite_database)) == 6


def with_election(pack: Pack) -> Pack:
    return replace(pack, wheel=pack.wheel.model_copy(update={"calendar": (Milestone.model_validate(ELECTION),)}))


def test_what_was_written_is_forgotten_and_that_it_was_used_is_not(sqlite_database: Database) -> None:
    with sqlite_database.session() as session:
        get_or_create(session, "slack", "T1", "")
    sent_round(sqlite_database, pack_of_members())
    with sqlite_database.session() as session:
        session.execute(update(Carrier).values(meaning="Flere tog", answer="brukt", used_where="Avisa", said_by="Ola"))
        carrier_id, workspace_id = session.execute(select(Carrier.id, Carrier.workspace_id)).first() or (0, 0)
        propose_use(session, workspace_id, RoundUse(carrier_id, "Asker", "Tog", None, "Avisa"), at("2026-10-06 12:00"))
    for days, left, where in ((89, "Flere tog", "Avisa"), (91, None, None)):
        with sqlite_database.session() as session:
            until = session.scalars(select(MessageRound.until)).one()
            forget_written(session, at(f"{until + timedelta(days=days)} 12:00"))
            found = session.scalars(select(Carrier)).first()
            assert found
            assert (found.meaning, found.answer, found.used_where) == (left, "brukt", where)
            assert session.scalars(select(OfficialFind.place)).one() == (where or "")


async def test_who_answers_for_two_members_gets_one_mail(sqlite_database: Database) -> None:
    async with CHATS["slack"](sqlite_database, pack_of_members()) as chat:
        await chat.per_asks()
        set_up(chat, sqlite_database)
        with sqlite_database.session() as session:
            session.execute(update(Person).where(Person.name == "Berit Lie").values(email="OLA@example.no"))
        shown = plain((await chat.form("budskap runde ny", NEW)).text)
        assert "Får e-post (1): Lillestrøm." in shown
        assert "Fikk e-post for under en måned siden, eller får den for en annen kommune: Ås." in shown


@pytest.mark.parametrize("name", CHATS)
async def test_what_a_carrier_asks_for_reaches_the_one_who_began_the_round(
    name: str, sqlite_database: Database
) -> None:
    async with CHATS[name](sqlite_database, pack_of_members()) as chat:
        await chat.per_asks()
        set_up(chat, sqlite_database)
        with sqlite_database.session() as session:  # nobody else is to get a message in the chat
            session.execute(
                update(Person).where(Person.name == "Per Hansen").values(name="Anne Dal", folded="anne dal")
            )
        await chat.press(await chat.form("budskap runde ny", NEW), "Send til 3")
        with sqlite_database.session() as session:
            carrier = session.scalars(select(Carrier).where(Carrier.number == "3205")).one()
            row = session.get_one(MessageRound, carrier.round_id)
            person = session.get_one(Person, carrier.person_id)
            link = OpenedLink(carrier, row, person, session.get_one(Workspace, carrier.workspace_id))
            sent = {"gjor": "ring", "om": "900 00 000, etter kl. 14"}
            for _ in range(2):
                assert take_sent(session, link, pack_of_members(), sent, at("2026-10-12 12:00")) == "ring"
        shown = await chat.morning_alone("2026-10-12 12:05")
        assert "Lillestrøm vil bli ringt: 900 00 000, etter kl. 14" in plain(shown.text)
        assert len([each for each in planned(sqlite_database) if each[0] == "runde_onske"]) == 1
        status = await chat.press(shown, "Vis runden")
        done = await chat.press(status, "Gjort")
        assert "vil bli ringt" not in plain(done.text)
