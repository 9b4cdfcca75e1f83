"""The dates of the parties: county meetings, conference, programme committee, and their deadlines.

The content names those that are known (`Milestone.parties`), people add the others: each is a row of the workspace's
own, whose key names the party. What nobody knows is left out, and never guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from content.parties import PARTIES
from content.schema.dated import Milestone
from content.schema.pack import Pack
from content.schema.parties import PartyStep
from models.calendar.cycles import wheel_rules
from models.calendar.open_now import PartyWindow
from models.calendar.spans import Span, span
from models.occurrences import changes, moving
from models.occurrences.queries import by_key
from models.tables import Change, Occurrence

PREFIX = "egen:parti:"
CALENDAR = "kalender:"
STEPS: Mapping[PartyStep, str] = {
    "fylkesarsmoter": "Fylkesårsmøter",
    "forslag": "Frist for forslag til landsmøtet",
    "landsmote": "Landsmøte",
    "programkomite": "Programkomité",
    "programfrist": "Frist for innspill til programmet",
}
"""What each party has that others can send something to, in the order of a year."""
OF_ELECTION: frozenset[PartyStep] = frozenset({"programkomite", "programfrist"})
"""The steps that belong to the programme for an election: their year is the election's."""
DEADLINES: frozenset[PartyStep] = frozenset({"forslag", "programfrist"})
TITLES: Mapping[PartyStep, str] = {
    "fylkesarsmoter": "Fylkesårsmøtene i {party}",
    "forslag": "Send forslag til landsmøtet i {party}",
    "landsmote": "Landsmøtet i {party}",
    "programkomite": "Programkomiteen i {party} arbeider",
    "programfrist": "Send innspill til programkomiteen i {party}",
}
YEARS_BEFORE, YEARS_AFTER = 1, 2
"""How far the content's dates are read: an older date says nothing of the next one."""


@dataclass(frozen=True)
class PartyDate:
    """A date of a party. `year` is the calendar year, or that of the election (`OF_ELECTION`)."""

    party: str
    step: PartyStep
    year: int
    span: Span
    certainty: str
    opens_on: date
    """From when something can be done about it."""
    is_done: bool = False
    """True if what was to be sent by then is ticked off."""


def party_name(short: str) -> str:
    """Return a party's full name: «Arbeiderpartiet»."""
    return PARTIES[short][0]


def party_dates(session: Session, workspace_id: int, pack: Pack, today: date) -> list[PartyDate]:
    """Return every known date of the parties around a local day, by party and time.

    What people set goes before what the content has of the same step and year.
    """
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        or_(Occurrence.key.startswith(PREFIX), Occurrence.key.startswith(CALENDAR)),
    )
    rows = {row.key: row for row in session.scalars(query)}
    found = {(each.party, each.step, each.year): each for each in _of_content(pack, rows, today)}
    for row in rows.values():
        own = _own(row)
        if own is not None:
            found[own.party, own.step, own.year] = own
    return sorted(found.values(), key=lambda each: (list(PARTIES).index(each.party), each.span.first, each.step))


def next_date(dates: Sequence[PartyDate], party: str, step: PartyStep, today: date) -> PartyDate | None:
    """Return a party's next date of a step, that local day included; None if nobody knows it."""
    coming = (each for each in dates if (each.party, each.step) == (party, step) and each.span.last >= today)
    return min(coming, key=lambda each: each.span.first, default=None)


def party_windows(dates: Sequence[PartyDate]) -> list[PartyWindow]:
    """Return the dates as windows: a deadline is open until its day or until it is ticked off, from when it has been known."""
    return [
        PartyWindow(
            name=TITLES[each.step].format(party=party_name(each.party)),
            span=Span(min(each.opens_on, each.span.first), each.span.last),
            certainty=each.certainty,
            party=each.party,
            step=each.step,
        )
        for each in dates
        if each.step not in DEADLINES or not each.is_done
    ]


def set_party_date(
    session: Session, workspace_id: int, user_id: str, new: PartyDate, now: datetime, rows: Sequence[Occurrence] = ()
) -> Change:
    """Set a party's date: on the content's own row if that is about this party alone, else on a row of its own.

    `rows` are the content's rows of that party, step and year (`content_rows`). Undoing the change takes it back.
    """
    key = key_of(new.party, new.step, new.year)
    own = _own_rows(session, workspace_id, key)
    row = next((each for each in (*own, *rows) if each.archived_at is None), None)
    if row is not None:
        return moving.move_days(session, workspace_id, row.id, user_id, new.span, now)
    _, change = changes.add(
        session,
        workspace_id,
        user_id,
        now,
        title=TITLES[new.step].format(party=party_name(new.party)),
        kind="frist" if new.step in DEADLINES else "milepæl",
        due=new.span.first,
        last=new.span.last,
        key=f"{key}:{len(own)}" if own else key,
    )
    return change


def _own_rows(session: Session, workspace_id: int, key: str) -> Sequence[Occurrence]:
    """Return the workspace's own rows of a date: one that was taken back stays, and the next has a number after its key."""
    wanted = or_(Occurrence.key == key, Occurrence.key.startswith(f"{key}:"))
    return session.scalars(select(Occurrence).where(Occurrence.workspace_id == workspace_id, wanted)).all()


def content_rows(
    session: Session, workspace_id: int, pack: Pack, party: str, step: PartyStep, year: int
) -> list[Occurrence]:
    """Return the rows that the content has of a step of one party alone in a year."""
    entries = [each for each in pack.wheel.calendar if each.party_step == step and each.parties == (party,)]
    found = (by_key(session, workspace_id, f"{CALENDAR}{year}:{each.id}") for each in entries)
    return [row for row in found if row is not None]


def key_of(party: str, step: str, year: int) -> str:
    """Return the key of a workspace's own row for a date of a party."""
    return f"{PREFIX}{party}:{step}:{year}"


def _of_content(pack: Pack, rows: Mapping[str, Occurrence], today: date) -> Iterator[PartyDate]:
    entries = [each for each in pack.wheel.calendar if each.party_step]
    rules = wheel_rules(pack) if entries else {}
    for entry in entries:
        for year in range(today.year - YEARS_BEFORE, today.year + YEARS_AFTER + 1):
            row = rows.get(f"{CALENDAR}{year}:{entry.id}")
            found = span(entry.when, year, rules)
            if found is None or (row is not None and row.archived_at is not None):
                continue
            yield from _each_party(entry, year, row, found)


def _each_party(entry: Milestone, year: int, row: Occurrence | None, found: Span) -> Iterator[PartyDate]:
    certainty: str = entry.certainty
    if row is not None and row.starts_on and row.ends_on and "starts_on" in row.kept:
        found, certainty = Span(row.starts_on, row.ends_on), row.certainty
    for party in entry.parties:
        if entry.party_step:
            yield PartyDate(party, entry.party_step, year, found, certainty, found.first)


def _own(row: Occurrence) -> PartyDate | None:
    if not row.key.startswith(PREFIX) or row.archived_at or not row.starts_on or not row.ends_on:
        return None
    party, step, year = row.key.removeprefix(PREFIX).split(":")[:3]
    if party not in PARTIES or step not in STEPS:
        return None
    days = Span(row.starts_on, row.ends_on)
    opened = row.created_at.date() if step in DEADLINES else row.starts_on
    is_done = row.done_at is not None
    return PartyDate(party, step, int(year), days, row.certainty, opened, is_done)  # type: ignore[arg-type]
