"""The register that `bench/excel.py` takes a workbook into."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.commands.interessenter import importing
from bot.commands.interessenter.headings import known
from bot.commands.interessenter.lines import lines
from bot.runtime.memory import freeze_started
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
    """Read the workbook, plan and write it, in one transaction, in a process set up as the served bot is."""
    freeze_started()
    data = (folder / "bok.xlsx").read_bytes()
    with Database(_url(folder)).session() as session:
        workspace = get_or_create(session, "slack", "T1", "Prøve")
        planned = _planned(session, workspace, data)
        importing.apply(session, workspace.id, planned, importing.begin(session, workspace.id, "U1", NOW))


def again(folder: Path) -> None:
    """Read the same workbook once more, which is to change nothing."""
    freeze_started()
    data = (folder / "bok.xlsx").read_bytes()
    with Database(_url(folder)).session() as session:
        planned = _planned(session, get_or_create(session, "slack", "T1", "Prøve"), data)
        assert not planned.wanted, f"{len(planned.wanted)} rows would change"


def _planned(session: Session, workspace: Workspace, data: bytes) -> importing.Plan:
    found = lines(read(data, known), NOW.date(), lambda word: word if word == "jernbane" else None)
    return importing.plan(session, workspace, found, NOW.date(), "Regnearket")


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'base.db'}"
