"""How long the rows of each table are kept.

Each table has a rule here, and `content/personvern.md` explains them to people; tests compare both with the tables.
`jobs.pruning` deletes what has expired, a few rows at a time. A rule is the same in every workspace, so its query names
none: no data is read out, and no row is judged by another workspace's.

What was sent is counted by year: kind, period, place and moment. The rows of `delivery` are that record, and no second
table repeats them. They are some hundred bytes each and a few thousand a year (`bench/growth.py`), and two more things
need them: buttons in old messages, and the day a yearly nudge was last sent in `/padriver status`. So a sent row stays
for the rest of its year and two whole years more, far longer than any planner can make its key again
(`jobs.planning.schedule` looks 15 days back). What was never sent is not part of that record.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from models.cases import contacts
from models.db.base import Base
from models.db.in_list import literals
from models.mail import addresses
from models.media import alerts
from models.occurrences import undoing
from models.official import council_cases, members
from models.register import edits
from models.tables import (
    AccessToken,
    Administrator,
    Alert,
    Attendance,
    Audit,
    CalendarEntry,
    Carrier,
    CaseContact,
    CaseFollower,
    CaseMove,
    ChainStep,
    Change,
    ChecklistItem,
    Contact,
    ContentEntry,
    Counterpart,
    DayText,
    DeadlineProposal,
    Delivery,
    Demand,
    Destination,
    Dialogue,
    Edit,
    EditedRow,
    Effect,
    Enclosure,
    EventItem,
    Feed,
    Follower,
    FollowUp,
    Gift,
    Gram,
    HearingPlan,
    Inbound,
    InputVersion,
    Invitation,
    InvitationRound,
    MailAddress,
    Member,
    MemberContact,
    MessageRound,
    Milestone,
    Occurrence,
    OfficialChange,
    OfficialDocument,
    OfficialFind,
    OfficialHost,
    OfficialMatch,
    OfficialMember,
    OfficialRecord,
    OfficialSource,
    Organisation,
    Participant,
    Pause,
    Person,
    PolicyCase,
    Posting,
    Preference,
    Reading,
    RegisterReader,
    Role,
    Series,
    Snooze,
    Spokesperson,
    Stance,
    Tie,
    UnansweredQuestion,
    Workspace,
)
from models.workspace import access_tokens, deadline_proposals, file_readings, inbound, unanswered, waiting_files
from models.workspace.outgoing import THREAD

SENT_YEARS = 2
"""How many whole years after its own what was sent is kept."""
UNSENT = timedelta(days=90)
"""How long a nudge that was skipped or refused is kept: long enough to see what was wrong, or to install again."""
LOG = relativedelta(years=5)
"""How long the log of settings changes, and of who exported or deleted people, is kept."""
SNOOZED = relativedelta(years=1)
"""How long a snooze that is over is kept."""
AWAY = relativedelta(years=2)
"""How long a pause that is over is kept."""


@dataclass(frozen=True)
class Rule:
    """How long the rows of a table are kept, and why.

    `expired` returns, for a moment (aware), the condition for the rows to delete; None if no row is deleted by age.
    If it is `indexed`, it is checked in each round; otherwise the table is read in the order of its ids.
    """

    table: type[Base]
    why: str
    expired: Callable[[datetime], ColumnElement[bool]] | None = None
    indexed: bool = False


def sent_since(now: datetime) -> datetime:
    """Return the moment (UTC) from which what was sent is kept."""
    return datetime(now.astimezone(UTC).year - SENT_YEARS, 1, 1, tzinfo=UTC)


def _is_not_newest(table: type[Base]) -> ColumnElement[bool]:
    """Return the condition that a row is not the newest of its table.

    SQLite reuses the id of a deleted row if it was the highest. Messages in the chat contain ids.
    """
    id_ = table.metadata.tables[table.__tablename__].c.id
    other: Any = aliased(table)
    return id_ < select(func.max(other.id)).scalar_subquery()


def _deliveries(dated: Collection[str], now: datetime) -> ColumnElement[bool]:
    sent = and_(Delivery.state.in_(literals(("sent", "unknown"))), Delivery.due_at < sent_since(now))
    unsent = and_(Delivery.state.in_(literals(("skipped", "failed"))), Delivery.due_at < now - UNSENT)
    return and_(or_(sent, unsent), Delivery.kind.in_(literals(dated)), _is_not_newest(Delivery))


def _destinations(_now: datetime) -> ColumnElement[bool]:
    used = exists().where(Delivery.destination_id == Destination.id)
    return and_(Destination.kind == THREAD, ~used, _is_not_newest(Destination))


def _changes(now: datetime) -> ColumnElement[bool]:
    later = aliased(Change)
    same = (later.workspace_id == Change.workspace_id, later.occurrence_id == Change.occurrence_id)
    return and_(Change.at < now - undoing.UNDO_TERM, exists().where(*same, later.id > Change.id))


def _snoozes(now: datetime) -> ColumnElement[bool]:
    return Snooze.until < (now - SNOOZED).date()


def _pauses(now: datetime) -> ColumnElement[bool]:
    return Pause.last < (now - AWAY).date()


def _audits(now: datetime) -> ColumnElement[bool]:
    return Audit.at < now - LOG


def _alerts(now: datetime) -> ColumnElement[bool]:
    # What is in a feed that is read is seen again (`models.media.findings`). A feed without news since then may still
    # have it: once deleted, it would seem new.
    brought = or_(Feed.on == false(), Feed.last_item_at >= now - alerts.SEEN_AGAIN)
    feed = exists().where(Feed.id == Alert.feed_id, Feed.workspace_id == Alert.workspace_id, brought)
    return and_(Alert.state == alerts.SEEN, Alert.found_at < now - alerts.REMEMBERED, feed, _is_not_newest(Alert))


def _grams(_now: datetime) -> ColumnElement[bool]:
    return ~exists().where(Posting.workspace_id == Gram.workspace_id, Posting.word == Gram.word)


def _inbound(now: datetime) -> ColumnElement[bool]:
    done = and_(Inbound.state == "done", Inbound.received_at < now - inbound.REMEMBERED)
    return or_(done, Inbound.received_at < now - inbound.WAITS)


def _enclosures(now: datetime) -> ColumnElement[bool]:
    return Enclosure.created_at < now - waiting_files.KEPT


def _proposals(now: datetime) -> ColumnElement[bool]:
    return DeadlineProposal.proposed_at < now - deadline_proposals.KEPT


def _unanswered(now: datetime) -> ColumnElement[bool]:
    return UnansweredQuestion.sent_on < (now - unanswered.KEPT).date()


def _readings(now: datetime) -> ColumnElement[bool]:
    return Reading.at < now - file_readings.REMEMBERED


def _access_tokens(now: datetime) -> ColumnElement[bool]:
    # Their ids are in buttons.
    over = now - access_tokens.KEPT
    return and_(or_(AccessToken.revoked_at < over, AccessToken.expires_at < over), _is_not_newest(AccessToken))


def _mail_addresses(now: datetime) -> ColumnElement[bool]:
    # The reference of one that was written to is kept as long as what was sent: the address itself is not needed for it.
    place = exists().where(
        Destination.workspace_id == MailAddress.workspace_id,
        Destination.address == MailAddress.reference,
        Delivery.destination_id == Destination.id,
        or_(Delivery.state.in_(literals(("planned", "sending"))), Delivery.due_at >= now - addresses.KEPT),
    )
    mine = and_(MailAddress.user_id.is_(None), MailAddress.stopped_at.is_(None))
    return and_(mine, MailAddress.created_at < now - addresses.KEPT, ~place)


def _edited_rows(now: datetime) -> ColumnElement[bool]:
    return EditedRow.edit_id.in_(select(Edit.id).where(Edit.at < now - edits.REMEMBERED))


def _edits(now: datetime) -> ColumnElement[bool]:
    emptied = ~exists().where(EditedRow.edit_id == Edit.id)
    return and_(Edit.at < now - edits.REMEMBERED, emptied, _is_not_newest(Edit))


RECORD = "the record of the year: kept until the workspace is deleted"
PERSON = "of the register: kept until somebody deletes or anonymises the person, and goes with the row it belongs to"
PUBLIC = "what the Storting and the government publish, the same for all workspaces: some thousand rows a year"
PUBLIC_AND_COUNCIL = f"{PUBLIC}; council cases, whose titles may name people, for a while"
CHOSEN = "what people have chosen: no more of it than there are people, channels and themes"

_BEFORE_DELIVERIES = (
    Rule(Inbound, "so that nothing the platform sends twice is done twice", _inbound, indexed=True),
    Rule(Enclosure, "a file waits for an answer for a day", _enclosures, indexed=True),
    Rule(Reading, "a file that stopped its reader is not tried again for a month", _readings),
    # Before the edits, so that one that changed many rows is not deleted in one long transaction.
    Rule(EditedRow, "for undoing an act for a year", _edited_rows, indexed=True),
    Rule(Edit, "for undoing an act for a year", _edits, indexed=True),
)
_AFTER_DELIVERIES = (
    Rule(Destination, "one for each person, channel and thread that something was sent to", _destinations),
    Rule(Change, "for undoing a change for two years; the last one says who left the row as it is", _changes),
    Rule(Snooze, "for messages that are composed again; one without an end goes with its occurrence", _snoozes),
    Rule(Pause, "for messages that are composed again", _pauses),
    Rule(Audit, "the log has a term of its own", _audits),
    Rule(AccessToken, "a token that no longer works is kept a month, to see who had it", _access_tokens),
    Rule(
        MailAddress,
        "where nothing was sent for two years the address is not needed; one that wants no more is remembered",
        _mail_addresses,
    ),
    Rule(Alert, "what was posted is of the record of the year, what was not is kept while the feed has it", _alerts),
    Rule(DeadlineProposal, "what an assistant proposed is answered long before", _proposals, indexed=True),
    Rule(UnansweredQuestion, "what people sent in, to see which words are missing", _unanswered, indexed=True),
    Rule(Gram, "a name that nobody has any more is not to be guessed at", _grams),
    Rule(Posting, "goes with its person or organisation, never by age"),
    Rule(
        CaseContact,
        "somebody who agreed to be contacted is kept as long as the consent",
        contacts.expired,
        indexed=True,
    ),
    Rule(PolicyCase, RECORD),
    Rule(CaseFollower, RECORD),
    Rule(CaseMove, RECORD),
    Rule(OfficialSource, PUBLIC),
    Rule(OfficialHost, PUBLIC),
    Rule(OfficialRecord, PUBLIC_AND_COUNCIL, council_cases.expired),
    Rule(OfficialDocument, PUBLIC),
    Rule(OfficialMember, "who sits in the Storting, and who left it less than a year ago", members.expired),
    Rule(OfficialChange, PUBLIC),
    Rule(OfficialMatch, "what was said of public items, so that nothing is said twice: some hundred rows a year"),
    Rule(Occurrence, RECORD),
    Rule(CalendarEntry, "which version calendars have of an occurrence: goes with it"),
    Rule(Series, "what recurs, and the way back from its last change: kept as long as its occurrences"),
    Rule(FollowUp, RECORD),
    Rule(Follower, RECORD),
    Rule(Effect, RECORD),
    Rule(Attendance, RECORD),
    Rule(EventItem, RECORD),
    Rule(ChecklistItem, RECORD),
    Rule(HearingPlan, RECORD),
    Rule(Milestone, RECORD),
    Rule(InputVersion, RECORD),
    Rule(InvitationRound, RECORD),
    Rule(Invitation, RECORD),
    Rule(OfficialFind, RECORD),
    Rule(ChainStep, RECORD),
    Rule(Demand, RECORD),
    Rule(DayText, RECORD),
    Rule(Person, PERSON),
    Rule(Organisation, PERSON),
    Rule(Role, PERSON),
    Rule(MessageRound, RECORD),
    Rule(Carrier, RECORD),
    Rule(Member, "the member municipalities that people entered: as many as there are"),
    Rule(MemberContact, PERSON),
    Rule(Stance, PERSON),
    Rule(Tie, PERSON),
    Rule(Dialogue, PERSON),
    Rule(Counterpart, PERSON),
    Rule(Participant, PERSON),
    Rule(Gift, PERSON),
    Rule(RegisterReader, CHOSEN),
    Rule(ContentEntry, "what the workspace says: kept until somebody changes it again"),
    Rule(Preference, CHOSEN),
    Rule(Administrator, CHOSEN),
    Rule(Spokesperson, CHOSEN),
    Rule(Feed, CHOSEN),
    Rule(Contact, "one for each person and channel the bot has met: without it they cannot be reached"),
    Rule(
        Workspace, "deleted with all it holds thirty days after the bot was removed (`models.workspace.installations`)"
    ),
)


def rules(dated: Collection[str]) -> tuple[Rule, ...]:
    """Return the rule of each table; those with a term in the order in which they are applied.

    `dated` are the kinds of nudges whose key contains a time. The rows of other kinds are never deleted by age: neither
    those whose key can be made again, nor those that only a newer version knows.
    """
    why = "what was sent is the record of the year; the key is kept while a planner may make it"
    return (*_BEFORE_DELIVERIES, Rule(Delivery, why, partial(_deliveries, dated)), *_AFTER_DELIVERIES)
