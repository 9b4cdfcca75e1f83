"""What people who mean ill may try at the page of a round: forged and forwarded links, markup in names, answers at once."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.db.database import Database
from models.members.functions import COMMUNICATIONS
from models.register.erasure import erase
from models.tables import Carrier, MessageRound, Person, Workspace
from models.workspace.keyring import new_key
from models.workspace.workspaces import get_or_create
from tests.rounds.test_round_page import NOW, site, texts_of, words_of
from tests.support.rounds import carrier_now, link_of, links

MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


async def test_a_made_up_link_opens_nothing_on_either_database(database: Database) -> None:
    async with site(database) as here:
        real = link_of(database, "3205").rpartition("/")[2]
        number, _, signature = real.partition("-")
        made_up = [
            f"999999999999999999-{signature}", f"0{number}-{signature[:-1]}A", f"{number}-{'A' * 22}", f"{number}-{signature}%00",
            f"{number}-{signature}%0d%0aSet-Cookie:%20x=1", f"{number}%20OR%201=1-{signature}", signature, "-", "%F0%9F%92%A9",
        ]  # fmt: skip
        for name in made_up:
            for answer in (await here.get(f"/runde/{name}"), await here.send(f"/runde/{name}", gjor="nei")):
                assert (answer.status_code, "set-cookie" in answer.headers) == (404, False), name
        stranger = link_of(database, "3205", links("", [new_key()]))
        assert (await here.get(stranger)).status_code == 404, "signed with a key that is not ours"
        assert (await here.client.put(f"/runde/{real}")).status_code == 405


async def test_a_link_of_another_workspace_opens_that_one_alone(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        neighbour = link_of(sqlite_database, "3218")
        with sqlite_database.session() as session:
            other = get_or_create(session, "slack", "T2", "De andre")
            row = session.scalars(select(MessageRound)).one()
            copied = {each.key: getattr(row, each.key) for each in MessageRound.__table__.columns if each.key != "id"}
            theirs = MessageRound(**copied | {"workspace_id": other.id, "title": "Ringbanen"})
            session.add(theirs)
            session.flush()
            mayor = session.scalars(select(Person).where(Person.name == "Ola Moe")).one()
            person = Person(
                workspace_id=other.id, name="Eva Ek", folded="eva ek", purpose="Runder", source="x", created_by="U9",
                created_at=NOW, quiet_since=NOW.date(),
            )  # fmt: skip
            session.add(person)
            session.flush()
            carrier = Carrier(
                workspace_id=other.id, round_id=theirs.id, number="3205", person_id=person.id, function="ordfører",
                generation=1, is_letter=False, expires_at=NOW + timedelta(days=9), asked_at=NOW,
            )  # fmt: skip
            session.add(carrier)
            session.flush()
            path, mayor_id = links("").address(carrier), mayor.id
            assert links("").address_of(session, row.workspace_id, carrier.id) == ""
        shown = await here.get(path)
        assert "Ringbanen og Lillestrøm" in words_of(shown)
        assert "Tatt opp i det regionale rådet" not in words_of(shown)
        await here.send(path, gjor="brukt", hvor="Enebakk Avis", leserinnlegg="ja")
        assert "Enebakk Avis" not in words_of(await here.get(neighbour)), "not their neighbours"
        with sqlite_database.session() as session:
            ours = session.scalars(select(Carrier).where(Carrier.person_id == mayor_id)).one()
            assert ours.answer is None


async def test_a_forwarded_link_answers_for_its_own_member_and_gives_nobodys_word(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        with sqlite_database.session() as session:
            session.execute(update(Carrier).where(Carrier.number == "3205").values(function=COMMUNICATIONS))
        path = link_of(sqlite_database, "3205")
        assert "Vi er med på hovedbudskapet" not in words_of(await here.get(path))
        answer = await here.send(path, gjor="med", navn="Ola Moe", carrier="2", number="3218", noted_by="U1")
        assert answer.status_code == 422
        assert carrier_now(sqlite_database, "3205").commits_as is None
        await here.send(path, gjor="brukt", number="3218", answer="nei", noted_by="U1", said_by="Berit Lie")
        stored, other = carrier_now(sqlite_database, "3205"), carrier_now(sqlite_database, "3218")
        assert (stored.answer, stored.noted_by, stored.said_by) == ("brukt", None, None)
        assert (other.answer, other.used_where) == (None, None)


async def test_markup_in_names_and_answers_is_shown_as_text(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        with sqlite_database.session() as session:
            session.execute(update(MessageRound).values(title=MARKUP, text=MARKUP, demand=MARKUP))
        path = link_of(sqlite_database, "3205")
        await here.send(path, gjor="betyr", betyr=f"</textarea>{MARKUP}")
        await here.send(path, gjor="brukt", hvor=MARKUP, leserinnlegg="ja")
        await here.send(path, gjor="med", navn=MARKUP)
        wrong = await here.send(path, gjor="brukt", hvor=MARKUP, lenke=MARKUP)
        for answer in (await here.get(path), wrong, await here.get(link_of(sqlite_database, "3218"))):
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
            assert answer.text.count("<script>") == 1, "the page's own"
        assert texts_of(await here.get(path))["innlegg"].count(MARKUP) == 3
        assert (await here.get(f"{path}?ok={MARKUP}&side={MARKUP}")).text.count(MARKUP) == 0


@pytest.mark.parametrize("first", ["brukt", "nei"])
async def test_two_answers_at_once_leave_one_and_use_wins(first: str, database: Database) -> None:
    async with site(database) as here:
        path, other = link_of(database, "3205"), "nei" if first == "brukt" else "brukt"
        answers = await asyncio.gather(*(here.send(path, gjor=each) for each in (first, other, first, other)))
        assert {each.status_code for each in answers} == {200}
        assert carrier_now(database, "3205").answer == "brukt"


async def test_who_is_deleted_while_they_write_leaves_nothing(database: Database) -> None:
    async with site(database) as here:
        path = link_of(database, "3205")
        await here.send(path, gjor="betyr", betyr="Vi pendler.")
        await here.send(path, gjor="ring", om="900 00 000")
        await here.send(path, gjor="med", navn="Ola Moe")
        with database.session() as session:
            workspace = session.scalars(select(Workspace)).one()
            carrier = session.scalars(select(Carrier).where(Carrier.number == "3205")).one()
            assert carrier.person_id is not None
            erase(session, workspace.id, carrier.person_id, "U1", NOW)
        sent = [
            await here.send(path, gjor=each, navn="Ola Moe", om="900 00 000", betyr="x")
            for each in ("betyr", "ring", "med")
        ]
        assert {each.status_code for each in sent} == {404}
        stored = carrier_now(database, "3205")
        assert (stored.person_id, stored.meaning, stored.wish, stored.wish_about, stored.commits_as) == (None,) * 5
