"""A case in the media: taking it, and saying that it is not relevant, by button or by reaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.alert import DISMISS, TAKE
from bot.cards.card import Card, Code, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.sprint import TAKE as SPRINT
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.medie import followup
from bot.commands.medie.followup import FollowupResult
from bot.commands.parse.numbers import row_id
from models.followups.queries import of_message
from models.followups.taking import MediaMessage
from models.media import alerts
from models.media.press_cases import case_at, case_of
from models.tables import Alert
from models.workspace import outgoing

FOLLOW, DONE, DISMISS_IT = "follow", "done", "dismiss"
"""The meanings of reactions to a message, independent of the platform's emoji."""
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


BEING_FOLLOWED = Card(
    "Saken følges opp",
    (Paragraph(line("Noen følger opp denne saken. Er den ikke relevant, trykk «Ikke aktuelt» i tråden.")),),
    summary="Noen følger opp denne saken.",
)


def take(ask: Ask, press: Press, session: Session) -> Reply:
    """Follow the case up today: plan a card in the thread of its message, and reminders to the person."""
    row = alerts.by_id(session, ask.workspace.id, row_id(press.value))
    if row is None or not ask.message_id:
        return Reply(card=stale())
    case = case_of(session, ask.workspace.id, row.id)
    # If the button was pressed before the message's place was stored, the case is where it was pressed.
    where = (case.channel, case.message) if case else (ask.channel_id, ask.message_id)
    told_at = outgoing.reported_at(session, ask.workspace.id, ask.channel_id, ask.message_id)
    message = replace(_message(ask, session, row, *where), said_at=told_at)
    taken = followup.take(ask, session, message, ask.now)
    return Reply(card=taken.card or ALREADY, refresh=ask.message_id, renew=taken.renew, planned=True)


def take_message(ask: Ask, session: Session, message: MediaMessage, told_at: datetime) -> FollowupResult:
    """Follow a message up today, or its case if it is about one."""
    case = case_at(session, ask.workspace.id, message.channel, message.message)
    row = alerts.by_id(session, ask.workspace.id, case.alert_id) if case else None
    if case and row:
        message = replace(_message(ask, session, row, case.channel, case.message), said_at=message.said_at)
    taken = followup.take(ask, session, message, told_at)
    # The first time, the card in the thread is only planned; the case's own card shows the owner at once.
    return taken if not case else FollowupResult(taken.card, (*taken.renew, (case.channel, case.card)))


def call_off(ask: Ask, session: Session, message: str, told_at: datetime) -> FollowupResult:
    """Cancel the follow-up of a message whose owner removed the reaction before anything was done."""
    case = case_at(session, ask.workspace.id, ask.channel_id, message)
    return followup.call_off(ask, session, ask.channel_id, case.message if case else message, told_at)


def ask_what_was_done(ask: Ask, session: Session, message: str) -> FollowupResult:
    """Return a card with the button that closes a message's open follow-up, if there is one."""
    case = case_at(session, ask.workspace.id, ask.channel_id, message)
    return FollowupResult(followup.ask_what_was_done(ask, session, ask.channel_id, case.message if case else message))


def dismiss_message(ask: Ask, session: Session, message: str) -> FollowupResult:
    """Mark the case of a message as not relevant; do nothing if it is about none."""
    case = case_at(session, ask.workspace.id, ask.channel_id, message)
    if case is None:
        return FollowupResult()
    if of_message(session, ask.workspace.id, case.channel, case.message) is not None:
        return FollowupResult(BEING_FOLLOWED)
    alerts.judge(session, ask.workspace.id, case.alert_id, ask.user_id)
    return FollowupResult(NOTED, ((case.channel, case.card),))


def take_back(ask: Ask, session: Session, message: str) -> FollowupResult:
    """Mark a case as relevant again, if this person marked it as not relevant."""
    case = case_at(session, ask.workspace.id, ask.channel_id, message)
    row = alerts.by_id(session, ask.workspace.id, case.alert_id) if case else None
    if case is None or row is None or (row.state, row.judged_by) != (alerts.NOT_RELEVANT, ask.user_id):
        return FollowupResult()
    alerts.judge(session, ask.workspace.id, row.id, None)
    return FollowupResult(renew=((case.channel, case.card),))


def take_sprint(ask: Ask, press: Press, session: Session) -> Reply:
    """Follow a theme's sprint up today, in the thread of its card."""
    watched = ask.pack.media.theme(press.value)
    if watched is None or not ask.message_id:
        return Reply(card=stale())
    message = MediaMessage(ask.channel_id, ask.message_id, f"Sprint: {watched.name}", theme=watched.id)
    taken = followup.take(ask, session, message, ask.now)
    return Reply(card=taken.card or ALREADY, renew=taken.renew, planned=True)


def dismiss(ask: Ask, press: Press, session: Session) -> Reply:
    """Mark the case as not relevant; the words that matched become a proposal, and nothing else changes."""
    row = alerts.judge(session, ask.workspace.id, row_id(press.value), ask.user_id)
    return Reply(card=stale()) if row is None else Reply(card=NOTED, refresh=ask.message_id)


def _message(ask: Ask, session: Session, row: Alert, channel: str, message: str) -> MediaMessage:
    """Return the message to follow up for a case, which is marked as relevant again."""
    if row.state == alerts.NOT_RELEVANT:
        alerts.judge(session, ask.workspace.id, row.id, None)
    return MediaMessage(channel, message, row.title, row.link, next(iter(row.themes), None))


PRESSES: dict[str, PressHandler] = {TAKE: take, DISMISS: dismiss, SPRINT: take_sprint}
