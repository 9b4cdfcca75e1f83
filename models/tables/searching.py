"""The search index of the register: plain tables, so that both databases return the same and none needs an extension.

A `Posting` says that a word is in somebody's data. A `Gram` says which words contain three letters in a
row; there is one set for each word, however many people have it, and through it a misspelt word is found.
"""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Pk

WORD = String(64).with_variant(String(64, collation="C"), "postgresql")
"""Compared byte by byte, so that all words with the same prefix are together in the index, in every locale."""


class Posting(Base):
    """A folded word (or `parti:ap`, `tema:jernbane`) of one person or one organisation."""

    __tablename__ = "posting"
    # Has all the columns that a search needs, so that only those who are shown are read.
    __table_args__ = (
        Index("ix_posting_word", "workspace_id", "word", "weight", "rank", "person_id", "organisation_id"),
    )

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    word: Mapped[str] = mapped_column(WORD)
    weight: Mapped[int]
    """Where it is: 3 in the name, 2 in an organisation or role, 1 elsewhere."""
    rank: Mapped[int] = mapped_column(server_default="0")
    """How important its person or organisation is, the lowest number first (`models.register.words.rank`)."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)


class Gram(Base):
    """Three letters in a row of a word that some posting of the workspace has."""

    __tablename__ = "gram"
    __table_args__ = (UniqueConstraint("workspace_id", "gram", "word"), Index("ix_gram_word", "workspace_id", "word"))

    id: Mapped[Pk]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    gram: Mapped[str] = mapped_column(String(3))
    word: Mapped[str] = mapped_column(WORD)
