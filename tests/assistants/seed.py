"""What the fixed calls are answered from: effects, cases and hearings, and own deadlines beside those of the content."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.cases import CaseValues, add_own, write_sheet
from models.followups import effects
from models.followups.effects import NewEffect
from models.official import records
from models.official.items import ItemKind, OfficialEvent, OfficialItem
from models.tables import Workspace
from tests.support.rows import new_row

NOW = datetime(2026, 10, 2, 10, 0, tzinfo=UTC)
KINDS = ("medieoppslag", "some-innlegg", "oppringinger")
THEMES = ("jernbane", "energi", "oslofjorden", None)
EFFECTS = [
    (date(2025, 1, 10) + timedelta(days=23 * number), KINDS[number % 3], THEMES[number % 4]) for number in range(27)
]
"""The day, the kind and the theme of each effect: one every 23rd day from 10 January 2025 to 1 September 2026."""
HEARINGS = [
    ("Høring om godsterminalen på Alnabru og jernbanen", date(2026, 11, 16)),
    ("Forslag til endringer i jernbaneforskriften", date(2026, 12, 1)),
    ("Endringer i energiloven om nettleie og tilknytning", date(2026, 10, 20)),
    ("Høring om kraftnettet på Østlandet", date(2027, 1, 15)),
    ("Forskrift om utslipp av nitrogen til Oslofjorden", date(2026, 10, 9)),
    ("Nullfiskeområder i Oslofjorden", date(2026, 11, 30)),
    ("Endringer i bokloven", date(2026, 11, 2)),
]
CASES = [
    "Representantforslag om Rikstunnelen og jernbanen i Oslo",
    "Representantforslag om en helhetlig plan for Oslofjorden",
    "Lov om elavgift for næringslivet",
    "Representantforslag om dyrevern i pelsdyrnæringen",
]
DEADLINES = [
    ("Innspill til fylkestinget", date(2026, 10, 5), None),
    ("Møte med Jernbanedirektoratet", date(2026, 10, 8), "jernbane"),
    ("Notat om nettleie", date(2026, 10, 21), "energi"),
    ("Kronikk om Rikstunnelen", date(2026, 11, 4), "jernbane"),
    ("Svar til Statsforvalteren", date(2026, 12, 17), None),
    ("Frokostmøte om fjorden", date(2027, 2, 9), "oslofjorden"),
]


def fill(session: Session) -> None:
    """Add all of it to the only workspace."""
    workspace = session.scalars(select(Workspace)).one()
    for number, (day, kind, theme) in enumerate(EFFECTS, 1):
        effects.add(session, workspace.id, "U1", NewEffect(kind, f"Effekt {number}", day, theme=theme), NOW)
    for title, day, theme in DEADLINES:
        new_row(session, workspace.id, title, day, theme=theme)
    case = add_own(session, workspace.id, CaseValues("Rikstunnelen i NTP", "jernbane"), "U1", NOW)
    write_sheet(session, workspace.id, case.id, {"status": "Møte med statsråden er avtalt."}, "U1", NOW)
    hearings = [
        OfficialItem(
            ItemKind.HEARING,
            str(3_000 + number),
            title,
            events=(OfficialEvent("FRIST", "høringsfrist", day, is_deadline=True),),
        )
        for number, (title, day) in enumerate(HEARINGS)
    ]
    cases = [OfficialItem(ItemKind.CASE, str(200_000 + number), title) for number, title in enumerate(CASES)]
    records.keep_items(session, "regjeringen-liste", hearings, NOW)
    records.keep_items(session, "stortinget-saker", cases, NOW)
