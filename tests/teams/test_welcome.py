"""In Teams a tenant starts from the template where several are served, and is asked who it is."""

from dataclasses import replace

import pytest

from bot.commands import registry
from jobs.tick import tick
from models.content.packs import pack_of
from models.db.database import Database
from models.workspace.workspaces import by_external, get_or_create
from tests.support.content import PACK as SHARED
from tests.support.content import template
from tests.support.slack import OnePack
from tests.support.teams import OTHER_TENANT, TENANT, labelled, teams, texts
from tests.teams.test_administrators import adds, is_known_as

PACK = replace(SHARED, template=template())
BOTH = frozenset({TENANT, OTHER_TENANT})


def state(database: Database) -> tuple[str | None, str]:
    with database.session() as session:
        workspace = by_external(session, "teams", TENANT)
        assert workspace is not None
        return workspace.pack, pack_of(session, workspace, PACK).organisation.name


@pytest.mark.parametrize(("tenants", "pack"), [(BOTH, "mal"), (frozenset({TENANT}), None)])
async def test_where_several_tenants_are_served_each_starts_from_the_template(
    sqlite_database: Database, tenants: frozenset[str], pack: str | None
) -> None:
    async with teams(sqlite_database, registry, pack=PACK, tenants=tenants) as bench:
        await bench.kari.write("hjelp")

        assert state(sqlite_database)[0] == pack


async def test_a_tenant_that_is_there_keeps_its_pack(sqlite_database: Database) -> None:
    with sqlite_database.session() as session:
        get_or_create(session, "teams", TENANT, "")
    async with teams(sqlite_database, registry, pack=PACK, tenants=BOTH) as bench:
        await bench.kari.write("hjelp")

        assert state(sqlite_database) == (None, PACK.organisation.name)


async def test_who_installs_it_says_who_they_are(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, pack=PACK, tenants=BOTH) as bench:
        is_known_as(bench.kari)
        await adds(bench.kari)
        await tick(bench.clock(), bench.database, OnePack(PACK), bench.room.sender_for)
        posted = [each for each in bench.said if each.body.get("attachments")]
        assert any("Hvem er dere?" in str(each.body) and "Hei, jeg er Pådriver" in texts(each.card) for each in posted)
        (question,) = [each for each in posted if "Hvem leder arbeidet?" in texts(each.card)]
        assert labelled(question.card, "Hvem er dere?")
