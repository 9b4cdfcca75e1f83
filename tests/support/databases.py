"""Which tests run on PostgreSQL as well as on SQLite: those of what the databases may do differently.

That is SQL and its types, locks, migrations, and what several processes do at once. What is done with the rows is the same
on both, and is tried on SQLite alone. `make test DATABASES=both` runs everything on both, `DATABASES=postgres` on that alone.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FIXTURES = ("database_url", "module_database")
"""The fixtures that give a test each database in turn."""
ON_BOTH = (
    "tests/faults",
    "tests/fuzz",
    "tests/jobs/test_claiming.py",
    "tests/jobs/test_clock_ahead.py",
    "tests/jobs/test_fairness.py",
    "tests/jobs/test_outbox.py",
    "tests/jobs/test_planning.py",
    "tests/jobs/test_pruning.py",
    "tests/jobs/test_pruning_rounds.py",
    "tests/jobs/test_rounds.py",
    "tests/jobs/test_shared_cards.py",
    "tests/models",
    "tests/official/test_fetching.py",
    "tests/official/test_seen.py",
    "tests/operations",
    "tests/requests",
    "tests/rounds/test_round_attacks.py",
    "tests/slack/test_install.py",
    "tests/test_database.py",
    "tests/test_workspaces_apart.py",
)
"""The folders and files whose tests run on both databases."""


class Databases(StrEnum):
    """What `--databases` may say."""

    WHERE_IT_MATTERS = "where-it-matters"
    BOTH = "both"
    SQLITE = "sqlite"
    POSTGRES = "postgres"


def chosen(items: list[pytest.Item], wanted: Databases) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Return the tests to run, and those that are left out."""
    if wanted is Databases.BOTH:
        return items, []
    kept, left = [], []
    for each in items:
        (kept if _is_wanted(each, wanted) else left).append(each)
    return kept, left


def _is_wanted(item: pytest.Item, wanted: Databases) -> bool:
    params: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    database = next((params[each] for each in FIXTURES if each in params), None)
    if database is None:
        return True
    if wanted is not Databases.WHERE_IT_MATTERS:
        return bool(database == wanted)
    return database == "sqlite" or is_on_both(item.path)


@cache
def is_on_both(path: Path) -> bool:
    """Return True if the tests of a file run on both databases."""
    return any(path.is_relative_to(ROOT / each) for each in ON_BOTH)
