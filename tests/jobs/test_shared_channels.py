"""In a channel that people of other organisations read, nothing of the register is said: by no nudge, and by no answer."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.text import render_text
from bot.commands.ask import Ask, Press
from bot.commands.registry import COMMANDS, PRESSES
from bot.commands.share import KEPT_INSIDE, share_button
from bot.commands.shared.deadline_controls import DeadlineControlValue
from jobs.nudges.registry import KINDS
from jobs.sending.compose import compose
from models.db.database import Database
from models.tables import Change, Workspace
from models.workspace.contacts import ContactRole
from models.workspace.workspaces import note_external
from tests.support.arguments import KEYS
from tests.support.people import KARI, PER, Room, card_of, full_room, text_of

PEOPLE = ("Nordmann", "Hansen", "Berg", "Lie", "Moe")
FOLLOWED = "Solberg"


def full_register(database: Database) -> Room:
    """Return a workspace whose register has people in it, and deadlines that name them."""
    room = full_room(database)
    for name in PEOPLE:
        text_of(
            room.ask("interessenter", f"møtte Anne {name} (NHO) om jernbane: positiv, vil ha faktaark innen fredag")
        )
    room.ask("interessenter", f"ringte Ola {FOLLOWED} fra NHO om strøm")
    shown = card_of(room.ask("interessenter", FOLLOWED))
    form = room.push(shown, "Mer", chosen="Følg opp")
    state = form.state  # type: ignore[union-attr]
    room.send("frist.new", state=state, title=f"Følg opp Ola {FOLLOWED}", due="2026-10-06", owner=KARI)
    return room


def keys(kind: str) -> str:
    return KEYS.get(kind, "2026-W41")


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One register for all kinds, which are only composed."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("register") / "padriver.db")
    database = Database(f"sqlite:///{path}")
    yield full_register(database)
    database.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_nudge_names_anybody_of_the_register(filled: Room, kind: str) -> None:
    room = filled
    for day in range(5):
        said = told(room, kind, day, is_external=True)
        assert [name for name in (*PEOPLE, FOLLOWED, "snakket med på lenge") if name in said] == []


def test_elsewhere_they_are_named_in_the_deadlines(database: Database) -> None:
    room = full_register(database)
    said = "".join(told(room, "frister", day, is_external=False) for day in range(5))
    assert [name for name in (*PEOPLE, FOLLOWED) if name not in said] == []
    outside = "".join(told(room, "frister", day, is_external=True) for day in range(5))
    assert [name for name in (*PEOPLE, FOLLOWED) if name in outside] == []


def told(room: Room, kind: str, day: int, *, is_external: bool) -> str:
    """Return what a nudge says in the channel some days on, as text; empty where there is nothing to say."""
    now = room.now + timedelta(days=day)
    key = f"{now.date()}" if kind in {"frister", "frister_eier"} else keys(kind)
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        found = compose(session, workspace, room.pack, kind, key, "C1", now, is_external=is_external)
        return render_text(found) if isinstance(found, Card) else ""


def test_what_is_shared_leaves_the_register_out(database: Database) -> None:
    room = full_register(database)
    assert "Anne Berg" in shared(room, "frister", "oktober")
    with database.session() as session:
        note_external(session, room.workspace.id, "C1", is_external=True)
    assert "Anne Berg" not in shared(room, "frister", "oktober", is_external=True)
    assert "Anne Berg" not in shared(room, "arshjul", "oktober", is_external=True)
    assert shared(room, "interessenter", "tema:jernbane", is_external=True) == render_text(KEPT_INSIDE)


def shared(room: Room, command: str, text: str, *, is_external: bool = False) -> str:
    """Return what pressing «Del i kanalen» shares or says."""
    with room.database.session() as session:
        ask = Ask(room.workspace, room.pack, KARI, "C1", room.now, is_external=is_external)
        reply = PRESSES["del.kanal"](ask, Press(share_button(command, text).value), session)
        card = reply.share or reply.card  # type: ignore[union-attr]
        assert card
        return render_text(card)


def as_guest(room: Room, user: str = PER) -> Ask:
    return Ask(room.workspace, room.pack, user, "C1", room.now, role=ContactRole.GUEST)


def test_a_guest_sees_deadlines_and_nothing_of_the_register(database: Database) -> None:
    room = full_register(database)
    room.add("Send innspill", date(2026, 10, 7))
    with room.database.session() as session:
        for text in ("", "oktober", "Berg", "mine", "forfalt"):
            seen = text_of(COMMANDS["frister"](replace(as_guest(room), text=text), session))
            assert [name for name in PEOPLE if f"Anne {name}" in seen] == []
        assert "Send innspill" in text_of(COMMANDS["frister"](as_guest(room), session))


def test_a_guest_ticks_off_their_own_deadline_and_no_other(database: Database) -> None:
    room = full_room(database)
    mine, other = room.add("Min", date(2026, 10, 7), owner=PER), room.add("Andres", date(2026, 10, 7), owner=KARI)
    with room.database.session() as session:
        for row_id in (mine, other):
            PRESSES["frist.done"](as_guest(room), Press(str(DeadlineControlValue(id=row_id))), session)
    assert [room.row(each).done_by for each in (mine, other)] == [PER, None]


def test_a_guest_undoes_what_concerns_their_own_deadline_and_nothing_done_as_a_colleague(database: Database) -> None:
    room = full_room(database)
    mine, other = room.add("Min", date(2026, 10, 7), owner=PER), room.add("Andres", date(2026, 10, 7), owner=KARI)
    colleague = Ask(room.workspace, room.pack, PER, "C1", room.now)
    with room.database.session() as session:
        PRESSES["frist.release"](as_guest(room), Press(str(DeadlineControlValue(id=mine))), session)
        PRESSES["frist.move"](colleague, Press(str(DeadlineControlValue(id=other)), "2026-10-20"), session)
        changes = dict(session.execute(select(Change.occurrence_id, Change.id).order_by(Change.id)).all())
        for row_id in (mine, other):
            PRESSES["frist.undo"](as_guest(room), Press(str(DeadlineControlValue(change=changes[row_id]))), session)
    assert room.row(mine).owner == PER
    assert room.row(other).ends_on == date(2026, 10, 20)
