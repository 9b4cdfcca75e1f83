"""Seals every token again, with the first of the keys."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db.database import Database
from models.tables import Workspace
from models.workspace.keyring import Keyring, UnreadableTokenError


@dataclass(frozen=True)
class Rotation:
    """How many tokens were sealed again, and the platform's ids of the workspaces whose token no key opens."""

    resealed: int
    unreadable: tuple[str, ...]


def rotate(database: Database, keyring: Keyring) -> Rotation:
    """Seal every token again. A token that changes meanwhile is left alone: it was sealed with a newer key."""
    resealed, unreadable = 0, []
    for workspace_id, external_id, sealed in _held(database):
        try:
            resealed_given = keyring.reseal(sealed)
        except UnreadableTokenError:
            unreadable.append(external_id)
            continue
        with database.session() as session:
            resealed += _replace(session, workspace_id, sealed, resealed_given)
    return Rotation(resealed, tuple(unreadable))


def unopened(database: Database, keyring: Keyring) -> tuple[str, ...]:
    """Return the platform's ids of the workspaces whose token no key opens."""
    return tuple(external_id for _, external_id, sealed in _held(database) if not _opens(keyring, sealed))


def _held(database: Database) -> list[tuple[int, str, str]]:
    held = select(Workspace).where(Workspace.token.is_not(None)).order_by(Workspace.id)
    with database.reading() as session:
        return [(each.id, each.external_id, each.token) for each in session.scalars(held) if each.token]


def _opens(keyring: Keyring, sealed: str) -> bool:
    try:
        keyring.reseal(sealed)
    except UnreadableTokenError:
        return False
    return True


def _replace(session: Session, workspace_id: int, sealed: str, resealed: str) -> int:
    query = update(Workspace).where(Workspace.id == workspace_id, Workspace.token == sealed).values(token=resealed)
    return len(session.execute(query.returning(Workspace.id)).all())
