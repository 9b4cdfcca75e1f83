"""Who speaks for a theme, as people said in the chat: someone there, or a name."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.tables import Spokesperson


@dataclass(frozen=True)
class Speaker:
    """Who speaks: the platform's id of someone in the chat, or else a name."""

    user_id: str = ""
    name: str = ""


def speaking_for(session: Session, workspace_id: int, theme: str) -> tuple[Speaker, ...]:
    """Return who speaks for a theme of the content pack, in the order they were named."""
    return by_theme(session, workspace_id).get(theme, ())


def by_theme(session: Session, workspace_id: int) -> dict[str, tuple[Speaker, ...]]:
    """Return all who speak for something, by theme."""
    query = select(Spokesperson).where(Spokesperson.workspace_id == workspace_id).order_by(Spokesperson.id)
    found: dict[str, tuple[Speaker, ...]] = {}
    for row in session.scalars(query):
        found[row.theme] = (*found.get(row.theme, ()), Speaker(row.user_id, row.name))
    return found


def let_speak(session: Session, workspace_id: int, theme: str, speaker: Speaker) -> bool:
    """Make someone a speaker for a theme; False if they were one already."""
    row = {"workspace_id": workspace_id, "theme": theme, "user_id": speaker.user_id, "name": speaker.name}
    return insert_new(session, Spokesperson, [row]) == 1


def no_longer(session: Session, workspace_id: int, theme: str, speaker: Speaker) -> bool:
    """Remove someone as a speaker for a theme; False if they were not one."""
    theirs = (
        Spokesperson.workspace_id == workspace_id,
        Spokesperson.theme == theme,
        Spokesperson.user_id == speaker.user_id,
        Spokesperson.name == speaker.name,
    )
    return len(session.execute(delete(Spokesperson).where(*theirs).returning(Spokesperson.id)).all()) == 1
