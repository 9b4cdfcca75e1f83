"""Made-up representatives for tests: a few, or as many as the Storting has."""

from collections.abc import Sequence

from models.db.database import Database
from models.official.items import Representative
from models.official.members import ELECTED, SITTING, keep_members
from tests.support.nudges import at

TRANSPORT = ("TRANSKOM", "Transport- og kommunikasjonskomiteen")
ENERGY = ("ENERGI", "Energi- og miljøkomiteen")
FEW = (
    Representative("KANO", "Kari Nordmann", "A", "Akershus", (TRANSPORT,)),
    Representative("OLMO", "Ola Moe", "H", "Akershus", (ENERGY,)),
    Representative("LIBE", "Lise Berg", "FrP", "Hordaland", (TRANSPORT,)),
    Representative("PEDA", "Per Dahl", "Sp", "Oslo", (TRANSPORT,)),
)


def have(database: Database, people: Sequence[Representative] = FEW, moment: str = "2026-10-09 12:00") -> None:
    """Let both lists have those people, as a round that read them does."""
    with database.session() as session:
        for source in (ELECTED, SITTING):
            keep_members(session, source, people, at(moment))
