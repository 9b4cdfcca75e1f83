"""Queries by a list that is one parameter: the SQL text stays the same for every length of the list.

SQL with one parameter for each item is built, sent and planned again for each length.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Dialect,
    FunctionElement,
    Integer,
    String,
    Text,
    TypeDecorator,
    bindparam,
    literal,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine


class _ListParameter(TypeDecorator[Sequence[Any]]):
    """A list of numbers or texts: an array, or JSON if the database has no arrays."""

    impl = Text
    cache_ok = True

    def __init__(self, item: type[TypeEngine[Any]]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database has."""
        return Text() if dialect.name == "sqlite" else ARRAY(self.item, dimensions=1)

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        """Return the list in the form that the database reads."""
        return json.dumps(value) if dialect.name == "sqlite" else value


class _InList(FunctionElement[bool]):
    name = "among"
    inherit_cache = True
    type = Boolean()

    def self_group(self, against: OperatorType | None = None) -> "_InList":
        """Return self: SQLAlchemy would make it `= 1` if a database has no booleans, and no index supports that."""
        del against
        return self


def in_list(column: InstrumentedAttribute[Any], named: str) -> ColumnElement[bool]:
    """Return the condition that a column's value is in the list in the parameter of that name."""
    item = Integer if isinstance(column.type, Integer) else String
    return cast("ColumnElement[bool]", _InList(column, bindparam(named, type_=_ListParameter(item))))


def one_of(column: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition that a column's value is one of some ids, for a query that is built each time it is run."""
    return cast("ColumnElement[bool]", _InList(column, literal(list(ids), _ListParameter(Integer))))


def literals(words: Iterable[str]) -> list[ColumnElement[str]]:
    """Return constants to write into a query (`in_`): as parameters they would be expanded every time it is run."""
    return [literal_column(f"'{each}'", String) for each in words]


@compiles(_InList, "sqlite")
def _in_json(element: _InList, compiler: SQLCompiler, **how: Any) -> str:
    column, listed = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608 - of a column and a parameter


@compiles(_InList, "postgresql")
def _any_of_array(element: _InList, compiler: SQLCompiler, **how: Any) -> str:
    column, listed = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} = ANY ({listed})"
