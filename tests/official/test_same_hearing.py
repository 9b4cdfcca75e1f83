"""The same hearing by two ways at once: from two sources in two processes, and by hand meanwhile."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from sqlalchemy import select

from bot.cards.text import render_text
from jobs.official.matching import match_pending
from jobs.official.news import tell_workspaces
from models.db.database import Database
from models.official import records
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status
from models.tables import Occurrence, OfficialMatch, OfficialRecord
from tests.support.people import KARI, PER, Room, card_of, empty_room
from tests.support.slack import OnePack

ADDRESS = "https://www.regjeringen.no/no/dokumenter/horing-om-tog/id3167072/"
TITLE = "Høring om tog på Østlandet"
DEADLINE = date(2026, 11, 16)


def at_once(*acts: Callable[[], object]) -> Sequence[object]:
    """Do several things, each with a connection of its own, started together."""
    together = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        together.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def brings(database: Database, room: Room, source: str) -> None:
    events = (OfficialEvent("FRIST", "høringsfrist", DEADLINE, is_deadline=True),)
    item = OfficialItem(ItemKind.HEARING, "3167072", TITLE, status=Status.OPEN, link=ADDRESS, events=events)
    with database.session() as session:
        kept = records.keep_items(session, source, [item], room.now)
        tell_workspaces(session, (*kept.new, *kept.changed), room.now)


def test_by_hand_and_by_two_sources_at_once_is_one_row_that_follows_the_source(
    database: Database, database_url: str
) -> None:
    room, other = empty_room(database), Database(database_url)

    def by_hand(user: str) -> str:
        return render_text(card_of(room.ask("frister", f"ny 30.10 Tog {ADDRESS}", user=user)))

    try:
        said = at_once(
            lambda: by_hand(KARI),
            lambda: by_hand(PER),
            lambda: brings(database, room, "regjeringen-liste"),
            lambda: brings(other, room, "regjeringen-side"),
        )
        for process in (database, other):
            match_pending(process, OnePack(room.pack), room.now)
    finally:
        other.close()
    heads = sorted(str(each).partition("\n")[0] for each in said[:2])
    assert heads == ["Den ligger alt i fristene", "Fristen er lagt til"]
    with database.reading() as session:
        assert len(session.scalars(select(OfficialRecord)).all()) == 1
        (row,) = session.scalars(select(Occurrence).where(Occurrence.key.startswith("egen:offentlig:"))).all()
        assert row.title == TITLE
        if "Kilden sier mandag 16. november." in str(said):
            # The source was first, so that the day is their own.
            assert (row.ends_on, row.note) == (date(2026, 10, 30), "Datoen er lagt inn for hånd.")
        else:
            assert row.ends_on == DEADLINE
            assert row.note is not None
            assert row.note.startswith("Datoen er fra ")
        assert session.scalars(select(OfficialMatch)).all() == [], "people have it already"


def test_a_day_that_people_write_beside_the_sources_is_their_own(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    brings(sqlite_database, room, "regjeringen-liste")
    said = render_text(card_of(room.ask("frister", f"ny 30.10 Tog {ADDRESS}")))
    assert "Datoen er lagt inn for hånd. Kilden sier mandag 16. november.\n" in said
    card = render_text(card_of(room.press("horing.vis", "høring:3167072")))
    assert "Fra Regjeringens liste over høringer. Dere har satt fredag 30. oktober." in card
