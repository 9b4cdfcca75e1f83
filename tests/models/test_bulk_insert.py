"""Many rows go in at once as they would one by one, alike on both databases."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.db.bulk import bulk_insert_columns
from models.db.database import Database
from models.register.words import folded_name
from models.tables import Gram, Organisation
from tests.support.rows import NOW, new_workspace

ORGANISATION, GRAM = Organisation.metadata.tables["organisation"], Gram.metadata.tables["gram"]


def test_each_row_has_its_own_and_what_is_usual(database: Database) -> None:
    ours = {"workspace_id": new_workspace(database).id, "kind": "annet", "source": "", "created_by": "U1"}
    own = [
        {"name": name, "folded": folded_name(name), "quiet_since": date(2026, 1, 1), "themes": [name], "note": None}
        for name in ("Ås 1", "Ås 2", "Ås 3")
    ]
    with database.session() as session:
        bulk_insert_columns(session, ORGANISATION, _columns([each | ours | {"created_at": NOW} for each in own]))
    with database.session() as session:
        found = session.scalars(select(Organisation).order_by(Organisation.id)).all()
        assert [{name: getattr(each, name) for name in own[0]} for each in found] == own
        last = found[-1]
        assert (last.kind, last.created_at, last.tier, last.version, last.kept) == ("annet", NOW, "C", 1, [])
        assert (last.municipality, last.removed_at) == (None, None)


def test_a_key_that_is_taken_stops_all_of_it_unless_it_may_be_there(database: Database) -> None:
    workspace_id = new_workspace(database).id
    kari, ola = ({"workspace_id": workspace_id, "gram": name[:3], "word": name} for name in ("kari", "olav"))
    with database.session() as session:
        bulk_insert_columns(session, GRAM, _columns([kari]))
    with pytest.raises(IntegrityError), database.session() as session:
        bulk_insert_columns(session, GRAM, _columns([ola, kari]))
    with database.session() as session:
        assert session.scalars(select(Gram.word)).all() == ["kari"]
        bulk_insert_columns(session, GRAM, _columns([ola, kari]), unless_there=True)
        assert sorted(session.scalars(select(Gram.word))) == ["kari", "olav"]


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}
