"""A name that stands anywhere in the database is told when it is asked for, and gone when the person is deleted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, String, select, text, update

from jobs.pruning import prune
from models.db.base import tables_of_workspaces
from models.db.database import Database
from models.register.erasure import anonymise, erase
from models.register.mentions import LEFT, Marks, free_columns
from models.register.personal_data import held
from models.tables import Enclosure, Person, Spokesperson
from tests.support.full_workspaces import full
from tests.support.register import NOW, new_person

NAME = "Quirina Zettermyr"
UNSEEN = {"alert", "occurrence", "effect", "followup", "dialogue", "person", "spokesperson", "change", "audit"}
"""Tables that nobody may take out of the search."""


def plant(database: Database) -> tuple[int, int]:
    """Fill a workspace with a row of everything, name the person in every column of free words, and write them down."""
    workspace_id = full(database, "T1")
    with database.session() as session:
        for table, columns in free_columns():
            values = {each.name: _planted(each) for each in columns}
            session.execute(update(table).where(table.c.workspace_id == workspace_id).values(values))
        return workspace_id, new_person(session, workspace_id, NAME, email="q@example.no", note="Liker tog").id


def _planted(column: Column[Any]) -> Any:
    said = f"Snakket med {NAME.upper()} og Zettermyr, Quirina, se https://avis.no/quirina-zettermyr om q@example.no."
    if isinstance(column.type, JSON):
        return {"sagt": [said], "før": NAME}
    return NAME if column.table.name == Spokesperson.__tablename__ else said


def stands(database: Database, words: str) -> list[str]:
    """Return where a text stands in any column of any table, whatever the letters' size."""
    with database.reading() as session:
        return [
            f"{table.name}.{column}"
            for table in tables_of_workspaces()
            for row in session.execute(text(f'SELECT * FROM "{table.name}"')).mappings()
            for column, value in row.items()
            if words.casefold() in repr(value).casefold()
        ]


def test_every_column_with_room_for_words_is_looked_through_or_left_for_a_reason() -> None:
    looked = {f"{table.name}.{column.name}" for table, columns in free_columns() for column in columns}
    known = {f"{table.name}.{column.name}": column for table in tables_of_workspaces() for column in table.columns}
    assert set(LEFT) <= set(known)
    assert not looked & set(LEFT)
    assert {each.partition(".")[0] for each in looked} >= UNSEEN
    short = {
        name
        for name, column in known.items()
        if isinstance(column.type, String)
        and name not in looked
        and name not in LEFT
        and (column.type.length or 65) >= 65
    }
    assert {name for name in short if not name.startswith("workspace.")} == set()


@pytest.mark.parametrize("away", [erase, anonymise])
def test_a_name_planted_in_every_column_is_told_and_then_gone(database: Database, away: Callable[..., Any]) -> None:
    workspace_id, person_id = plant(database)
    looked = [f"{table.name}.{column.name}" for table, columns in free_columns() for column in columns]
    before = set(stands(database, "zettermyr"))
    assert before >= set(looked)
    with database.session() as session:
        told = held(session, workspace_id, person_id)
        own = {"person.note", "person.source", "person.purpose"}
        named = {f"{each['table']}.{each['column']}" for each in told["nevnt ellers"]}
        assert named == set(looked)
        assert own <= named, "another person's words about them are told too"

        away(session, workspace_id, person_id, "U9", NOW)

    for words in ("zettermyr", "quirina", "q@example.no"):
        assert stands(database, words) == []
    with database.reading() as session:
        assert session.scalars(select(Enclosure)).all() == [], "a workbook that waits may name them"


def test_what_is_deleted_is_in_no_file_of_the_database_either(sqlite_database: Database, sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    workspace_id, person_id = plant(sqlite_database)
    prune(sqlite_database, NOW)
    assert b"Zettermyr" in file.read_bytes()
    with sqlite_database.session() as session:
        erase(session, workspace_id, person_id, "U9", NOW)
    prune(sqlite_database, NOW)

    left = [each for each in file.parent.glob(f"{file.name}*") if b"zettermyr" in each.read_bytes().lower()]

    assert left == []


def test_who_has_the_same_name_keeps_their_own_and_other_workspaces_keep_theirs(database: Database) -> None:
    workspace_id, person_id = plant(database)
    other_id = full(database, "T2")
    with database.session() as session:
        twin = new_person(session, workspace_id, NAME, note=f"{NAME} er en annen").id
        new_person(session, other_id, NAME, note="Ukjent")
        erase(session, workspace_id, person_id, "U9", NOW)

    with database.reading() as session:
        rows = session.execute(select(Person.name, Person.note).where(Person.name == NAME).order_by(Person.id)).all()
        assert [tuple(each) for each in rows] == [(NAME, "[slettet] er en annen"), (NAME, "Ukjent")]
        assert session.get_one(Person, twin).folded == "quirina zettermyr"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Ring Åse Bø-Østhold i dag", "Ring [slettet] i dag"),
        ("ÅSE BØ-ØSTHOLDS svar", "[slettet] svar"),
        ("Bø-Østhold, Åse (Ap)", "[slettet] (Ap)"),
        ("Ase Bo-Osthold", "[slettet]"),
        ("Åse Bø-Østholdsen og Kåse Bø-Østhold", "Åse Bø-Østholdsen og Kåse Bø-Østhold"),
        ("Åse er enig", "Åse er enig"),
    ],
)
def test_a_name_is_found_as_people_write_it_and_nobody_else_is(said: str, left: str) -> None:
    assert Marks(("Åse Bø-Østhold",)).struck(said) == left


def test_a_name_of_one_word_is_only_found_where_it_is_tied_to_the_person() -> None:
    assert Marks(("Kari",)).struck("Kari og Kari Nordmann") == "Kari og Kari Nordmann"
