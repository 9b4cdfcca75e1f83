"""Reads a workbook in a worker: input and output are bytes."""

from collections.abc import Mapping
from importlib import import_module

from bot.runtime.workers import Limits
from bot.workbooks.table import Table, pack
from content.folding import fold
from content.frozen import frozen

LIMITS = Limits(seconds=30, megabytes=1_024)
LONGEST_HEADING = 200


@frozen
class Columns:
    """The columns that headings name. `names` has the headings as `plain_heading` returns them."""

    names: Mapping[str, str]

    def __call__(self, heading: str) -> str | None:
        """Return the column that a heading names, if it is known."""
        return self.names.get(plain_heading(heading)) if len(heading) <= LONGEST_HEADING else None


def plain_heading(heading: str) -> str:
    """Return a heading as it is compared: without what is in brackets."""
    outside, _, rest = heading.partition("(")
    while rest:
        _, closed, rest = rest.partition(")")
        more, _, rest = rest.partition("(")
        outside += f" {more}" if closed else ""
    return fold(outside.translate(_ASIDE)).replace("-", "").strip()


_ASIDE = str.maketrans("*:?.", "    ")


def read_packed(columns: Columns, data: bytes) -> bytes:
    """Return the packed table of a workbook (`bot.workbooks.table.unpack`). Raises `RefusedError`."""
    # The reader imports its library: it is imported where a workbook is read, not at every start.
    table: Table = import_module("bot.workbooks.read").read(data, columns)
    return pack(table)
