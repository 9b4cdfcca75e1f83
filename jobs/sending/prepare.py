"""The last check before sending: is the nudge still wanted, and what does its card say now."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.words import clock, day, span
from content.schema.pack import Pack
from jobs.nudges.calendar import morning_at
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import TOO_LATE, NudgeKind, until
from jobs.nudges.questions import FULL, QUESTIONS, Candidate, within_limit
from jobs.nudges.registry import kind_of
from jobs.reporting import DeliveryReport
from jobs.sending.claim import Claim, ClaimedMessage
from jobs.sending.claim_queries import PLACES, WORKSPACES
from jobs.sending.compose import SharedCards, compose
from jobs.sending.outcomes import Outcome, Postponed, Skipped, reports_of
from jobs.sending.settle import TRY_AGAIN_AFTER, settle
from models.calendar.quiet import Rest
from models.content.packs import pack_of, packs_of
from models.db.database import Database
from models.tables import Destination, Workspace
from models.tables.delivery import PUT_OFF
from models.workspace.installations import REMOVED
from models.workspace.outgoing import MAIL
from models.workspace.preferences import ALL, Preferences, preferences_of


@dataclass(frozen=True)
class CheckedMessage:
    """A message after the last check: what to send of it, and the reports of the rest."""

    message: ClaimedMessage
    cards: tuple[tuple[Claim, Card], ...]
    reports: tuple[DeliveryReport, ...]


@dataclass(frozen=True)
class WaitUntil:
    """Nothing is sent until then (aware), and the reason (bokmål)."""

    until: datetime
    reason: str


def prepare(database: Database, message: ClaimedMessage, pack: Pack, now: datetime) -> CheckedMessage:
    """Check a message one last time, in a separate transaction, with the current workspace and destination."""
    with database.session() as session:
        workspace = session.scalars(WORKSPACES, {"ids": [message.workspace.id]}).one()
        place = session.scalars(PLACES, {"ids": [message.place.id]}).one()
        [ready] = check_messages(session, [replace(message, workspace=workspace, place=place)], pack, now)
        return replace(ready, message=message)


def check_messages(
    session: Session, messages: Sequence[ClaimedMessage], pack: Pack, now: datetime, alike: SharedCards | None = None
) -> list[CheckedMessage]:
    """Check some messages one last time, and return what each says. What is held back is stored with the reason.

    With `alike`, a card that is the same for many of them is composed once.
    """
    views = [_Check(session, each) for each in messages]
    _fill(session, views, pack, now, alike)
    return [view.ready() for view in views]


def check_without_writing(
    session: Session, messages: Sequence[ClaimedMessage], pack: Pack, now: datetime, alike: SharedCards
) -> list[CheckedMessage | None]:
    """Check like `check_messages`, but write nothing: None if something is held back, which has to be checked again."""
    views = [_ReadOnlyCheck(session, each) for each in messages]
    _fill(session, views, pack, now, alike)
    return [None if view.is_held else view.ready() for view in views]


def _fill(session: Session, views: "Sequence[_Check]", pack: Pack, now: datetime, alike: SharedCards | None) -> None:
    workspaces = {view.message.workspace for view in views}
    wanted, own = preferences_of(session, workspaces), packs_of(session, workspaces, pack)
    for view in views:
        each = view.message.workspace.id
        view.begin(wanted[each], own[each], now)
    kept = [found for view in views for found in view.kept]
    wanted_cards = [(claim.kind, scene) for claim, scene in kept]
    likenesses = iter(alike.likenesses(session, wanted_cards) if alike else [None] * len(kept))
    alike = alike or SharedCards()
    for view in views:
        for claim, scene in view.kept:
            view.add(claim, alike.compose(claim.kind, scene, next(likenesses)))


@dataclass
class _Check:
    """The check of one message. What is held back is stored at once: the check of the rest may read it."""

    session: Session
    message: ClaimedMessage
    kept: list[tuple[Claim, NudgeContext]] = field(default_factory=list)
    _cards: list[tuple[Claim, Card]] = field(default_factory=list)
    _reports: list[DeliveryReport] = field(default_factory=list)

    def begin(self, wanted: Preferences, pack: Pack, now: datetime) -> None:
        """Hold back what is not sent now, and keep the rest with its context."""
        workspace, place = self.message.workspace, self.message.place
        held = {
            each.delivery_id: held_back(each, wanted, place, now)
            or until_morning(self.session, each, wanted, place, pack, now)
            for each in self.message.claims
        }
        sent = [each for each in self.message.claims if held[each.delivery_id] is None]
        held |= too_many_questions(self.session, sent, wanted, place, now)
        for claim in self.message.claims:
            found = held[claim.delivery_id]
            if found:
                self.add(claim, found)
            else:
                external = place.is_external is True
                scene = NudgeContext.of(
                    self.session, workspace, pack, claim.key, place.address, now, is_external=external
                )
                self.kept.append((claim, scene))

    def add(self, claim: Claim, found: Card | Skip | WaitUntil) -> None:
        if isinstance(found, Card):
            self._cards.append((claim, found))
        else:
            self.hold(claim, found)

    def hold(self, claim: Claim, found: Skip | WaitUntil) -> None:
        outcome = _outcome(self.message, claim, found)
        settle(self.session, [outcome])
        self._reports += reports_of(outcome)

    def ready(self) -> CheckedMessage:
        return CheckedMessage(self.message, tuple(self._cards), tuple(self._reports))


@dataclass
class _ReadOnlyCheck(_Check):
    """The check of one message that writes nothing."""

    is_held: bool = False

    def hold(self, claim: Claim, found: Skip | WaitUntil) -> None:
        del claim, found
        self.is_held = True


def _outcome(message: ClaimedMessage, claim: Claim, found: Skip | WaitUntil) -> Outcome:
    if isinstance(found, WaitUntil):
        return Postponed(message, [claim], found.reason, found.until)
    return Skipped(message, [claim], found.reason)


def check(
    session: Session, claim: Claim, wanted: Preferences, place: Destination, pack: Pack, now: datetime
) -> Card | Skip | WaitUntil:
    """Return what a nudge says now, or what holds it back. Nothing is written; `pack` is the shared one."""
    workspace = wanted.workspace
    own = pack_of(session, workspace, pack)
    limited = too_many_questions(session, [claim], wanted, place, now).get(claim.delivery_id)
    return (
        held_back(claim, wanted, place, now)
        or until_morning(session, claim, wanted, place, own, now)
        or limited
        or compose(
            session, workspace, own, claim.kind, claim.key, place.address, now, is_external=place.is_external is True
        )
    )


def too_many_questions(
    session: Session, claims: Sequence[Claim], wanted: Preferences, place: Destination, now: datetime
) -> dict[int, Skip | WaitUntil | None]:
    """Return which of some questions to one place are too many to ask now, by their ids; nothing is written.

    One that could only be asked when it is too late is skipped: it waits in Home.
    """
    asking = [each for each in claims if each.kind in QUESTIONS]
    if not asking:
        return {}
    lasts = {
        each.delivery_id: until(kind_of(each.kind), each.due_at, wanted.workspace.zone, wanted.night) for each in asking
    }
    candidates = [Candidate(each.delivery_id, each.kind, each.key) for each in asking]
    found: dict[int, Skip | WaitUntil | None] = {}
    for number, held in within_limit(session, wanted, place, candidates, now).items():
        if isinstance(held, Skip):
            found[number] = held
        else:
            found[number] = FULL if held >= lasts[number] else _wait(held, wanted.workspace)
    return found


def held_back(claim: Claim, wanted: Preferences, place: Destination, now: datetime) -> Skip | WaitUntil | None:
    """Return why a nudge should not be sent, or not now; None if nothing holds it back."""
    workspace = wanted.workspace
    person = place.address if place.kind == "person" else ALL
    kind = kind_of(claim.kind)
    last = until(kind, claim.due_at, workspace.zone, wanted.night)
    waking = kind.hours(wanted, person, now)
    reason = (
        _too_late(claim, workspace, now >= last)
        or _not_by_mail(kind, place)
        or _gone(claim, wanted, place, now)
        or _unwanted(claim, wanted, person)
        or (_paused(wanted.rest(person), now) if waking >= last else None)
    )
    if reason:
        return Skip(reason)
    return _wait(waking, workspace) if waking > now else None


def until_morning(
    session: Session, claim: Claim, wanted: Preferences, place: Destination, pack: Pack, now: datetime
) -> WaitUntil | None:
    """Return the moment of the morning's message at a place if a nudge was put off until that morning; else None.

    What the night, a weekend, a pause or an outage has put off comes in the morning's one message, and not before it.
    """
    kind, workspace = kind_of(claim.kind), wanted.workspace
    today = now.astimezone(workspace.zone).date()
    if kind.alone or kind.receiver.to == "tråd" or claim.due_at.astimezone(workspace.zone).date() >= today:
        return None
    at = morning_at(session, wanted, pack, today, place.address)
    last = until(kind, claim.due_at, workspace.zone, wanted.night)
    return _wait(at, workspace) if at is not None and now < at < last else None


def _wait(waking: datetime, workspace: Workspace) -> WaitUntil:
    local = waking.astimezone(workspace.zone)
    return WaitUntil(waking, f"{PUT_OFF}{day(local.date())} kl. {clock(local.time())}")


def _too_late(claim: Claim, workspace: Workspace, is_late: bool) -> str | None:
    if not is_late:
        return None
    due = claim.due_at.astimezone(workspace.zone)
    return f"{TOO_LATE}: skulle vært sendt {day(due.date())} kl. {clock(due.time())}"


def _not_by_mail(kind: NudgeKind, place: Destination) -> str | None:
    return "sendes ikke som e-post" if place.kind == MAIL and not kind.may_be_mailed else None


def _gone(claim: Claim, wanted: Preferences, place: Destination, now: datetime) -> str | None:
    if wanted.workspace.removed_at is not None:
        return REMOVED
    # A moment farther ahead than the longest wait was set by a clock that was ahead.
    is_off = place.off_until is None or now < place.off_until <= now + TRY_AGAIN_AFTER
    if place.off_since is not None and is_off:
        return f"kan ikke skrive dit: {place.off_reason}"
    kind = kind_of(claim.kind)
    follows_choice = place.kind == "kanal" and kind.receiver.channel is not None
    return "en annen kanal er valgt" if follows_choice and place.address != kind.channel(wanted) else None


def _unwanted(claim: Claim, wanted: Preferences, person: str) -> str | None:
    return None if wanted.wants(claim.kind, person) else "slått av i innstillingene"


def _paused(rest: Rest, now: datetime) -> str:
    """Return why it is never sent: the pause (or the days off) lasts longer than it is worth sending."""
    away = rest.pause_on(now.astimezone(rest.zone).date())
    if away is None:
        return "det var fri eller natt så lenge den var verdt å sende"
    named = f"pause ({away.name})" if away.name else "pause"
    return f"{named} {span(away.first, away.last)}"
