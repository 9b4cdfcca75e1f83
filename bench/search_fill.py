"""A register as large as the largest we answer for: people with names as Norwegians have them, and their dialogues."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.orm import Session

from content.municipalities import _by_number
from models.db.database import Database
from models.register import postings
from models.register.words import folded_name
from models.tables import Counterpart, Dialogue, Organisation, Participant, Person, Role, Stance
from models.workspace.workspaces import get_or_create

TODAY = date(2026, 10, 5)
NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
GIVEN = [
    "Kari",
    "Ola",
    "Anne",
    "Per",
    "Ingrid",
    "Lars",
    "Åse",
    "Bjørn",
    "Øyvind",
    "Solveig",
    "Hanne",
    "Knut",
    "Ragnhild",
    "Geir",
    "Marit",
    "Odd",
    "Siri",
    "Jan",
    "Nina",
    "Arne",
    "Liv",
    "Morten",
    "Eva",
    "Tor",
    "Berit",
    "Svein",
    "Gro",
    "Harald",
    "Turid",
    "Pål",
    "Tone",
    "Håkon",
    "Astrid",
    "Rolf",
    "Randi",
    "Stein",
    "Elin",
    "Trond",
    "Mona",
    "Espen",
    "Heidi",
    "Frode",
    "Sissel",
    "Vegard",
    "Camilla",
    "Magnus",
    "Ida",
    "Henrik",
    "Emma",
    "Jonas",
    "Nora",
    "Mathias",
    "Sofie",
    "Emil",
    "Thea",
    "Oskar",
    "Maja",
    "Aksel",
    "Sara",
    "Filip",
    "Mohammed",
    "Fatima",
    "Ali",
    "Amina",
    "Ahmed",
    "Aisha",
    "Omar",
    "Zahra",
    "Yusuf",
    "Leila",
    "Máret",
    "Áile",
    "Nils-Aslak",
    "Anne-Marie",
    "Jan-Erik",
    "Kåre",
    "Ærik",
    "Sølvi",
]
FIRST = [
    "Nord",
    "Øst",
    "Vest",
    "Sør",
    "Berg",
    "Lund",
    "Haug",
    "Dal",
    "Sol",
    "Ås",
    "Strand",
    "Bakke",
    "Moe",
    "Sand",
    "Stein",
    "Elv",
    "Foss",
    "Fjell",
    "Skog",
    "Eng",
    "Gran",
    "Lind",
    "Furu",
    "Bjørke",
    "Rogne",
    "Hassel",
    "Selje",
    "Ramn",
    "Ulv",
    "Bjørn",
    "Orm",
    "Hauk",
    "Tor",
    "Frøy",
    "Odin",
    "Brå",
    "Kvern",
    "Mølle",
    "Smed",
    "Præst",
    "Kirke",
    "Borg",
    "Hov",
    "Torg",
    "Havn",
    "Nes",
]
MIDDLE = ["", "", "", "er", "e", "s", "lunde", "bakk", "haug", "dals", "vik", "mo", "ås", "berg", "tun"]
LAST = [
    "mann",
    "by",
    "hold",
    "vik",
    "set",
    "rud",
    "gård",
    "land",
    "stad",
    "sen",
    "berg",
    "heim",
    "nes",
    "eng",
    "bø",
    "lien",
    "haug",
    "moen",
    "bråten",
    "torp",
    "hus",
    "vold",
    "sæter",
    "myr",
    "lund",
    "strøm",
    "dahl",
    "skog",
    "fjord",
    "tveit",
    "rød",
    "løkken",
    "kjær",
    "sund",
    "voll",
    "hagen",
    "åsen",
]
COMMON = [
    "Hansen",
    "Johansen",
    "Olsen",
    "Larsen",
    "Andersen",
    "Pedersen",
    "Nilsen",
    "Kristiansen",
    "Jensen",
    "Karlsen",
    "Nordmann",
    "Berg",
    "Haugen",
    "Hagen",
]
TITLES = [
    "ordfører",
    "varaordfører",
    "gruppeleder",
    "statssekretær",
    "fagdirektør",
    "rådgiver",
    "redaktør",
    "journalist",
    "direktør",
    "prosjektleder",
]
BODIES = [
    "kommunestyret",
    "formannskapet",
    "transport- og kommunikasjonskomiteen",
    "energi- og miljøkomiteen",
    "fylkestinget",
]
PARTIES = ["Ap", "H", "FrP", "Sp", "SV", "V", "KrF", "MDG", "R", "INP"]
THEMES = ("jernbane", "energi", "oslofjorden")
CHUNK = 5_000


def fill(database: Database, people: int, dialogues: int) -> int:
    """Fill a workspace, and one beside it a tenth as large; return the id of the first."""
    with database.session() as session:
        ours = get_or_create(session, "slack", "T1", "Den største").id
        beside = get_or_create(session, "slack", "T2", "Naboen").id
    for workspace_id, share in ((ours, 1), (beside, 10)):
        with database.session() as session:
            _fill(session, workspace_id, people // share, dialogues // share, random.Random(share))
    with database.session() as session:
        session.execute(text("ANALYZE"))
    return ours


def _fill(session: Session, workspace_id: int, people: int, dialogues: int, dice: random.Random) -> None:
    connection = session.connection()
    numbers = sorted(_by_number())
    organisations = _many(connection, Organisation, _organisations(workspace_id, max(people // 50, 20), dice, numbers))
    ids = _many(connection, Person, (_person(workspace_id, dice, numbers) for _ in range(people)))
    _many(connection, Role, (_role(workspace_id, each, organisations, dice) for each in ids))
    _many(connection, Stance, (_stance(workspace_id, each, dice) for each in ids if dice.random() < 0.4))
    postings.write(session, workspace_id, ids, organisations, TODAY)
    days = [TODAY - timedelta(days=dice.randrange(1_500)) for _ in range(dialogues)]
    said = _many(connection, Dialogue, (_dialogue(workspace_id, day) for day in days))
    pairs = list(zip(said, days, strict=True))
    _many(connection, Counterpart, (_side(workspace_id, each, day, dice.choice(ids)) for each, day in pairs))
    _many(connection, Participant, (_ours(workspace_id, each, dice) for each in said))


def _many(
    connection: Connection, table: type[Any], rows: Iterator[dict[str, Any]] | Sequence[dict[str, Any]]
) -> list[int]:
    """Insert rows, and return their ids."""
    some: list[dict[str, Any]] = []
    first = connection.scalar(select(table.id).order_by(table.id.desc()).limit(1)) or 0
    for row in rows:
        some.append(row)
        if len(some) == CHUNK:
            connection.execute(insert(table.__table__), some)
            some = []
    if some:
        connection.execute(insert(table.__table__), some)
    return list(connection.scalars(select(table.id).where(table.id > first).order_by(table.id)))


def name(dice: random.Random) -> str:
    """Return a name as they are spread: few surnames that many have, and many that few have."""
    given = dice.choice(GIVEN)
    if dice.random() < 0.15:
        return f"{given} {dice.choice(COMMON)}"
    rare = dice.choice(FIRST) + dice.choice(MIDDLE) + dice.choice(LAST)
    return f"{given} {dice.choice(GIVEN)} {rare}" if dice.random() < 0.2 else f"{given} {rare}"


def _standing(workspace_id: int, called: str, dice: random.Random, numbers: list[str]) -> dict[str, Any]:
    last = TODAY - timedelta(days=dice.randrange(500)) if dice.random() < 0.6 else None
    return {
        "workspace_id": workspace_id,
        "name": called,
        "folded": folded_name(called),
        "tier": dice.choices("ABC", (5, 15, 80))[0],
        "interest": dice.choice((None, 1, 2, 3, 4, 5)),
        "influence": dice.choice((None, 1, 2, 3, 4, 5)),
        "owner": f"U{dice.randrange(40)}" if dice.random() < 0.5 else None,
        "municipality": dice.choice(numbers),
        "source": "Liste",
        "last_dialogue_on": last,
        "quiet_since": last or TODAY - timedelta(days=dice.randrange(900)),
        "version": 1,
        "created_by": "U1",
        "created_at": NOW,
    }


def _person(workspace_id: int, dice: random.Random, numbers: list[str]) -> dict[str, Any]:
    return _standing(workspace_id, name(dice), dice, numbers) | {"purpose": "Dialog"}


def _organisations(workspace_id: int, number: int, dice: random.Random, numbers: list[str]) -> Iterator[dict[str, Any]]:
    for each in range(number):
        called = f"{dice.choice(FIRST)}{dice.choice(LAST)} {dice.choice(('næringsforening', 'kommune', 'avis', 'AS'))} {each}"
        more = {"kind": "annet", "themes": [], "cooperation": [], "kept": []}
        yield _standing(workspace_id, called, dice, numbers) | more


def _role(workspace_id: int, person_id: int, organisations: list[int], dice: random.Random) -> dict[str, Any]:
    elected = dice.random() < 0.6
    return {
        "workspace_id": workspace_id,
        "person_id": person_id,
        "kind": "politiker" if elected else "annet",
        "title": dice.choice(TITLES),
        "body": dice.choice(BODIES) if elected else None,
        "party": dice.choice(PARTIES) if elected else None,
        "organisation_id": None if elected else dice.choice(organisations),
    }


def _stance(workspace_id: int, person_id: int, dice: random.Random) -> dict[str, Any]:
    told = {"theme": dice.choice(THEMES), "stance": dice.choice(("positiv", "negativ", "")), "on": TODAY}
    return {"workspace_id": workspace_id, "person_id": person_id} | told


def _dialogue(workspace_id: int, day: date) -> dict[str, Any]:
    told = {
        "channel": "møte",
        "theme": "jernbane",
        "about": "",
        "place": "",
        "stance": "",
        "said": "Enige",
        "wants": "",
    }
    made = {"created_by": "U1", "created_at": NOW, "version": 1, "planned": False, "journal": False}
    return {"workspace_id": workspace_id, "day": day} | told | made


def _side(workspace_id: int, dialogue_id: int, day: date, person_id: int) -> dict[str, Any]:
    return {"workspace_id": workspace_id, "dialogue_id": dialogue_id, "day": day, "person_id": person_id}


def _ours(workspace_id: int, dialogue_id: int, dice: random.Random) -> dict[str, Any]:
    return {"workspace_id": workspace_id, "dialogue_id": dialogue_id, "user_id": f"U{dice.randrange(40)}"}
