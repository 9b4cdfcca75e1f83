"""Reserves ids before rows are inserted, so that thousands that refer to each other can be inserted as lists."""

from collections.abc import Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.db.base import Base

_NEXT = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :number)")


def reserve(session: Session, table: type[Base], number: int) -> Sequence[int]:
    """Return that many ids, in order, which nobody else gets.

    PostgreSQL's sequence provides them. On SQLite they follow the highest id, and the write lock keeps others out.
    """
    connection, name = session.connection(), table.__tablename__
    if connection.dialect.name == "postgresql":
        return sorted(connection.scalars(_NEXT, {"name": name, "number": number}))
    column = table.__table__.c.id
    first = int(connection.scalar(select(func.max(column))) or 0) + 1
    return range(first, first + number)
