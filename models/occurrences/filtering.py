"""Which occurrences are meant: the conditions of a `Filter`, and those that other queries share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    String,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.calendar.certainty import APPROXIMATE, NO_DAY, SLACK
from models.tables import Contact, Dialogue, Occurrence


class Owned(Protocol):
    """What has people responsible for it: an `Occurrence`, or some of its columns."""

    @property
    def owner(self) -> str | None:
        """The first of them, by the platform's id."""

    @property
    def co_owners(self) -> list[str] | None:
        """The others."""


IS_ACTIVITY = and_(Occurrence.kind == "oppgave", Occurrence.field.is_(None), Occurrence.source != "egen")
"""Something to do in a phase of the budget or a step of a campaign: the tasks of the wheel have a field.

The workspace's own tasks are none: somebody has asked for them.
"""

OF_REGISTER = "egen:interessent:"
"""The prefix of the keys of deadlines that people add from the register."""


@dataclass(frozen=True)
class Filter:
    """Which occurrences to find; an empty field matches all.

    `first`..`last` matches those whose span shares a day with it (those of unknown time are then left out; an
    approximate day has `SLACK`), and `with_overdue` the overdue ones before it as well. All of `words` must be in the
    title, note, theme or field.
    """

    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    owner: str | None = None
    owners: tuple[str, ...] = ()
    """Matches what any of these own."""
    owned: bool | None = None
    """True matches what has an owner, False what has none or one who has left; None both."""
    keys: tuple[str, ...] = ()
    """Prefixes of the keys, such as `statsbudsjett:2028:`."""
    overdue_only: bool = False
    include_done: bool = False
    with_overdue: bool = False
    done_only: bool = False
    closed_only: bool = False
    """True matches what was closed without being ticked off."""
    with_closed: bool = False
    """True matches that too, besides what is open."""
    unanswered_only: bool = False
    """True matches what people are, or will be, asked about, of linked entries only the first."""
    dated: bool | None = None
    """True matches those that begin or end on a known day of `first`..`last`, False the others; None both.

    The others are those of which only the month is known, long ones that are under way all the time, and, if it is one
    day, those whose day is only approximate.
    """
    undated_last: bool = False
    """Those of which only the month is known come after those with a day, unless they are overdue."""
    with_free_activities: bool = True
    """False leaves out what there is to do in a phase or a step of a campaign, unless someone has taken or done it."""
    register_owner: str | None = None
    """Of what comes from the register only what this person owns (empty: nothing of it); None matches all of it."""


def owners_of(row: Owned) -> tuple[str, ...]:
    """Return everybody responsible for a row, the first of them first."""
    return (*((row.owner,) if row.owner else ()), *(row.co_owners or ()))


def is_free(row: Owned, left: Collection[str]) -> bool:
    """Return True if nobody is responsible for a row who still works here; `left` are people who have left."""
    return all(each in left for each in owners_of(row))


def is_owned_by(user_id: str) -> ColumnElement[bool]:
    """Return the condition that a person is responsible for a row, alone or with others."""
    also = cast(Occurrence.co_owners, String).contains(f'"{user_id}"', autoescape=True)
    return or_(Occurrence.owner == user_id, also)


def not_of_register(owner: str) -> ColumnElement[bool]:
    """Return the condition for what does not come from the register, or is owned by that person (empty: nobody)."""
    step = exists().where(Dialogue.workspace_id == Occurrence.workspace_id, Dialogue.occurrence_id == Occurrence.id)
    other = and_(Occurrence.key.not_like(f"{OF_REGISTER}%"), not_(step))
    return or_(other, is_owned_by(owner)) if owner else other


def conditions(wanted: Filter, today: date) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """Return the shared conditions, and the times of which one must match; no two times share a row."""
    conditions = [Occurrence.workspace_id == bindparam("workspace"), Occurrence.archived_at.is_(None)]
    if wanted.done_only or wanted.closed_only:
        is_closed = Occurrence.closed_as.is_not(None) if wanted.closed_only else Occurrence.closed_as.is_(None)
        conditions += [Occurrence.done_at.is_not(None), is_closed]
    elif wanted.with_closed:
        conditions.append(or_(Occurrence.done_at.is_(None), Occurrence.closed_as.is_not(None)))
    elif not wanted.include_done:
        conditions.append(Occurrence.done_at.is_(None))
    if wanted.unanswered_only:
        conditions += [Occurrence.asked_on.is_not(None), Occurrence.passed_unseen.is_(False), not_(_follows())]
    if wanted.register_owner is not None:
        conditions.append(not_of_register(wanted.register_owner))
    if not wanted.with_free_activities:
        conditions.append(or_(not_(IS_ACTIVITY), Occurrence.owner.is_not(None), Occurrence.done_at.is_not(None)))
    conditions += _one_of(Occurrence.source, wanted.sources)
    if wanted.dated is not None:
        is_dated = _is_dated(wanted)
        conditions.append(is_dated if wanted.dated else not_(is_dated))
    if wanted.owner is not None:
        conditions.append(is_owned_by(wanted.owner))
    if wanted.owned is not None:
        conditions.append(
            Occurrence.owner.is_not(None) if wanted.owned else or_(Occurrence.owner.is_(None), _is_left())
        )
    theirs = [or_(*map(is_owned_by, wanted.owners))] if wanted.owners else []
    return [*conditions, *theirs, *_of_cycle(wanted)], _times(wanted, today)


def _follows() -> ColumnElement[bool]:
    """Return the condition for what is linked to something earlier that people are asked about as well."""
    first = aliased(Occurrence)
    return exists().where(
        first.workspace_id == Occurrence.workspace_id,
        first.together == Occurrence.together,
        first.id < Occurrence.id,
        first.asked_on.is_not(None),
        first.done_at.is_(None),
        first.archived_at.is_(None),
    )


def _is_left() -> ColumnElement[bool]:
    """Return the condition for what only people who have left are responsible for."""
    gone = (Contact.workspace_id == Occurrence.workspace_id, Contact.left_at.is_not(None))
    also = cast(Occurrence.co_owners, String)
    # The id in quotes, as JSON has it: replaced instead of searched for, since LIKE has signs of its own.
    is_in = func.replace(also, literal('"').concat(Contact.address).concat('"'), "") != also
    left = select(func.count()).select_from(Contact).where(*gone, is_in).correlate(Occurrence).scalar_subquery()
    has_others = func.coalesce(func.json_array_length(Occurrence.co_owners), 0) > left
    return and_(exists().where(*gone, Contact.address == Occurrence.owner), not_(has_others))


def _of_cycle(wanted: Filter) -> list[ColumnElement[bool]]:
    return [or_(*(Occurrence.key.startswith(key, autoescape=True) for key in wanted.keys))] if wanted.keys else []


def comes_undated(today: date) -> ColumnElement[bool]:
    """Return the condition that only the month of a row is known, or nothing, and that it has not passed."""
    return and_(Occurrence.certainty.in_(NO_DAY), or_(Occurrence.ends_on.is_(None), Occurrence.ends_on >= today))


def _is_dated(wanted: Filter) -> ColumnElement[bool]:
    is_one_day = wanted.first is not None and wanted.first == wanted.last
    unsaid = (*NO_DAY, APPROXIMATE) if is_one_day else NO_DAY
    has_day = and_(*(Occurrence.certainty != name for name in unsaid))
    if wanted.first is None or wanted.last is None:
        return has_day
    return and_(has_day, or_(Occurrence.starts_on >= wanted.first, Occurrence.ends_on <= wanted.last))


def _times(wanted: Filter, today: date) -> list[ColumnElement[bool]]:
    within, late = _within(wanted), _is_overdue(wanted, today)
    if wanted.overdue_only:
        return [and_(within, late)]
    if not wanted.with_overdue or (wanted.first is None and wanted.last is None):
        return [within]
    if wanted.first is not None and wanted.first >= today:
        return [late, within]
    return [or_(late, within)]


def _within(wanted: Filter) -> ColumnElement[bool]:
    # The first condition of each is what an index serves; the second is looked at for few rows.
    first: list[ColumnElement[bool]] = []
    last: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        first = [Occurrence.ends_on >= wanted.first - SLACK, or_(Occurrence.ends_on >= wanted.first, IS_AROUND)]
    if wanted.last is not None:
        last = [Occurrence.starts_on <= wanted.last + SLACK, or_(Occurrence.starts_on <= wanted.last, IS_AROUND)]
    return and_(true(), *_one_of(Occurrence.kind, wanted.kinds), *first, *last)


def _one_of(column: InstrumentedAttribute[Any], values: tuple[str, ...]) -> list[ColumnElement[bool]]:
    # Not IN, whose list SQLAlchemy expands in the statement every time it is executed.
    return [or_(*(column == value for value in values))] if values else []


def _is_overdue(wanted: Filter, today: date) -> ColumnElement[bool]:
    return false() if wanted.kinds and "frist" not in wanted.kinds else is_overdue(today, today - SLACK)


def is_overdue(today: date | BindParameter[date], slack_before: date | BindParameter[date]) -> ColumnElement[bool]:
    """Return the condition that a row is a deadline before `today` that is not done.

    An approximate day must be before `slack_before`, which is `SLACK` before `today`. Deadlines that had passed before
    the workspace got them are never overdue (see `Occurrence.passed_unseen`).
    """
    return and_(
        Occurrence.kind == "frist",
        Occurrence.done_at.is_(None),
        Occurrence.passed_unseen.is_(False),
        Occurrence.ends_on < today,
        or_(Occurrence.ends_on < slack_before, not_(IS_AROUND)),
    )


IS_AROUND = and_(Occurrence.certainty == APPROXIMATE, Occurrence.starts_on == Occurrence.ends_on)
"""The condition of `models.calendar.certainty.is_around`; None counts as no."""
