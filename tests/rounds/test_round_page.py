"""The page of a round, over HTTP: read on a phone without an account, and answered from it."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot.commands import registry
from bot.pages.address_limit import MOST_MISSES
from bot.pages.round_page import MOST_BYTES, MOST_FIELDS, round_route
from bot.requests.deps import Deps
from bot.runtime.web import serving
from models.db.database import Database
from models.register.erasure import anonymise, erase
from models.rounds.carriers import close, new_link
from models.tables import Carrier, Person, Workspace
from models.workspace.workspaces import get_or_create
from tests.support.nudges import at
from tests.support.rounds import KEYS, carrier_now, link_of, links, pack_of_members, sent_round
from tests.support.slack import OnePack

NOW = at("2026-10-06 12:00")


class Site:
    """The served page, and what its clock shows."""

    def __init__(self, database: Database, address: str) -> None:
        self.database, self.address = database, address
        self.client = httpx.AsyncClient(base_url=address)

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path)

    async def send(self, path: str, **fields: str) -> httpx.Response:
        return await self.client.post(path, data=fields, follow_redirects=True)


@asynccontextmanager
async def site(database: Database, now: datetime = NOW) -> AsyncIterator[Site]:
    with database.session() as session:
        get_or_create(session, "slack", "T1", "Osloregionen")
    pack = pack_of_members()
    sent_round(database, pack)
    # Only in the loop, as the real one.
    deps = Deps(database, OnePack(pack), lambda: now, registry, lambda: asyncio.get_running_loop() and None)
    app = Starlette(routes=[round_route(deps, links("", KEYS))])
    async with serving(app, "127.0.0.1", 0) as address:
        here = Site(database, address)
        try:
            yield here
        finally:
            await here.client.aclose()


def texts_of(answer: httpx.Response) -> dict[str, str]:
    """Return the text of each read-only field by its id."""
    found = re.findall(r'<textarea id="([\w-]+)" readonly[^>]*>(.*?)</textarea>', answer.text, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def words_of(answer: httpx.Response) -> str:
    body = re.sub(r"<(script|style)>.*?</\1>", "", answer.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


LETTER = """\
Rikstunnelen

Rikstunnelen gir flere tog.

24 000 pendler fra Lillestrøm til Oslo (SSB, 1. januar 2026).

Vi ber Stortinget og regjeringen om dette: Start planleggingen av Rikstunnelen.

[navn], ordfører i Lillestrøm"""


async def test_the_page_has_the_message_made_local_and_nothing_that_is_a_draft(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        shown = await here.get(link_of(sqlite_database, "3205"))
        assert shown.status_code == 200
        assert texts_of(shown)["leserinnlegg"] == LETTER
        words = words_of(shown)
        assert words.startswith("Rikstunnelen og Lillestrøm Rikstunnelen og Lillestrøm Dette er klart til bruk.")
        assert "bruke det innen fredag 30. oktober." in words
        assert "Det enkleste: Del innlegget vårt Åpne innlegget" in words
        assert "Vi er med på hovedbudskapet i" in words
        assert "Tatt opp i det regionale rådet" in words, "the mayor of Lillestrøm is on the board"
        assert not any(name in shown.text for name in ("Berit", "Anne", "Ola", "Asker", "gods"))
        headers = shown.headers
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert "set-cookie" not in headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        of_aas = await here.get(link_of(sqlite_database, "3218"))
        assert texts_of(of_aas)["innlegg"].startswith("I Ås betyr Rikstunnelen flere avganger.\n\nVi ber")
        assert "Tatt opp" not in words_of(of_aas)


async def test_what_our_priorities_mean_there_is_a_side_of_the_page(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        path = link_of(sqlite_database, "3205")
        assert '<a class="row" href="?side=lokalt">Dette betyr det for Lillestrøm</a>' in (await here.get(path)).text
        shown = await here.get(f"{path}?side=lokalt")
        words = words_of(shown)
        assert (
            "Dette betyr det for Lillestrøm Jernbane I Lillestrøm: 24 000 pendler fra Lillestrøm til Oslo (SSB, 1. januar 2026)"
            in words
        )
        assert words.count("Tilbake til teksten") == 1
        assert texts_of(shown) == {}
        of_aas = await here.get(link_of(sqlite_database, "3218"))
        assert "lokalt" not in of_aas.text, "nothing local is known there"
        assert "Tilbake til teksten" in words_of(await here.get(f"{link_of(sqlite_database, '3218')}?side=lokalt"))


async def test_to_read_it_changes_nothing(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        before = [each.__dict__ | {"_sa_instance_state": None} for each in all_carriers(sqlite_database)]
        path = link_of(sqlite_database, "3205")
        for query in ("", "?side=nei", "?side=ring", "?side=videre", "?ok=brukt", "?side=tull&ok=tull"):
            assert (await here.get(path + query)).status_code == 200
            assert (await here.client.head(path + query)).status_code == 200
        after = [each.__dict__ | {"_sa_instance_state": None} for each in all_carriers(sqlite_database)]
        assert before == after


def all_carriers(database: Database) -> list[Carrier]:
    with database.session() as session:
        rows = list(session.scalars(select(Carrier).order_by(Carrier.id)))
        for each in rows:
            session.expunge(each)
        return rows


async def test_what_it_means_at_home_is_put_in_the_texts_and_may_be_left_out(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        path = link_of(sqlite_database, "3203")
        assert "pendler" not in texts_of(await here.get(path))["innlegg"], "nothing local is known of Asker"
        meaning = 'Asker & Bærum får <tog> hvert "10." minutt.'
        shown = await here.send(path, gjor="betyr", betyr=meaning)
        assert f"\n\n{meaning}\n\n" in texts_of(shown)["innlegg"]
        assert "Teksten er oppdatert med det du skrev." in words_of(shown)
        assert "<tog>" not in shown.text
        shown = await here.send(path, gjor="betyr", betyr="  ")
        assert meaning not in texts_of(shown)["innlegg"]
        wrong = await here.send(path, gjor="betyr", betyr="x" * 1_001)
        assert wrong.status_code == 422
        assert "Teksten kan ha 1000 tegn. Gjør den litt kortere." in words_of(wrong)
        assert "x" * 1_001 in wrong.text, "what was written is not lost"


async def test_use_is_reported_and_the_neighbours_see_which_paper_had_the_letter(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        path = link_of(sqlite_database, "3205")
        shown = await here.send(
            path, gjor="brukt", hvor="Romerikes Blad", lenke="https://www.rb.no/1", leserinnlegg="ja"
        )
        assert "Takk! Vi har notert at dere har brukt det." in words_of(shown)
        stored = carrier_now(sqlite_database, "3205")
        assert (stored.answer, stored.used_where, stored.used_link, stored.is_letter, stored.noted_by) == (
            "brukt", "Romerikes Blad", "https://www.rb.no/1", True, None,
        )  # fmt: skip
        others = words_of(await here.get(link_of(sqlite_database, "3218")))
        assert "Leserinnlegget er alt brukt av Lillestrøm (Romerikes Blad). Velg gjerne en annen avis." in others
        assert "rb.no" not in others
        await here.send(path, gjor="nei")
        assert carrier_now(sqlite_database, "3205").answer == "brukt", "what was used stays used"
        wrong = await here.send(link_of(sqlite_database, "3218"), gjor="brukt", lenke="javascript:alert(1)")
        assert wrong.status_code == 422
        assert carrier_now(sqlite_database, "3218").answer is None


async def test_a_no_needs_no_reason_and_wishes_reach_the_secretariat(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        path = link_of(sqlite_database, "3218")
        side = await here.get(f"{path}?side=nei")
        assert "Du trenger ikke si hvorfor, og vi minner ikke om dette igjen." in words_of(side)
        shown = await here.send(path, gjor="nei")
        assert "Takk for svaret. Vi minner ikke om dette igjen." in words_of(shown)
        assert carrier_now(sqlite_database, "3218").answer == "nei"
        empty = await here.send(path, gjor="ring", om="")
        assert "Skriv nummeret ditt, og gjerne når det passer." in words_of(empty)
        await here.send(path, gjor="ring", om="900 00 000, helst etter kl. 14")
        stored = carrier_now(sqlite_database, "3218")
        assert (stored.wish, stored.wish_about) == ("ring", "900 00 000, helst etter kl. 14")
        await here.send(path, gjor="videre", om="Kari Ås, kari@example.no")
        assert carrier_now(sqlite_database, "3218").wish == "videre"


async def test_who_is_with_us_on_the_main_message_signs_with_a_name_and_a_day(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        path = link_of(sqlite_database, "3205")
        assert "Skriv navnet ditt." in words_of(await here.send(path, gjor="med", navn=""))
        shown = words_of(await here.send(path, gjor="med", navn="Ola Moe"))
        assert re.search(r"Dere er med på hovedbudskapet i \d{4} \(Ola Moe, 6. oktober\)\.", shown)
        await here.send(path, gjor="raad")
        stored = carrier_now(sqlite_database, "3205")
        assert (stored.commits_as, stored.commits_on, stored.council_on) == (
            "Ola Moe", date(2026, 10, 6), date(2026, 10, 6),
        )  # fmt: skip
        await here.send(link_of(sqlite_database, "3218"), gjor="raad")
        assert carrier_now(sqlite_database, "3218").council_on is None, "not of our board"


@pytest.mark.parametrize(
    "how", ["forged", "short", "of another", "expired", "revoked", "closed", "erased", "anonymised"]
)
async def test_a_link_that_is_not_open_shows_the_same_whatever_the_reason(how: str, sqlite_database: Database) -> None:
    async with site(sqlite_database, NOW if how != "expired" else NOW + timedelta(days=60)) as here:
        path = link_of(sqlite_database, "3205")
        match how:
            case "forged":
                path = path[:-1] + ("A" if path[-1] != "A" else "B")
            case "short":
                path = path[:-4]
            case "of another":
                number, _, signature = path.rpartition("/")[2].partition("-")
                path = f"/runde/{int(number) + 1}-{signature}"
        with sqlite_database.session() as session:
            workspace = session.scalars(select(Workspace)).one()
            carrier = session.scalars(select(Carrier).where(Carrier.number == "3205")).one()
            person = session.scalars(select(Person).where(Person.id == carrier.person_id)).one()
            match how:
                case "revoked":
                    new_link(session, workspace.id, carrier.id, opens=False, now=NOW)
                case "closed":
                    close(session, workspace.id, carrier.round_id, NOW)
                case "erased":
                    erase(session, workspace.id, person.id, "U1", NOW)
                case "anonymised":
                    anonymise(session, workspace.id, person.id, "U1", NOW)
        for answer in (await here.get(path), await here.send(path, gjor="nei")):
            assert answer.status_code == 404
            assert words_of(answer) == (
                "Denne siden er ikke åpen Denne siden er ikke åpen Lenken virker ikke lenger. Den kan være gått ut, byttet "
                "ut med en ny, eller skrevet av feil. Svar på e-posten du fikk, så får du en ny. Personvern · Vilkår"
            )
        assert carrier_now(sqlite_database, "3205").answer is None


async def test_a_new_link_works_and_an_old_key_opens_until_it_is_gone(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        old_key = link_of(sqlite_database, "3205", links("", KEYS[1:]))
        assert (await here.get(old_key)).status_code == 200, "the keys were rotated"
        with sqlite_database.session() as session:
            workspace = session.scalars(select(Workspace)).one()
            carrier = session.scalars(select(Carrier).where(Carrier.number == "3205")).one()
            new_link(session, workspace.id, carrier.id, opens=True, now=NOW)
        assert (await here.get(old_key)).status_code == 404
        assert (await here.get(link_of(sqlite_database, "3205"))).status_code == 200


async def test_who_guesses_is_refused_but_not_who_has_a_link(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        path = link_of(sqlite_database, "3205")
        await here.get(path)
        for number in range(MOST_MISSES):
            assert (await here.get(f"/runde/{number}-{'A' * 22}")).status_code == 404
        refused = await here.get(f"/runde/1-{'B' * 22}")
        assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (429, True)
        assert (await here.get(path)).status_code == 200


async def test_too_much_is_not_read(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        answer = await here.send(link_of(sqlite_database, "3205"), gjor="betyr", betyr="x" * MOST_BYTES)
        assert answer.status_code == 413
        fields = {f"felt{number}": "1" for number in range(MOST_FIELDS)}
        assert (await here.send(link_of(sqlite_database, "3205"), gjor="nei", **fields)).status_code == 413
