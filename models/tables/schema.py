"""All that the database has, with the indexes that are told in its own words. Only whoever compares or makes the schema reads this.

Naming a dialect loads the whole of it, and PostgreSQL's costs every start on SQLite a twentieth of its time.
"""

from sqlalchemy import Index, text

from models.db.base import ONLY_ON, Base
from models.db.database import open_engine
from models.tables import Delivery, Occurrence

BEGINS = Index(
    "ix_occurrence_begins",
    *(Occurrence.workspace_id, Occurrence.key),
    postgresql_ops={"key": "varchar_pattern_ops"},
    info={ONLY_ON: "postgresql"},
).ddl_if(dialect="postgresql")
"""What begins alike: on SQLite the unique key answers that, since its order is that of bytes."""
QUEUE = Index(
    "ix_delivery_waiting",
    *(Delivery.workspace_id, Delivery.destination_id, Delivery.next_try_at),
    sqlite_where=text("state IN ('planned', 'sending')"),
    postgresql_where=text("state IN ('planned', 'sending')"),
)
"""What waits, for claiming it."""
SCHEMA = Base.metadata
"""All that the database has, these included."""


def make_tables(url: str) -> None:
    """Make what a database that is thrown away afterwards needs; one that is kept is migrated, which takes four times as long."""
    engine = open_engine(url)
    try:
        SCHEMA.create_all(engine)
    finally:
        engine.dispose()
