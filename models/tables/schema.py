"""The whole schema, with the indexes that need a dialect. Only code that compares or creates the schema imports this.

Naming a dialect imports all of it, and importing PostgreSQL's takes a twentieth of every start on SQLite.
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
"""For prefix searches: on SQLite the unique key serves them, since its order is that of bytes."""
QUEUE = Index(
    "ix_delivery_waiting",
    *(Delivery.workspace_id, Delivery.destination_id, Delivery.next_try_at),
    sqlite_where=text("state IN ('planned', 'sending')"),
    postgresql_where=text("state IN ('planned', 'sending')"),
)
"""What waits, for claiming it."""
SCHEMA = Base.metadata
"""The whole schema, including these indexes."""


def make_tables(url: str) -> None:
    """Create the tables of a temporary database; one that stays is migrated, which takes four times as long."""
    engine = open_engine(url)
    try:
        SCHEMA.create_all(engine)
    finally:
        engine.dispose()
