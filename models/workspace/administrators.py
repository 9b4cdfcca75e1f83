"""Who administers the bot in a workspace: its installer and those who are named; without any, the platform's own.

Someone who has left, a guest, a stranger or a bot is never an administrator, even if named. A person the platform
has said nothing about counts: a roster may be refused, and nobody should be locked out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.db.database import Database
from models.tables import Administrator, Contact, Workspace
from models.workspace.contacts import PERSON, ContactRole
from models.workspace.workspaces import lock


class AdministratorSource(StrEnum):
    """Where an administrator was named."""

    CHAT = "chat"
    COMMAND_LINE = "cli"
    SETTING = "setting"
    """`PADRIVER_ADMINS`: only that setting removes such a row."""


@dataclass(frozen=True)
class NamedAdministrators:
    """The administrators that `PADRIVER_ADMINS` names, as (platform, workspace's id, user id).

    An empty workspace's id means the only workspace of that platform. All ids are the platform's.
    """

    users: tuple[tuple[str, str, str], ...] = ()

    def of(self, platform: str, external_id: str) -> tuple[str, ...]:
        """Return the user ids that the setting names as administrators of a workspace."""
        return tuple(user for of, team, user in self.users if of == platform and team in {"", external_id})


class LastAdministratorError(Exception):
    """The last administrator stays: no other is named who has not left."""


class NamedInSettingError(Exception):
    """The person is named in `PADRIVER_ADMINS`, and is removed there."""


class NotEligibleError(Exception):
    """The person has left, or is a guest, a stranger or a bot."""


def administrators(session: Session, workspace: Workspace) -> tuple[str, ...]:
    """Return the user ids of those who may change what concerns everybody, the installer first.

    Those are the named ones; if there are none, the workspace's administrators and owners by the platform's own flags.
    """
    return named_administrators(session, workspace) or platform_administrators(session, workspace)


def named_administrators(session: Session, workspace: Workspace) -> tuple[str, ...]:
    """Return the installer and those who are named, as user ids, without those who cannot be administrators."""
    rows = session.scalars(
        select(Administrator.user_id).where(Administrator.workspace_id == workspace.id).order_by(Administrator.id)
    )
    installer = (workspace.installed_by,) if workspace.installed_by else ()
    found = tuple(dict.fromkeys((*installer, *rows)))
    barred = _barred(session, workspace.id, found) if found else frozenset()
    return tuple(each for each in found if each not in barred)


def was_named(session: Session, workspace: Workspace, user_id: str) -> bool:
    """Return True if that person installed the bot or is named, though they may not be an administrator any more."""
    mine = (Administrator.workspace_id == workspace.id, Administrator.user_id == user_id)
    return workspace.installed_by == user_id or session.scalar(select(Administrator.id).where(*mine)) is not None


def platform_administrators(session: Session, workspace: Workspace) -> tuple[str, ...]:
    """Return the user ids of colleagues the platform calls administrators or owners of the workspace."""
    query = select(Contact.address).where(
        Contact.workspace_id == workspace.id,
        Contact.kind == PERSON,
        Contact.is_admin,
        Contact.role == ContactRole.COLLEAGUE,
        Contact.left_at.is_(None),
    )
    return tuple(session.scalars(query.order_by(Contact.id)))


def is_administrator(session: Session, workspace: Workspace, user_id: str) -> bool:
    """Return True if that person may change what concerns everybody."""
    return user_id in administrators(session, workspace)


def named_in_setting(session: Session, workspace: Workspace) -> frozenset[str]:
    """Return the user ids that `PADRIVER_ADMINS` names."""
    query = select(Administrator.user_id).where(
        Administrator.workspace_id == workspace.id, Administrator.source == AdministratorSource.SETTING
    )
    return frozenset(session.scalars(query))


def name_administrator(
    session: Session, workspace: Workspace, user_id: str, source: AdministratorSource = AdministratorSource.CHAT
) -> bool:
    """Make that person an administrator; False if they were named before.

    Raises:
        NotEligibleError: the person has left, or is a guest, a stranger or a bot.
    """
    if _barred(session, workspace.id, (user_id,)):
        raise NotEligibleError
    if user_id in named_administrators(session, workspace):
        return False
    row = {"workspace_id": workspace.id, "user_id": user_id, "source": source.value}
    return insert_new(session, Administrator, [row]) == 1


def name_installer(session: Session, workspace: Workspace, user_id: str, *, is_first: bool = False) -> bool:
    """Make the person who installed the bot its administrator if nobody is named; True if they became one.

    At the first installation (`is_first`) those named in `PADRIVER_ADMINS` do not count.
    """
    named = set(named_administrators(session, workspace))
    others = named - named_in_setting(session, workspace) if is_first else named
    if others or _barred(session, workspace.id, (user_id,)):
        return False
    workspace.installed_by = user_id
    session.flush()
    return True


def remove_administrator(session: Session, workspace: Workspace, user_id: str, *, last_too: bool = False) -> bool:
    """Remove that person, the installer too; False if they were not named. With `last_too` nobody may be left.

    Raises:
        NamedInSettingError: the person is named in `PADRIVER_ADMINS`.
        LastAdministratorError: nobody would be left who has not left the workspace.
    """
    lock(session, workspace.id)  # two at once must not remove each other
    row = session.get_one(Workspace, workspace.id)
    mine = (Administrator.workspace_id == workspace.id, Administrator.user_id == user_id)
    source = session.scalar(select(Administrator.source).where(*mine))
    if source is None and row.installed_by != user_id:
        return False
    if source == AdministratorSource.SETTING:
        raise NamedInSettingError
    if not last_too and named_administrators(session, row) == (user_id,):
        raise LastAdministratorError
    session.execute(delete(Administrator).where(*mine))
    if row.installed_by == user_id:
        row.installed_by = None
        session.flush()
    return True


def name_from_setting(session: Session, workspace: Workspace, user_ids: Collection[str]) -> None:
    """Name exactly those in `PADRIVER_ADMINS`; those it no longer names are removed, others do not change."""
    in_setting = (Administrator.workspace_id == workspace.id, Administrator.source == AdministratorSource.SETTING)
    session.execute(delete(Administrator).where(*in_setting, Administrator.user_id.not_in(user_ids)))
    if not user_ids:
        return
    source = AdministratorSource.SETTING.value
    named = (Administrator.workspace_id == workspace.id, Administrator.user_id.in_(user_ids))
    session.execute(update(Administrator).where(*named).values(source=source))
    rows = [{"workspace_id": workspace.id, "user_id": each, "source": source} for each in dict.fromkeys(user_ids)]
    insert_new(session, Administrator, rows)


def name_all_from_setting(database: Database, named: NamedAdministrators) -> None:
    """Name those in `PADRIVER_ADMINS` in every workspace that is known, and remove those it no longer names."""
    before = select(Administrator.workspace_id).where(Administrator.source == AdministratorSource.SETTING)
    platforms = {platform for platform, _, _ in named.users}
    touched = or_(Workspace.id.in_(before), Workspace.platform.in_(platforms))
    with database.session() as session:
        for workspace in session.scalars(select(Workspace).where(touched).order_by(Workspace.id)).all():
            name_from_setting(session, workspace, named.of(workspace.platform, workspace.external_id))


def _barred(session: Session, workspace_id: int, user_ids: Collection[str]) -> frozenset[str]:
    """Return those who cannot be administrators, as far as the platform has said."""
    query = select(Contact.address, Contact.role, Contact.left_at).where(
        Contact.workspace_id == workspace_id, Contact.address.in_(user_ids)
    )
    may = {None, ContactRole.COLLEAGUE}
    return frozenset(row.address for row in session.execute(query) if row.left_at is not None or row.role not in may)
