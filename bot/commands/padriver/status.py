"""`/padriver status`: the state of a workspace in the database."""

from datetime import timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot.cards.card import Card, Line, Person, line
from bot.cards.status import NextUp, Status, StuckMessage, UndeliveredNudge, status_card
from bot.cards.words import ago
from bot.commands.ask import Ask
from bot.commands.padriver.assistant_key import NAMES_SETTING
from bot.commands.shared.administration import ask_the_operator
from jobs.nudges.calendar import schedule, upcoming
from jobs.nudges.registry import name_of, turned_off
from models.calendar.quiet import Away
from models.mail.addresses import closed_addresses
from models.media.feeds import failing_feeds
from models.official.sources import troubled
from models.tables import Delivery, Destination, Occurrence
from models.tables.delivery import PUT_OFF, WAITING
from models.workspace.administrators import administrators, is_administrator
from models.workspace.audit import latest
from models.workspace.outgoing import MAIL
from models.workspace.preferences import Preferences, preferences, shows_names

TROUBLE_DAYS = 30
MOST_TROUBLE = 5
STUCK_AFTER = timedelta(minutes=10)
"""How late a message that is retried may be before the status shows it: most faults pass sooner."""


def status(ask: Ask, session: Session) -> Card:
    """Answer with the settings, the last nudge of each kind, and what needs a person."""
    workspace_id = ask.workspace.id
    wanted = preferences(session, ask.workspace)
    occurrences, done = session.execute(
        select(func.count(), func.count(Occurrence.done_at) - func.count(Occurrence.closed_as)).where(
            Occurrence.workspace_id == workspace_id, Occurrence.archived_at.is_(None)
        )
    ).one()
    last = select(Delivery.kind, func.max(Delivery.sent_at)).where(
        Delivery.workspace_id == workspace_id, Delivery.state == "sent"
    )
    sent = [(name_of(kind), at) for kind, at in session.execute(last.group_by(Delivery.kind)) if at is not None]
    waiting = select(func.count()).where(
        Delivery.workspace_id == workspace_id, Delivery.state.in_(("planned", "sending"))
    )
    off = select(Destination).where(
        Destination.workspace_id == workspace_id, Destination.off_since.is_not(None), Destination.kind != MAIL
    )
    coming = upcoming(session, wanted, ask.pack, ask.now)
    status_now = Status(
        occurrences=occurrences,
        done=done,
        last_sent=tuple(sorted(sent, key=lambda row: row[1], reverse=True)),
        waiting=session.scalar(waiting) or 0,
        trouble=_trouble(ask, session),
        off=tuple(session.scalars(off.order_by(Destination.id))),
        next_up=NextUp(name_of(coming.kind), coming.at, coming.channel) if coming else None,
        schedule=schedule(wanted, ask.pack, ask.today),
        turned_off=turned_off(wanted),
        addresses_off=sum(each.is_broken for each in closed_addresses(session, workspace_id)),
        features_off=ask.features_off,
        pauses=_pauses(wanted, ask),
        administrators=administrators(session, ask.workspace),
        unled=ask_the_operator(ask, ask.workspace),
        faults=ask.pack.faults,
        feeds=tuple(failing_feeds(session, ask.workspace, ask.now)),
        official=tuple(troubled(session, ask.now)),
        stuck=_stuck(ask, session),
        names_shown=_names_shown(ask, session),
    )
    return status_card(wanted, status_now, ask.now)


def _names_shown(ask: Ask, session: Session) -> Line:
    """Return who lets people's own assistants see names, as an administrator is told; empty if they do not see them."""
    if not shows_names(session, ask.workspace.id) or not is_administrator(session, ask.workspace, ask.user_id):
        return ()
    change = latest(session, ask.workspace.id, NAMES_SETTING)
    who = (Person(change.user_id), f" slo det på {ago(change.at, ask.now, ask.workspace.zone)}.") if change else ()
    return line("Assistentene får se navn på folk. ", *who)


def _pauses(wanted: Preferences, ask: Ask) -> tuple[Away, ...]:
    return tuple(pause for pause in wanted.rest(ask.user_id).pauses if pause.last >= ask.today)


def _stuck(ask: Ask, session: Session) -> tuple[StuckMessage, ...]:
    is_put_off = Delivery.reason.startswith(PUT_OFF, autoescape=True)
    late = and_(Delivery.reason.is_not(None), ~is_put_off, Delivery.due_at <= ask.now - STUCK_AFTER)
    is_looked_for = and_(Delivery.state == "sending", Delivery.looked_since.is_not(None))
    wanted = (
        select(Delivery, Destination)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(Delivery.workspace_id == ask.workspace.id, WAITING, or_(late, is_looked_for))
        .order_by(Delivery.due_at, Delivery.id)
        .limit(MOST_TROUBLE)
    )
    return tuple(
        StuckMessage(name_of(row.kind), place, row.due_at, row.next_try_at, row.reason, row.looked_since is not None)
        for row, place in session.execute(wanted)
    )


def _trouble(ask: Ask, session: Session) -> tuple[UndeliveredNudge, ...]:
    wanted = (
        select(Delivery)
        .where(
            Delivery.workspace_id == ask.workspace.id,
            Delivery.state.in_(("failed", "unknown")),
            Delivery.due_at > ask.now - timedelta(days=TROUBLE_DAYS),
        )
        .order_by(Delivery.due_at.desc(), Delivery.id.desc())
        .limit(MOST_TROUBLE)
    )
    return tuple(
        UndeliveredNudge(name_of(each.kind), each.due_at, each.reason, each.state == "unknown")
        for each in session.scalars(wanted)
    )
