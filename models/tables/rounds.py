"""Rounds: a cleared message that members are asked to carry, and what each of them answered."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Moment, Pk, PlatformId, UtcDateTime
from models.tables.register import MUNICIPALITY_LENGTH

USED = "brukt"
"""The answer of a carrier that has used the message."""
WRITTEN = ("meaning", "said_by", "wish_about", "used_where")
"""The columns with what people wrote, no use some time after the round: whether it was used, and the link, stay."""


class MessageRound(Base):
    """A cleared message for members to carry until a day. Its text is as it was when the round was made."""

    __tablename__ = "message_round"
    __table_args__ = (Index("ix_message_round_workspace", "workspace_id", "closed_at"),)

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    target: Mapped[str] = mapped_column(String(128))
    """Which message it is, as `/budskap` finds it again."""
    theme: Mapped[str | None] = mapped_column(String(64))
    """An id of the pack's issues; None if the message is of no single issue."""
    title: Mapped[str] = mapped_column(Text)
    """What the message is about: «Rikstunnelen»."""
    text: Mapped[str] = mapped_column(Text)
    """The cleared message."""
    demand: Mapped[str] = mapped_column(Text)
    """The cleared demand that goes with it; empty if it has none."""
    text_nn: Mapped[str | None] = mapped_column(Text)
    """The message in nynorsk, for the members that use it; None if the organisation has not written it."""
    demand_nn: Mapped[str | None] = mapped_column(Text)
    post_link: Mapped[str | None] = mapped_column(Text)
    """The address of our own post, to be shared."""
    audience: Mapped[str] = mapped_column(String(128))
    """Who carries it, as a form's value (`models.rounds.audiences`)."""
    audience_name: Mapped[str] = mapped_column(Text)
    """The same in words: «alle medlemmene», «styret», «Folloregionen»."""
    until: Mapped[date]
    """The last local day to use it."""
    created_by: Mapped[PlatformId]
    created_at: Mapped[Moment]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Carrier(Base):
    """A member in a round, and the person who is asked. It never says why somebody said no."""

    __tablename__ = "carrier"
    __table_args__ = (UniqueConstraint("round_id", "number", "person_id"), Index("ix_carrier_person", "person_id"))

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    round_id: Mapped[int] = mapped_column(ForeignKey("message_round.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(MUNICIPALITY_LENGTH))
    """The member's municipality number."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Who is asked; None if nobody is known there, or the person is deleted: the link then opens nothing."""
    function: Mapped[str] = mapped_column(String(16))
    """What the person was for the member when they were asked (`models.members.functions`)."""
    generation: Mapped[int] = mapped_column(default=1)
    """Of the personal link: a new generation makes the links before it open nothing."""
    expires_at: Mapped[Moment]
    """When the link stops opening the page."""
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the first message was planned; None if nobody could be asked."""
    answer: Mapped[str | None] = mapped_column(String(16))
    """One of `models.rounds.answers.ANSWERS`; None if there is none."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    noted_by: Mapped[str | None] = mapped_column(String(64))
    """The platform's user id of the colleague who noted the answer; None if it came by the link."""
    said_by: Mapped[str | None] = mapped_column(Text)
    """Who said it, where a colleague noted it: the mayor, or the adviser for the mayor."""
    said_how: Mapped[str | None] = mapped_column(String(16))
    """One of `models.rounds.answers.WAYS`; None if it came by the link."""
    meaning: Mapped[str | None] = mapped_column(Text)
    """What they wrote that it means at home; deleted 90 days after the round."""
    used_where: Mapped[str | None] = mapped_column(Text)
    """The paper, the channel or the meeting where they used it."""
    used_link: Mapped[str | None] = mapped_column(Text)
    is_letter: Mapped[bool] = mapped_column(default=False)
    """Whether they used it as a reader's letter: the neighbours are told, so that no paper gets it twice."""
    commits_as: Mapped[str | None] = mapped_column(Text)
    """The name of who said «Vi er med på hovedbudskapet»; None if nobody has."""
    commits_on: Mapped[date | None]
    council_on: Mapped[date | None]
    """The local day a board member said that it was taken up in the regional council."""
    wish: Mapped[str | None] = mapped_column(String(16))
    """What they ask the secretariat for: `ring` or `videre`; None if nothing waits."""
    wish_about: Mapped[str | None] = mapped_column(Text)
    """A phone number and a time, or the colleague it should be passed on to; deleted when somebody has done it."""
