"""The register that `bench/excel.py` takes a workbook into."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.commands.interessenter.workbook import import_plan
from bot.commands.interessenter.workbook.headings import KNOWN_HEADINGS
from bot.commands.interessenter.workbook.register_rows import register_rows
from bot.workbooks.read import read
from models.db.database import Database
from models.db.migrate import migrate
from models.tables import Workspace
from models.workspace.workspaces import get_or_create

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


def begin(folder: Path) -> None:
    """Make an empty database."""
    migrate(_url(folder))


def take_in(folder: Path) -> None:
    """Read the workbook, plan and write it, in one transaction."""
    data = (folder / "bok.xlsx").read_bytes()
    with Database(_url(folder)).session() as session:
        workspace = get_or_create(session, "slack", "T1", "Prøve")
        planned = _planned(session, workspace, data)
        import_plan.apply_import(
            session, workspace.id, planned, import_plan.begin_import(session, workspace.id, "U1", NOW)
        )


def again(folder: Path) -> None:
    """Read the same workbook once more, which is to change nothing."""
    data = (folder / "bok.xlsx").read_bytes()
    with Database(_url(folder)).session() as session:
        planned = _planned(session, get_or_create(session, "slack", "T1", "Prøve"), data)
        assert not planned.wanted, f"{len(planned.wanted)} rows would change"


def _planned(session: Session, workspace: Workspace, data: bytes) -> import_plan.ImportPlan:
    found = register_rows(read(data, KNOWN_HEADINGS), NOW.date(), lambda word: word if word == "jernbane" else None)
    return import_plan.plan_import(session, workspace, found, NOW.date(), "Regnearket")


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'base.db'}"
