"""Two workspaces full of alike rows, and what a function does in one of them: with the other there, and without it."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from types import ModuleType
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Dialect,
    ForeignKey,
    Select,
    Table,
    delete,
    event,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

import bot.commands
import bot.reports
import jobs
import models
from bot.cards.card import Button, Card, DateButton, Menu, More
from bot.cards.form import Form, FormErrors
from bot.cards.text import render_errors_text, render_form_text, render_text
from bot.commands.plain.sources import Source
from models.db.base import Base, tables_of_workspaces
from models.db.database import Database
from models.tables import Change, Delivery, Destination, Occurrence, Snooze, Workspace
from tests.support.full_workspaces import MEANT, NOW, TODAY, full

NOBODYS = 2_000_000_000
"""An id that no row has."""
IDS = frozenset({"id", "row_id"})
OURS, THEIRS = "T1", "T2"
PERSON = "U1"
TABLES = tables_of_workspaces()
NAMES = frozenset(each.name for each in TABLES)
POINTED_TO = frozenset(key.column.table.name for table in TABLES for key in table.foreign_keys)
Act = Callable[[Session, "World"], Any]
_Rows = dict[str, list[dict[str, Any]]]
_Told = tuple[Any, _Rows]


class OverError(Exception):
    """The look is over: everything is rolled back."""


@dataclass(frozen=True)
class World:
    """The two workspaces' ids, and which rows are meant where a function wants the id of one: `whose` workspace's."""

    ours: int
    theirs: int
    whose: int
    rows_of_ours: _Rows
    """As they stand before anything is done."""
    rows_of_theirs: _Rows
    _asked: list[type[Any]] = field(default_factory=list, init=False)

    @property
    def asked(self) -> bool:
        """Return True if anybody wanted an id."""
        return bool(self._asked)

    def one(self, session: Session, table: type[Any], **columns: Any) -> Any:
        """Return the id of the first such row of that workspace; nobody's where the ids are to be nobody's."""
        self._asked.append(table)
        if self.whose == NOBODYS:
            return NOBODYS
        query = select(table.id).filter_by(workspace_id=self.whose, **columns).order_by(table.id)
        return session.scalars(query).first()


def two(database: Database) -> World:
    """Fill two workspaces with the same people, channels and keys; only titles and notes say whose they are."""
    ours, theirs = full(database, OURS), full(database, THEIRS)
    with database.session() as session:
        for workspace_id, team in ((ours, OURS), (theirs, THEIRS)):
            _more(session, workspace_id, team)
        return World(ours, theirs, ours, _rows(session, ours), _rows(session, theirs))


def _more(session: Session, workspace_id: int, team: str) -> None:
    def add(table: type[Any], **columns: Any) -> int:
        whole = {
            name.partition(".")[2]: value for name, value in MEANT.items() if name.startswith(f"{table.__tablename__}.")
        } | {"workspace_id": workspace_id}
        made: int = session.execute(insert(table).values(**whole | columns).returning(table.id)).scalar_one()
        return made

    for state in ("done", "taken"):
        row = add(
            Occurrence,
            key=f"egen:{state}",
            title=f"{state} av {team}",
            starts_on=TODAY,
            ends_on=TODAY,
            owner=PERSON,
            created_at=NOW,
            done_at=NOW if state == "done" else None,
            done_by=PERSON if state == "done" else None,
        )
        add(Change, occurrence_id=row, user_id=PERSON, at=NOW, before={"owner": None}, after={"owner": PERSON})
        for user in ("", PERSON):
            add(Snooze, occurrence_id=row, user_id=user, until=None, at=NOW)
    place = session.scalars(select(Destination.id).filter_by(workspace_id=workspace_id)).first()
    add(
        Delivery,
        destination_id=place,
        period_key="2026-W41",
        state="sent",
        due_at=NOW,
        next_try_at=NOW,
        sent_at=NOW,
        channel_ref="C1",
        message_ref="1.1",
    )


def stays_apart(database: Database, world: World, act: Act) -> None:
    """Assert that what is done in ours is the same with theirs there and without, and changes nothing of theirs."""
    beside, theirs = _looked(database, world, act)
    assert not isinstance(beside[0], Exception), f"it was not tried: {beside[0]!r}"
    alone, _ = _looked(database, world, act, alone=True)
    assert beside == alone
    assert f"av {THEIRS}" not in repr(beside)
    _assert_untouched(world, theirs)


def knows_no_foreign_id(database: Database, world: World, act: Act) -> None:
    """Assert that the ids of their rows are worth no more here than ids that no row has."""
    ids_of_theirs = replace(world, whose=world.theirs)
    foreign, theirs = _looked(database, ids_of_theirs, act)
    assert f"av {THEIRS}" not in repr(foreign)
    _assert_untouched(world, theirs)
    if ids_of_theirs.asked:
        nobodys, _ = _looked(database, replace(world, whose=NOBODYS), act)
        assert repr(foreign) == repr(nobodys)


def _assert_untouched(world: World, theirs: _Rows) -> None:
    touched = [name for name, rows in world.rows_of_theirs.items() if rows != theirs[name]]
    assert not touched, f"changed of theirs: {touched}"


def _looked(database: Database, world: World, act: Act, *, alone: bool = False) -> tuple[_Told, _Rows]:
    """Return what was said and how ours stood afterwards, and how theirs did; then all of it is as it was."""
    found: list[tuple[_Told, _Rows]] = []
    try:
        with database.session() as session:
            if alone:
                session.execute(delete(Workspace).where(Workspace.id == world.theirs))
            written = _written(session)
            with session.no_autoflush:
                said = plain(_done(act, session, world))
            session.flush()
            session.expire_all()
            ours, theirs = _standing(session, world, _touched(written))
            found.append(((said, ours), theirs))
            raise OverError  # noqa: TRY301 - rolls it all back
    except OverError:
        return found[0]


def _written(session: Session) -> list[str]:
    """Return where everything is told from now on that is said to the database and does more than ask."""
    told: list[str] = []

    def hear(_connection: Any, _cursor: Any, said: str, *_: Any) -> None:
        if not said.startswith("SELECT"):
            told.append(said)

    event.listen(session.connection(), "before_cursor_execute", hear)
    return told


def _touched(written: Sequence[str]) -> Collection[str]:
    """Return the tables that may not be as they were: all where something is deleted that others point to.

    No table has a trigger. Reading the others, which is most of the work, would show nothing.
    """
    gone = {name for said in written for name in re.findall(r"DELETE FROM (\w+)", said)}
    if gone & POINTED_TO:
        return NAMES
    words = {word for said in written for word in re.findall(r"\w+", said)}
    return NAMES & words


def _standing(session: Session, world: World, touched: Collection[str]) -> tuple[_Rows, _Rows]:
    """Return the rows of ours and of theirs; asserts that they hold together."""
    if touched:
        _holds_together(session)
    ours, theirs = _rows(session, world.ours, touched), _rows(session, world.theirs, touched)
    return world.rows_of_ours | ours, world.rows_of_theirs | theirs


def _done(act: Act, session: Session, world: World) -> Any:
    try:
        return act(session, world)
    except Exception as error:  # noqa: BLE001 - what it refuses is part of what it says
        return error


def _rows(session: Session, workspace_id: int, names: Collection[str] = NAMES) -> _Rows:
    """Return all rows of a workspace in those tables without their ids, which count what others have too."""
    connection = session.connection()
    asked = _questions(connection.dialect, workspace_id)
    return {name: [_row(dict(row._mapping)) for row in connection.exec_driver_sql(asked[name])] for name in names}


@cache
def _questions(dialect: Dialect, workspace_id: int) -> dict[str, str]:
    """Return what asks each table for a workspace's rows, as SQL: it is asked so often that the making would count."""
    return {each.name: _sql(_of(each, workspace_id), dialect) for each in TABLES}


def _of(table: Table, workspace_id: int) -> Select[Any]:
    whose = table.c.id if table.name == "workspace" else table.c.workspace_id
    told = [each for each in table.columns if each.name not in IDS and not each.foreign_keys]
    return select(*told).where(whose == workspace_id).order_by(table.c.id)


def _sql(question: Select[Any] | CompoundSelect[Any], dialect: Dialect) -> str:
    return str(question.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _row(columns: Mapping[str, Any]) -> dict[str, Any]:
    # A key that is made up differs every time.
    return {
        name: "ny" if str(value).startswith("egen:") and len(str(value)) > 30 else value
        for name, value in columns.items()
    }


def _holds_together(session: Session) -> None:
    """Assert that no row points to a row of another workspace."""
    connection = session.connection()
    crossing = connection.exec_driver_sql(_crossings(connection.dialect)).scalars().all()
    assert not crossing, f"crosses: {crossing}"


@cache
def _crossings(dialect: Dialect) -> str:
    """Return what asks which columns have a value that points to another workspace's row."""
    keys = [key for table in TABLES for key in table.foreign_keys if key.column.table.name != "workspace"]
    return _sql(union_all(*(_crossing(key) for key in keys)), dialect)


def _crossing(key: ForeignKey) -> Select[Any]:
    table, pointed = key.parent.table, key.column.table.alias()
    crosses = pointed.c.workspace_id != table.c.workspace_id
    return select(literal(str(key.parent))).join_from(table, pointed, pointed.c.id == key.parent).where(crosses)


def plain(value: Any) -> Any:
    """Return what a function said, so that it can be compared: cards as text, rows by their columns, no new ids."""
    for kind, told in SAID:
        if isinstance(value, kind):
            return told(value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value) if each.name not in {"change", "change_id"}]
        return type(value).__name__, [(name, plain(getattr(value, name))) for name in names]
    return value


def _of_row(row: Base) -> Any:
    table = row.__table__
    named = {
        each.name: getattr(row, each.key) for each in table.columns if each.name not in IDS and not each.foreign_keys
    }
    return table.description, _row(named)


SAID: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Card, render_text),
    (Form, render_form_text),
    (FormErrors, render_errors_text),
    (Button | DateButton | Menu | More, lambda control: control.label),
    (Base, _of_row),
    (Source, lambda source: [source.entry(number).title for number in range(len(source.index))]),
    (dict, lambda known: sorted((repr(plain(key)), repr(plain(each))) for key, each in known.items())),
    (set | frozenset, lambda members: sorted(repr(plain(each)) for each in members)),
    (list | tuple, lambda row: [plain(each) for each in row]),
)


def functions() -> Iterator[tuple[str, Callable[..., Any], inspect.Signature]]:
    """Find every public function of models, jobs, reports and commands that takes a session."""
    for package in (models, jobs, bot.reports, bot.commands):
        for module in _modules(package):
            for name, found in vars(module).items():
                if name.startswith("_") or not inspect.isfunction(found) or found.__module__ != module.__name__:
                    continue
                signature = inspect.signature(found)
                if any(each.annotation is Session for each in signature.parameters.values()):
                    yield f"{module.__name__}.{name}", found, signature


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(each.name)
