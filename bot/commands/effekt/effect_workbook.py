"""`/effekt eksport …`: the log as an Excel file, for the one who asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.cards.file import File
from bot.commands.parse.clean import fold
from bot.commands.shared.effect_log import kind_name, weight_of
from bot.workbooks.sheet import Cell, Column, Sheet
from bot.workbooks.workbook import Workbook
from content.schema.pack import Pack
from models.followups.effects import Counted, ListedEffect

_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
COLUMNS = (
    Column("Dato", 12),
    Column("Hva", 22),
    Column("Beskrivelse", 50),
    Column("Tema", 18),
    Column("Hvem det gjaldt", 24),
    Column("Nådde", 10),
    Column("Hva det førte til", 50),
    Column("Lenke", 40),
    Column("Nr.", 8),
)
SUM_COLUMNS = (
    Column("Hva", 28),
    Column("Antall", 10),
    Column("Nådde", 12),
    Column("Vekt", 8),
    Column("Antall × vekt", 14),
)


def file_of(pack: Pack, text: str, counts: Sequence[Counted], rows: Sequence[ListedEffect]) -> File:
    """Return the rows as a workbook, with a sheet that sums them up; `text` names the period and the theme."""
    name = _OTHER_SIGNS.sub("-", fold(text)).strip("-")
    return File(f"effekt-{name}.xlsx", f"Effekt: {text}", _EffectExport(pack, tuple(rows), tuple(counts)))


@dataclass(frozen=True)
class _EffectExport:
    """The workbook's bytes. The cells are made when the file is written, so that no transaction waits for them."""

    pack: Pack = field(repr=False)
    rows: tuple[ListedEffect, ...]
    counts: tuple[Counted, ...]

    def __call__(self) -> bytes:
        log = Sheet("Effektlogg", COLUMNS, [_row(self.pack, each) for each in self.rows])
        return Workbook((log, Sheet("Oppsummering", SUM_COLUMNS, [_sum(self.pack, each) for each in self.counts])))()


def _row(pack: Pack, row: ListedEffect) -> tuple[Cell, ...]:
    issue = pack.issue(row.theme) if row.theme else None
    theme = issue.name if issue else row.theme
    return (
        row.day,
        kind_name(pack, row.kind),
        row.title,
        theme,
        row.stakeholder,
        row.reach,
        row.result,
        row.link,
        row.id,
    )


def _sum(pack: Pack, counted: Counted) -> tuple[Cell, ...]:
    weight = weight_of(pack, counted.kind)
    return (kind_name(pack, counted.kind), counted.number, counted.reach, weight, counted.number * weight)
