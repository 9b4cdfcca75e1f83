"""Search filters of the register beside words: `tema:jernbane parti:Ap komite:transport nivå:A stille mine`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import aliased

from models.register.spelling import LAST
from models.register.words import committee_words, theme_word
from models.tables import Organisation, Person, Posting, Role, Workspace


@dataclass(frozen=True)
class RegisterFilter:
    """Who to find; an empty field matches all.

    `theme` is an id of the pack's issues, `party` a short form, `committee` any words of its name, `owner` a platform's
    user id, and `quiet` matches those who have been silent for longer than their tier's limit.
    """

    words: str = ""
    theme: str | None = None
    party: str | None = None
    committee: str | None = None
    tier: str | None = None
    owner: str | None = None
    quiet: bool = False


@dataclass(frozen=True)
class RegisterWord:
    """Postings to find: those of any of these words, or with this prefix; of one weight, if it is given."""

    any_of: Sequence[str] = ()
    begun: str = ""
    weight: int | None = None

    def among(self, posting: type[Posting]) -> ColumnElement[bool]:
        """Return the condition that a posting (or an alias of the table) is one of them."""
        word = (
            and_(posting.word >= self.begun, posting.word < self.begun + LAST)
            if self.begun
            else posting.word.in_(self.any_of)
        )
        return word if self.weight is None else and_(word, posting.weight == self.weight)


def marks(asked: RegisterFilter) -> list[RegisterWord]:
    """Return the words that matches must be found by, in addition to those that were written."""
    theme = [RegisterWord((theme_word(asked.theme),))] if asked.theme else []
    return [*theme, *(RegisterWord(begun=each) for each in sorted(committee_words([asked.committee or ""])))]


def conditions(
    table: type[Person | Organisation], workspace: Workspace, asked: RegisterFilter, today: date
) -> list[ColumnElement[bool]]:
    """Return all conditions on a row except the words that were written; `today` is the local day."""
    found_by = [having(table, workspace.id, each) for each in marks(asked)]
    return [*here(table, workspace.id), *own(table, workspace, asked, today), *found_by]


def here(table: type[Person | Organisation], workspace_id: int) -> list[ColumnElement[bool]]:
    """Return the conditions that a row is the workspace's, and not removed."""
    return [table.workspace_id == workspace_id, table.removed_at.is_(None)]


def own(
    table: type[Person | Organisation], workspace: Workspace, asked: RegisterFilter, today: date
) -> list[ColumnElement[bool]]:
    """Return the conditions on the row itself, in addition to `here`; `marks` has those on its words."""
    wanted: list[ColumnElement[bool]] = []
    if asked.tier:
        wanted.append(table.tier == asked.tier)
    if asked.owner:
        wanted.append(table.owner == asked.owner)
    if asked.quiet:
        wanted.append(silent(table, workspace, today))
    if asked.party:
        wanted.append(_of_party(table, workspace.id, asked.party, today))
    return wanted


def silent(table: type[Person | Organisation], workspace: Workspace, today: date) -> ColumnElement[bool]:
    """Return the condition that nobody has spoken with them for longer than their tier's limit."""
    limits = {"A": workspace.silence_a, "B": workspace.silence_b, "C": workspace.silence_c}
    return or_(
        *(and_(table.tier == tier, table.quiet_since < today - timedelta(days=days)) for tier, days in limits.items())
    )


def having(table: type[Person | Organisation], workspace_id: int, word: RegisterWord) -> ColumnElement[bool]:
    """Return the condition that they are found by such a word."""
    posting = aliased(Posting)
    whose: Any = posting.person_id if table is Person else posting.organisation_id
    mine = (posting.workspace_id == workspace_id, whose.is_not(None))
    return table.id.in_(select(whose).where(*mine, word.among(posting)))


def importance(table: type[Person | Organisation], *equals: Any) -> Sequence[ColumnElement[Any]]:
    """Return the order of importance: the tier, then influence and interest, then the `equals` columns, then the id."""
    scales = (each.desc().nulls_last() for each in (table.influence, table.interest))
    return (table.tier.expression, *scales, *equals, table.id.expression)


def _of_party(table: type[Person | Organisation], workspace_id: int, party: str, today: date) -> ColumnElement[bool]:
    if table is not Person:
        return false()
    mine = (Role.workspace_id == workspace_id, Role.party == party)
    return Person.id.in_(select(Role.person_id).where(*mine, or_(Role.to_on.is_(None), Role.to_on >= today)))
