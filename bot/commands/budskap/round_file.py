"""A round that was sent, given out as one PDF for the archive."""

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.card_errors import stale
from bot.cards.file import File
from bot.commands.ask import Ask, Press, Reply
from bot.commands.budskap.local_page import cannot_write
from bot.commands.parse.clean import fold
from bot.commands.parse.numbers import row_id
from bot.reports import can_write
from bot.reports.round_archive import round_archive
from bot.reports.round_facts import carrier_rows
from bot.reports.written import PdfFile
from models.rounds.carriers import carriers_of, round_by_id
from models.tables import MessageRound


def give_file(ask: Ask, press: Press, session: Session) -> Reply:
    """Give the PDF of a round; it holds nothing of who said no or is silent."""
    row = round_by_id(session, ask.workspace.id, row_id(press.value))
    if row is None or row.sent_at is None or not ask.is_private:
        return Reply(card=stale())
    answer = file_of(ask, session, row)
    return Reply(file=answer) if isinstance(answer, File) else Reply(card=answer)


def file_of(ask: Ask, session: Session, row: MessageRound) -> File | Card:
    """Return the PDF of a round; a card that says what is missing where none can be made."""
    if not can_write():
        return cannot_write()
    carriers = carriers_of(session, ask.workspace, ask.pack, [row.id], ask.today)
    rows = carrier_rows(session, ask.workspace, ask.pack, [row], ask.today)
    report = round_archive(row, carriers, rows, ask.pack, ask.workspace.zone)
    sent = (row.sent_at or ask.now).astimezone(ask.workspace.zone).date()
    return File(f"runde-{'-'.join(fold(row.title).split())}-{sent}.pdf", report.title, PdfFile(report))
