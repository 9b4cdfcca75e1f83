"""A round to some made-up members, and its links."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.schema.messages import Issue
from content.schema.organisation import Organisation as OurOrganisation
from content.schema.pack import Pack
from models.db.database import Database
from models.members.functions import BOARD, MAYOR
from models.rounds.carriers import NewRound, begin, mark_sent
from models.rounds.links import RoundLinks
from models.tables import Carrier, MemberContact, MessageRound, Person, Workspace
from models.workspace.keyring import Keyring, new_key
from tests.support.nudges import at
from tests.support.pack import small_issue, small_organisation, small_pack

MEMBERS = {"3205": "Lillestrøm", "3218": "Ås", "3203": "Asker"}
MAYORS = {"3205": "Ola Moe", "3218": "Berit Lie", "3203": "Anne Dal"}
MESSAGE, DEMAND = "Rikstunnelen gir flere tog", "Start planleggingen av Rikstunnelen"
UNTIL = date(2026, 10, 30)
KEYS = [new_key(), new_key()]


def pack_of_members(**more: Any) -> Pack:
    """Return a pack with three members, a cleared message, and a local fact of Lillestrøm."""
    ours = [{"kommunenummer": number, "navn": name, "kilde": "x"} for number, name in MEMBERS.items()]
    given = small_organisation().model_dump(by_alias=True) | {"medlemmer": ours}
    cleared = {"klarering": {"status": "klarert", "den": "2026-03-12"}}
    fact = {
        "id": "pendlere", "kilde": "SSB", "per": "2026-01-01", "steder": ["3205"],
        "tekst": "24 000 pendler fra Lillestrøm til Oslo",
    }  # fmt: skip
    variant = {
        "id": "aas", "kilde": "x", "steder": ["3218"], "for": ["Ås"],
        "tekst": "I Ås betyr Rikstunnelen flere avganger.",
    }  # fmt: skip
    track = {
        "id": "rikstunnelen", "kilde": "notatet", "navn": "Rikstunnelen", "budskap": MESSAGE, "krav": DEMAND,
        "gevinst": "Flere tog i timen.",
    }  # fmt: skip
    draft = {
        "id": "gods",
        "kilde": "notatet",
        "navn": "Godsterminal",
        "budskap": "Flytt gods til bane",
        "krav": "Bygg ut",
    }
    issue = small_issue("jernbane", "Jernbane", fakta=[fact | cleared], varianter=[variant | cleared])
    of_file = issue.model_dump(by_alias=True) | {"spor": [track | cleared, draft]}
    issue = Issue.model_validate(of_file)
    return replace(small_pack(**more), organisation=OurOrganisation.model_validate(given), issues=(issue,))


def have_mayors(session: Session, workspace: Workspace, moment: str = "2026-10-01 09:00") -> dict[str, int]:
    """Let each member have a mayor in the register with an address, and Lillestrøm's be on the board; return their ids."""
    found: dict[str, int] = {}
    now = at(moment)
    for number, name in MAYORS.items():
        person = Person(
            workspace_id=workspace.id, name=name, folded=name.casefold(), email=f"{name.split()[0].lower()}@example.no",
            purpose="Runder", source="Kommunens nettside", quiet_since=now.date(), created_by="U1", created_at=now,
        )  # fmt: skip
        session.add(person)
        session.flush()
        found[number] = person.id
        for function in (MAYOR, *((BOARD,) if number == "3205" else ())):
            session.add(
                MemberContact(
                    workspace_id=workspace.id, number=number, person_id=person.id, function=function,
                    created_by="U1", created_at=now,
                )
            )  # fmt: skip
    session.flush()
    return found


def sent_round(database: Database, pack: Pack, moment: str = "2026-10-05 09:00", **more: Any) -> int:
    """Send a round to all members as the only workspace; return its id. No message is planned."""
    with database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        if not session.scalars(select(MemberContact)).first():
            have_mayors(session, workspace)
        new = NewRound(
            **{"target": "rikstunnelen", "theme": "jernbane", "title": "Rikstunnelen", "text": MESSAGE, "demand": DEMAND,
               "audience": "alle", "audience_name": "alle medlemmene", "until": UNTIL, "post_link": "https://example.no/innlegg"}
            | more
        )  # fmt: skip
        row = begin(session, workspace, pack, new, [], "U1", at(moment))
        mark_sent(session, workspace.id, row.id, at(moment))
        for each in session.scalars(select(Carrier).where(Carrier.round_id == row.id)):
            each.asked_at = at(moment)
        return row.id


def links(url: str = "https://bot.example.no", keys: list[str] | None = None) -> RoundLinks:
    """Return what makes links with some keys."""
    return RoundLinks(url, Keyring(keys or KEYS[:1]))


def link_of(database: Database, number: str, made_by: RoundLinks | None = None) -> str:
    """Return the path of the link of a member in the newest round."""
    with database.reading() as session:
        newest = session.scalars(select(MessageRound.id).order_by(MessageRound.id.desc())).first()
        query = select(Carrier).where(Carrier.round_id == newest, Carrier.number == number)
        carrier = session.scalars(query.order_by(Carrier.id)).first()
        assert carrier
        return (made_by or links("")).address(carrier)


def carrier_now(database: Database, number: str) -> Carrier:
    """Return the carrier of a member as it is stored."""
    with database.session() as session:
        carrier = session.scalars(select(Carrier).where(Carrier.number == number).order_by(Carrier.id.desc())).first()
        assert carrier
        session.expunge(carrier)
        return carrier


LATER = timedelta(days=60)
