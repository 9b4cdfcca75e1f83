"""Pictures in Teams: shown at addresses that the bot serves, which nobody can guess and which expire; else the list."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.cards.card import Card, Paragraph, Picture
from bot.commands import registry
from bot.pictures.drawn import MOST_PIXELS
from bot.platforms import teams_access
from bot.settings import Settings
from bot.teams.picture_addresses import KEPT, PATH, PictureAddresses
from models.db.database import Database
from models.occurrences import changes
from models.tables import Workspace
from models.workspace.keyring import Keyring, new_key
from models.workspace.workspaces import by_external
from tests.pictures.test_influence import size
from tests.support.local import NOON
from tests.support.teams import APP, CHANNEL, TENANT, Bench, Posted, labelled, place, teams, texts

KEYS = Keyring([new_key()])
SERVED = PictureAddresses("https://bot.example.no", KEYS)
OCTOBER = [
    "Årshjulet for oktober 2026",
    "•",
    "Arrangementer: Energidagene til NVE",
    "•",
    "Statsbudsjett: Følg fremleggelsen av statsbudsjettet",
    "•",
    "NTP: tomt",
    "•",
    "Politisk nettverksbygging: tomt",
    "•",
    "Saker: Se etter høringsfrister",
]
ALT = (
    "Årshjulet for oktober 2026. Arrangementer: Energidagene til NVE. "
    "Statsbudsjett: Følg fremleggelsen av statsbudsjettet. NTP: tomt. Politisk nettverksbygging: tomt. "
    "Saker: Se etter høringsfrister."
)


def images(message: Posted) -> list[dict[str, Any]]:
    return [each for each in message.card["body"] if each["type"] == "Image"]


async def settled(bench: Bench) -> list[Posted]:
    await bench.room.dispatcher.tasks.drain(60)
    return bench.said


async def fetched(bench: Bench, url: str) -> tuple[int, bytes]:
    """Fetch a picture from the bot, as Teams would from its public address."""
    answer = await bench.client.get(
        url.replace("https://bot.example.no", bench.address.removesuffix("/teams/messages"))
    )
    return answer.status_code, answer.content


def workspace_of(bench: Bench) -> Workspace:
    with bench.database.reading() as session:
        found = by_external(session, "teams", TENANT)
    assert found is not None
    return found


@pytest.mark.parametrize("where", ["", CHANNEL])
async def test_a_picture_is_shown_where_it_was_asked_for(sqlite_database: Database, where: str) -> None:
    async with teams(sqlite_database, registry, pictures=SERVED) as bench:
        await bench.kari.write("arshjul bilde oktober", where)
        (shown,) = await settled(bench)
        assert texts(shown.card)[: len(OCTOBER)] == OCTOBER
        (image,) = images(shown)
        assert (image["altText"], image["size"]) == (ALT, "Stretch")
        assert image["url"].startswith("https://bot.example.no/bilder/")
        status, content = await fetched(bench, image["url"])
        assert status == 200
        assert max(size(content)) == MOST_PIXELS


async def test_a_button_shows_the_picture_too(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, pictures=SERVED) as bench:
        await bench.kari.write("arshjul 2026")
        (year,) = await settled(bench)
        await bench.kari.press(labelled(year.card, "Vis som bilde"), on=year.sent)
        (shown,) = await settled(bench)
        assert texts(shown.card)[0] == "Årshjulet 2026"
        assert (await fetched(bench, images(shown)[0]["url"]))[0] == 200


async def test_a_shared_picture_is_seen_in_the_channel(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, pictures=SERVED) as bench:
        await bench.kari.write("arshjul bilde oktober", CHANNEL)
        (asked,) = await settled(bench)
        await bench.kari.press(labelled(asked.card, "Del i kanalen"), where=CHANNEL, on=asked.sent)
        shared = next(each for each in await settled(bench) if "Delt av" in str(each.body))
        assert (await fetched(bench, images(shared)[0]["url"]))[0] == 200


async def test_what_is_sent_by_itself_shows_its_picture(sqlite_database: Database) -> None:
    wheel = Card("Hjulet", (Picture("a.png", ALT, lambda: b"", "2026-10"), Paragraph(("Saker",))))
    for served, expected in ((SERVED, [ALT]), (None, [])):
        async with teams(sqlite_database, registry, pictures=served) as bench:
            await bench.kari.write("hjelp", CHANNEL)
            await settled(bench)
            sender = bench.room.sender_for(workspace_of(bench))
            assert sender is not None
            sent = await sender.post(place(CHANNEL), wheel, 1)
            await sender.update(sent, wheel)
            for message in await settled(bench):
                assert [each["altText"] for each in images(message)] == expected
                assert texts(message.card) == ["Hjulet", "Saker"]


async def test_an_address_that_is_guessed_changed_or_expired_is_not_found(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, pictures=SERVED) as bench:
        await bench.kari.write("arshjul bilde oktober")
        (shown,) = await settled(bench)
        url = images(shown)[0]["url"]
        name = url.rpartition("/")[2]
        mine, now = workspace_of(bench).id, bench.clock()
        others = PictureAddresses(SERVED.url, Keyring([new_key()]))
        guesses = [
            f"{SERVED.url}{PATH}1.png",
            f"{SERVED.url}{PATH}{mine} 2026-10.png",
            url.removesuffix(".png"),
            f"{url}.png",
            f"{SERVED.url}{PATH}{name[:-10]}AAAAAA.png",
            f"{SERVED.url}{PATH}{'A' * 5_000}.png",
            f"{SERVED.url}{PATH}æøå.png",
            f"{SERVED.url}{PATH}",
            others.address(mine, "2026-10", now),
            SERVED.address(mine + 1, "2026-10", now),
            SERVED.address(mine, "2026-10", now - KEPT - timedelta(seconds=1)),
            f"{SERVED.url}{PATH}{KEYS.seal('slack:T1', f'{mine} 2026-10', now)}.png",
        ]
        for guess in guesses:
            assert (await fetched(bench, guess))[0] == 404, guess
        bench.clock.at += KEPT - timedelta(minutes=1)
        assert (await fetched(bench, url))[0] == 200
        bench.clock.at += timedelta(minutes=2)
        assert (await fetched(bench, url))[0] == 404


async def test_a_workspace_that_is_gone_shows_nothing(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, pictures=SERVED) as bench:
        await bench.kari.write("arshjul bilde oktober")
        (shown,) = await settled(bench)
        with sqlite_database.session() as session:
            session.get_one(Workspace, workspace_of(bench).id).removed_at = bench.clock()
        assert (await fetched(bench, images(shown)[0]["url"]))[0] == 404


async def test_a_picture_that_cannot_be_drawn_now_may_be_asked_for_again(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with teams(sqlite_database, registry, pictures=SERVED) as bench:
        await bench.kari.write("hjelp")
        url = SERVED.address(workspace_of(bench).id, "2026", bench.clock())
        with monkeypatch.context() as patch:
            patch.setattr("bot.teams.pictures.DrawnWheel", lambda *_: 1 // 0)
            assert await fetched(bench, url) == (503, b"")
        assert (await fetched(bench, url))[0] == 200


async def test_an_address_is_no_way_to_write_and_is_kept_out_of_search_engines(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, pictures=SERVED) as bench:
        await bench.kari.write("hjelp")
        url = SERVED.address(workspace_of(bench).id, "2026", bench.clock()).replace(
            SERVED.url, bench.address.removesuffix("/teams/messages")
        )
        assert (await bench.client.post(url)).status_code == 405
        headers = (await bench.client.get(url)).headers
        assert (headers["content-type"], headers["x-robots-tag"]) == ("image/png", "noindex")
        assert (headers["referrer-policy"], headers["x-content-type-options"]) == ("no-referrer", "nosniff")


async def test_without_a_public_address_a_person_gets_the_file_and_the_list(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.write("arshjul bilde oktober")
        asked, told = await settled(bench)
        (attached,) = asked.body["attachments"]
        assert (attached["name"], attached["content"]["description"]) == (
            "arshjul-2026-10.png",
            "Årshjulet for oktober 2026",
        )
        assert texts(told.card)[: len(OCTOBER)] == OCTOBER
        assert "«Årshjulet for oktober 2026» er klar. Trykk «Tillat», så legger Teams filen i OneDrive." in texts(
            told.card
        )
        await bench.kari.consents(asked)
        await settled(bench)
        (content,) = bench.connector.files.values()
        assert content.startswith(b"\x89PNG")
        route = f"{bench.address.removesuffix('/teams/messages')}{PATH}x.png"
        assert (await bench.client.get(route)).status_code == 404


async def test_without_a_public_address_a_channel_gets_the_list(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.write("arshjul bilde oktober", CHANNEL)
        (told,) = await settled(bench)
        assert images(told) == []
        assert texts(told.card)[: len(OCTOBER)] == OCTOBER
        assert "Bildet kan jeg bare gi deg i en direktemelding. Spør om det samme der." in texts(told.card)


@pytest.mark.parametrize(
    ("given", "served"),
    [
        ({}, False),
        ({"PADRIVER_URL": "https://bot.example.no"}, False),
        ({"PADRIVER_KEYS": new_key()}, False),
        ({"PADRIVER_URL": "https://bot.example.no/", "PADRIVER_KEYS": f"{new_key()},{new_key()}"}, True),
    ],
)
def test_pictures_are_served_where_there_is_an_address_and_keys(given: dict[str, str], served: bool) -> None:
    access = teams_access(
        Settings(TEAMS_CLIENT_ID=APP, TEAMS_TENANT_ID=TENANT, TEAMS_CLIENT_SECRET="x", **given)  # type: ignore[arg-type]
    )
    assert access is not None
    assert (access.pictures is not None) is served
    if access.pictures:
        assert access.pictures.address(1, "2026", NOON).startswith("https://bot.example.no/bilder/")
    assert all(key not in repr(access) for key in given.get("PADRIVER_KEYS", "ingen").split(","))


PAGE = """\
Pådriver
Dine frister
onsdag 7. oktober – Nr. 0
Ferdig
Mer …
Utsett
Velg
Gi til …
Gi fra meg
Minn meg senere …
Alt om den
•
torsdag 8. oktober – Nr. 1
•
fredag 9. oktober – Nr. 2
•
lørdag 10. oktober – Nr. 3
•
søndag 11. oktober – Nr. 4
•
Og 1 til: @Pådriver frister mine.
I dag
Ingenting i dag. Neste: onsdag 7. oktober, **Nr. 0** · <at>Kari Nordmann</at>
Oktober i årshjulet
•
Arrangementer: Energidagene til NVE
•
Statsbudsjett: Følg fremleggelsen av statsbudsjettet
•
Saker: Se etter høringsfrister
Budskap nå
Statsbudsjettet 2027 – Oktober–desember
Åpen i oktober–desember.
Udiskutabelt viktig.
"""


async def test_the_personal_card_shows_the_month(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, pictures=SERVED) as bench:
        await bench.kari.write("frister")
        await settled(bench)
        mine = workspace_of(bench).id
        with sqlite_database.session() as session:
            for number in range(6):
                due = date(2026, 10, 7 + number)
                changes.add(session, mine, "U1", bench.clock(), title=f"Nr. {number}", due=due, owner=bench.kari.aad)
        await bench.kari.write("hjem")
        (page,) = await settled(bench)
        assert "\n".join(texts(page.card)).startswith(PAGE)
        (image,) = images(page)
        assert image["altText"] == ALT
        assert (await fetched(bench, image["url"]))[0] == 200
