"""From what we said to what came of it: our input, the remarks and decisions with our words, and the money.

One chain for each case of the Storting. Its steps are rows that people made; what is found and what the source says is
shown beside them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.folding import fold
from models.db.in_list import in_list
from models.official.finds import is_dismissed
from models.official.items import ItemKind
from models.official.keys import item_of_key
from models.official.records import by_number
from models.tables import ChainStep, Effect, HearingPlan, Occurrence, OfficialFind, OfficialRecord

Row = TypeVar("Row", OfficialFind, ChainStep)
REMARK, DECISION, MONEY = "merknad", "vedtak", "penger"
"""The values of `ChainStep.kind`."""
VOTED = "VOT"
MOST = 500


@dataclass(frozen=True)
class ChainInput:
    """An input of ours that was sent: its row among the deadlines, and its plan."""

    row: Occurrence
    plan: HearingPlan


@dataclass(frozen=True)
class Chain:
    """What we know of a case. `record` is None if no source has it; `decided_on` is the day of the vote."""

    case: str
    record: OfficialRecord | None
    inputs: Sequence[ChainInput] = ()
    finds: Sequence[OfficialFind] = ()
    steps: Sequence[ChainStep] = ()
    decision: str = ""
    decided_on: date | None = None

    @property
    def title(self) -> str:
        """Return what the case is called; else what we called the hearing that we answered."""
        if self.record is not None:
            return self.record.short_title or self.record.title
        return self.inputs[0].row.title if self.inputs else f"Sak {self.case}"

    def of_kind(self, kind: str) -> list[OfficialFind]:
        """Return the finds in decisions (`DECISION`) or in recommendations (`REMARK`) that are not dismissed."""
        is_decision = kind == DECISION
        return [each for each in self.finds if (each.kind == ItemKind.DECISION.value) == is_decision]

    @property
    def money(self) -> list[ChainStep]:
        """Return what people wrote of money."""
        return [each for each in self.steps if each.kind == MONEY]


def chains(session: Session, workspace_id: int) -> list[Chain]:
    """Return the chain of each case with an input of ours, a find that counts or may count, or a step; the newest first."""
    inputs = _inputs(session, workspace_id)
    found = select(OfficialFind).where(OfficialFind.workspace_id == workspace_id, OfficialFind.case_number != "")
    mine = (ChainStep.workspace_id == workspace_id, ChainStep.removed_at.is_(None))
    made = select(ChainStep).where(*mine).order_by(ChainStep.id)
    finds = _by_case(
        [each for each in session.scalars(found.order_by(OfficialFind.id).limit(MOST)) if not is_dismissed(each)]
    )
    steps = _by_case(session.scalars(made.limit(MOST)).all())
    cases = sorted({*inputs, *finds, *steps}, key=lambda each: (len(each), each), reverse=True)
    return [
        _chain(session, each, inputs.get(each, ()), finds.get(each, ()), steps.get(each, ())) for each in cases if each
    ]


def chain_of(session: Session, workspace_id: int, case: str) -> Chain | None:
    """Return the chain of a case; None if we have nothing of it."""
    return next((each for each in chains(session, workspace_id) if each.case == case), None)


def sent_between(session: Session, workspace_id: int, first: date, last: date) -> list[ChainInput]:
    """Return the inputs that were sent on some local days, both included, the earliest first."""
    query = (
        select(Occurrence, HearingPlan)
        .join(HearingPlan, HearingPlan.occurrence_id == Occurrence.id)
        .where(
            Occurrence.workspace_id == workspace_id,
            HearingPlan.workspace_id == workspace_id,
            HearingPlan.sent_on >= first,
            HearingPlan.sent_on <= last,
        )
        .order_by(HearingPlan.sent_on, HearingPlan.id)
    )
    return [ChainInput(row, plan) for row, plan in session.execute(query)]


def named(found: Sequence[Chain], text: str) -> list[Chain]:
    """Return the chains whose title has all the words of a text."""
    wanted = fold(text).split()
    return [each for each in found if all(word in fold(each.title) for word in wanted)]


def add_step(
    session: Session, workspace_id: int, find: OfficialFind, effect: Effect, user_id: str, now: datetime
) -> ChainStep:
    """Link a find that was logged with its entry in the effect log, and with the input that we sent in the case."""
    kind = DECISION if find.kind == ItemKind.DECISION.value else REMARK
    row = ChainStep(
        workspace_id=workspace_id,
        case_number=find.case_number,
        kind=kind,
        occurrence_id=_input_id(session, workspace_id, find.case_number),
        find_id=find.id,
        effect_id=effect.id,
        on=effect.day,
        created_by=user_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


@dataclass(frozen=True)
class Money:
    """What somebody writes of the money that came of a case: it is never found by itself. `on` is the local day."""

    text: str
    on: date
    link: str | None = None


def add_money(session: Session, workspace_id: int, case: str, money: Money, user_id: str, now: datetime) -> ChainStep:
    """Record the money that came of a case."""
    row = ChainStep(
        workspace_id=workspace_id,
        case_number=case,
        kind=MONEY,
        occurrence_id=_input_id(session, workspace_id, case),
        text=money.text,
        on=money.on,
        link=money.link,
        created_by=user_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def remove_step(session: Session, workspace_id: int, step_id: int, now: datetime) -> ChainStep | None:
    """Take a step out; None if it is not here (any more)."""
    mine = (ChainStep.workspace_id == workspace_id, ChainStep.id == step_id, ChainStep.removed_at.is_(None))
    row = session.scalar(select(ChainStep).where(*mine).with_for_update())
    if row is not None:
        row.removed_at = now
        session.flush()
    return row


def _chain(
    session: Session,
    case: str,
    inputs: Sequence[ChainInput],
    finds: Collection[OfficialFind],
    steps: Sequence[ChainStep],
) -> Chain:
    record = by_number(session, ItemKind.CASE, case)
    voted = [each["on"] for each in record.events if each.get("kind") == VOTED and each.get("on")] if record else []
    decided_on = date.fromisoformat(max(voted)[:10]) if voted else None
    return Chain(case, record, inputs, list(finds), steps, record.excerpt if record and voted else "", decided_on)


def _inputs(session: Session, workspace_id: int) -> dict[str, list[ChainInput]]:
    """Return what we have sent, by the number of the case that the hearing is about."""
    query = (
        select(Occurrence, HearingPlan)
        .join(HearingPlan, HearingPlan.occurrence_id == Occurrence.id)
        .where(
            Occurrence.workspace_id == workspace_id,
            HearingPlan.workspace_id == workspace_id,
            HearingPlan.sent_on.is_not(None),
            Occurrence.archived_at.is_(None),
        )
        .order_by(HearingPlan.sent_on, HearingPlan.id)
        .limit(MOST)
    )
    sent = [ChainInput(row, plan) for row, plan in session.execute(query)]
    items = {each.row.id: item_of_key(each.row.key) for each in sent}
    hearings = [item[1] for item in items.values() if item and item[0] is ItemKind.COMMITTEE_HEARING]
    of_hearing = _cases_of(session, hearings)
    found: dict[str, list[ChainInput]] = {}
    for each in sent:
        item = items[each.row.id]
        if item is not None:
            cases = [item[1]] if item[0] is ItemKind.CASE else of_hearing.get(item[1], ())
            for case in cases if item[0] in {ItemKind.CASE, ItemKind.COMMITTEE_HEARING} else ():
                found.setdefault(case, []).append(each)
    return found


def _cases_of(session: Session, hearings: Sequence[str]) -> dict[str, list[str]]:
    query = select(OfficialRecord.number, OfficialRecord.cases).where(
        OfficialRecord.kind == ItemKind.COMMITTEE_HEARING.value, in_list(OfficialRecord.number, "numbers")
    )
    return {number: [str(each) for each in cases] for number, cases in session.execute(query, {"numbers": hearings})}


def _input_id(session: Session, workspace_id: int, case: str) -> int | None:
    sent = _inputs(session, workspace_id).get(case, ())
    return sent[-1].row.id if sent else None


def _by_case(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.case_number, []).append(row)
    return found
