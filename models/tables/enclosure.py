"""Files on their way between a person and the bot."""

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment, Pk, PlatformId


class Enclosure(Base):
    """A file that waits for a person's word: one they sent and have not taken in yet, or one they have not accepted yet."""

    __tablename__ = "enclosure"
    # Rows are deleted within a day, and messages hold their ids: SQLite is not to give one twice.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own declaration

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[PlatformId]
    """Whose word it waits for; to nobody else it is there."""
    name: Mapped[str] = mapped_column(Text)
    """The file's name with its ending."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Moment] = mapped_column(index=True)
