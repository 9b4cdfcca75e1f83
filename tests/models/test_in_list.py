"""Asking for many rows by a list that is one parameter, on both databases."""

from sqlalchemy import event, select

from models.db.database import Database
from models.db.in_list import in_list, one_of
from models.tables import Workspace
from models.workspace.workspaces import get_or_create


def three(database: Database) -> list[int]:
    with database.session() as session:
        return [get_or_create(session, "slack", team, team).id for team in ("T1", "T2", "T3")]


def test_those_in_the_list_are_found_and_those_who_are_not(database: Database) -> None:
    first, second, third = three(database)
    with database.session() as session:
        asked = {"wanted": [first, third]}
        inside = select(Workspace.id).where(in_list(Workspace.id, "wanted")).order_by(Workspace.id)
        outside = select(Workspace.id).where(Workspace.removed_at.is_(None), ~in_list(Workspace.id, "wanted"))
        assert session.scalars(inside, asked).all() == [first, third]
        assert session.scalars(outside, asked).all() == [second]
        assert session.scalars(inside, {"wanted": []}).all() == []
        assert session.scalars(select(Workspace.id).where(one_of(Workspace.id, [second]))).all() == [second]


def test_sqlite_looks_each_up_and_does_not_go_through_the_table(sqlite_database: Database) -> None:
    ids = three(sqlite_database)
    said: list[tuple[str, object]] = []
    with sqlite_database.session() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda _c, _u, sql, told, *_: said.append((sql, told)))
        session.execute(select(Workspace.id).where(in_list(Workspace.id, "wanted")), {"wanted": ids})
        session.execute(select(Workspace.id).where(Workspace.id > 0, one_of(Workspace.id, ids)))
        plans = [
            [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", told)] for sql, told in said[:2]
        ]
    assert [plan[0] for plan in plans] == ["SEARCH workspace USING INTEGER PRIMARY KEY (rowid=?)"] * 2
