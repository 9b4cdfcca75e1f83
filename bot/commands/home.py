"""The page that a person sees when opening the bot."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards import home as card
from bot.cards.card import Card, Item
from bot.cards.rows import one_line
from bot.commands.ask import Ask
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_controls import row_controls
from bot.commands.shared.open_windows import use_now_parts
from models.occurrences.checklists import progress
from models.occurrences.queries import MEETING, Filter, Listed, page
from models.workspace.contacts import ContactRole
from models.workspace.preferences import preferences

MOST = 5
DATED = ("frist", "milepæl", "arrangement", MEETING)


def home(ask: Ask, session: Session) -> Card:
    """Return the page with the person's own open deadlines first, and today's messages."""
    wanted = Filter(owner=ask.user_id, kinds=DATED)
    mine = page(session, ask.workspace.id, wanted, ask.today, MOST)
    items = _items(ask, session, mine.rows)
    if ask.role is not ContactRole.COLLEAGUE:
        return card.guest_home(items, mine.total)
    messages = use_now_parts(ask.pack, ask.today, ask.workspace.ntp_presented)
    return card.home(preferences(session, ask.workspace), items, mine.total, messages)


def _items(ask: Ask, session: Session, rows: Sequence[Listed]) -> tuple[Item, ...]:
    """Return the person's rows with their buttons, whose answers come in the conversation of the two."""
    done = progress(session, ask.workspace.id, [row.id for row in rows])
    names = themes_of(ask.pack)
    guest = ask.role is not ContactRole.COLLEAGUE
    return tuple(
        Item(
            one_line(
                row, ask.today, names.name(row.theme) if row.theme else "", str(done.get(row.id, "")), is_named=False
            ),
            row_controls(row, ask.user_id, None, is_guest=guest),
        )
        for row in rows
    )
