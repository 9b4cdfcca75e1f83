"""Which words each workspace was last matched by, so that new words find what is open already."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import func, literal, select, update
from sqlalchemy.orm import Session

from content.schema.media import Media
from content.schema.pack import Pack
from models.tables import Workspace

SHORT = 32


def mark_of(shared: Pack) -> str:
    """Return a hash of the words that the product comes with: those of `shared`, and of its template."""
    packs = (shared, shared.template) if shared.template else (shared,)
    return _hash("".join(words_of(each.media) for each in packs))[:SHORT]


@lru_cache(maxsize=8)
def words_of(media: Media) -> str:
    """Return a hash of the words that official items are matched with."""
    return _hash(repr((media.themes, media.official)))


@dataclass(frozen=True)
class MatchedWords:
    """What a workspace was last matched by: `words` as `words_of` has it (None: never), and its content as it is now."""

    words: str | None
    mark: str


def with_other_content(session: Session, mark: str) -> Mapping[int, MatchedWords]:
    """Return the workspaces whose content is another than they were last matched with, by id.

    `mark` is that of the content that the product comes with (`mark_of`).
    """
    now = literal(f"{mark}:") + func.coalesce(Workspace.content_version, "")
    query = select(Workspace.id, Workspace.official_words, now).where(
        Workspace.removed_at.is_(None), Workspace.official_mark.is_distinct_from(now)
    )
    return {workspace_id: MatchedWords(words, mark) for workspace_id, words, mark in session.execute(query)}


def note_words(session: Session, workspace_id: int, now: MatchedWords) -> None:
    """Note what a workspace has been matched by. Content that has changed since it was read has another mark."""
    values = {"official_mark": now.mark, "official_words": now.words}
    session.execute(update(Workspace).where(Workspace.id == workspace_id).values(values))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
