"""What is handed over in one piece is what would have come row by row. On both databases."""

from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.database import Database
from models.db.whole import WHOLE
from models.tables import Workspace

INSTALLED = datetime(2026, 11, 28, 7, 30, 15, 250_000, tzinfo=UTC)


def _fill(session: Session) -> None:
    session.add(Workspace(platform="slack", external_id="T1", name='«Ås» "x"\n\u2028', digest_time=time(7, 45)))
    session.add(Workspace(platform="slack", external_id="T2", synced_on=date(2026, 11, 28), installed_at=INSTALLED))


def test_entities_come_whole_as_they_come_row_by_row(database: Database) -> None:
    with database.session() as session:
        _fill(session)
    query = select(Workspace).order_by(Workspace.external_id.desc())

    with database.reading() as session:
        usual = [_values(each) for each in session.scalars(query)]
    with database.reading() as session:
        whole = [_values(each) for each in session.scalars(query.execution_options(**WHOLE))]

    assert whole == usual
    assert [each["external_id"] for each in whole] == ["T2", "T1"]
    assert whole[0]["installed_at"] == INSTALLED


def test_what_comes_whole_is_the_entity_that_the_session_holds_and_is_kept_when_it_changes(database: Database) -> None:
    with database.session() as session:
        _fill(session)
    with database.session() as session:
        held = session.scalars(select(Workspace).where(Workspace.external_id == "T1")).one()
        [found] = session.scalars(select(Workspace).where(Workspace.external_id == "T1").execution_options(**WHOLE))
        assert found is held
        found.name = "Nytt navn"
    with database.reading() as session:
        name = session.scalars(select(Workspace.name).where(Workspace.external_id == "T1").execution_options(**WHOLE))
        assert name.one() == "Nytt navn"


def test_two_columns_of_one_name_are_told_apart_and_no_rows_are_none(database: Database) -> None:
    with database.session() as session:
        _fill(session)
    one, other = select(Workspace.name).subquery(), select(Workspace.external_id.label("name")).subquery()
    both = one.join(other, other.c.name > one.c.name)
    query = select(one.c.name, other.c.name).select_from(both).where(one.c.name == "", other.c.name == "T2")
    query = query.execution_options(**WHOLE)

    with database.reading() as session:
        assert [tuple(each) for each in session.execute(query)] == [("", "T2")]
        assert session.execute(query.where(other.c.name == "T3")).all() == []


def _values(workspace: Workspace) -> dict[str, object]:
    return {column.key: getattr(workspace, column.key) for column in Workspace.__mapper__.column_attrs}
