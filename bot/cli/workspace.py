"""The workspace that a command is about."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli import output
from models.tables import Workspace


def one_workspace(session: Session, team: str) -> Workspace:
    """Return the workspace with that id, or the only one if none is given; exit if it is not clear which."""
    workspaces = session.scalars(select(Workspace).where(Workspace.removed_at.is_(None)).order_by(Workspace.id)).all()
    wanted = [each for each in workspaces if not team or each.external_id == team]
    if not workspaces:
        output.stop("Ingen arbeidsområder ennå. Start Pådriver med «padriver serve» først.")
    if len(wanted) != 1:
        output.stop(f"Velg arbeidsområde med --team: {', '.join(each.external_id for each in workspaces)}.")
    return wanted[0]
