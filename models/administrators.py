"""Who decides in a workspace: the one who installed the bot, and those who are named."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Administrator, Workspace


def administrators(session: Session, workspace: Workspace) -> tuple[str, ...]:
    """Return the platform's user ids of those who may change the workspace's settings, the installer first.

    Empty where nobody installed it by hand and nobody is named: then everybody may.
    """
    named = session.scalars(
        select(Administrator.user_id).where(Administrator.workspace_id == workspace.id).order_by(Administrator.id)
    )
    installer = (workspace.installed_by,) if workspace.installed_by else ()
    return tuple(dict.fromkeys((*installer, *named)))
