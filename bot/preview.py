"""What the bot would say at a moment, in a temporary database that is deleted afterwards; nothing is sent."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Answer, Ask
from bot.commands.registry import COMMANDS
from content.schema.pack import Pack
from jobs.nudges.calendar import times_of
from jobs.nudges.kind import NudgeKind, days, due_on
from jobs.nudges.registry import PREVIEWS
from jobs.sending.compose import compose
from models.db.database import Database
from models.occurrences.sync import sync
from models.tables import Occurrence, Workspace
from models.tables.schema import make_tables
from models.workspace.preferences import preferences
from models.workspace.workspaces import get_or_create

ASKER, CHANNEL = "U0000001", "C0000001"
SEARCHED = timedelta(days=40)


class NothingToShowError(Exception):
    """There is nothing to show. The message is a sentence in bokmål."""


def answer_at(text: str, pack: Pack, now: datetime) -> Answer:
    """Return the answer to a command, such as «frister oktober», at `now` (aware). Raises `NothingToShowError`."""
    name, _, rest = text.strip().removeprefix("/").partition(" ")
    if name not in COMMANDS:
        known = ", ".join([*COMMANDS, *PREVIEWS])
        message = f"«{name}» finnes ikke. Velg en av: {known}."
        raise NothingToShowError(message)
    with temporary_workspace(pack, now) as (session, workspace):
        return COMMANDS[name](Ask(workspace, pack, ASKER, CHANNEL, now, rest.strip()), session)


def nudge_at(name: str, pack: Pack, now: datetime) -> Card:
    """Return the first nudge of that name with something to say, on the day of `now` (aware) or later.

    A nudge to a person is shown as somebody gets it who is responsible for everything in the calendar. Raises
    `NothingToShowError` if there is none within 40 days.
    """
    with temporary_workspace(pack, now) as (session, workspace):
        if any(kind.receiver.to == "person" for kind in PREVIEWS[name]):
            session.execute(update(Occurrence).where(Occurrence.workspace_id == workspace.id).values(owner=ASKER))
        first = now.astimezone(workspace.zone).date()
        for day in days(first, first + SEARCHED):
            for kind in PREVIEWS[name]:
                due = due_on(kind, day, times_of(preferences(session, workspace)), pack)
                card = due and compose(session, workspace, pack, kind.kind, due.period_key, _address(kind), due.due_at)
                if isinstance(card, Card):
                    return card
    message = f"Ingen {name} de neste {SEARCHED.days} dagene. Prøv en annen dato med --at."
    raise NothingToShowError(message)


def _address(kind: NudgeKind) -> str:
    return ASKER if kind.receiver.to == "person" else CHANNEL


@contextmanager
def temporary_workspace(pack: Pack, now: datetime) -> Iterator[tuple[Session, Workspace]]:
    """Give a workspace with the pack's occurrences around `now`, in a database that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'preview.db'}"
        make_tables(url)
        database = Database(url)
        try:
            with database.session() as session:
                workspace = get_or_create(session, "preview", "preview", "")
                workspace.shared_channel, workspace.installed_by = CHANNEL, ASKER
                sync(session, workspace, pack, now)
                yield session, workspace
        finally:
            database.close()
