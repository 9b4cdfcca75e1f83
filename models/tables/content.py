"""What people changed of the content in the chat."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, Slug


class ContentEntry(Base):
    """What a workspace changed of one entry of its pack (`content.overlay.EntryChange`); the rest follows the file."""

    __tablename__ = "content_entry"
    # SQLite does not give the id of a deleted row to another one: undoing restores it.
    __table_args__ = (UniqueConstraint("workspace_id", "file", "entry"), {"sqlite_autoincrement": True})

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    file: Mapped[str] = mapped_column(String(100))
    """The file's name in the pack, such as `saker/jernbane.yaml`."""
    entry: Mapped[Slug]
    """The entry's id, `""` for a file that has none."""
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    """New values by the names they have in the file; None where an optional field was taken out."""
    place: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """The list that a new or moved entry is in; None if it is where the file has it."""
    after: Mapped[Slug | None]
    """The entry of the same list that it comes right after, `""` for the first; None leaves the order as it is."""
    is_new: Mapped[bool]
    is_removed: Mapped[bool]
    version: Mapped[int]
    """Counts up with each change."""
    changed_by: Mapped[PlatformId]
    changed_at: Mapped[Moment]
