"""Migrations where they are run: by several at once, and on a database that people have used."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from models.db.migrate import is_migrated, migrate, unmigrate
from models.media.links import article_key
from tests.support.app import running

TIMES = "'08:00:00', '09:00:00', '10:00:00', '08:30:00'"
COLUMNS = "id, platform, external_id, name, timezone, digest_time, wheel_time, campaign_time, deadline_time"
USED = (
    f"INSERT INTO workspace ({COLUMNS}) VALUES (1, 'slack', 'T1', 'Sekretariatet', 'Europe/Oslo', {TIMES})",
    "INSERT INTO destination (id, workspace_id, kind, address) VALUES (1, 1, 'kanal', 'C1')",
    "INSERT INTO inbound (id, workspace_id, key, received_at) VALUES (1, 1, 'Ev1', '2026-10-05 07:00:00')",
)
ROWS = "SELECT (SELECT count(*) FROM workspace), (SELECT count(*) FROM destination), (SELECT count(*) FROM inbound)"
FEED = (
    """INSERT INTO feed (id, workspace_id, key, name, url, "on", failures) VALUES (1, 1, 'nrk', 'NRK', 'u', true, 0)"""
)
ALERT = text(
    "INSERT INTO alert (id, workspace_id, feed_id, identity, link, link_hash, title, source, found_at, themes, words, state)"
    " VALUES (:id, 1, 1, :identity, :link, :link_hash, 't', 's', '2026-10-05 07:00:00', '[]', '{}', 'sett')"
)
LINKS = {1: "https://www.nrk.no/tog/", 2: "http://nrk.no/tog", 3: "https://nrk.no/s%C3%B8k?b=2&a=1", 4: None}


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    opened = create_engine(empty_url)
    yield opened
    opened.dispose()


def test_several_may_migrate_at_the_same_time(empty_url: str, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("en", "to", "tre")]
    with ExitStack() as stack:
        for each in folders:
            each.mkdir()
        together = [stack.enter_context(running("migrate", folder=each, DATABASE_URL=empty_url)) for each in folders]
        told = [(each.ended(), each.log) for each in together]

    assert told == [(0, "")] * 3
    assert is_migrated(empty_url)


def test_what_people_have_stays_when_the_schema_is_changed_up_and_down(empty_url: str, engine: Engine) -> None:
    migrate(empty_url, "0001")
    with engine.begin() as connection:
        for statement in USED:
            connection.execute(text(statement))

    migrate(empty_url)
    with engine.connect() as connection:
        assert connection.execute(text(ROWS)).one() == (1, 1, 1)

    unmigrate(empty_url, "0001")
    with engine.connect() as connection:
        assert connection.execute(text(ROWS)).one() == (1, 1, 1)
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_a_case_that_was_known_is_known_by_all_its_addresses_after_the_upgrade(empty_url: str, engine: Engine) -> None:
    migrate(empty_url, "0022")
    rows = [
        {
            "id": number,
            "identity": f"i{number}",
            "link": link,
            "link_hash": _hash(f"https://{link.partition('://')[2]}") if link else None,
        }
        for number, link in LINKS.items()
    ]
    with engine.begin() as connection:
        connection.execute(text(USED[0]))
        connection.execute(text(FEED))
        connection.execute(ALERT, rows)

    migrate(empty_url, "0023")

    with engine.connect() as connection:
        hashes = {row.id: row.link_hash for row in connection.execute(text("SELECT id, link_hash FROM alert"))}
        left_out = connection.execute(text("SELECT left_out, past_most FROM feed")).one()
    assert hashes == {number: _hash(article_key(link)) if link else None for number, link in LINKS.items()}
    assert hashes[1] == hashes[2]
    assert left_out == (0, 0)


def _hash(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()
