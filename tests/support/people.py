"""People who ask, press and send forms in one workspace, on a real database."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Control, Controls, DateButton, Item, Menu, More
from bot.cards.file import File
from bot.cards.form import Form, FormErrors
from bot.cards.text import render_errors_text, render_form_text, render_text
from bot.commands.ask import Answer, Ask, Press, Reply, Submission, Submitted
from bot.commands.registry import COMMANDS, PRESSES, SUBMITS
from content.schema.pack import Pack
from models.content.packs import pack_of
from models.db.database import Database
from models.occurrences import changes
from models.occurrences.sync import sync
from models.tables import Occurrence, Workspace
from models.workspace.administrators import name_administrator
from models.workspace.contacts import ContactRole
from models.workspace.workspaces import get_or_create
from tests.support.pack import small_pack

NOW = datetime(2026, 10, 2, 7, 0, tzinfo=UTC)
"""Friday 2 October 2026, 9.00 in Oslo."""
KARI, PER = "U1KARI", "U2PER"


@dataclass
class Room:
    """A workspace with its people. `now` is what their clock shows."""

    database: Database
    workspace: Workspace
    pack: Pack
    now: datetime = NOW
    message: str = ""
    """The public message whose control is used."""
    role: ContactRole = ContactRole.COLLEAGUE
    """The role of the person who asks."""

    def ask(self, command: str, text: str = "", user: str = KARI) -> Answer:
        with self.database.session() as session:
            return COMMANDS[command](self._ask(session, user, text), session)

    def press(self, action: str, value: Any, chosen: str = "", user: str = KARI) -> Reply | Form:
        told = value if isinstance(value, str) else json.dumps(value)
        with self.database.session() as session:
            return PRESSES[action](self._ask(session, user), Press(told, chosen), session)

    def push(self, card: Card, label: str, row: str = "", chosen: str = "", user: str = KARI) -> Reply | Form:
        """Press the control with that label, in the row whose text holds `row` where that is given.

        What is behind «Mer …» is chosen there first, as a person does.
        """
        if hidden := behind_more(card, label, row):
            more, option = hidden
            shown = self.press(more.action, more.value, option.value, user)
            if option.label == label or isinstance(shown, Form):
                return shown
            card = card_of(shown)
            asked = label if behind_more(card, label) is None else chosen
            return self.push(card, asked, chosen=chosen if asked == label else "", user=user)
        control = find(card, label, row)
        if isinstance(control, Menu | More):
            option = next(choice.value for choice in control.choices if choice.label == chosen)
            return self.press(control.action, control.value if isinstance(control, More) else "", option, user)
        return self.press(control.action, control.value, chosen, user)

    def send(self, action: str, user: str = KARI, state: str = "", **values: str) -> Submitted:
        """Send a form; what is to be mended is undone, as it is for people."""
        with self.database.session() as session:
            outcome = SUBMITS[action](self._ask(session, user), Submission(state, values), session)
            if isinstance(outcome, FormErrors | Form):
                session.rollback()
            return outcome

    def set(self, **columns: Any) -> None:
        """Set columns of the workspace."""
        with self.database.session() as session:
            workspace = session.get_one(Workspace, self.workspace.id)
            for each in (workspace, self.workspace):
                for name, value in columns.items():
                    setattr(each, name, value)

    def add(self, title: str, due: date | None, user: str = KARI, **more: Any) -> int:
        with self.database.session() as session:
            row, _ = changes.add(session, self.workspace.id, user, self.now, title=title, due=due, **more)
            return row.id

    def row(self, row_id: int) -> Occurrence:
        with self.database.session() as session:
            row = session.get(Occurrence, row_id)
            assert row is not None
            return row

    def pack_now(self) -> Pack:
        """Return the content with what people changed of it."""
        with self.database.reading() as session:
            return pack_of(session, session.get_one(Workspace, self.workspace.id), self.pack)

    def _ask(self, session: Session, user: str, text: str = "") -> Ask:
        """Return what a handler is asked, with what people changed of the content."""
        workspace = session.get_one(Workspace, self.workspace.id)
        pack = pack_of(session, workspace, self.pack)
        return Ask(workspace, pack, user, "C1", self.now, text, self.message, role=self.role)


def empty_room(database: Database, administrators: tuple[str, ...] = (KARI,)) -> Room:
    """Return a workspace in which nothing stands yet; Kari is its administrator, unless others are given."""
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Prøve")
        for each in administrators:
            name_administrator(session, workspace, each)
        return Room(database, workspace, small_pack())


def full_room(database: Database, pack: Pack | None = None) -> Room:
    """Return a workspace with what a pack has for it; the small one, if there is none."""
    room = empty_room(database)
    room.pack = pack or room.pack
    with database.session() as session:
        sync(session, room.workspace, room.pack, room.now)
    return room


def text_of(answer: Answer | Reply | FormErrors) -> str:
    """Return the whole text that a person sees."""
    if isinstance(answer, Reply):
        assert answer.card is not None
        return render_text(answer.card)
    if isinstance(answer, FormErrors):
        return render_errors_text(answer)
    assert not isinstance(answer, File)
    return render_form_text(answer) if isinstance(answer, Form) else render_text(answer)


def card_of(answer: Answer | Reply | FormErrors) -> Card:
    """Return the card that a person sees."""
    card = answer.card if isinstance(answer, Reply) else answer
    assert isinstance(card, Card)
    return card


def behind_more(card: Card, label: str, row: str = "") -> tuple[More, Choice] | None:
    """Return the «Mer …» of a row and its choice with that label, with or without «…»; None if the label is in sight."""
    for part in card.parts:
        if isinstance(part, Item | Controls) and row in (render_text(Card("", (part,))) if row else ""):
            if any(each.label == label for each in part.controls):
                return None
            for more in part.controls:
                choices = more.choices if isinstance(more, More) and more.label == "Mer …" else ()
                for choice in choices:
                    if choice.label.removesuffix(" …") == label.removesuffix(" …"):
                        return more, choice
    return None


def find(card: Card, label: str, row: str = "") -> Control:
    """Return the first control with that label, in the row whose text holds `row` where that is given."""
    for part in card.parts:
        if isinstance(part, Item | Controls) and row in (render_text(Card("", (part,))) if row else ""):
            for control in part.controls:
                if isinstance(control, Button | DateButton | Menu | More) and control.label == label:
                    return control
    message = f"no «{label}» at «{row}» in:\n{render_text(card)}"
    raise AssertionError(message)
