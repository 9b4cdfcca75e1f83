"""How Alembic reaches the database. Run through `models.migrate`."""

from alembic import context

import models.tables
from models.base import Base
from models.database import open_engine

assert models.tables  # noqa: S101 - imported so that the tables are known
target = Base.metadata


def run() -> None:
    """Run the migrations in one transaction, waiting no longer than five seconds for a lock."""
    engine = open_engine(context.config.attributes["url"])
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET lock_timeout = '5s'")
                connection.commit()
            context.configure(connection=connection, target_metadata=target, render_as_batch=True, compare_type=True)
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


run()
