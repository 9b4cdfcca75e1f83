"""Files that are being exchanged between a person and the bot."""

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId


class Enclosure(Base):
    """A file that waits for a person's answer: one they sent and have not imported, or one they have not accepted."""

    __tablename__ = "enclosure"
    # Rows are deleted within a day, and messages contain their ids: SQLite must not use an id twice.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own declaration

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]
    """Whose answer it waits for; nobody else sees it."""
    name: Mapped[str] = mapped_column(Text)
    """The file's name with its ending."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The file; for one they sent, what was read from it (`bot.workbooks.table.pack`)."""
    created_at: Mapped[Moment] = mapped_column(index=True)


class Reading(Base):
    """A file that is being read, or whose reader had to be stopped, by its content alone."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("workspace_id", "digest"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256, in hexadecimal."""
    attempts: Mapped[int]
    """How many times reading it was begun; at the limit (`models.workspace.file_readings`) it is not begun again."""
    at: Mapped[Moment] = mapped_column(index=True)
    """When it was first begun."""
