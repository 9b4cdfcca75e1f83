"""`/frister eksport …`: the deadlines that match a question as an Excel file, for the person who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card, Code, Paragraph, line
from bot.cards.file import File
from bot.cards.milestones import milestones_text
from bot.cards.recurring import rule_words
from bot.cards.rows import DONE, when_of
from bot.cards.words import hours, listing
from bot.commands.ask import Ask
from bot.commands.frister.deadline_filter import describe_query
from bot.commands.frister.deadline_page import find
from bot.commands.frister.deadline_question import read
from bot.commands.parse.clean import clean
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import themes_of
from bot.commands.shared.result_cards import fault_card
from bot.workbooks.sheet import Cell, Column, Sheet
from bot.workbooks.workbook import Workbook
from models.calendar.certainty import NO_DAY
from models.occurrences.checklists import Progress, progress
from models.occurrences.filtering import owners_of
from models.occurrences.milestones import milestones
from models.occurrences.queries import Listed
from models.workspace.contacts import names

EXPORT_WORDS = frozenset({"eksport", "eksporter", "excel"})
EXPORTED = 10_000
ALL = "alle"
COLUMNS = (
    Column("Fra", 12),
    Column("Til", 12),
    Column("Klokka", 12),
    Column("Når", 32),
    Column("Hva", 50),
    Column("Tema", 18),
    Column("Ansvarlig", 28),
    Column("Status", 12),
    Column("Sjekkliste", 12),
    Column("Datoer på veien", 40),
    Column("Gjentas", 24),
    Column("Notat", 50),
    Column("Lenke", 40),
)


@dataclass(frozen=True)
class _DeadlineExport:
    """The workbook's bytes. The cells are made when the file is written, so that no transaction waits for them."""

    rows: tuple[Listed, ...]
    people: Mapping[str, str] = field(repr=False)
    themes: Mapping[str, str]
    checklists: Mapping[int, Progress]
    on_the_way: Mapping[int, str]
    today: date

    def __call__(self) -> bytes:
        return Workbook((Sheet("Frister", COLUMNS, [self._cells(row) for row in self.rows]),))()

    def _cells(self, row: Listed) -> tuple[Cell, ...]:
        has_day = row.certainty not in NO_DAY
        done = self.checklists.get(row.id)
        return (
            row.starts_on if has_day else None,
            row.ends_on if has_day else None,
            hours(row.start_time, row.minutes) if row.start_time else None,
            when_of(row, self.today),
            row.title,
            self.themes.get(row.theme or "", row.theme),
            listing([self.people.get(each) or each for each in owners_of(row)]) if row.owner else None,
            DONE.removeprefix("✓ ") if row.done_at else None,
            str(done) if done else None,
            self.on_the_way.get(row.id),
            rule_words(row.rule) if row.rule else None,
            row.note,
            row.link,
        )


def export(ask: Ask, text: str, session: Session) -> File | Card:
    """Return the deadlines that match a text as a file: everything overdue and to come if it is empty."""
    themes = themes_of(ask.pack)
    asked = read(ask, session, clean(text) or ALL, themes)
    if isinstance(asked, Fault):
        return fault_card(asked)
    found = find(ask, session, asked, EXPORTED, 0).rows
    if not found:
        said = line("Jeg fant ingen frister å lagre. Prøv ", Code("/frister eksport alle"), ".")
        return Card("Frister", (Paragraph(said),))
    rows = tuple({row.id: row for row in found}.values())
    people = {each for row in rows for each in owners_of(row)}
    dates = milestones(session, ask.workspace.id, [row.id for row in rows])
    file = _DeadlineExport(
        rows,
        names(session, ask.workspace.id, people),
        dict(themes.names),
        progress(session, ask.workspace.id, [row.id for row in rows]),
        {number: milestones_text(each, ask.today) for number, each in dates.items()},
        ask.today,
    )
    title = describe_query(asked.query, themes, ask.today)
    return File(f"frister-{ask.today}.xlsx", f"Frister: {title}", file)
