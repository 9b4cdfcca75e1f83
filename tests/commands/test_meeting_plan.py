"""The meeting plan: a year's meetings entered at once, and what must be ready for each."""

from datetime import date, timedelta

import pytest

from bot.cards.form import Form
from jobs.nudges.context import NudgeContext
from jobs.nudges.registry import kind_of
from models.db.database import Database
from models.occurrences.meeting_plan import last_meeting_before, next_meeting
from models.occurrences.milestones import milestones_of
from models.official.dates import replan_all
from models.official.plan import ANSWERS, CLEARING
from models.tables import HearingPlan, Workspace
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

DATES = "16.10 kl. 10-12\n11.12.2026 Styreseminar papirer 1.12 utkast 20.11\n12.2.2027"
PLAN = (
    "Møteplanen\n\n"
    "• fredag 16. oktober kl. 10.00–12.00 – Styremøte · papirene ut 9. oktober\n"
    "• fredag 11. desember – Styreseminar · papirene ut 1. desember · utkast klart 20. november\n"
    "• fredag 12. februar 2027 – Styremøte · papirene ut 5. februar 2027 · utkast klart 29. januar 2027\n\n"
    "Flytt eller slett et møte der det står i `/frister`.\n\n"
    "[Legg inn møter] [Del i kanalen]"
)


@pytest.fixture
def room(database: Database) -> Room:
    return empty_room(database)


def test_a_years_meetings_are_entered_at_once_and_planning_reckons_with_them(room: Room) -> None:
    empty = card_of(room.ask("frister", "møteplan"))
    assert text_of(empty) == (
        "Møteplanen\n\nIngen møter er lagt inn. Legg inn årets møter én gang, så regner jeg med dem.\n\n[Legg inn møter]"
    )
    form = room.push(empty, "Legg inn møter")
    assert isinstance(form, Form)
    values = {"kind": "styre", "dates": DATES, "papers": "7", "draft": "14", "owner": PER}
    added = card_of(room.send(form.action, KARI, form.state, **values))
    assert text_of(added) == (
        "Møtene er lagt inn\n\n3 møter ligger i møteplanen, i kalenderen og i ukesoversikten.\n\n"
        "[Vis møteplanen] [Angre]"
    )
    # 2 October, two weeks before the first meeting, is today: its draft would be due today.
    shown = text_of(room.push(added, "Vis møteplanen"))
    assert shown == PLAN.replace("ut 9. oktober", "ut 9. oktober · utkast klart 2. oktober")
    assert text_of(room.ask("frister", "uke 41")).split("\n\n")[1] == (
        "• fredag 9. oktober – Send ut papirene til styremøtet 16. oktober · @{U2PER} [Ferdig] [Utsett] [Mer …]"
    )
    room.now += timedelta(minutes=1)
    again = room.send(form.action, KARI, form.state, **{**values, "dates": "12.2.2027\n16.4.2027"})
    assert "1 møte ligger i møteplanen, i kalenderen og i ukesoversikten. 1 møte lå der fra før." in text_of(again)
    with room.database.reading() as session:
        workspace = room.workspace.id
        first = next_meeting(session, workspace, "styre", date(2026, 10, 17))
        last = last_meeting_before(session, workspace, "styre", date(2027, 2, 12))
        assert (first and first.day, first and first.papers_on) == (date(2026, 12, 11), date(2026, 12, 1))
        assert last
        assert last.day == date(2026, 12, 11)
        assert next_meeting(session, workspace, "rad", date(2026, 10, 1)) is None
    assert text_of(room.push(card_of(again), "Angre")) == (
        "Angret\n\n1 møte er fjernet fra møteplanen, med fristene sine."
    )
    assert text_of(room.push(card_of(again), "Angre")) == "Ingenting er endret\n\nMøtene er allerede fjernet."


def test_the_meetings_are_in_the_week_digest(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    room.send("frist.moteplan_lagre", kind="styre", dates="16.10", papers="7", draft="", owner=PER)
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        scene = NudgeContext.of(session, workspace, room.pack, "2026-W41", "C1", room.now.replace(day=5))
        shown = text_of(kind_of("ukesoversikt").composer(scene))  # type: ignore[arg-type]  # a digest is a card
    assert "• fredag 9. oktober – Send ut papirene til styremøtet 16. oktober · @{U2PER} · ny" in shown
    assert "• fredag 16. oktober – Styremøte · ny" in shown


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"dates": ""}, "dates: Skriv minst én dato."),
        (
            {"dates": "12.2.2027\n31.2"},
            "dates: Se på «31.2»: 31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag.",
        ),
        ({"dates": "tull"}, "dates: Se på «tull»: Jeg fant ingen dato. Skriv for eksempel 12.2.2027."),
        (
            {"dates": "1.9.2026"},
            "dates: Se på «1.9.2026»: Tirsdag 1. september er passert. Velg en dato fra i dag og fremover.",
        ),
        (
            {"dates": "12.2.2027 papirer tull"},
            (
                "dates: Se på «12.2.2027 papirer tull»: Jeg fant ingen dato etter «papirer» eller «utkast». "
                "Skriv for eksempel «papirer 5.2.2027»."
            ),
        ),
        (
            {"dates": "12.2.2027 papirer 1.2 utkast 5.2"},
            "dates: Se på «12.2.2027 papirer 1.2 utkast 5.2»: Utkastet må være klart før papirene sendes ut. Endre en av datoene.",
        ),
        (
            {"dates": "12.2.2027", "papers": "mange"},
            "papers: Skriv et helt antall dager, høyst 60, eller la feltet stå tomt.",
        ),
        ({"kind": "fest", "dates": "12.2.2027"}, "kind: Velg hva slags møter det er."),
    ],
)
def test_a_fault_says_which_line_it_is(sqlite_database: Database, values: dict[str, str], errors: str) -> None:
    room = empty_room(sqlite_database)
    assert text_of(room.send("frist.moteplan_lagre", **{"kind": "styre", **values})) == errors
    assert "Ingen møter er lagt inn." in text_of(room.ask("frister", "møteplan"))


def test_what_must_be_ready_moves_with_the_meeting_unless_people_moved_it(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    room.send("frist.moteplan_lagre", kind="styre", dates="13.11 kl. 10", papers="7", draft="14", owner=PER)
    listed = card_of(room.ask("frister", "styremøte november"))
    moved = card_of(room.push(listed, "Endre dato", "Styremøte", chosen="2026-11-20"))
    assert (
        "«Styremøte» er flyttet til fredag 20. november kl. 10.00 (uke 47), om 49 dager. "
        "Jeg flyttet også «Send ut papirene til styremøtet 20. november» til 13. november "
        "og «Ha utkastet klart til styremøtet 20. november» til 6. november."
    ) in text_of(moved)
    undone = text_of(room.push(moved, "Angre"))
    assert "«Styremøte» står som før igjen." in undone
    assert "papirene ut 6. november · utkast klart 30. oktober" in text_of(room.ask("frister", "møteplan"))
    # People moved the papers themselves.
    papers = card_of(room.ask("frister", "papirene"))
    room.push(papers, "Utsett", "Send ut papirene", chosen="2026-11-09")
    moved = card_of(room.push(listed, "Endre dato", "Styremøte", chosen="2026-11-11"))
    assert "Jeg flyttet også «Ha utkastet klart til styremøtet 11. november» til 28. oktober." in text_of(moved)
    assert "papirene ut 9. november · utkast klart 28. oktober" in text_of(room.ask("frister", "møteplan"))


def test_the_clearing_of_an_input_follows_the_board_that_moves_is_deleted_or_comes_back(
    sqlite_database: Database,
) -> None:
    room = empty_room(sqlite_database)
    number = room.add("Svar på høringen om tog", date(2026, 11, 16))
    with sqlite_database.session() as session:
        workspace = room.workspace.id
        session.add(
            HearingPlan(workspace_id=workspace, occurrence_id=number, plan=ANSWERS, created_by=PER, created_at=room.now)
        )
        replan_all(session, workspace, room.now.date())

    def clearing() -> tuple[date, bool]:
        with sqlite_database.reading() as session:
            found = {each.kind: each for each in milestones_of(session, room.workspace.id, number)}
            return found[CLEARING].due_on, found[CLEARING].by_board

    assert clearing() == (date(2026, 11, 11), False)
    room.send("frist.moteplan_lagre", kind="styre", dates="10.11", papers="", draft="", owner=PER)
    assert clearing() == (date(2026, 11, 10), True)
    listed = card_of(room.ask("frister", "styremøte november"))
    moved = card_of(room.push(listed, "Endre dato", "Styremøte", chosen="2026-11-12"))
    assert clearing() == (date(2026, 11, 12), True)
    room.push(moved, "Angre")
    assert clearing() == (date(2026, 11, 10), True)
    about = card_of(room.push(card_of(room.ask("frister", "styremøte november")), "Alt om den", "Styremøte"))
    deleted = card_of(room.push(about, "Slett"))
    assert clearing() == (date(2026, 11, 11), False)
    room.push(deleted, "Angre")
    assert clearing() == (date(2026, 11, 10), True)
