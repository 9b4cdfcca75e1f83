"""Many rounds of a message by e-mail: who carries them, when each is sent, and what became of every message."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db.database import Database
from models.mail.addresses import mail_destination
from models.mail.sent import undecided
from models.members.members import MemberPerson, members
from models.rounds.carriers import add_carrier
from models.tables import Carrier, Delivery, Destination, MailAddress, MessageRound, Person, Workspace
from models.workspace import outgoing
from models.workspace.keyring import new_key
from models.workspace.nudge_kinds import ROUND
from tests.faults.post_office import REFUSED
from tests.faults.replica import PACKS
from tests.faults.truth import Verdict
from tests.faults.wanted import Wanted, at

FIRST = "2026-11-10 11:05"
EVERY_MINUTES = 5
ONE_IN_REFUSED = 40
PER_SECOND = 200
SETTINGS = {
    "PADRIVER_URL": "https://bot.example.no",
    "PADRIVER_KEYS": new_key(),
    "PADRIVER_MAIL_PER_SECOND": PER_SECOND,
}
"""What replicas need for personal links, and the pace of the issue."""
SETTLED = frozenset({"sent", "unknown", "failed", "skipped"})


def due(number: int) -> datetime:
    """Return when a round is sent (aware)."""
    return at(FIRST) + timedelta(minutes=EVERY_MINUTES * number)


def words(number: int) -> str:
    """Return the text of a round."""
    return f"Budskap nummer {number} av flere."


def fill(session: Session, workspace: Workspace, rounds: int, carriers: int, now: datetime) -> None:
    """Send so many rounds, each to so many people; one address in some does not exist."""
    people = [_person(session, workspace, number, now) for number in range(carriers)]
    places = members(session, workspace.id, PACKS.current())
    addresses = [mail_destination(session, workspace.id, each.email or "", now).address for each in people]
    for number in range(rounds):
        row = MessageRound(
            workspace_id=workspace.id, created_by="U1", created_at=now, sent_at=now, target="rikstunnelen", theme=None,
            title=f"Rikstunnelen {number}", text=words(number), demand="", audience="alle",
            audience_name="alle medlemmene", until=date(2026, 12, 1),
        )  # fmt: skip
        session.add(row)
        session.flush()
        for index, person in enumerate(people):
            member = places[index % len(places)]
            holder = MemberPerson(0, member.number, "ordfører", person.id, person.name, person.email, None, None, None)
            carrier = add_carrier(session, workspace, row, member, holder)
            carrier.asked_at = now
            outgoing.plan(session, workspace.id, outgoing.MAIL, addresses[index], ROUND, str(carrier.id), due(number))


def _person(session: Session, workspace: Workspace, number: int, now: datetime) -> Person:
    refused = REFUSED if number % ONE_IN_REFUSED == ONE_IN_REFUSED - 1 else ""
    name = f"Ordfører {number}"
    person = Person(
        workspace_id=workspace.id, name=name, folded=name.casefold(), email=f"{refused}{number}@kommune.example.no",
        purpose="Runder", source="Kommunens nettside", quiet_since=now.date(), created_by="U1", created_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    return person


def wanted(database: Database) -> Iterator[Wanted]:
    """Give what is to come: each round, once to each address that exists."""
    with database.reading() as session:
        numbers = {
            row: number for number, row in enumerate(session.scalars(select(MessageRound.id).order_by(MessageRound.id)))
        }
        rows = session.execute(
            select(Carrier.id, Carrier.round_id, Person.email).join(Person, Person.id == Carrier.person_id)
        )
        found = [(str(row.id), numbers[row.round_id], row.email or "") for row in rows]
        references = dict(session.execute(select(MailAddress.address, MailAddress.reference)).all())
    for key, number, address in found:
        if not address.startswith(REFUSED):
            yield Wanted(ROUND, key, references[address], due(number), words(number))


def due_moments(database: Database) -> list[datetime]:
    """Return when each round is sent, in order."""
    with database.reading() as session:
        count = session.scalar(select(func.count()).select_from(MessageRound)) or 0
    return [due(number) for number in range(count)]


def judge_settled(database: Database, verdict: Verdict) -> None:
    """See that each message is sent, refused or unknown, and that each unknown one is listed for a person to decide."""
    to_mail = (Destination.id == Delivery.destination_id) & (Destination.kind == outgoing.MAIL)
    with database.reading() as session:
        states = dict(
            session.execute(
                select(Delivery.state, func.count()).join(Destination, to_mail).group_by(Delivery.state)
            ).all()
        )
        listed = sum(len(undecided(session, each)) for each in session.scalars(select(Workspace.id)))
        refused = session.scalars(
            select(Delivery.state)
            .join(Destination, to_mail)
            .join(MailAddress, MailAddress.reference == Destination.address)
            .where(MailAddress.address.startswith(REFUSED))
        ).all()
    if open_ := set(states) - SETTLED:
        verdict.breaches.append(f"e-mails are left {', '.join(sorted(open_))}")
    if listed != states.get("unknown", 0):
        verdict.breaches.append(f"{listed} e-mails are listed to decide about, {states.get('unknown', 0)} are unknown")
    if unlikely := set(refused) - {"failed", "skipped", "unknown"}:
        verdict.breaches.append(f"e-mails to addresses that do not exist are {', '.join(sorted(unlikely))}")
