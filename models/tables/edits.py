"""What people did to the register, row by row: used to undo a merge, an import or a mistake."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime


class Edit(Base):
    """One edit by one person, however many rows it changed. It is undone as a whole."""

    __tablename__ = "edit"

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]
    at: Mapped[Moment] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(String(32))
    """`ny`, `endret`, `slått sammen`, `dialog`, `gave`, `import`, `slettet` …"""
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(64))


class EditedRow(Base):
    """A row that an edit changed. It is deleted with the person or organisation that it is about."""

    __tablename__ = "edited_row"

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    edit_id: Mapped[int] = mapped_column(ForeignKey("edit.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    table: Mapped[str] = mapped_column(String(32))
    row_id: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The columns before the edit; None if the row was new."""
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The columns after the edit; None if the row was deleted."""
