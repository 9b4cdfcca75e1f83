"""A small part of `make fuzz`: whatever arrives, nothing breaks, and nothing takes a second."""

import pytest

from models.database import Database
from tests.fuzz.runs import SHARES, run
from tests.fuzz.watch import Watch, watching

SEED, INPUTS, SOME = 17, 15, 6
"""Inputs for each of the shares, and how many recorded controls and forms they start from."""


@pytest.mark.parametrize("group", ["slack", "teams", "pages", "handlers", "feeds", "workbooks"])
async def test_whatever_arrives_breaks_nothing(database: Database, group: str) -> None:
    inputs = {kind: share * INPUTS for kind, share in SHARES.items() if kind.startswith(group)}
    with watching() as watch:
        await run(inputs, database, watch, SEED, SOME)
    assert (watch.faults, dict(watch.inputs)) == ({}, inputs)


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
