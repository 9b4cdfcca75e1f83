"""Questions that people sent in because the answer did not help: only the words and the day are stored."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.tables import UnansweredQuestion
from models.workspace.workspaces import lock

KEPT = timedelta(days=90)
MOST = 500
"""The most questions of a workspace; the oldest are deleted first."""


def keep_question(session: Session, workspace_id: int, text: str, today: date) -> None:
    """Store a question, without who asked it. Another one with the same words replaces it."""
    lock(session, workspace_id)
    mine = UnansweredQuestion.workspace_id == workspace_id
    session.execute(delete(UnansweredQuestion).where(mine, UnansweredQuestion.text == text))
    session.add(UnansweredQuestion(workspace_id=workspace_id, text=text, sent_on=today))
    session.flush()
    newest = select(UnansweredQuestion.id).where(mine).order_by(UnansweredQuestion.id.desc()).limit(MOST)
    session.execute(delete(UnansweredQuestion).where(mine, UnansweredQuestion.id.not_in(newest.scalar_subquery())))


def questions(session: Session, workspace_id: int, limit: int) -> tuple[Sequence[UnansweredQuestion], int]:
    """Return the newest questions, and how many there are."""
    mine = UnansweredQuestion.workspace_id == workspace_id
    rows = session.scalars(select(UnansweredQuestion).where(mine).order_by(UnansweredQuestion.id.desc()).limit(limit))
    total = session.scalar(select(func.count()).select_from(UnansweredQuestion).where(mine)) or 0
    return list(rows), total


def question_by_id(session: Session, workspace_id: int, question_id: int) -> UnansweredQuestion | None:
    """Return a question; None if it is not there any more."""
    mine = (UnansweredQuestion.workspace_id == workspace_id, UnansweredQuestion.id == question_id)
    return session.scalar(select(UnansweredQuestion).where(*mine))


def delete_question(session: Session, workspace_id: int, question_id: int) -> bool:
    """Delete a question; False if it is not there any more."""
    query = delete(UnansweredQuestion).where(
        UnansweredQuestion.workspace_id == workspace_id, UnansweredQuestion.id == question_id
    )
    return session.execute(query.returning(UnansweredQuestion.id)).first() is not None
