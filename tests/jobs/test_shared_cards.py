"""What many workspaces are to be told alike is composed once, and only what is truly alike. On both databases."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import JSON, event
from sqlalchemy.orm import Session

from bot.cards.card import Card
from content.schema.dated import Wheel
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext
from jobs.nudges.registry import KINDS, kind_of
from jobs.planning.plan import plan_all_again
from jobs.ports import SentMessage
from jobs.sending.compose import SharedCards, compose
from jobs.tick import tick
from models.db.database import Database
from models.occurrences.changes import add, mark_done
from models.occurrences.moving import move
from models.occurrences.snoozes import set_snooze
from models.occurrences.sync import sync
from models.occurrences.undoing import undo
from models.tables import Feed, Occurrence, Snooze, Workspace
from models.workspace.preferences import ALL, PreferenceChange, save_preference
from tests.support.nudges import Packs, at, office
from tests.support.pack import KILDE, small_pack, small_wheel, wheel_month
from tests.support.register import new_person, spoke
from tests.support.rows import new_row
from tests.support.sender import FakeSender


def november(*names: str) -> Wheel:
    """Return a wheel with points of that month, on one day."""
    when = {"slag": "arrangement", "sikkerhet": "fast", "når": {"regel": "dato", "måned": 11, "dag": 25}}
    entries = [{"id": each, "kilde": KILDE, "tekst": f"Punkt {each}", "gjøres_av": "vi", **when} for each in names]
    return small_wheel(m11=wheel_month(11, saker=entries))


PACK = small_pack(campaigns=(), wheel=november("punkt"))
MONDAY = at("2026-11-23 08:00")
KIND, KEY = "ukesoversikt", "2026-W48"


class KeepingSender(FakeSender):
    """Keeps the cards as they came."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, Card] = {}

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        self.cards[address] = card
        return await super().post(address, card, delivery_id, also)


def only_the_digest(session: Session, workspace_id: int) -> None:
    """Turn off the deadlines, which come in the same message."""
    save_preference(session, workspace_id, ALL, "frister", PreferenceChange(wanted=False))


def calendar(database: Database, team: str, channel: str) -> int:
    """Make a workspace with one of everything that a digest says."""
    here = office(database, team, channel, pack=PACK)
    with database.session() as session:
        only_the_digest(session, here.workspace_id)
        session.get_one(Workspace, here.workspace_id).synced_on = MONDAY.date()
        new_row(session, here.workspace_id, "Innspill", date(2026, 11, 25), key="egen:innspill", theme="jernbane")
        new_row(
            session, here.workspace_id, "Møte", date(2026, 12, 8), key="egen:møte", kind="arrangement", owner="UKARI"
        )
        wheel = {"source": "arshjul", "kind": "oppgave", "certainty": "måned", "starts_on": date(2026, 11, 1)}
        for name, field in (("a", "saker"), ("b", "arrangementer")):
            new_row(
                session, here.workspace_id, f"Punkt {name}", date(2026, 11, 30),
                **{**wheel, "key": f"arshjul:2026-11:{name}", "field": field},
            )  # fmt: skip
    return here.workspace_id


def as_synced(database: Database, team: str, channel: str) -> int:
    """Make a workspace in which nobody has changed anything; the round syncs it with the content."""
    here = office(database, team, channel, pack=PACK)
    with database.session() as session:
        only_the_digest(session, here.workspace_id)
    return here.workspace_id


def row_of(session: Session, workspace_id: int, key: str) -> Occurrence:
    return session.query(Occurrence).filter_by(workspace_id=workspace_id, key=key).one()


def changed(key: str, **columns: Any) -> Callable[[Session, int], None]:
    def change(session: Session, workspace_id: int) -> None:
        row = row_of(session, workspace_id, key)
        for name, value in columns.items():
            setattr(row, name, value)

    return change


def snoozed(session: Session, workspace_id: int) -> None:
    row = row_of(session, workspace_id, "egen:innspill")
    session.add(Snooze(workspace_id=workspace_id, occurrence_id=row.id, until=date(2026, 12, 1), at=MONDAY))


def late(session: Session, workspace_id: int) -> None:
    new_row(session, workspace_id, "Oversittet", date(2026, 11, 20))


def moved_here(session: Session, workspace_id: int) -> None:
    new_row(session, workspace_id, "Eget punkt", date(2026, 11, 12), kind="oppgave", field="saker")


def ailing(session: Session, workspace_id: int) -> None:
    session.get_one(Workspace, workspace_id).media_channel = "CMEDIA"
    session.add(Feed(workspace_id=workspace_id, key="avis", name="Avisen", url="https://x", on=True, failures=9))


DAY = timedelta(days=1)
DIFFERENCES: dict[str, Callable[[Session, int], None]] = {
    "a title": changed("egen:innspill", title="Et annet innspill"),
    "a theme": changed("egen:innspill", theme=None),
    "an owner": changed("egen:innspill", owner="UOLA"),
    "a kind": changed("egen:innspill", kind="fase"),
    "a certainty": changed("egen:innspill", certainty="ca"),
    "a day": changed("egen:innspill", starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 24)),
    "a first day": changed("egen:møte", starts_on=date(2026, 12, 7)),
    "a time that is not known": changed("egen:innspill", starts_on=None, ends_on=None, certainty="ukjent"),
    "something done": changed("egen:innspill", done_at=MONDAY - DAY),
    "something removed": changed("egen:møte", archived_at=MONDAY - DAY),
    "a field": changed("arshjul:2026-11:a", field="ntp"),
    "something to consider": changed("arshjul:2026-11:a", consider=True),
    "a point that was moved away": changed(
        "arshjul:2026-11:a", starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 28), kept=["starts_on"]
    ),
    "a point whose rule lies elsewhere": changed(
        "arshjul:2026-11:a", starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 28)
    ),
    "a point of its own": moved_here,
    "something overdue": late,
    "something that passed unseen": changed(
        "egen:innspill", passed_unseen=True, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 20)
    ),
    "something on hold": snoozed,
    "a feed that does not do well": ailing,
}


async def told(database: Database, pack: Pack = PACK) -> dict[str, Card]:
    sender = KeepingSender()
    await tick(MONDAY, database, Packs(pack), lambda *_: sender)
    return sender.cards


def alone(database: Database, workspace_id: int, channel: str) -> Any:
    """Return what a workspace is told when nobody else is looked at."""
    with database.session() as session:
        workspace = session.get_one(Workspace, workspace_id)
        return compose(session, workspace, PACK, KIND, KEY, channel, MONDAY)


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The workspaces whose card was composed."""
    found: list[int] = []
    kind = kind_of(KIND)

    def compose_one(scene: NudgeContext) -> Any:
        found.append(scene.workspace.id)
        return kind.composer(scene)

    monkeypatch.setitem(KINDS, KIND, replace(kind, composer=compose_one))
    return found


async def test_workspaces_with_the_same_calendar_are_told_the_same_and_it_is_composed_once(
    database: Database, composed: list[int]
) -> None:
    channels = {f"C{number}": calendar(database, f"T{number}", f"C{number}") for number in range(5)}

    cards = await told(database)

    assert cards.keys() == channels.keys()
    assert len(composed) == 1
    assert all(card == alone(database, channels[channel], channel) for channel, card in cards.items())


async def test_where_the_register_is_used_the_card_is_shared_by_those_with_as_many_who_are_quiet(
    database: Database, composed: list[int]
) -> None:
    channels = {f"C{number}": calendar(database, f"T{number}", f"C{number}") for number in range(6)}
    quiet = {"C0": 0, "C1": 0, "C2": 1, "C3": 1, "C4": 2, "C5": 0}
    with database.session() as session:
        for channel, number in quiet.items():
            for name in ("Kari", "Ola")[:number]:
                long_ago(session, channels[channel], name)
        for channel in ("C1", "C2", "C3", "C4"):  # to the others the register is new
            session.get_one(Workspace, channels[channel]).register_synced_on = MONDAY.date()

    cards = await told(database)

    assert len(composed) == 3, "nobody is quiet, one is, and two are"
    assert all(card == alone(database, channels[channel], channel) for channel, card in cards.items())
    said = {channel: "ikke har snakket med på lenge" in str(card) for channel, card in cards.items()}
    assert said == {channel: number > 0 for channel, number in quiet.items()}


def long_ago(session: Session, workspace_id: int, name: str) -> None:
    row = new_person(session, workspace_id, name, tier="A")
    spoke(session, workspace_id, date(2026, 1, 12), row)


async def test_whatever_is_otherwise_in_a_workspace_is_told_there(database: Database) -> None:
    usual = calendar(database, "T0", "C0")
    others = {name: calendar(database, f"T-{number}", f"C-{number}") for number, name in enumerate(DIFFERENCES)}
    with database.session() as session:
        for name, workspace_id in others.items():
            DIFFERENCES[name](session, workspace_id)

    cards = await told(database)

    as_usual = alone(database, usual, "C0")
    assert cards["C0"] == as_usual
    for number, (name, workspace_id) in enumerate(others.items()):
        own = alone(database, workspace_id, f"C-{number}")
        assert cards[f"C-{number}"] == own, name


async def test_what_differs_is_found_by_every_column_that_is_told(sqlite_database: Database) -> None:
    """A column that comes to the calendar is part of its print unless somebody says that it is not told."""
    one, other = calendar(sqlite_database, "T1", "C1"), calendar(sqlite_database, "T2", "C2")
    for column in Occurrence.__table__.columns:
        if column.name in {"id", "workspace_id", "series_id", "created_at", "done_by"}:
            continue
        with sqlite_database.session() as session:
            row = row_of(session, other, "egen:innspill")
            before = getattr(row, column.name)
            setattr(
                row, column.name, another(before, list if isinstance(column.type, JSON) else column.type.python_type)
            )
            session.flush()
            scenes = [
                NudgeContext.of(session, session.get_one(Workspace, each), PACK, KEY, "C", MONDAY)
                for each in (one, other)
            ]
            mine, theirs = SharedCards().likenesses(session, [(KIND, scene) for scene in scenes])
            assert mine != theirs, column.name
            session.rollback()


POINT = "arshjul:2026-11:punkt"


def ticked_off(session: Session, workspace_id: int) -> None:
    mark_done(session, workspace_id, row_of(session, workspace_id, POINT).id, "UKARI", MONDAY - DAY)


def moved(session: Session, workspace_id: int) -> None:
    move(session, workspace_id, row_of(session, workspace_id, POINT).id, "UKARI", date(2027, 2, 3), MONDAY - DAY)


def added(session: Session, workspace_id: int) -> None:
    add(session, workspace_id, "UKARI", MONDAY - DAY, title="Eget innspill", due=date(2026, 11, 27))


def ticked_off_and_opened(session: Session, workspace_id: int) -> None:
    change = mark_done(session, workspace_id, row_of(session, workspace_id, POINT).id, "UKARI", MONDAY - DAY)
    undo(session, workspace_id, change.id, "UKARI", MONDAY - DAY)


def overdue(session: Session, workspace_id: int) -> None:
    row = row_of(session, workspace_id, POINT)
    row.kind, row.starts_on, row.ends_on = "frist", date(2026, 11, 20), date(2026, 11, 20)


def of_another_content(session: Session, workspace_id: int) -> None:
    """Let it be as another replica, with other content, has synced it."""
    row_of(session, workspace_id, POINT).title = "Et annet punkt"
    session.get_one(Workspace, workspace_id).synced_with = f"{MONDAY:%Y-%m-%d} another"


def by_an_older_process(session: Session, workspace_id: int) -> None:
    """Let it be as a process that knows nothing of `synced_with` has synced it after one that does."""
    row_of(session, workspace_id, POINT).title = "Et eldre punkt"
    workspace = session.get_one(Workspace, workspace_id)
    workspace.synced_with = (workspace.synced_with or "").replace(f"{MONDAY:%Y-%m-%d}", f"{MONDAY - DAY:%Y-%m-%d}")


def by_a_process_older_than_all(session: Session, workspace_id: int) -> None:
    row_of(session, workspace_id, POINT).title = "Et gammelt punkt"
    session.get_one(Workspace, workspace_id).synced_with = None


def put_on_hold(session: Session, workspace_id: int) -> None:
    set_snooze(session, workspace_id, row_of(session, workspace_id, POINT).id, ALL, date(2026, 12, 1), MONDAY - DAY)


def nothing(_session: Session, _workspace_id: int) -> None:
    """Leave it as it was synced."""


DEEDS = (
    nothing,
    ticked_off,
    moved,
    added,
    ticked_off_and_opened,
    overdue,
    of_another_content,
    by_an_older_process,
    by_a_process_older_than_all,
    put_on_hold,
)


async def test_where_nobody_has_changed_anything_the_digest_is_shared_and_the_calendar_is_not_read(
    database: Database, composed: list[int]
) -> None:
    channels = {f"C{number}": as_synced(database, f"T{number}", f"C{number}") for number in range(4)}
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))

    cards = await told(database)

    assert cards.keys() == channels.keys()
    assert len(composed) == 1
    assert not [each for each in asked if "row_number" in each]
    assert "Punkt punkt" in str(cards["C0"])
    assert all(card == alone(database, channels[channel], channel) for channel, card in cards.items())


async def test_what_has_the_same_days_is_told_in_the_same_order_whenever_a_workspace_came_to_know_of_it(
    database: Database, composed: list[int]
) -> None:
    old, new = as_synced(database, "T1", "C1"), as_synced(database, "T2", "C2")
    with database.session() as session:
        first = session.get_one(Workspace, old)
        sync(session, first, small_pack(campaigns=()), MONDAY - DAY)  # it knew nothing of November then
        sync(session, first, small_pack(campaigns=(), wheel=november("punkt")), MONDAY - DAY)
    plan_all_again(database, MONDAY - DAY)

    cards = await told(database, pack=small_pack(campaigns=(), wheel=november("punkt", "alfa")))

    assert len(composed) == 1
    assert cards["C1"] == cards["C2"] == alone(database, old, "C1") == alone(database, new, "C2")
    assert str(cards["C1"]).index("Punkt alfa") < str(cards["C1"]).index("Punkt punkt")


async def test_where_somebody_has_changed_something_the_digest_tells_of_it(database: Database) -> None:
    others = {deed.__name__: as_synced(database, f"T-{deed.__name__}", deed.__name__) for deed in DEEDS}
    with database.session() as session:
        for deed in DEEDS:
            sync(session, session.get_one(Workspace, others[deed.__name__]), PACK, MONDAY)
            deed(session, others[deed.__name__])

    cards = await told(database)

    assert cards == {name: alone(database, workspace_id, name) for name, workspace_id in others.items()}
    usual = cards.pop("nothing")
    assert {name for name, card in cards.items() if card == usual} == {"ticked_off_and_opened"}


def another(value: Any, kind: type) -> Any:
    if kind is str:
        return f"{value or ''}x"
    if kind is bool:
        return not value
    if kind is int:
        return (value or 0) + 1
    if kind is time:
        return time(9, 30)
    if kind is list:
        return ["title"]
    return value + DAY if value else MONDAY


async def test_a_digest_asks_of_nothing_that_its_print_does_not_tell(sqlite_database: Database) -> None:
    """Whoever lets a digest depend on something more adds it to what makes two digests alike."""
    here = calendar(sqlite_database, "T1", "C1")
    with sqlite_database.session() as session:
        session.get_one(Workspace, here).media_channel = "CMEDIA"
        session.get_one(Workspace, here).register_synced_on = MONDAY.date()
    asked: list[str] = []
    event.listen(sqlite_database.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))
    with sqlite_database.session() as session:
        scene = NudgeContext.of(session, session.get_one(Workspace, here), PACK, KEY, "C1", MONDAY)
        asked.clear()
        SharedCards().likenesses(session, [(KIND, scene)])
        printed = tables(asked)
        asked.clear()
        kind_of(KIND).composer(scene)

    assert {"occurrence", "snooze", "feed", "person", "organisation"} <= tables(asked) <= printed


def tables(statements: Sequence[str]) -> set[str]:
    return {found for each in statements for found in re.findall(r"(?:FROM|JOIN) (\w+)", each) if "anon" not in found}
