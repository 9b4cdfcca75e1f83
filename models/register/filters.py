"""What may be asked of the register beside words: `tema:jernbane parti:Ap komite:transport nivå:A stille mine`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from models.register.spelling import LAST
from models.register.words import committee_words, theme_word
from models.tables import Organisation, Person, Posting, Role, Workspace


@dataclass(frozen=True)
class Asked:
    """Who is asked for; an empty field asks for all.

    `theme` is an id of the pack's issues, `party` a short form, `committee` any words of its name, `owner` a platform's
    user id, and `quiet` asks for those who have been silent for longer than their tier's limit.
    """

    words: str = ""
    theme: str | None = None
    party: str | None = None
    committee: str | None = None
    tier: str | None = None
    owner: str | None = None
    quiet: bool = False


def conditions(
    table: type[Person | Organisation], workspace: Workspace, asked: Asked, today: date
) -> list[ColumnElement[bool]]:
    """Return what a row has to fulfil; `today` is the local day."""
    wanted: list[ColumnElement[bool]] = [table.workspace_id == workspace.id, table.removed_at.is_(None)]
    if asked.tier:
        wanted.append(table.tier == asked.tier)
    if asked.owner:
        wanted.append(table.owner == asked.owner)
    if asked.quiet:
        wanted.append(silent(table, workspace, today))
    if asked.theme:
        wanted.append(having(table, workspace.id, Posting.word == theme_word(asked.theme)))
    begun = sorted(committee_words([asked.committee or ""]))
    wanted += [having(table, workspace.id, and_(Posting.word >= each, Posting.word < each + LAST)) for each in begun]
    if asked.party:
        wanted.append(_of_party(table, workspace.id, asked.party, today))
    return wanted


def silent(table: type[Person | Organisation], workspace: Workspace, today: date) -> ColumnElement[bool]:
    """Return what tells that nobody has spoken with them for longer than their tier's limit."""
    limits = {"A": workspace.silence_a, "B": workspace.silence_b, "C": workspace.silence_c}
    return or_(
        *(and_(table.tier == tier, table.quiet_since < today - timedelta(days=days)) for tier, days in limits.items())
    )


def having(table: type[Person | Organisation], workspace_id: int, word: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return what tells that they are found by such a word."""
    whose: Any = Posting.person_id if table is Person else Posting.organisation_id
    return table.id.in_(select(whose).where(Posting.workspace_id == workspace_id, word, whose.is_not(None)))


def importance(table: type[Person | Organisation], *equals: Any) -> Sequence[ColumnElement[Any]]:
    """Return the order of importance: the tier, then influence and interest, then what tells between `equals`."""
    scales = (each.desc().nulls_last() for each in (table.influence, table.interest))
    return (table.tier.expression, *scales, *equals, table.id.expression)


def _of_party(table: type[Person | Organisation], workspace_id: int, party: str, today: date) -> ColumnElement[bool]:
    if table is not Person:
        return false()
    mine = (Role.workspace_id == workspace_id, Role.party == party)
    return Person.id.in_(select(Role.person_id).where(*mine, or_(Role.to_on.is_(None), Role.to_on >= today)))
