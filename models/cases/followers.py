"""Who follows a case: they get a line when it moves."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.tables import CaseFollower, PolicyCase


class GoneCaseError(Exception):
    """There is no such case in this workspace, or it is closed."""


def ensure_here(session: Session, workspace_id: int, case_id: int) -> None:
    """Raise `GoneCaseError` unless a case is the workspace's."""
    query = select(PolicyCase.id).where(PolicyCase.workspace_id == workspace_id, PolicyCase.id == case_id)
    if session.scalar(query) is None:
        raise GoneCaseError


def follow(session: Session, workspace_id: int, case_id: int, user_id: str) -> bool:
    """Let a person follow a case; False if they did before.

    Raises:
        GoneCaseError: it is not here.
    """
    ensure_here(session, workspace_id, case_id)
    row = {"workspace_id": workspace_id, "case_id": case_id, "user_id": user_id}
    return insert_new(session, CaseFollower, [row]) == 1


def unfollow(session: Session, workspace_id: int, case_id: int, user_id: str) -> None:
    """Stop telling a person of a case."""
    mine = (CaseFollower.workspace_id == workspace_id, CaseFollower.case_id == case_id)
    session.execute(delete(CaseFollower).where(*mine, CaseFollower.user_id == user_id))


def followers_of(session: Session, workspace_id: int, case_ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Return who follows some cases, by the platform's ids, in the order they began."""
    query = select(CaseFollower.case_id, CaseFollower.user_id).where(
        CaseFollower.workspace_id == workspace_id, in_list(CaseFollower.case_id, "cases")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for case_id, user_id in session.execute(query.order_by(CaseFollower.id), {"cases": list(case_ids)}):
        found[case_id].append(user_id)
    return {case_id: tuple(users) for case_id, users in found.items()}


def with_followers(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return those of some workspaces, by id, where somebody follows a case."""
    query = select(CaseFollower.workspace_id).where(in_list(CaseFollower.workspace_id, "workspaces"))
    return set(session.scalars(query.distinct(), {"workspaces": list(workspaces)}))


def followed_by(session: Session, workspace_id: int, user_id: str) -> list[PolicyCase]:
    """Return the open cases that a person follows."""
    query = (
        select(PolicyCase)
        .join(CaseFollower, CaseFollower.case_id == PolicyCase.id)
        .where(
            PolicyCase.workspace_id == workspace_id,
            CaseFollower.workspace_id == workspace_id,
            CaseFollower.user_id == user_id,
            PolicyCase.closed_at.is_(None),
        )
        .order_by(PolicyCase.id)
    )
    return list(session.scalars(query))
