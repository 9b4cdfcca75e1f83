"""The card and the list of cases, as the one who asks may see them."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.cards.case_card import case_card
from bot.cards.cases import MOST, ListedCase, is_sprint, list_card
from bot.commands.ask import Ask
from bot.commands.parse.numbers import row_id
from models.cases import cases
from models.cases.about import next_steps, shown_case
from models.cases.followers import followers_of
from models.official.hearing import read_value
from models.official.items import ItemKind
from models.official.matches import hearings_of_cases
from models.official.records import by_number
from models.register.readers import may_read
from models.tables import OfficialRecord, PolicyCase

ALL_TITLE = "Saker vi arbeider med"


def read_case(ask: Ask, session: Session, value: str) -> tuple[PolicyCase | None, OfficialRecord | None]:
    """Return the case, and the official item, that a control's value names: a case's id, or «sak:104907»."""
    item = read_value(value)
    if item is not None:
        return None, by_number(session, *item)
    return cases.by_id(session, ask.workspace.id, row_id(value)), None


def card_of(ask: Ask, session: Session, case: PolicyCase | None, record: OfficialRecord | None, said: str = "") -> Card:
    """Return the card of a case, or of an official item that nobody follows yet. `said` is what was just done."""
    if ask.is_read_outside:
        return _not_here()
    with_people = ask.is_private and may_read(session, ask.workspace, ask.user_id)
    shown = shown_case(session, ask.workspace.id, ask.pack, ask.today, case, record, with_people=with_people)
    return case_card(shown, ask.pack, ask.user_id, ask.today, said)


def list_of(ask: Ask, session: Session, found: Sequence[PolicyCase], title: str = ALL_TITLE, offset: int = 0) -> Card:
    """Return the list of some cases: sprints first, then what happens next; what has no date, and is over, last."""
    if ask.is_read_outside:
        return _not_here()
    records = cases.records_of(session, found)
    hearings = hearings_of_cases(session) if records else {}
    followers = followers_of(session, ask.workspace.id, [each.id for each in found])
    listed = [_listed(ask, each, records.get(each.key), hearings, followers.get(each.id, ())) for each in found]
    listed.sort(key=lambda each: _order(each, ask))
    part = listed[offset : offset + MOST]
    return list_card(part, offset, len(listed), title, ask.today)


def _not_here() -> Card:
    """Say that what people write of cases is not shown where other organisations read."""
    said = "Sakene våre viser jeg ikke der folk fra andre virksomheter leser. Spør meg i en direktemelding."
    return Card("Ikke her", (Paragraph(line(said)),), summary=said)


def _listed(
    ask: Ask,
    case: PolicyCase,
    record: OfficialRecord | None,
    hearings: Mapping[str, Sequence[OfficialRecord]],
    followers: tuple[str, ...],
) -> ListedCase:
    is_case = record is not None and record.kind == ItemKind.CASE.value
    of_case = hearings.get(record.number, ()) if record is not None and is_case else ()
    return ListedCase(case, record, next_steps(case, record, of_case, ask.today), followers)


def _order(shown: ListedCase, ask: Ask) -> tuple[bool, bool, str, str]:
    comes = shown.steps[0].on.isoformat() if shown.steps else ""
    return not is_sprint(shown.case, ask.today), not comes, comes, shown.case.title.casefold()
