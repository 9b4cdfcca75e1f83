"""Who of a round's carriers is asked and how, and planning the messages to them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.cards.round_cards import Reach
from bot.commands.ask import Ask
from content.folding import fold
from models.calendar.elections import next_elections
from models.calendar.quiet import moment
from models.calendar.workdays import is_working_day, working_day_until
from models.mail.addresses import mail_destination, mail_state
from models.mail.written import BadAddressError
from models.members.functions import MAYOR
from models.rounds.answers import A_MONTH_DAYS, REMIND_DAYS
from models.rounds.carriers import CarrierOf, carriers_of, last_asked
from models.tables import MessageRound, Workspace
from models.workspace import outgoing
from models.workspace.contacts import colleagues_by_name
from models.workspace.nudge_kinds import ROUND, ROUND_REMINDER

CAMPAIGN_FROM = (8, 10)
"""The day and month from which mayors are asked about before a round is sent in an election year."""
REMIND_AT = time(9)
ELECTION_MONTH = 9


def reach_of(ask: Ask, session: Session, row: MessageRound) -> Reach:
    """Return how those of a round's carriers that nobody has asked yet are reached now."""
    rows = [
        each
        for each in carriers_of(session, ask.workspace, ask.pack, [row.id], ask.today)
        if each.carrier.asked_at is None and each.carrier.answer is None
    ]
    asked = last_asked(session, ask.workspace.id, [each.person.person_id for each in rows if each.person])
    recent = ask.now - timedelta(days=A_MONTH_DAYS)
    chat = colleagues_by_name(session, ask.workspace.id)
    found: dict[str, list[CarrierOf]] = {}
    mailed: set[str] = set()
    for each in rows:
        rests = each.person is not None and asked.get(each.person.person_id, recent) > recent
        way = "resting" if rests else _way(ask, session, each, chat)
        if way == "mailed" and each.person and each.person.email:
            # Who answers for two members, or shares an address, gets one e-mail.
            way = "resting" if each.person.email.casefold() in mailed else way
            mailed.add(each.person.email.casefold())
        found.setdefault(way, []).append(each)
    return Reach(**found)


def _way(ask: Ask, session: Session, each: CarrierOf, chat: dict[str, str]) -> str:
    if each.person is None:
        return "unknown"
    if fold(each.person.name) in chat:
        return "in_chat"
    if not each.person.email or not ask.mails or ask.round_links is None:
        return "without_address"
    try:
        state = mail_state(session, ask.workspace.id, each.person.email)
    except BadAddressError:
        return "without_address"
    if state is None or state.is_open:
        return "mailed"
    return "broken" if state.is_broken else "declined"


def send(ask: Ask, session: Session, row: MessageRound, reach: Reach) -> int:
    """Plan the message and the reminder to each who is reached; return to how many. Others stay as not asked."""
    chat = colleagues_by_name(session, ask.workspace.id)
    for each in (*reach.mailed, *reach.in_chat):
        assert each.person is not None  # noqa: S101 - both have one
        to, address = "person", chat.get(fold(each.person.name), "")
        if each in reach.mailed:
            place = mail_destination(session, ask.workspace.id, each.person.email or "", ask.now)
            to, address = outgoing.MAIL, place.address
        each.carrier.asked_at = ask.now
        key = str(each.carrier.id)
        outgoing.plan(session, ask.workspace.id, to, address, ROUND, key, ask.now)
        if remind_at := reminder_at(ask.workspace, row.until, ask.now):
            outgoing.plan(session, ask.workspace.id, to, address, ROUND_REMINDER, key, remind_at)
    session.flush()
    return reach.count


def reminder_at(workspace: Workspace, until: date, now: datetime) -> datetime | None:
    """Return when the reminder is due (UTC): a working day some days before the last one; None if that is too soon."""
    day = until - timedelta(days=REMIND_DAYS)
    day = day if is_working_day(day) else working_day_until(day)
    due = moment(day, REMIND_AT, workspace.zone).astimezone(UTC)
    return due if due > now + timedelta(days=2) else None


def asks_about_campaign(ask: Ask, rows: Sequence[CarrierOf]) -> bool:
    """Return True if mayors would get a round in an election campaign: from 10 August to election day."""
    coming = [each.day for each in next_elections(ask.pack, ask.today) if each.day.year == ask.today.year]
    begins = date(ask.today.year, *CAMPAIGN_FROM)
    is_campaign = any(begins <= ask.today <= day for day in coming if day.month == ELECTION_MONTH)
    return is_campaign and any(each.carrier.function == MAYOR for each in rows)
