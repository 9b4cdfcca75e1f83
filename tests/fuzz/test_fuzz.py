"""A small part of `make fuzz`: whatever arrives, nothing breaks, and nothing takes a second."""

from models.db.database import Database
from tests.fuzz.runs import SHARES, run
from tests.fuzz.watch import Watch, watching

SEED, INPUTS, SOME = 17, 4, 4
"""Inputs for each of the shares, and how many texts, recorded controls and recorded forms they start from."""


async def breaks_nothing(database: Database, *groups: str) -> None:
    inputs = {kind: share * INPUTS for kind, share in SHARES.items() if kind.startswith(groups)}
    with watching() as watch:
        await run(inputs, database, watch, SEED, SOME)
    assert (watch.faults, dict(watch.inputs)) == ({}, inputs)


async def test_whatever_arrives_by_http_breaks_nothing(sqlite_database: Database) -> None:
    await breaks_nothing(sqlite_database, "slack", "teams", "pages")


async def test_whatever_a_handler_is_asked_breaks_nothing(database: Database) -> None:
    await breaks_nothing(database, "handlers")


async def test_whatever_is_read_breaks_nothing(sqlite_database: Database) -> None:
    await breaks_nothing(sqlite_database, "feeds", "workbooks")


def test_a_fault_is_found() -> None:
    watch = Watch()
    with watch.input("feeds", "en strøm"):
        watch.answered(500, frozenset({200}))
        watch.took(1.5)
        raise ZeroDivisionError
    assert dict(watch.faults) == {
        "feeds: status 500": "'en strøm'",
        "feeds: 1.5 s of processor time": "'en strøm'",
        "feeds: ZeroDivisionError ": "'en strøm'",
    }
