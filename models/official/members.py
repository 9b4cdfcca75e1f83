"""The members of the Storting, as its own lists have them: stored once for all workspaces, apart from the register.

A list says who there are now. Who is in none of the lists any more has ended, and is deleted a year later.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from content.constituencies import constituencies_of
from content.folding import fold
from content.schema.pack import Pack
from models.members.members import members
from models.official.items import Representative
from models.tables import OfficialMember

OSLO = ZoneInfo("Europe/Oslo")
ELECTED, SITTING = "stortinget-representanter", "stortinget-dagens"
"""The keys of the two sources: those elected for the period, and those who sit today, with their committees."""
PARTIES = {"A": "Ap"}
"""The Storting's ids of parties that are called something else in the register (`content.parties`)."""
KEPT = timedelta(days=365)
"""How long somebody who has left the Storting is kept."""
FIRST_YEAR, YEARS = 2021, 4
"""An election year, and how many years a period has (Grunnloven § 54 and § 71)."""
OCTOBER = 10


def period_on(today: date) -> str:
    """Return the id of the period of a day, such as `2025-2029`: it begins on 1 October of the election year."""
    year = today.year if today.month >= OCTOBER else today.year - 1
    first = year - (year - FIRST_YEAR) % YEARS
    return f"{first}-{first + YEARS}"


def session_begins(today: date) -> date:
    """Return the first day of the session of a day."""
    return date(today.year if today.month >= OCTOBER else today.year - 1, OCTOBER, 1)


def keep_members(session: Session, source: str, people: Sequence[Representative], now: datetime) -> None:
    """Store a whole list of a source at that moment (aware). Who is missing in it is no longer listed by it.

    An answer without people is about something else.
    """
    if not people:
        return
    today = now.astimezone(OSLO).date()
    rows = {row.number: row for row in session.scalars(select(OfficialMember).with_for_update())}
    for each in people:
        row = rows.get(each.id)
        if row is None:
            row = rows[each.id] = OfficialMember(number=each.id, committees=[], listed=[], period="")
            session.add(row)
        row.name, row.party, row.county = each.name, each.party or row.party or "", each.county or row.county or ""
        row.period, row.seen_at, row.ended_on = period_on(today), now, None
        if each.committees is not None:
            row.committees = [list(one) for one in each.committees]
        if source not in row.listed:
            row.listed = [*row.listed, source]
    here = {each.id for each in people}
    for number, row in rows.items():
        if number not in here and source in row.listed:
            row.listed = [each for each in row.listed if each != source]
            row.ended_on = None if row.listed else today
    session.flush()


def expired(now: datetime) -> ColumnElement[bool]:
    """Return the condition for who left the Storting so long before a moment (aware) that the row is deleted."""
    return OfficialMember.ended_on < (now - KEPT).astimezone(OSLO).date()


def sitting(session: Session) -> list[OfficialMember]:
    """Return who sits in the Storting now, by family name.

    While the list of those who sit today has been read, only they: some of those elected are away, as ministers are.
    """
    return _sitting(session.scalars(select(OfficialMember).where(OfficialMember.ended_on.is_(None))))


def sitting_from(session: Session, constituencies: Collection[str]) -> list[OfficialMember]:
    """Return who sits in the Storting now from some constituencies, by family name.

    A page of a round takes 5.0 ms of the processor instead of 7.5 with these alone (`bench/round_page.py`, on a busy machine).
    """
    here = OfficialMember.county.in_(sorted(constituencies))
    return _sitting(session.scalars(select(OfficialMember).where(OfficialMember.ended_on.is_(None), here)))


def _sitting(found: Iterable[OfficialMember]) -> list[OfficialMember]:
    rows = sorted(found, key=by_family_name)
    today = [row for row in rows if SITTING in row.listed]
    return today or rows


def of_numbers(session: Session, numbers: Collection[str]) -> dict[str, OfficialMember]:
    """Return representatives by the Storting's ids of them, also those who have left it."""
    rows = session.scalars(select(OfficialMember).where(OfficialMember.number.in_(sorted(numbers))))
    return {row.number: row for row in rows}


def by_family_name(row: OfficialMember) -> tuple[str, str]:
    """Return what representatives are sorted by: the last word of the name, then the others."""
    first, _, family = fold(row.name).rpartition(" ")
    return family, first


def short_party(row: OfficialMember) -> str:
    """Return the short form of a representative's party, as the register has it."""
    return PARTIES.get(row.party, row.party)


def committee_names(row: OfficialMember) -> list[str]:
    """Return the names of the committees that a representative is in."""
    return [name for _, name in row.committees]


def our_constituencies(session: Session, workspace_id: int, pack: Pack) -> tuple[str, ...]:
    """Return the constituencies of our member municipalities, and of the seats of our sub-regions."""
    seats = (each.number for each in pack.organisation.subregions if each.number)
    return constituencies_of((*(each.number for each in members(session, workspace_id, pack)), *seats))


def in_constituencies(rows: Iterable[OfficialMember], constituencies: Collection[str]) -> list[OfficialMember]:
    """Return those elected from some constituencies."""
    return [row for row in rows if row.county in constituencies]


def in_committee(rows: Iterable[OfficialMember], committee: str, name: str = "") -> list[OfficialMember]:
    """Return those who are in a committee, by its id, or by its name where the id is not known."""
    wanted = name.casefold()
    return [
        row
        for row in rows
        if any(
            number == committee or (not committee and known.casefold() == wanted) for number, known in row.committees
        )
    ]
