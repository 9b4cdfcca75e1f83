"""The member municipalities that people have entered, and who answers for each. Those of the content pack are not repeated."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime
from models.tables.register import MUNICIPALITY_LENGTH


class Member(Base):
    """A member municipality as people entered it: it replaces the content pack's of the same number."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("workspace_id", "number"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(MUNICIPALITY_LENGTH))
    """The municipality number, of four digits."""
    name: Mapped[str] = mapped_column(Text)
    region: Mapped[str] = mapped_column(Text, default="")
    """The name of its sub-region; empty if it has none or nobody knows."""
    joined: Mapped[str | None] = mapped_column(String(10))
    """Since when it is a member: a year or an ISO day; None if nobody knows."""
    language: Mapped[str] = mapped_column(String(2), default="nb")
    """`nb` or `nn`: the form of Norwegian it is written to in, where the organisation has the text."""
    recipient: Mapped[str] = mapped_column(String(16), default="ordfører")
    """The function that gets what the mayor is asked (`models.members.functions`), as the municipality has chosen."""
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it left; a member of the content pack that left has a row for that."""


class MemberContact(Base):
    """A person in the register with a function for a member: mayor, adviser, board member."""

    __tablename__ = "member_contact"
    __table_args__ = (Index("ix_member_contact_number", "workspace_id", "number"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(MUNICIPALITY_LENGTH))
    """The member's municipality number."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    function: Mapped[str] = mapped_column(String(16))
    """A name of `models.members.functions.FUNCTIONS`."""
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    """The last day of it; None if it has no known end."""
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
