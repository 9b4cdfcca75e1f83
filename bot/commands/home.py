"""The page that a person sees when opening the bot."""

from sqlalchemy.orm import Session

from bot.cards import home as card
from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.commands.shared.open_windows import use_now_parts
from bot.commands.waiting_questions import waiting_parts
from models.occurrences.queries import MEETING, Filter, page
from models.workspace.contacts import ContactRole
from models.workspace.preferences import preferences

MOST = 5
DATED = ("frist", "milepæl", "arrangement", MEETING)


def home(ask: Ask, session: Session) -> Card:
    """Return the page with the person's own open deadlines and today's messages."""
    wanted = Filter(owner=ask.user_id, kinds=DATED)
    mine = page(session, ask.workspace.id, wanted, ask.today, MOST)
    if ask.role is not ContactRole.COLLEAGUE:
        return card.guest_home(ask.today, mine.rows, mine.total)
    messages = use_now_parts(ask.pack, ask.today, ask.workspace.ntp_presented)
    parts = (*waiting_parts(ask, session), *messages)
    return card.home(preferences(session, ask.workspace), ask.today, mine.rows, mine.total, parts)
