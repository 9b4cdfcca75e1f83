"""Asking for many rows by a list that is one parameter: the question's text stays the same however long the list is.

A question that is written out for each length is made, sent and planned again every time.
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
    """A list of numbers or texts: an array, or JSON where the database has none."""

    impl = Text
    cache_ok = True

    def __init__(self, item: type[TypeEngine[Any]]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database knows."""
        return Text() if dialect.name == "sqlite" else ARRAY(self.item, dimensions=1)

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        """Write the list as the database reads it."""
        return json.dumps(value) if dialect.name == "sqlite" else value


class _InList(FunctionElement[bool]):
    name = "among"
    inherit_cache = True
    type = Boolean()

    def self_group(self, against: OperatorType | None = None) -> "_InList":
        """Stand as it is: SQLAlchemy would have it `= 1` where a database has no booleans, and no index serves that."""
        del against
        return self


def in_list(column: InstrumentedAttribute[Any], named: str) -> ColumnElement[bool]:
    """Return True if a column's value is in the list that the parameter of that name holds."""
    item = Integer if isinstance(column.type, Integer) else String
    return cast("ColumnElement[bool]", _InList(column, bindparam(named, type_=_ListParameter(item))))


def one_of(column: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """Return True if a column's value is one of any number of ids: for a question that is made each time it is asked."""
    return cast("ColumnElement[bool]", _InList(column, literal(list(ids), _ListParameter(Integer))))


def literals(words: Iterable[str]) -> list[ColumnElement[str]]:
    """Return words of ours to be written into a question (`in_`): as parameters they are written into it each time again."""
    return [literal_column(f"'{each}'", String) for each in words]


@compiles(_InList, "sqlite")
def _in_json(element: _InList, compiler: SQLCompiler, **how: Any) -> str:
    column, listed = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608 - of a column and a parameter


@compiles(_InList, "postgresql")
def _any_of_array(element: _InList, compiler: SQLCompiler, **how: Any) -> str:
    column, listed = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} = ANY ({listed})"
