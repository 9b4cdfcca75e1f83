"""Cases and questions that sources bring to a workspace, and what it is told of them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update

from bot.cards.card import Card
from bot.cards.text import render_text
from jobs.official.matching import match_pending
from jobs.official.news import tell_workspaces
from jobs.planning.plan import plan_next
from jobs.sending.compose import compose
from models.db.database import Database
from models.official import records
from models.official.items import ItemKind, OfficialEvent, OfficialItem, OfficialPerson, OfficialRole, Status
from models.tables import Delivery, Destination, Workspace
from tests.support.nudges import Packs, at
from tests.support.people import Room, empty_room

TITLE = "Representantforslag om flere tog i Follo"
TRANSPORT = "Transport- og kommunikasjonskomiteen"
OLA = OfficialPerson(OfficialRole.RAPPORTEUR, "Ola Moe", "Ap", "Akershus")
BERIT = OfficialPerson(OfficialRole.PROPOSER, "Berit Li", "SV", "Oslo")
TO_COMMITTEE = OfficialEvent("KOMITE", "til komiteen", date(2026, 10, 1))


def open_room(database: Database) -> Room:
    """Return an empty workspace with a shared channel."""
    room = empty_room(database)
    room.set(shared_channel="C1")
    return room


def case(*events: OfficialEvent, **more: object) -> OfficialItem:
    """Return a case that lies with the committee."""
    values = {
        "body": TRANSPORT,
        "status": Status.CONSIDERED,
        "link": "https://www.stortinget.no/sak",
        "people": (BERIT,),
    }
    return OfficialItem(ItemKind.CASE, "104907", TITLE, events=(TO_COMMITTEE, *events), **(values | more))  # type: ignore[arg-type]


def question(number: int, about: str = "tog", answered: date | None = None, **more: object) -> OfficialItem:
    """Return a written question."""
    asker = OfficialPerson(OfficialRole.ASKER, f"Spørrer {number}", "Ap", "Akershus")
    minister = OfficialPerson(OfficialRole.ASKED, "samferdselsministeren")
    events = [OfficialEvent("SENDT", "sendt", date(2026, 10, 1))]
    events += [OfficialEvent("BESVART", "besvart", answered)] if answered else []
    return OfficialItem(
        ItemKind.QUESTION, str(number), f"Vil statsråden sørge for {about} nummer {number}?",
        events=tuple(events), people=(asker, minister), link=f"https://x.no/{number}",
        status=Status.FINISHED if answered else Status.CONSIDERED, **({"published": date(2026, 10, 1)} | more),  # type: ignore[arg-type]
    )  # fmt: skip


def brings(room: Room, items: Sequence[OfficialItem], moment: str, source: str = "stortinget-sak") -> int:
    """Let a source say that, as a round does; return how many messages the matching planned."""
    with room.database.session() as session:
        kept = records.keep_items(session, source, items, at(moment))
        tell_workspaces(session, (*kept.new, *kept.changed), at(moment))
    return match_pending(room.database, Packs(room.pack), at(moment))


def planned(room: Room, kind: str) -> list[tuple[str, str]]:
    """Return the keys and the addresses of what is planned of a kind."""
    with room.database.reading() as session:
        query = select(Delivery.period_key, Destination.address).join(Destination)
        return [tuple(each) for each in session.execute(query.where(Delivery.kind == kind).order_by(Delivery.id))]


def composed(room: Room, kind: str, key: str, address: str, moment: str) -> str:
    """Return the text of a nudge, or why it says nothing."""
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        found = compose(session, workspace, room.pack, kind, key, address, at(moment))
    return render_text(found) if isinstance(found, Card) else found.reason


def morning(room: Room, kind: str, moment: str) -> list[str]:
    """Return what the calendar plans of a kind at a moment, composed for each address; it is sent then."""
    before = set(planned(room, kind))
    with room.database.session() as session:
        session.execute(update(Workspace).values(plan_after=None))
    plan_next(room.database, room.pack, at(moment))
    new = [each for each in planned(room, kind) if each not in before]
    said = [composed(room, kind, *each, moment) for each in new]
    with room.database.session() as session:
        session.execute(update(Delivery).where(Delivery.kind == kind).values(state="sent"))
    return said


def now_is(room: Room, moment: str) -> None:
    """Set what the clock of the people shows."""
    room.now = at(moment)
