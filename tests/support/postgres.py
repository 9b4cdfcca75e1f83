"""A PostgreSQL for the tests, and one database in it that test after test gets empty."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

TEMPLATE = "template_padriver"
HASTY = ("fsync = off", "full_page_writes = off", "autovacuum = off")
"""What only an ending of the whole machine would need, and what would have tests differ by when it comes."""
GROWN = 256 * 1024
"""Bytes of a table from which deleting leaves more behind than a new table costs."""

SCHEMA = text(
    "SELECT (SELECT (count(*), sum(xmin::text::bigint))::text FROM pg_class WHERE oid >= 16384),"
    " (SELECT (count(*), sum(xmin::text::bigint))::text FROM pg_attribute WHERE attrelid >= 16384),"
    " (SELECT (count(*), sum(xmin::text::bigint))::text FROM pg_constraint WHERE oid >= 16384),"
    " (SELECT array_agg(version_num)::text FROM alembic_version)"
)
"""How many rows say how the tables are, and the sum of the transactions that wrote them: whatever changes the schema changes this."""
OTHERS = text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'")
COUNTERS = text("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
LARGEST = text("SELECT max(pg_relation_size(oid)) FROM pg_class WHERE oid >= 16384 AND relkind = 'r'")


def make_hasty(admin: Connection) -> None:
    """Have the server write to the disk when it likes, and clean up never."""
    for setting in HASTY:
        admin.execute(text(f"ALTER SYSTEM SET {setting}"))
    admin.execute(text("SELECT pg_reload_conf()"))


@contextmanager
def administering(server: str) -> Iterator[Connection]:
    """Give a connection to the server's own database, where databases are made."""
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            yield connection
    finally:
        admin.dispose()


@contextmanager
def own_database(server: str, name: str, template: str) -> Iterator[str]:
    """Give the URL of a new database that is gone afterwards."""
    with administering(server) as admin:
        admin.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with administering(server) as admin:
        admin.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


class SharedDatabase:
    """One migrated database for test after test. Making one for each takes ten times what emptying it does."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._name = "shared"
        self.url = make_url(server).set(database=self._name).render_as_string(hide_password=False)
        self._engine = create_engine(self.url)
        self._make()

    def empty(self) -> None:
        """End every connection and delete every row; made again where the schema is not as it was."""
        try:
            with self._engine.begin() as connection:
                as_it_was = self._empty(connection)
        except DBAPIError:
            as_it_was = False
        if not as_it_was:
            self._make()

    def close(self) -> None:
        self._engine.dispose()

    def _empty(self, connection: Connection) -> bool:
        connection.execute(OTHERS)
        if connection.execute(SCHEMA).one() != self._schema:
            return False
        grown = (connection.scalar(LARGEST) or 0) > GROWN
        connection.exec_driver_sql(self._truncating if grown else self._deleting)
        return True

    def _make(self) -> None:
        self._engine.dispose()
        with administering(self._server) as admin:
            admin.execute(text(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)"))
            admin.execute(text(f"CREATE DATABASE {self._name} TEMPLATE {TEMPLATE}"))
        with self._engine.begin() as connection:
            self._schema = connection.execute(SCHEMA).one()
            tables, counters = connection.scalars(TABLES).all(), connection.scalars(COUNTERS).all()
        self._truncating = f"TRUNCATE {', '.join(tables)} RESTART IDENTITY"
        deleted = [f"DELETE FROM {each}" for each in tables]
        begun = [f"SELECT setval('{each}', 1, false)" for each in counters]
        # Without the keys' own triggers the order does not matter, and nothing is looked up.
        self._deleting = "; ".join(["SET LOCAL session_replication_role = replica", *deleted, *begun])
