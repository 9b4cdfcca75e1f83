"""The buttons of a case in the media: taking it, and saying that it is not relevant."""

from sqlalchemy.orm import Session

from bot.cards.alert import DISMISS, TAKE
from bot.cards.card import Card, Code, Paragraph, line
from bot.cards.errors import stale
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.medie import followup
from bot.commands.parse.numbers import row_id
from models import alerts
from models.followups import Message

LONGEST_ID = 9
ALREADY = Card(
    "Oppfølging",
    (Paragraph(line("Du har den allerede.")),),
    summary="Du har den allerede.",
)
NOTED = Card(
    "Ikke relevant",
    (Paragraph(line("Takk! Ordene som traff, står nå i ", Code("/medie forslag"), ". De endres ikke av seg selv.")),),
    summary="Takk! Ordene som traff, står nå i /medie forslag.",
)


def take(ask: Ask, press: Press, session: Session) -> Reply:
    """Follow the case up today: the thread of its message is told, and the person is reminded."""
    row = alerts.by_id(session, ask.workspace.id, row_id(press.value))
    if row is None or not ask.message_id:
        return Reply(card=stale())
    if row.state == alerts.NOT_RELEVANT:
        alerts.judge(session, ask.workspace.id, row.id, None)
    message = Message(ask.channel_id, ask.message_id, row.title, row.link, next(iter(row.themes), None))
    taken = followup.take(ask, session, message, ask.now)
    return Reply(card=taken.card or ALREADY, refresh=ask.message_id, planned=True)


def dismiss(ask: Ask, press: Press, session: Session) -> Reply:
    """Say that the case is not relevant; the words that hit become a proposal, and nothing else changes."""
    row = alerts.judge(session, ask.workspace.id, row_id(press.value), ask.user_id)
    return Reply(card=stale()) if row is None else Reply(card=NOTED, refresh=ask.message_id)


PRESSES: dict[str, PressHandler] = {TAKE: take, DISMISS: dismiss}
