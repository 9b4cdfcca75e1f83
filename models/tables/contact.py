"""How people and places are reached if a platform's id alone is not enough."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime

HAS_LEFT = text("left_at IS NOT NULL")


class Contact(Base):
    """A person or a place that the bot has met, and the conversation in which it is reached."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("workspace_id", "address"),
        Index("ix_contact_place", "workspace_id", "place"),
        Index("ix_contact_left", "workspace_id", sqlite_where=HAS_LEFT, postgresql_where=HAS_LEFT),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    address: Mapped[PlatformId]
    """A person's id, or the same as `place`."""
    kind: Mapped[str] = mapped_column(String(16))
    """`kanal`, `gruppe` or `person`."""
    name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    place: Mapped[str | None] = mapped_column(String(64))
    """The conversation's short name in destinations and messages: a function of the conversation alone."""
    conversation: Mapped[str | None] = mapped_column(Text)
    """The platform's own id of the conversation; None if there is none with that person yet."""
    service: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The address of the platform's service that has the conversation."""
    parent: Mapped[str | None] = mapped_column(Text)
    """What a channel belongs to, by the platform's id: the bot is added to, or removed from, all its channels."""
    account: Mapped[str | None] = mapped_column(Text)
    """A person's account as the platform mentions it, if that is another id."""
    nicknames: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """Other names of a person, such as a user name."""
    role: Mapped[str | None] = mapped_column(String(16))
    """What the platform says a person is: `colleague`, `guest`, `stranger` or `bot`; None if it has not said."""
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the platform calls the person an administrator or owner of the workspace."""
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the platform first said that the person's account was deactivated, or that they are in none of the bot's teams."""
    departure_noted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was seen to what the person owned (`models.departures`): a departure after that is a new one."""
    seen_at: Mapped[Moment]
    """When the platform last sent this."""
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the bot was removed from the conversation."""
