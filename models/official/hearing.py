"""All that is known of one hearing in a workspace: what the source says, what we do about it, and what we said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from content.folding import fold
from content.schema.pack import Pack
from models.occurrences.milestones import milestones_of
from models.occurrences.queries import by_key
from models.official.dates import plan_of
from models.official.items import Day, ItemKind
from models.official.keys import key_of
from models.official.members import in_committee, in_constituencies, our_constituencies, sitting
from models.official.plan import ANSWERS, TAKES_PART, last_day, plan_for
from models.official.records import by_number, deadline_of
from models.official.relevance import Relevance, official_matcher
from models.tables import HearingPlan, InputVersion, Milestone, Occurrence, OfficialMember, OfficialRecord

MOST_EARLIER = 3
TO_BODY = "instans"
"""The audience of the version that the committee or ministry gets (`InputVersion.audience`)."""


@dataclass(frozen=True)
class EarlierInput:
    """An input that was sent before: its title, the local day, who got it, and its text for the committee or ministry."""

    title: str
    sent_on: date
    to: str
    text: str = ""


@dataclass(frozen=True)
class Hearing:
    """A hearing, or a case that has one. `record` is None until a source has it, `row` until it is a deadline.

    `theme` is the id of what it is about; None if nothing says so.
    """

    kind: ItemKind
    number: str
    record: OfficialRecord | None
    row: Occurrence | None
    plan: HearingPlan | None = None
    milestones: Sequence[Milestone] = ()
    why: Relevance | None = None
    theme: str | None = None
    earlier: Sequence[EarlierInput] = ()
    members: Sequence[OfficialMember] | None = None
    """Who of the committee is from our counties; None if it has none, or nobody knows who is in it."""

    @property
    def value(self) -> str:
        """Return what controls hold to say which hearing it is."""
        return f"{self.kind.value}:{self.number}"

    @property
    def title(self) -> str:
        """Return what it is about."""
        return self.record.title if self.record else self.row.title if self.row else ""

    @property
    def link(self) -> str:
        """Return its address; empty if nobody knows it."""
        return (self.record.link if self.record else "") or (self.row.link if self.row else "") or ""

    @property
    def body(self) -> str:
        """Return the committee or the ministry; empty if the source does not say."""
        return self.record.body if self.record else ""

    @property
    def deadline(self) -> Day | None:
        """Return the next deadline at the source; that of the row if no source has it."""
        if self.record is not None:
            return deadline_of(self.record)
        return self.row.ends_on if self.row else None

    @property
    def way(self) -> str:
        """Return which source the deadline came from (its key); empty if people wrote it."""
        return (self.record.deadline_from or "") if self.record else ""

    @property
    def wanted_plan(self) -> str:
        """Return what we do if we want to be heard."""
        if self.record is not None:
            return plan_for(self.record)
        return ANSWERS if self.kind is ItemKind.HEARING else TAKES_PART

    def day_of(self, plan: str, today: date) -> Day | None:
        """Return the day that its row has with a plan."""
        return last_day(self.record, plan, today) if self.record else self.deadline


def read_value(text: str) -> tuple[ItemKind, str] | None:
    """Return the kind and the number in a control's value; None if it is not one."""
    kind, _, number = text.partition(":")
    if kind not in set(ItemKind) or not number.isascii() or not number.isdigit():
        return None
    return ItemKind(kind), number[:12]


def hearing_of(session: Session, workspace_id: int, pack: Pack, kind: ItemKind, number: str) -> Hearing | None:
    """Return a hearing as a workspace sees it; None if neither a source nor the workspace has it."""
    record = by_number(session, kind, number)
    row = by_key(session, workspace_id, key_of(kind, number))
    if record is None and row is None:
        return None
    why = official_matcher(pack.media).relevance(record) if record is not None else None
    themes = {each.id for each in pack.issues}
    found = next((each for each in why.themes if each in themes), None) if why else None
    theme = (row.theme if row else None) or found
    here = row if row is not None and row.archived_at is None else None
    return Hearing(
        kind,
        number,
        record,
        here,
        plan_of(session, workspace_id, row.id) if here and row else None,
        milestones_of(session, workspace_id, row.id) if row else (),
        why,
        theme,
        earlier_inputs(session, workspace_id, theme, without=row.id if row else 0),
        _members(session, workspace_id, pack, record),
    )


def _members(
    session: Session, workspace_id: int, pack: Pack, record: OfficialRecord | None
) -> Sequence[OfficialMember] | None:
    """Return who from our counties is in the committee that has an item; None if that is not known."""
    ours = our_constituencies(session, workspace_id, pack)
    if record is None or record.kind == ItemKind.HEARING.value or not record.body or not ours:
        return None
    there = in_committee(sitting(session), record.body_id, record.body)
    return in_constituencies(there, ours) if there else None


def earlier_inputs(session: Session, workspace_id: int, theme: str | None, without: int = 0) -> Sequence[EarlierInput]:
    """Return the last inputs about a theme that were sent, the newest first, without that of one row."""
    if theme is None:
        return ()
    asked = {"workspace": workspace_id, "theme": theme, "without": without}
    found = session.execute(EARLIER.limit(MOST_EARLIER), asked)
    return [EarlierInput(title, sent_on, to or "", text or "") for title, sent_on, to, text in found if sent_on]


def named_in(text: str, words: Sequence[str]) -> int:
    """Return how long the longest of some words is that a text has, case and accents apart; 0 if it has none."""
    folded = fold(text)
    return max((len(each) for each in words if fold(each) in folded), default=0)


EARLIER = (
    select(Occurrence.title, HearingPlan.sent_on, HearingPlan.sent_to, InputVersion.text)
    .join(HearingPlan, HearingPlan.occurrence_id == Occurrence.id)
    .outerjoin(
        InputVersion,
        (InputVersion.occurrence_id == Occurrence.id)
        & (InputVersion.workspace_id == bindparam("workspace"))
        & (InputVersion.audience == TO_BODY),
    )
    .where(
        Occurrence.workspace_id == bindparam("workspace"),
        HearingPlan.workspace_id == bindparam("workspace"),
        Occurrence.theme == bindparam("theme"),
        Occurrence.id != bindparam("without"),
        HearingPlan.sent_on.is_not(None),
    )
    .order_by(HearingPlan.sent_on.desc(), HearingPlan.id.desc())
)
