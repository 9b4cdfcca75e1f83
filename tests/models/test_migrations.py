from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from models.db import migrate as migrating
from models.db.database import DatabaseUnavailableError
from models.db.migrate import BranchedMigrationsError, is_migrated, make_folder, migrate, newest, unmigrate
from models.tables.schema_check import schema_differences

TABLES = {
    "mail_address",
    "access_token",
    "case_contact",
    "case_follower",
    "case_move",
    "checklist_item",
    "administrator",
    "alembic_version",
    "alert",
    "attendance",
    "audit",
    "calendar_entry",
    "chain_step",
    "change",
    "contact",
    "content_entry",
    "counterpart",
    "day_text",
    "deadline_proposal",
    "delivery",
    "demand",
    "destination",
    "dialogue",
    "edit",
    "edited_row",
    "effect",
    "enclosure",
    "event_item",
    "reading",
    "feed",
    "follower",
    "followup",
    "gift",
    "gram",
    "hearing_plan",
    "inbound",
    "input_version",
    "invitation",
    "invitation_round",
    "carrier",
    "member",
    "message_round",
    "member_contact",
    "milestone",
    "occurrence",
    "official_change",
    "official_document",
    "official_find",
    "official_host",
    "official_match",
    "official_member",
    "official_record",
    "official_source",
    "organisation",
    "participant",
    "pause",
    "person",
    "policy_case",
    "posting",
    "preference",
    "reader",
    "role",
    "series",
    "snooze",
    "spokesperson",
    "stance",
    "tie",
    "unanswered_question",
    "workspace",
}


@pytest.fixture
def plain_engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


def _tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_an_empty_database_is_migrated_up_and_all_the_way_down(empty_url: str) -> None:
    assert not is_migrated(empty_url)

    migrate(empty_url)

    assert is_migrated(empty_url)
    assert _tables(empty_url) == TABLES

    unmigrate(empty_url)

    assert not is_migrated(empty_url)
    assert _tables(empty_url) == {"alembic_version"}


def test_migrating_twice_does_nothing_the_second_time(empty_url: str) -> None:
    migrate(empty_url)
    migrate(empty_url)

    assert is_migrated(empty_url)


def test_a_database_at_a_higher_number_that_comes_before_the_last_is_migrated(empty_url: str) -> None:
    """0050 was followed by 0046, 0047 and 0048: it was taken for newer than the last."""
    migrate(empty_url, "0050")
    assert not is_migrated(empty_url)

    migrate(empty_url)

    assert is_migrated(empty_url)
    assert _tables(empty_url) == TABLES


def test_one_that_newer_code_has_migrated_is_left_alone(empty_url: str) -> None:
    migrate(empty_url)
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert is_migrated(empty_url)
    migrate(empty_url)


def test_two_migrations_that_are_both_the_last_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    last = newest()
    (tmp_path / "versions").mkdir()
    for file in (migrating.FOLDER / "versions").glob("0*.py"):
        (tmp_path / "versions" / file.name).write_text(file.read_text())
    (tmp_path / "versions" / "9000_new.py").write_text('revision = "9000"\ndown_revision = "0040"\n')
    monkeypatch.setattr(migrating, "FOLDER", tmp_path)
    monkeypatch.setattr(migrating, "_history", migrating._history.__wrapped__)
    with pytest.raises(BranchedMigrationsError) as raised:
        migrate(sqlite_url)
    assert str(raised.value) == f"{last} and 9000 are both last: let the new one follow the other (its `down_revision`)"


def test_migrations_and_models_are_in_step(database_url: str) -> None:
    assert schema_differences(database_url) == []


def test_what_differs_from_the_models_is_told(database_url: str, plain_engine: Engine) -> None:
    with plain_engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_occurrence_when"))
        connection.execute(text("ALTER TABLE occurrence ADD COLUMN surplus INTEGER"))
        connection.execute(text("ALTER TABLE occurrence DROP COLUMN note"))
        connection.execute(text("DROP TABLE administrator"))

    assert sorted(schema_differences(database_url)) == [
        "add_column occurrence.note",
        "add_index occurrence.ix_occurrence_when",
        "add_table administrator",
        "remove_column occurrence.surplus",
    ]


def test_a_column_of_another_kind_is_told(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE occurrence ALTER COLUMN title TYPE varchar(20)"))
        connection.execute(text("ALTER TABLE occurrence ALTER COLUMN kilde DROP NOT NULL"))
    engine.dispose()

    assert schema_differences(postgres_url) == ["modify_nullable occurrence.kilde", "modify_type occurrence.title"]


def test_a_database_that_is_away_is_told_as_such() -> None:
    with pytest.raises(DatabaseUnavailableError):
        schema_differences("sqlite:////nowhere/at/all.db")


def test_the_folder_of_a_file_is_made_and_other_databases_need_none(tmp_path: Path) -> None:
    make_folder(f"sqlite:///{tmp_path}/data/below/padriver.db")
    make_folder("postgresql+psycopg://someone@127.0.0.1/padriver")

    assert (tmp_path / "data" / "below").is_dir()
    assert list((tmp_path / "data" / "below").iterdir()) == []


BEFORE = "2026-10-02 07:00:00+00:00"
ROWS = f"""
INSERT INTO workspace (id, platform, external_id, name, timezone, digest_time, wheel_time, campaign_time, deadline_time)
    VALUES (1, 'slack', 'T1', 'Prøve', 'Europe/Oslo', '08:00', '09:00', '10:00', '08:30');
INSERT INTO person (id, workspace_id, name, folded, tier, source, quiet_since, version, created_by, created_at, purpose)
    VALUES (1, 1, 'Tom Berg', 'tom berg', 'C', 'x', '2026-10-02', 1, 'U1', '{BEFORE}', 'x');
INSERT INTO occurrence (id, workspace_id, key, source, kind, title, kilde, certainty, consider, kept, created_at)
    VALUES (1, 1, 'egen:1', 'egen', 'frist', 'Møte med Tom Berg om jernbane', '', 'fast', false, '[]', '{BEFORE}'),
           (2, 1, 'egen:2', 'egen', 'frist', 'Tom Berg: send faktaark', '', 'fast', false, '[]', '{BEFORE}'),
           (3, 1, 'egen:3', 'egen', 'frist', 'Møte med styret', '', 'fast', false, '[]', '{BEFORE}');
INSERT INTO dialogue (id, workspace_id, day, planned, channel, theme, about, place, stance, said, wants, occurrence_id,
                      journal, created_by, created_at, version)
    VALUES (1, 1, '2026-10-12', true, 'møte', 'jernbane', '', '', '', '', '', 1, false, 'U1', '{BEFORE}', 1),
           (2, 1, '2026-10-13', true, 'møte', 'energi', '', '', '', '', '', 2, false, 'U1', '{BEFORE}', 1),
           (3, 1, '2026-10-01', false, 'møte', 'vei', '', '', '', '', '', NULL, false, 'U1', '{BEFORE}', 1);
INSERT INTO counterpart (id, workspace_id, dialogue_id, person_id, day)
    VALUES (1, 1, 1, 1, '2026-10-12'), (2, 1, 2, 1, '2026-10-13'), (3, 1, 3, 1, '2026-10-01');
INSERT INTO stance (id, workspace_id, person_id, theme, stance, "on")
    VALUES (1, 1, 1, 'jernbane', '', '2026-10-12'), (2, 1, 1, 'energi', 'positiv', '2026-09-01'),
           (3, 1, 1, 'vei', '', '2026-10-01');
"""


def test_talks_that_were_planned_become_talks_and_no_opinions(empty_url: str) -> None:
    migrate(empty_url, "0022")
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        for each in ROWS.split(";")[:-1]:
            connection.exec_driver_sql(each)

    migrate(empty_url)

    with engine.begin() as connection:
        kinds = connection.execute(text("SELECT kind FROM occurrence ORDER BY id")).scalars().all()
        themes = connection.execute(text("SELECT theme FROM stance ORDER BY id")).scalars().all()
    engine.dispose()
    assert (kinds, themes) == (["møte", "frist", "frist"], ["energi", "vei"])
