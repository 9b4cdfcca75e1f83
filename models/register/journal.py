"""«Bør journalføres»: dialogues that somebody should check for the public record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.register.history import Whole, dialogue
from models.tables import Counterpart, Dialogue


def to_journal(session: Session, workspace_id: int, limit: int, offset: int = 0) -> Sequence[Whole]:
    """Return the dialogues marked «Bør journalføres», the newest first."""
    return _whole(session, workspace_id, limit, offset, journal=True)


def journal_number(session: Session, workspace_id: int) -> int:
    """Return how many dialogues are marked «Bør journalføres»."""
    mine = (Dialogue.workspace_id == workspace_id, Dialogue.removed_at.is_(None), Dialogue.journal.is_(True))
    return session.scalar(select(func.count()).select_from(Dialogue).where(*mine)) or 0


def unmarked(session: Session, workspace_id: int, limit: int) -> Sequence[Whole]:
    """Return the newest dialogues that are not marked."""
    return _whole(session, workspace_id, limit, 0, journal=False)


def journal_days(session: Session, workspace_id: int) -> Mapping[tuple[str, int], tuple[date, ...]]:
    """Return the days of the marked dialogues with each person (`p`, id) and organisation (`o`, id)."""
    query = (
        select(Counterpart.person_id, Counterpart.organisation_id, Dialogue.day)
        .join(Dialogue, Dialogue.id == Counterpart.dialogue_id)
        .where(Dialogue.workspace_id == workspace_id, Dialogue.journal.is_(True), Dialogue.removed_at.is_(None))
    )
    found: dict[tuple[str, int], tuple[date, ...]] = defaultdict(tuple)
    for person_id, organisation_id, day in session.execute(query.order_by(Dialogue.day, Dialogue.id)):
        found["p" if person_id else "o", person_id or organisation_id or 0] += (day,)
    return found


def _whole(session: Session, workspace_id: int, limit: int, offset: int, *, journal: bool) -> Sequence[Whole]:
    mine = (Dialogue.workspace_id == workspace_id, Dialogue.removed_at.is_(None), Dialogue.planned.is_(False))
    query = select(Dialogue.id).where(*mine, Dialogue.journal.is_(journal))
    ids = session.scalars(query.order_by(Dialogue.day.desc(), Dialogue.id.desc()).limit(limit).offset(offset)).all()
    return [whole for each in ids if (whole := dialogue(session, workspace_id, each))]
