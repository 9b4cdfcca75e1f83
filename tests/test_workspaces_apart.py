"""Nothing crosses from one workspace to another: every table belongs to one, and every query names it."""

import inspect
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.commands import registry
from jobs.nudges.registry import KINDS
from models.db.base import Base, tables_of_workspaces
from models.db.database import Database
from models.tables import Occurrence, Snooze
from tests.support.arguments import KEYS, OF_ALL, Given, always, ask, frist_press, given, wheel_press
from tests.support.full_workspaces import NOW
from tests.support.postgres import TEMPLATE, own_database
from tests.support.two_workspaces_query import Act, World, functions, knows_no_foreign_id, stays_apart, two

MANY = "jobs.sending.compose.compose"
FOUND = {name: (function, signature) for name, function, signature in functions()}


def _calls() -> Iterator[tuple[str, Act]]:
    for name, (function, signature) in FOUND.items():
        wanted = [each for each in signature.parameters.values() if each.default is each.empty]
        where = next(each.name for each in wanted if each.annotation is Session)
        if name in OF_ALL:
            continue
        try:
            told = {each.name: given(name, each.name) for each in wanted if each.name != where}
        except AssertionError as missing:
            yield name, _failing(missing)
            continue
        yield from _composed(name, function, told, where) if name == MANY else [(name, _act(function, told, where))]
    yield from _registered()


def _failing(missing: AssertionError) -> Act:
    def act(_session: Session, _world: World) -> Any:
        raise missing

    return act


def _composed(name: str, function: Callable[..., Any], told: Given, where: str) -> Iterator[tuple[str, Act]]:
    for kind in KINDS:
        row = {"delivery_kind": always(kind), "period_key": always(KEYS.get(kind, "2026-W41"))}
        yield f"{name}-{kind}", _act(function, {**told, **row}, where)


def _registered() -> Iterator[tuple[str, Act]]:
    """Give the controls whose handlers are made by functions."""
    for name, handler in ((name, each.handler) for name, each in registry.PRESSES.items()):
        if "<locals>" in handler.__qualname__:
            press = wheel_press if name.startswith("arshjul") else frist_press
            yield (
                name,
                lambda session, world, handler=handler, press=press: handler(
                    ask(session, world), press(session, world), session
                ),
            )


def _act(function: Callable[..., Any], wanted: Given, where: str) -> Act:
    def act(session: Session, world: World) -> Any:
        told = {name: value(session, world) for name, value in wanted.items()}
        parameters = inspect.signature(function).parameters.values()
        rest = next((each.name for each in parameters if each.kind is each.VAR_KEYWORD), "")
        more = told.pop(rest, {})
        return function(**{where: session}, **told, **more)

    return act


def _by_module() -> dict[str, dict[str, Act]]:
    """Return what is tried by the module it is of; the controls whose handlers are made by functions by themselves."""
    found = dict[str, dict[str, Act]]()
    for name, act in _calls():
        module = FOUND[name][0].__module__ if name in FOUND else MANY if name.startswith(MANY) else "controls"
        found.setdefault(module, {})[name] = act
    return found


CALLS = _by_module()
DIALECTS = [name for name in CALLS if name in sys.modules and "dialect" in inspect.getsource(sys.modules[name])]
"""Modules that ask each database in its own way, tried on PostgreSQL too."""


@dataclass
class Shared:
    """A migrated database for all of these: each test rolls back what it did."""

    database: Database
    world: World


@contextmanager
def _shared(url: str) -> Iterator[Shared]:
    database = Database(url)
    yield Shared(database, two(database))
    database.close()


@pytest.fixture(autouse=True)
def same_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret that is made up differs every time."""
    monkeypatch.setattr("models.workspace.access_tokens.secrets.token_urlsafe", lambda _: "x" * 43)


@pytest.fixture(scope="module")
def on_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("apart") / "padriver.db")
    with _shared(f"sqlite:///{path}") as shared:
        yield shared


@pytest.fixture(scope="module")
def on_postgres(postgres_server: str) -> Iterator[Shared]:
    with own_database(postgres_server, "apart", TEMPLATE) as url, _shared(url) as shared:
        yield shared


def test_every_table_belongs_to_a_workspace_and_goes_with_it() -> None:
    for table in tables_of_workspaces():
        if table.name == "workspace":
            continue
        column = table.columns["workspace_id"]
        (key,) = column.foreign_keys
        assert (column.nullable, key.target_fullname, key.ondelete) == (False, "workspace.id", "CASCADE"), table.name


def test_only_what_official_sources_publish_belongs_to_no_workspace() -> None:
    shared = set(Base.metadata.sorted_tables) - set(tables_of_workspaces())
    named = {f"official_{each}" for each in ("source", "host", "record", "change", "member", "document")}
    assert {each.name for each in shared} == named
    for table in shared:
        pointed_to = {key.column.table for column in table.columns for key in column.foreign_keys}
        assert pointed_to <= shared, "a shared row leads to no workspace's"
        assert not {"workspace_id", "user_id", "owner", "by"} & set(table.columns.keys()), table.name
    for table in tables_of_workspaces():
        pointed_to = {key.column.table for column in table.columns for key in column.foreign_keys}
        assert not pointed_to & shared, "what the sources have may be read again from the start"


def _not_apart(shared: Shared, acts: Mapping[str, Act]) -> dict[str, str]:
    """Do each of those, and return what is wrong with which."""
    broken = {}
    for name, act in acts.items():
        try:
            stays_apart(shared.database, shared.world, act)
            knows_no_foreign_id(shared.database, shared.world, act)
        except AssertionError as error:
            broken[name] = str(error)
    return broken


@pytest.mark.parametrize("module", CALLS)
def test_what_is_done_in_one_workspace_neither_sees_nor_changes_another(on_sqlite: Shared, module: str) -> None:
    assert _not_apart(on_sqlite, CALLS[module]) == {}


@pytest.mark.parametrize("module", DIALECTS)
def test_what_is_asked_in_postgresqls_own_way_does_so_neither(on_postgres: Shared, module: str) -> None:
    assert _not_apart(on_postgres, CALLS[module]) == {}


def test_every_function_is_tried() -> None:
    tried = {name for acts in CALLS.values() for name in acts}
    assert FOUND.keys() - OF_ALL.keys() - {MANY} <= tried
    assert {f"{MANY}-{kind}" for kind in KINDS} <= tried


def test_what_goes_through_all_workspaces_on_purpose_is_still_there() -> None:
    assert set(OF_ALL) <= set(FOUND)


def test_a_query_that_names_no_workspace_is_found_out(on_sqlite: Shared) -> None:
    database, world = on_sqlite.database, on_sqlite.world

    def titles(session: Session, _: World) -> Any:
        return session.scalars(select(Occurrence.title)).all()

    def done(session: Session, world: World) -> Any:
        session.get_one(Occurrence, world.one(session, Occurrence)).done_at = NOW

    def gone(session: Session, world: World) -> Any:
        session.execute(delete(Occurrence).where(Occurrence.id == world.one(session, Occurrence)))

    def woken(session: Session, _: World) -> Any:
        session.execute(delete(Snooze))

    for act in (titles, woken):
        with pytest.raises(AssertionError):
            stays_apart(database, world, act)
    for act in (done, gone):
        with pytest.raises(AssertionError, match="changed of theirs"):
            knows_no_foreign_id(database, world, act)
    with pytest.raises(AssertionError, match="it was not tried"):
        stays_apart(database, world, lambda *_: int("x"))
