"""The e-mail addresses that a workspace's messages go to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, UtcDateTime


class MailAddress(Base):
    """An e-mail address, and the short reference by which destinations and deliveries name it.

    Whether it works is in its destination (`off_since`, `off_reason`), as for a channel.
    """

    __tablename__ = "mail_address"
    __table_args__ = (
        UniqueConstraint("workspace_id", "reference"),
        UniqueConstraint("workspace_id", "address"),
        UniqueConstraint("token"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(String(64))
    """The `address` of its destination: an e-mail address may be longer than that."""
    address: Mapped[str] = mapped_column(String(320))
    """In lower case, the domain in ASCII."""
    token: Mapped[str] = mapped_column(String(64))
    """What the link for stopping the messages is made of: nobody can guess it."""
    user_id: Mapped[str | None] = mapped_column(String(64))
    """The colleague who gets the week's digest there (the platform's id); None if nobody does."""
    created_at: Mapped[Moment]
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person there said that they want no more messages."""
