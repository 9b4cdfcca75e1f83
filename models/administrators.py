"""Who decides in a workspace: the one who installed the bot, and those who are named."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.tables import Administrator, Workspace
from models.upsert import insert_new


class LastAdministrator(Exception):  # noqa: N818 - the names read as what stands in the way
    """Somebody has to decide: the last one stays."""


class Installer(Exception):  # noqa: N818
    """Who installed the bot always decides."""


def administrators(session: Session, workspace: Workspace) -> tuple[str, ...]:
    """Return the platform's user ids of those who may change the workspace's settings, the installer first.

    Empty where nobody installed it by hand and nobody is named: then everybody may.
    """
    named = session.scalars(
        select(Administrator.user_id).where(Administrator.workspace_id == workspace.id).order_by(Administrator.id)
    )
    installer = (workspace.installed_by,) if workspace.installed_by else ()
    return tuple(dict.fromkeys((*installer, *named)))


def decides(session: Session, workspace: Workspace, user_id: str) -> bool:
    """Tell whether that person may change the workspace's settings."""
    found = administrators(session, workspace)
    return not found or user_id in found


def name_administrator(session: Session, workspace: Workspace, user_id: str) -> bool:
    """Let that person decide too; False where that was so before."""
    if user_id in administrators(session, workspace):
        return False
    return insert_new(session, Administrator, [{"workspace_id": workspace.id, "user_id": user_id}]) == 1


def remove_administrator(session: Session, workspace: Workspace, user_id: str) -> bool:
    """Let that person no longer decide; False where that was so before.

    Raises:
        Installer: that person installed the bot.
        LastAdministrator: nobody would be left.
    """
    session.get_one(Workspace, workspace.id, with_for_update=True)  # two at once must not remove each other
    found = administrators(session, workspace)
    if user_id not in found:
        return False
    if user_id == workspace.installed_by:
        raise Installer
    if found == (user_id,):
        raise LastAdministrator
    mine = (Administrator.workspace_id == workspace.id, Administrator.user_id == user_id)
    session.execute(delete(Administrator).where(*mine))
    return True
