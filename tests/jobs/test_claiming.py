"""Claiming asks the database so that it need not go through all that waits."""

from typing import Any

import pytest
from sqlalchemy import event, text

from jobs.sending.claim import Turn, claim_in
from models.db.database import Database
from tests.support.nudges import at

NOW = at("2026-11-24 08:30")


@pytest.fixture
def said() -> list[tuple[str, Any]]:
    return []


def test_what_stands_in_the_way_is_looked_up_by_its_workspace(postgres_url: str, said: list[tuple[str, Any]]) -> None:
    database = Database(postgres_url)
    with database.session() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda _c, _u, sql, told, *_: said.append((sql, told)))
        claim_in(session, "this", NOW, Turn(), 10)
        sql, told = said[0]
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = [row[0].strip() for row in connection.exec_driver_sql(f"EXPLAIN {sql}", told)]
    database.close()

    inner = plan[next(at for at, line in enumerate(plan) if "on delivery delivery_1" in line) + 1]
    assert inner.startswith("Index Cond: ((workspace_id = delivery.workspace_id) AND ")
