"""Lists without buttons are shown as tables where Slack knows them, and as they were where it refuses one."""

from datetime import date

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.commands import registry
from models.db.database import Database
from models.followups.effects import NewEffect, add
from models.tables import Workspace
from tests.support.slack import Bench, seen, slack

ROWS = [
    "Effekt: 2026",
    "Medieoppslag: 1, nådde 4\xa0000 i alt",
    "Det siste",
    "mandag 3. august · Medieoppslag · Jernbane · nådde 4\xa0000\nKronikk om Rikstunnelen",
]


TEXT = (
    "Effekt: 2026: 1 i alt.\n\nEffekt: 2026\n\n• Medieoppslag: 1, nådde 4\xa0000 i alt\n\nDet siste\n"
    "• mandag 3. august · Medieoppslag · Jernbane · nådde 4\xa0000\n  Kronikk om Rikstunnelen\n\n"
    "[Skriv i loggen] [Last ned som Excel] [Del i kanalen]"
)


def logged(bench: Bench, database: Database) -> None:
    with database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        effect = NewEffect("medieoppslag", "Kronikk om Rikstunnelen", date(2026, 8, 3), "jernbane", reach=4_000)
        add(session, workspace.id, bench.kari.id, effect, bench.clock())


def table_of(blocks: list[dict]) -> dict | None:  # type: ignore[type-arg] # JSON
    return next((each for each in blocks if each["type"] == "data_table"), None)


async def test_a_list_is_a_table_and_the_text_says_the_same(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.command("/padriver", "status", channel="bot")
        logged(bench, sqlite_database)
        (shown,) = await bench.kari.command("/effekt", "2026", channel="sekretariatet")
        table = table_of(shown.blocks)
        assert table is not None
        assert (table["caption"], table["page_size"]) == ("De siste effektene", 1)
        assert [each["text"] for each in table["rows"][0]] == ["Dag", "Hva", "Tittel", "Tema", "Nådde", "Resultat"]
        assert seen(shown)[:5] == [
            *ROWS[:3],
            "Dag | Hva | Tittel | Tema | Nådde | Resultat",
            "mandag 3. august | Medieoppslag | Kronikk om Rikstunnelen | Jernbane | 4\xa0000 | –",
        ]
        assert shown.text == TEXT


async def test_where_tables_are_refused_the_rows_are_as_they_were(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        bench.workspace.state.knows_tables = False
        await bench.kari.command("/padriver", "status", channel="bot")
        logged(bench, sqlite_database)
        with capture_logs() as logs:
            for _ in range(2):
                (shown,) = await bench.kari.command("/effekt", "2026", channel="sekretariatet")
                assert table_of(shown.blocks) is None
                assert shown.text == TEXT
                assert "\n".join(seen(shown)).startswith("\n".join(ROWS))
        assert len([each for each in logs if each["event"] == "call_refused"]) == 1, "it is remembered"


@pytest.mark.parametrize(("where", "said"), [("bot", "effekt 2026"), ("sekretariatet", "@Pådriver effekt 2026")])
async def test_where_tables_are_refused_a_direct_message_and_a_mention_are_answered_too(
    where: str, said: str, sqlite_database: Database
) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        bench.workspace.state.knows_tables = False
        await bench.kari.command("/padriver", "status", channel="bot")
        logged(bench, sqlite_database)
        before = len(bench.kari.sees(where))
        with capture_logs() as logs:
            for number in (1, 2):
                bench.kari.say(said, where)
                await bench.workspace.wait_for(lambda _, more=2 * number: len(bench.kari.sees(where)) >= before + more)
        answers = [each for each in bench.kari.sees(where)[before:] if each.is_bot]
        assert [table_of(each.blocks) for each in answers] == [None, None]
        assert ["\n".join(seen(each)).startswith("\n".join(ROWS)) for each in answers] == [True, True]
        assert len([each for each in logs if each["event"] == "call_refused"]) == 1, "it is remembered"


async def test_answers_under_way_when_the_first_is_refused_come_once_each(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        bench.workspace.state.knows_tables = False
        await bench.kari.command("/padriver", "status", channel="bot")
        logged(bench, sqlite_database)
        before = len(bench.kari.sees("bot"))
        for _ in range(4):
            bench.kari.say("effekt 2026", "bot")
        await bench.workspace.wait_for(lambda _: len(bench.kari.sees("bot")) >= before + 8)
    answers = [each for each in bench.kari.sees("bot")[before:] if each.is_bot]
    assert ["\n".join(seen(each)).startswith("\n".join(ROWS)) for each in answers] == [True] * 4
