"""Reads a workbook in a worker: input and output are bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from bot.runtime.workers import Limits
from bot.workbooks.table import Table, pack
from bot.workbooks.workbook_errors import NoNamesError
from content.folding import fold

LIMITS = Limits(seconds=30, megabytes=1_024)
LONGEST_HEADING = 200


OFFICE, OF = "office:", "@"
"""«Ordfører» is known as `office:ordfører`, a column of names; «Ordførers parti» as `party@ordfører`."""


@dataclass(frozen=True)
class HeadingColumns:
    """The columns by their headings. The keys of `names` are as returned by `plain_heading`.

    `offices` are the headings of columns of names that are those people's titles. `needed` are the columns of which a
    table must have at least one; empty if any table will do. One of `also` will do too.
    """

    names: Mapping[str, str]
    offices: Mapping[str, str] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()

    def __call__(self, heading: str) -> str | None:
        """Return the column of a heading, if it is known."""
        if len(heading) > LONGEST_HEADING:
            return None
        plain = plain_heading(heading)
        return self.names.get(plain) or self._of_office(plain) or self._and_more(plain)

    def _and_more(self, plain: str) -> str | None:
        """Return the first column of «Navn og tittel» and «Navn/parti», if it is a needed one."""
        found = [self.names.get(word) for word in plain.split() if word not in _BETWEEN]
        return found[0] if len(found) > 1 and all(found) and found[0] in self.needed else None

    def _of_office(self, plain: str) -> str | None:
        """Return the column of «Ordfører», «Navn på ordfører» and «Ordførers e-post»."""
        words = [word for word in plain.split() if word not in _BETWEEN]
        for taken in (2, 1):
            for office, rest in ((words[:taken], words[taken:]), (words[-taken:], words[:-taken])):
                title = self._office(" ".join(office)) if len(office) == taken else None
                column = self.names.get(" ".join(rest)) if rest else "name"
                if title and column:
                    return f"{OFFICE}{title}" if column == "name" else f"{column}{OF}{title}"
        return None

    def _office(self, said: str) -> str | None:
        return next(
            (
                self.offices[each]
                for each in (said, said.removesuffix("s"), said.removesuffix("ens"))
                if each in self.offices
            ),
            None,
        )

    def has_needed(self, columns: Iterable[str | None]) -> bool:
        """Return True if a table's columns include one that a table of this kind cannot do without."""
        enough = self.needed | self.also
        return not self.needed or any(name in enough or name.startswith(OFFICE) for name in columns if name)


def plain_heading(heading: str) -> str:
    """Return a heading in the form for comparing: folded, without text in brackets."""
    outside, _, rest = heading.partition("(")
    while rest:
        _, closed, rest = rest.partition(")")
        more, _, rest = rest.partition("(")
        outside += f" {more}" if closed else ""
    return " ".join(fold(outside.translate(_ASIDE)).replace("-", "").split())


_BETWEEN = frozenset({"og", "and", "til", "for", "pa", "of", "i", "–"})
_ASIDE = str.maketrans("*:?./,_\\", "        ")


def read_packed(columns: HeadingColumns, data: bytes) -> bytes:
    """Return the packed table of a workbook or CSV file (`bot.workbooks.table.unpack`). Raises `RefusedWorkbookError`."""
    # The reader imports a library: it is loaded when a workbook is read, not at every start.
    table: Table = import_module("bot.workbooks.read").read(data, columns, columns.needed)
    if not columns.has_needed(table.columns):
        raise NoNamesError(table.headings)
    return pack(table)
