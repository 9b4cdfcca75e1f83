"""A year of work to report on: effects, inputs, demands that were answered, a case with money, media cases and the wheel."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.schema.organisation import Organisation
from content.schema.pack import Pack
from models.db.database import Database
from models.followups.effects import NewEffect, add
from models.occurrences.changes import mark_done
from models.occurrences.demands import DayEdit, Filled, demands, fill_in
from models.occurrences.presentations import presentations
from models.official import records
from models.official.answers import ANSWERS
from models.official.items import ItemKind, OfficialItem
from models.official.keys import key_of
from models.tables import ChainStep, Dialogue, FollowUp, HearingPlan, Occurrence
from tests.support.pack import KILDE, small_issue, small_organisation, small_pack
from tests.support.people import KARI, Room, full_room
from tests.support.rows import new_row

DECEMBER = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
CLEARED = {"klarering": {"status": "klarert", "den": "2026-01-15"}}
MEASURES = {
    "mål": [
        ("Vi blir sett.", ["medieoppslag", "prioriterte"]),
        ("Vi får gjennomslag.", ["krav", "kjeder", "innspill"]),
    ],
    "styrker": [("Vi er mange.", ["malbaerere", "delregioner", "samtaler"])],
    "utfordringer": [("Vi gjør for lite.", ["arshjul", "samme-dag"]), ("Andre konkurrerer.", [])],
}


def report_pack(*, is_fact_cleared: bool = True) -> Pack:
    """Return the small pack with goals that are measured, and with cleared texts and a local fact about the railway."""
    aims = {
        name: [
            {"id": f"{name[0]}-{number}".replace("å", "a"), "kilde": KILDE, "tekst": text, "måles_på": measures}
            for number, (text, measures) in enumerate(entries)
        ]
        for name, entries in MEASURES.items()
    }
    organisation = Organisation.model_validate(small_organisation().model_dump(by_alias=True) | aims)
    fact = {
        "id": "pendlere",
        "kilde": "SSB",
        "tekst": "4 av 10 pendler med tog.",
        "per": "2026-01-01",
        "steder": ["3205"],
    }
    railway = small_issue(
        "jernbane", "Jernbane", bestemt_form="jernbanen", fakta=[fact | (CLEARED if is_fact_cleared else {})]
    )
    track = railway.tracks[0].model_validate(railway.tracks[0].model_dump(by_alias=True) | CLEARED)
    railway = railway.model_copy(update={"tracks": (track,)})
    return small_pack(organisation=organisation, issues=(railway, small_issue("energi", "Energi")))


def report_room(database: Database, pack: Pack | None = None) -> Room:
    """Return a workspace on 1 December 2026 with the year in it."""
    room = full_room(database, pack or report_pack())
    room.now = DECEMBER
    with database.session() as session:
        of = room.workspace.id
        _effects(session, of)
        _demands(session, room)
        _case(session, of)
        _media(session, of)
        session.add(
            Dialogue(workspace_id=of, day=date(2026, 3, 2), channel="møte", created_by=KARI, created_at=DECEMBER)
        )
        done = session.scalars(select(Occurrence).where(Occurrence.key.like("arshjul:2026-10:%oktobersaker"))).one()
        mark_done(session, of, done.id, KARI, DECEMBER)
    return room


def _effects(session: Session, workspace_id: int) -> None:
    for kind, title, day, more in (
        ("medieoppslag", "Kronikk om tog", date(2026, 2, 3), {"theme": "jernbane", "reach": 12_000, "link": "https://avis.no/tog"}),
        ("medieoppslag", "Intervju om strøm", date(2026, 11, 3), {"theme": "energi"}),
        ("moter", "Møte med statssekretær Kari Nordmann", date(2026, 5, 4), {"stakeholder": "Kari Nordmann"}),
        ("medieoppslag", "Leserinnlegg i fjor", date(2025, 11, 30), {"theme": "jernbane", "reach": 500}),
        ("medieoppslag", "Etter samme dag i fjor", date(2025, 12, 24), {}),
    ):  # fmt: skip
        add(session, workspace_id, KARI, NewEffect(kind, title, day, **more), DECEMBER)


def _demands(session: Session, room: Room) -> None:
    [shown] = [each for each in presentations(session, room.workspace.id) if each.year == 2027]
    shown.row.starts_on = shown.row.ends_on = date(2026, 10, 7)
    shown.row.certainty, shown.row.kept = "fast", ["starts_on"]
    session.flush()
    edit = DayEdit(shown, room.pack, KARI, DECEMBER)
    answers: dict[str, Any] = {
        "jernbane/jernbane-a": Filled("delvis", "Det skal utredes.", "12"),
        "kampanje-2026/prioritering-jernbane": Filled("oppfylt", "120 mill. kroner.", "84"),
        "kampanje-2026/prioritering-energi": Filled("nei"),
    }
    for row in demands(session, shown, room.pack):
        if row.origin in answers:
            fill_in(session, edit, row.origin, answers[row.origin], 0)


def _case(session: Session, workspace_id: int) -> None:
    records.keep_items(
        session, "stortinget-saker", [OfficialItem(ItemKind.CASE, "7", "Flere tog på Østlandet")], DECEMBER
    )
    hearing = new_row(
        session, workspace_id, "Høring om tog", date(2026, 4, 20), key=key_of(ItemKind.CASE, "7"), source="egen"
    )
    session.flush()
    session.add(
        HearingPlan(
            workspace_id=workspace_id, occurrence_id=hearing.id, plan=ANSWERS, sent_on=date(2026, 4, 13),
            sent_by=KARI, created_by=KARI, created_at=DECEMBER,
        )
    )  # fmt: skip
    money = {"kind": "penger", "text": "120 mill. kr til planlegging", "on": date(2026, 11, 20)}
    session.add(ChainStep(workspace_id=workspace_id, case_number="7", created_by=KARI, created_at=DECEMBER, **money))


def _media(session: Session, workspace_id: int) -> None:
    for number, (taken, done) in enumerate(((4, 60), (10, 30), (8, 60 * 30), (5, None))):
        came = datetime(2026, 9, 1 + number, 8, 0, tzinfo=UTC)
        session.add(
            FollowUp(
                workspace_id=workspace_id, channel="C2", message=str(number), day=came.date(), text="Togene står",
                theme="jernbane" if number < 3 else "energi", owner=KARI, state="ferdig" if done else "åpen",
                due_at=came + timedelta(hours=6), created_at=came + timedelta(minutes=taken),
                closed_at=came + timedelta(minutes=done) if done else None, alerted_at=came,
            )
        )  # fmt: skip
