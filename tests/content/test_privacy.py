"""What the person responsible is told of is what the database holds."""

import re

from content.privacy import FIELD_BY_FIELD, privacy_document
from models import alerts, enclosures, inbound, installations
from models.base import Base
from models.register import edits, review
from models.tables import dialogue, enclosure, manners, register, relations, searching
from models.tables import edits as edit_tables

IN_FULL = {dialogue, enclosure, edit_tables, register, relations, searching}
"""Modules whose tables are told field by field."""
OF_ALL = {"id", "workspace_id"}


def sections() -> dict[str, str]:
    """Return the text of each table's section."""
    _, _, told = privacy_document().partition(f"## {FIELD_BY_FIELD}\n")
    return {found[1]: found[2] for found in re.finditer(r"### `(\w+)`[^\n]*\n(.*?)(?=\n### |\Z)", told, re.DOTALL)}


def test_every_table_is_told_of() -> None:
    told = set(re.findall(r"`(\w+)`", privacy_document()))
    assert {table.name for table in Base.metadata.sorted_tables} - told == set()


def test_every_field_of_the_register_is_told_of_and_none_that_is_not_there() -> None:
    tables = {
        mapper.class_.__tablename__: mapper.class_.__table__
        for mapper in Base.registry.mappers
        if mapper.class_.__module__ in {module.__name__ for module in IN_FULL}
    }
    tables["audit"] = manners.Audit.__table__
    told = {name: set(re.findall(r"`(\w+)`", text)) for name, text in sections().items()}
    held = {name: {column.name for column in table.columns} - OF_ALL for name, table in tables.items()}
    assert told == held


def test_how_long_things_are_kept_is_what_the_code_says() -> None:
    text = " ".join(privacy_document().split())
    assert f"{edits.REMEMBERED.days} dager" in text
    assert f"Etter {review.SILENT.years * 12 + review.SILENT.months} måneder uten samtale" in text
    assert f"slettes etter {inbound.REMEMBERED.days} dager" in text
    assert f"ikke ble varslet:** {alerts.REMEMBERED.days} dager" in text
    assert f"{installations.KEPT.days} dager etter at boten er fjernet" in text
    assert enclosures.KEPT.days == 1
    assert "venter på svar:** ett døgn" in text
