"""Following up the same day: taking a message, and cancelling it again."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Line, Paragraph, line
from bot.cards.followup import CLOSE, by_when
from bot.commands.ask import Ask
from bot.commands.parse.clean import short
from bot.commands.parse.numbers import row_id
from jobs.nudges.followup import GIVEN_KIND, HELP_KIND, KIND, OVERDUE_KIND, REMINDER_KIND, key_for, key_of, reminders
from models.followups import ending, taking
from models.followups.queries import CANCELLED, OPEN, by_id, of_message
from models.followups.taking import Followed, MediaMessage
from models.media.matching.matcher import matcher_of
from models.media.press_cases import case_at
from models.media.spokespersons import speaking_for
from models.tables import FollowUp
from models.workspace import outgoing

QUOTED = 120
ENDED = Card(
    "Oppfølgingen er avsluttet",
    (Paragraph(line("Noen har avsluttet denne oppfølgingen i mellomtiden.")),),
    summary="Oppfølgingen er avsluttet.",
)


@dataclass(frozen=True)
class FollowupResult:
    """The result of an action on a message. `renew` are the bot's messages to compose again (see `Reply`)."""

    card: Card | None = None
    renew: tuple[tuple[str, str], ...] = ()


def take(ask: Ask, session: Session, message: MediaMessage, told_at: datetime) -> FollowupResult:
    """Record that the person follows up a message today, and plan the messages about it."""
    themes = matcher_of(ask.pack.media).match(message.text).themes
    said_at = message.said_at or outgoing.reported_at(session, ask.workspace.id, message.channel, message.message)
    themed = replace(message, theme=next(iter(themes), message.theme), said_at=said_at)
    row, what = taking.follow(session, ask.workspace, themed, ask.user_id, ask.now, told_at)
    if message.text_due_at is None:
        complete(ask, session, row.id, message.text, message.link, message.thread)
    if what is Followed.NOTHING_NEW:
        return FollowupResult()
    if what is Followed.TAKEN:
        plan(ask, session, row)
    return FollowupResult(taken_card(ask, row, what), shown_messages(ask, session, row))


def complete(
    ask: Ask, session: Session, followup_id: int, text: str, link: str | None, thread: str | None
) -> FollowupResult:
    """Store the text of a follow-up's message, which could not be read when it was taken."""
    row = by_id(session, ask.workspace.id, followup_id, lock=True)
    if row is None or row.text_due_at is None:
        return FollowupResult()
    themes = matcher_of(ask.pack.media).match(text).themes
    row.text, row.link, row.thread, row.text_due_at = text, link, thread or row.thread, None
    row.theme = next(iter(themes), row.theme)
    session.flush()
    if row.state == OPEN:
        _plan_help(ask, session, row)
    return FollowupResult(renew=shown_messages(ask, session, row))


def call_off(ask: Ask, session: Session, channel: str, message: str, told_at: datetime) -> FollowupResult:
    """Cancel a follow-up whose owner removed the reaction before anything was done."""
    row = ending.call_off(session, ask.workspace, channel, message, ask.user_id, told_at)
    if row is None:
        return FollowupResult()
    if row.state == CANCELLED:
        reason = "oppfølgingen er avlyst"
        kinds = (KIND, REMINDER_KIND, OVERDUE_KIND, HELP_KIND, GIVEN_KIND)
        outgoing.call_off(session, ask.workspace.id, kinds, key_of(row.id), reason)
    else:
        # The present owner is reminded; messages that are already planned are not planned again.
        plan(ask, session, row)
    return FollowupResult(renew=shown_messages(ask, session, row))


def ask_what_was_done(ask: Ask, session: Session, channel: str, message: str) -> Card | None:
    """Return a card with the button that closes a message's open follow-up; None if there is none."""
    row = of_message(session, ask.workspace.id, channel, message)
    if row is None:
        return None
    button = Button("Fortell hva dere gjorde", CLOSE, str(row.id), style="primary")
    sentence = "Bra! Fortell kort hva dere gjorde, så teller det i effektloggen."
    return Card("Fulgt opp", (Paragraph(line(sentence)), Controls((button,))), summary=sentence)


def plan(ask: Ask, session: Session, row: FollowUp) -> None:
    """Plan the card in the thread, the owner's reminders, and the messages when the time is out; each once."""
    workspace, thread = ask.workspace.id, outgoing.thread_address(row.channel, row.thread or row.message)
    outgoing.plan(session, workspace, outgoing.THREAD, thread, KIND, key_of(row.id), ask.now)
    for name, at in reminders(ask.now, row.due_at).items():
        key = key_for(row, f"{name}:{row.owner}")
        outgoing.plan(session, workspace, "person", row.owner or ask.user_id, REMINDER_KIND, key, at)
    outgoing.plan(session, workspace, outgoing.THREAD, thread, OVERDUE_KIND, key_for(row, "ute"), row.due_at)
    _plan_help(ask, session, row)


def _plan_help(ask: Ask, session: Session, row: FollowUp) -> None:
    # The owner may change before the time is out: one is planned for the owner too, and skipped when it is due.
    workspace = ask.workspace.id
    for each in speaking_for(session, workspace, row.theme) if row.theme else ():
        if each.user_id:
            outgoing.plan(session, workspace, "person", each.user_id, HELP_KIND, key_for(row, "hjelp"), row.due_at)


def shown_messages(ask: Ask, session: Session, row: FollowUp) -> tuple[tuple[str, str], ...]:
    """Return the messages that show a follow-up: the card in its thread, and the card of its case, if it has one."""
    card = outgoing.posted_at(session, ask.workspace.id, KIND, key_of(row.id))
    case = case_at(session, ask.workspace.id, row.channel, row.message)
    return (*((card,) if card else ()), *(((case.channel, case.card),) if case else ()))


def taken_card(ask: Ask, row: FollowUp, what: Followed) -> Card:
    """Return the answer to the person who takes a follow-up or joins one."""
    when = by_when(row, ask.workspace.zone, ask.today)
    sentence = (
        f"Du følger opp denne. Frist {when}." if what is Followed.TAKEN else f"Du er med på oppfølgingen. Frist {when}."
    )
    return Card("Oppfølging", (Paragraph(line(sentence)),), summary=sentence)


def open_followup(ask: Ask, session: Session, value: str) -> FollowUp | None:
    """Return the follow-up whose id is a control's value; None if it is not open (any more)."""
    row = by_id(session, ask.workspace.id, row_id(value))
    return row if row is not None and row.state == OPEN else None


def intro(ask: Ask, row: FollowUp) -> Line:
    """Return the introduction of a form about a follow-up: the message's text, for people who could read it there."""
    can_read = row.channel in {ask.workspace.media_channel, ask.channel_id} or row.owner == ask.user_id
    text = " ".join(row.text.split())
    return line(f"«{short(text, QUOTED)}»") if text and can_read else ()
