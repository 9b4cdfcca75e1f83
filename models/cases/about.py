"""What is known around a case: where it is, what comes next, who asked, and what we have done about its theme."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models.cases.cases import by_key, records_of
from models.cases.contacts import contacts_of
from models.cases.followers import followers_of
from models.followups.effects import EffectFilter
from models.followups.effects import find as find_effects
from models.official.hearing import EarlierInput, earlier_inputs
from models.official.items import QUESTIONS, ItemKind, OfficialRole, Status
from models.official.matches import hearings_of_cases, value_of
from models.official.meetings import votes_in
from models.official.relevance import official_matcher
from models.tables import Counterpart, Dialogue, Effect, OfficialMatch, OfficialRecord, Organisation, Person, PolicyCase

MOST = 3
"""How many dialogues, inputs, effects and questions are shown, the newest."""
LOOKED_AT = 40
"""How many of the newest questions that concerned us are looked at for a theme's."""
DEBATE, DECIDED = frozenset({"BEHS", "VOT"}), frozenset({"AVGITT", "VOT"})
"""The sources' codes of what is said beforehand (the debate, the vote), and of what is said when it has been."""


class Step(NamedTuple):
    """A step of a case: its name in the source's words, and its local day."""

    name: str
    on: date


@dataclass(frozen=True)
class ShownCase:
    """A case as a workspace sees it. `case` is None until somebody follows it, `record` if it is one's own.

    `talks` are dialogues with who they were with; None where the register is not shown.
    """

    record: OfficialRecord | None
    case: PolicyCase | None
    theme: str | None
    followers: tuple[str, ...] = ()
    steps: Sequence[Step] = ()
    """What comes, the next first."""
    talks: Sequence[tuple[Dialogue, str]] | None = ()
    inputs: Sequence[EarlierInput] = ()
    effects: Sequence[Effect] = ()
    questions: Sequence[OfficialRecord] = ()
    votes: Sequence[str] = ()
    """How the Storting voted."""
    contacts: int = 0

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.record.title if self.record else self.case.title if self.case else ""

    @property
    def is_over(self) -> bool:
        """Return True if the source says that it is finished, or if it was closed here."""
        has_ended = self.record is not None and self.record.status is not None and Status(self.record.status).is_over
        return has_ended or (self.case is not None and self.case.closed_at is not None)


def shown_case(
    session: Session,
    workspace_id: int,
    pack: Pack,
    today: date,
    case: PolicyCase | None,
    record: OfficialRecord | None,
    *,
    with_people: bool,
) -> ShownCase:
    """Return all that is known of a case, or of an official item that nobody follows yet.

    Without `with_people` nothing comes from the register, and the contacts are not counted.
    """
    if case is None and record is not None:
        case = by_key(session, workspace_id, value_of(record))
    if record is None and case is not None:
        record = records_of(session, [case]).get(case.key)
    theme = (case.theme if case else None) or theme_of_item(pack, record)
    hearings = hearings_of_cases(session) if record is not None and record.kind == ItemKind.CASE.value else {}
    of_case = hearings.get(record.number, ()) if record is not None else ()
    return ShownCase(
        record,
        case,
        theme,
        followers_of(session, workspace_id, [case.id]).get(case.id, ()) if case else (),
        next_steps(case, record, of_case, today),
        talks_about(session, workspace_id, theme) if with_people else None,
        earlier_inputs(session, workspace_id, theme),
        find_effects(session, workspace_id, EffectFilter(theme=theme), MOST) if theme else (),
        questions_about(session, workspace_id, pack, theme, record),
        votes_in(session, record.number) if record is not None and record.kind == ItemKind.CASE.value else (),
        len(contacts_of(session, workspace_id, case.id, today)) if case and with_people else 0,
    )


def theme_of_item(pack: Pack, record: OfficialRecord | None) -> str | None:
    """Return the theme that an official item is about by its words; None if it is about none of the content's."""
    if record is None:
        return None
    themes = {each.id for each in pack.issues}
    return next((each for each in official_matcher(pack.media).relevance(record).themes if each in themes), None)


def last_step(record: OfficialRecord, today: date) -> Step | None:
    """Return the last step that has been: by its day, and of one day by the source's order."""
    past = sorted((each for each in steps_of(record) if each.on <= today), key=lambda each: each.on)
    return past[-1] if past else None


def steps_of(record: OfficialRecord) -> list[Step]:
    """Return the steps of an item that have a day, in the source's order."""
    found = [(each.get("name") or "", each["on"]) for each in record.events if each.get("on")]
    return [Step(name, date.fromisoformat(on[:10])) for name, on in found if name]


def next_steps(
    case: PolicyCase | None, record: OfficialRecord | None, hearings: Collection[OfficialRecord], today: date
) -> list[Step]:
    """Return what comes, the next first: the source's, its hearings', and what people wrote."""
    steps = [each for row in (*((record,) if record else ()), *hearings) for each in steps_of(row)]
    if case is not None and case.next_on is not None:
        steps.append(Step(case.next_what or "neste dato", case.next_on))
    return sorted({each for each in steps if each.on >= today}, key=lambda each: (each.on, each.name))


def steps_on(record: OfficialRecord, codes: Collection[str], days: Collection[date]) -> list[Step]:
    """Return the steps with some of the source's codes that are on some local days, in their order."""
    named = {each.get("name") for each in record.events if each.get("kind") in codes}
    return [each for each in steps_of(record) if each.on in days and each.name in named]


def people_in(record: OfficialRecord, role: OfficialRole) -> list[Mapping[str, str]]:
    """Return those that a source names in a role of an item, each with `name`, `party` and `county`."""
    return [each for each in record.people or () if each.get("role") == role and each.get("name")]


def talks_about(session: Session, workspace_id: int, theme: str | None) -> list[tuple[Dialogue, str]]:
    """Return the last dialogues about a theme, the newest first, each with the name of somebody it was with."""
    if theme is None:
        return []
    query = (
        select(Dialogue)
        .where(
            Dialogue.workspace_id == workspace_id,
            Dialogue.theme == theme,
            Dialogue.planned.is_(False),
            Dialogue.removed_at.is_(None),
        )
        .order_by(Dialogue.day.desc(), Dialogue.id.desc())
        .limit(MOST)
    )
    rows = list(session.scalars(query))
    names = session.execute(NAMES, {"workspace": workspace_id, "dialogues": [each.id for each in rows]}).all()
    named = {dialogue_id: person or organisation or "" for dialogue_id, person, organisation in reversed(names)}
    return [(each, named.get(each.id, "")) for each in rows]


def questions_about(
    session: Session, workspace_id: int, pack: Pack, theme: str | None, without: OfficialRecord | None
) -> list[OfficialRecord]:
    """Return the newest questions about a theme, of those that concerned the workspace and were not dismissed."""
    if theme is None:
        return []
    mine = (OfficialMatch.workspace_id == workspace_id, OfficialMatch.judged_by.is_(None))
    query = select(OfficialMatch.kind, OfficialMatch.number).where(*mine, OfficialMatch.kind.in_(QUESTIONS))
    keys = session.execute(query.order_by(OfficialMatch.id.desc()).limit(LOOKED_AT)).all()
    if not keys:
        return []
    wanted = tuple_(OfficialRecord.kind, OfficialRecord.number).in_([tuple(each) for each in keys])
    records = session.scalars(select(OfficialRecord).where(wanted).order_by(OfficialRecord.id.desc()))
    matcher = official_matcher(pack.media)
    found = (each for each in records if each is not without and theme in matcher.relevance(each).themes)
    return [each for each, _ in zip(found, range(MOST), strict=False)]


NAMES = (
    select(Counterpart.dialogue_id, Person.name, Organisation.name)
    .outerjoin(Person, (Person.id == Counterpart.person_id) & (Person.workspace_id == bindparam("workspace")))
    .outerjoin(
        Organisation,
        (Organisation.id == Counterpart.organisation_id) & (Organisation.workspace_id == bindparam("workspace")),
    )
    .where(
        Counterpart.workspace_id == bindparam("workspace"),
        Counterpart.dialogue_id.in_(bindparam("dialogues", expanding=True)),
    )
    .order_by(Counterpart.id)
)
