"""Rounds and their carriers: beginning and sending a round, and what the carriers answer. Moments are aware, days local."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models.calendar.quiet import moment
from models.db.in_list import in_list
from models.members.functions import BOARD, MAYOR
from models.members.members import MemberPerson, MemberRow, members, people_of, recipient_of
from models.occurrences.changes import GoneError
from models.rounds.answers import EXPIRES_DAYS, NO, USED
from models.rounds.audiences import in_audience
from models.tables import Carrier, Delivery, MessageRound, OfficialMember, Workspace
from models.workspace.nudge_kinds import ROUND, ROUND_REMINDER
from models.workspace.workspaces import lock

MOST_ROUNDS = 50


class SentAlreadyError(Exception):
    """The round is sent, or ended."""


@dataclass(frozen=True)
class NewRound:
    """A round to begin. Its text and its demand are cleared; `audience` is a value of `models.rounds.audiences`."""

    target: str
    theme: str | None
    title: str
    text: str
    demand: str
    audience: str
    audience_name: str
    until: date
    post_link: str | None = None
    text_nn: str | None = None
    """Text and demand in nynorsk, if the organisation has written what there is of both."""
    demand_nn: str | None = None


@dataclass(frozen=True)
class CarrierOf:
    """A carrier with its member; the person as the register has them now, None if nobody is known there (any more)."""

    carrier: Carrier
    member: MemberRow
    person: MemberPerson | None

    @property
    def is_silent(self) -> bool:
        """Return True if somebody was asked and has not answered."""
        return self.carrier.answer is None and self.carrier.asked_at is not None


def begin(
    session: Session,
    workspace: Workspace,
    pack: Pack,
    new: NewRound,
    sitting: Sequence[OfficialMember],
    user_id: str,
    now: datetime,
) -> MessageRound:
    """Begin a round: a carrier for each member that is to carry it. Nothing is sent yet."""
    lock(session, workspace.id)
    row = MessageRound(
        workspace_id=workspace.id, created_by=user_id, created_at=now, target=new.target, theme=new.theme,
        title=new.title, text=new.text, demand=new.demand, text_nn=new.text_nn,
        demand_nn=new.demand_nn, post_link=new.post_link, audience=new.audience,
        audience_name=new.audience_name, until=new.until,
    )  # fmt: skip
    session.add(row)
    session.flush()
    today = now.astimezone(workspace.zone).date()
    everybody = members(session, workspace.id, pack)
    people = people_of(session, workspace.id, today)
    for each in in_audience(new.audience, everybody, people, sitting):
        add_carrier(session, workspace, row, each, recipient_of(each, people.get(each.number, ())))
    return row


def add_carrier(
    session: Session, workspace: Workspace, row: MessageRound, member: MemberRow, person: MemberPerson | None
) -> Carrier:
    """Add a member to a round, or another person of a member, with a link of their own."""
    carrier = Carrier(
        workspace_id=workspace.id, round_id=row.id, number=member.number, person_id=person.person_id if person else None,
        function=person.function if person else member.recipient, generation=1, is_letter=False,
        expires_at=_expires(workspace, row),
    )  # fmt: skip
    session.add(carrier)
    session.flush()
    return carrier


def _expires(workspace: Workspace, row: MessageRound) -> datetime:
    last = row.until + timedelta(days=EXPIRES_DAYS)
    return moment(last, time(23, 59), workspace.zone).astimezone(UTC)


def round_by_id(session: Session, workspace_id: int, round_id: int, *, lock_it: bool = False) -> MessageRound | None:
    """Return a round; None if it is not here."""
    query = select(MessageRound).where(MessageRound.workspace_id == workspace_id, MessageRound.id == round_id)
    return session.scalar(query.with_for_update() if lock_it else query)


def rounds_of(session: Session, workspace_id: int, since: datetime | None = None) -> list[MessageRound]:
    """Return the rounds that were sent (after a moment, if one is given), the newest first."""
    query = select(MessageRound).where(MessageRound.workspace_id == workspace_id, MessageRound.sent_at.is_not(None))
    if since is not None:
        query = query.where(MessageRound.sent_at >= since)
    return list(session.scalars(query.order_by(MessageRound.id.desc()).limit(MOST_ROUNDS)))


def carriers_of(
    session: Session, workspace: Workspace, pack: Pack, round_ids: Collection[int], today: date
) -> list[CarrierOf]:
    """Return the carriers of some rounds in the order of the members' names; those of members that have left are last."""
    by_number = {each.number: each for each in members(session, workspace.id, pack)}
    query = select(Carrier).where(Carrier.workspace_id == workspace.id, Carrier.round_id.in_(list(round_ids)))
    rows = session.scalars(query.order_by(Carrier.id)).all()
    people = people_of(session, workspace.id, today, {each.number for each in rows})
    found = [
        CarrierOf(
            each,
            by_number.get(each.number) or MemberRow(each.number, each.number),
            next((who for who in people.get(each.number, ()) if who.person_id == each.person_id), None),
        )
        for each in rows
    ]
    return sorted(found, key=lambda each: (each.member.number not in by_number, each.member.name, each.carrier.id))


def carrier_by_id(session: Session, workspace_id: int, carrier_id: int, *, lock_it: bool = False) -> Carrier | None:
    """Return a carrier; None if it is not here."""
    query = select(Carrier).where(Carrier.workspace_id == workspace_id, Carrier.id == carrier_id)
    return session.scalar(query.with_for_update() if lock_it else query)


def mark_sent(session: Session, workspace_id: int, round_id: int, now: datetime) -> MessageRound:
    """Mark a round as sent, once.

    Raises:
        GoneError: there is no such round here.
        SentAlreadyError: somebody has sent or ended it.
    """
    row = round_by_id(session, workspace_id, round_id, lock_it=True)
    if row is None:
        raise GoneError
    if row.sent_at is not None or row.closed_at is not None:
        raise SentAlreadyError
    row.sent_at = now
    session.flush()
    return row


def close(session: Session, workspace_id: int, round_id: int, now: datetime) -> MessageRound:
    """End a round: nobody is reminded, and no link opens it any more. Raises `GoneError`."""
    row = round_by_id(session, workspace_id, round_id, lock_it=True)
    if row is None:
        raise GoneError
    row.closed_at = row.closed_at or now
    for carrier in session.scalars(
        select(Carrier).where(Carrier.workspace_id == workspace_id, Carrier.round_id == row.id)
    ):
        carrier.revoked_at = carrier.revoked_at or now
    session.flush()
    return row


def last_asked(session: Session, workspace_id: int, person_ids: Collection[int]) -> Mapping[int, datetime]:
    """Return when each of some people was last asked or reminded in any round, by the person's id."""
    people = Carrier.person_id.in_(list(person_ids))
    asked = select(Carrier.person_id, Carrier.id, Carrier.asked_at).where(
        Carrier.workspace_id == workspace_id, people, Carrier.asked_at.is_not(None)
    )
    found: dict[int, datetime] = {}
    keys: dict[str, int] = {}
    for person, carrier_id, at in session.execute(asked):
        if person is not None and at is not None:
            keys[str(carrier_id)] = person
            found[person] = max(at, found.get(person, at))
    sent = select(Delivery.period_key, Delivery.sent_at).where(
        Delivery.workspace_id == workspace_id,
        Delivery.kind.in_((ROUND, ROUND_REMINDER)),
        Delivery.sent_at.is_not(None),
        in_list(Delivery.period_key, "keys"),
    )
    for key, at in session.execute(sent, {"keys": list(keys)}):
        if at is not None:
            found[keys[key]] = max(at, found[keys[key]])
    return found


@dataclass(frozen=True)
class GivenAnswer:
    """An answer of a carrier. A colleague who notes one says who gave it and how; by the link both are empty."""

    answer: str
    where: str = ""
    link: str = ""
    is_letter: bool = False
    noted_by: str | None = None
    said_by: str = ""
    said_how: str | None = None


def give_answer(carrier: Carrier, given: GivenAnswer, now: datetime) -> None:
    """Record an answer; a later one replaces it. What was used stays used when somebody says no afterwards."""
    if carrier.answer == USED and given.answer == NO:
        return
    carrier.answer, carrier.answered_at = given.answer, now
    carrier.noted_by, carrier.said_by, carrier.said_how = given.noted_by, given.said_by or None, given.said_how
    if given.answer == USED:
        carrier.used_where, carrier.used_link = given.where or None, given.link or None
        carrier.is_letter = given.is_letter


def commit(carrier: Carrier, name: str, today: date, noted_by: str | None = None, said_how: str | None = None) -> None:
    """Record that the member is with us on the main message, and who said so."""
    carrier.commits_as, carrier.commits_on = name, today
    if noted_by:
        carrier.noted_by, carrier.said_by, carrier.said_how = noted_by, name, said_how


def may_commit(function: str) -> bool:
    """Return True for those who give the municipality's word: the mayor, or an adviser for the mayor."""
    return function in {MAYOR, "rådgiver"}


def is_on_board(people: Sequence[MemberPerson], person_id: int) -> bool:
    """Return True if a person is the member's in our board."""
    return any(each.function == BOARD and each.person_id == person_id for each in people)


def new_link(session: Session, workspace_id: int, carrier_id: int, *, opens: bool, now: datetime) -> Carrier:
    """Make the links of a carrier so far open nothing; with `opens` a new one works. Raises `GoneError`."""
    carrier = carrier_by_id(session, workspace_id, carrier_id, lock_it=True)
    if carrier is None:
        raise GoneError
    carrier.generation += 1
    carrier.revoked_at = None if opens else now
    session.flush()
    return carrier


class PrintedLetter(NamedTuple):
    """A reader's letter that was used: the carrier's id, the member's number, and the paper if it was said."""

    carrier_id: int
    number: str
    paper: str | None


def letters_of(session: Session, workspace_id: int, round_id: int) -> list[PrintedLetter]:
    """Return the reader's letters of a round, in the order they were used."""
    mine = (Carrier.workspace_id == workspace_id, Carrier.round_id == round_id, Carrier.answer == USED)
    query = select(Carrier.id, Carrier.number, Carrier.used_where).where(*mine, Carrier.is_letter.is_(True))
    return [PrintedLetter(*row) for row in session.execute(query.order_by(Carrier.answered_at, Carrier.id))]


def states(rows: Sequence[CarrierOf]) -> dict[str, CarrierOf]:
    """Return one row for each member, by its number: the one with the strongest answer where it has several."""
    strength = {USED: 3, "ja": 2, NO: 1}
    found: dict[str, CarrierOf] = {}
    for each in rows:
        known = found.get(each.member.number)
        score = strength.get(each.carrier.answer or "", 0)
        if known is None or score > strength.get(known.carrier.answer or "", 0):
            found[each.member.number] = replace(each)
    return found
