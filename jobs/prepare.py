"""The last look before sending: does it still hold, and what does the card say now."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.words import clock, day, span
from content.frozen import frozen
from content.schema.pack import Pack
from jobs.alike import Alike
from jobs.claim import Claim, Parcel
from jobs.compose import compose
from jobs.nudges.kind import TOO_LATE, until
from jobs.nudges.registry import kind_of
from jobs.nudges.scene import Scene, Skip
from jobs.outcomes import Outcome, Postponed, Skipped, told_of
from jobs.settle import TRY_AGAIN_AFTER, settle
from jobs.told import Told
from jobs.waiting import PLACES, WORKSPACES
from models.database import Database
from models.installations import REMOVED
from models.manners import ALL, Manners, manners_of
from models.nudges.quiet import Rest
from models.tables import Destination, Workspace


@frozen
class Ready:
    """A parcel after the last look: what is to be sent of it, and what became of the rest."""

    parcel: Parcel
    cards: tuple[tuple[Claim, Card], ...]
    told: tuple[Told, ...]


@frozen
class Wait:
    """People are left in peace until then (aware), and how that is told (bokmål)."""

    until: datetime
    reason: str


def prepare(database: Database, parcel: Parcel, pack: Pack, now: datetime) -> Ready:
    """Look at a parcel for the last time, in a transaction of its own, as the workspace and the place are now."""
    with database.session() as session:
        workspace = session.scalars(WORKSPACES, {"ids": [parcel.workspace.id]}).one()
        place = session.scalars(PLACES, {"ids": [parcel.place.id]}).one()
        [ready] = look(session, [replace(parcel, workspace=workspace, place=place)], pack, now)
        return replace(ready, parcel=parcel)


def look(
    session: Session, parcels: Sequence[Parcel], pack: Pack, now: datetime, alike: Alike | None = None
) -> list[Ready]:
    """Look at some parcels for the last time, and return what each of them says. What holds one back is written down.

    With `alike`, what many of them are to be told in the same words is composed once.
    """
    views = [_View(session, each) for each in parcels]
    _fill(session, views, pack, now, alike)
    return [view.ready() for view in views]


def glance(session: Session, parcels: Sequence[Parcel], pack: Pack, now: datetime, alike: Alike) -> list[Ready | None]:
    """Look as `look` does, but write nothing: None where something is held back, which is to be looked at again."""
    views = [_Glance(session, each) for each in parcels]
    _fill(session, views, pack, now, alike)
    return [None if view.is_held else view.ready() for view in views]


def _fill(session: Session, views: "Sequence[_View]", pack: Pack, now: datetime, alike: Alike | None) -> None:
    wanted = manners_of(session, {view.parcel.workspace for view in views})
    for view in views:
        view.begin(wanted[view.parcel.workspace.id], pack, now)
    kept = [each for view in views for each in view.kept]
    prints = alike.prints(session, [(claim.kind, scene) for claim, scene in kept]) if alike else [None] * len(kept)
    alike, printed = alike or Alike(), iter(prints)
    for view in views:
        for claim, scene in view.kept:
            view.add(claim, alike.compose(claim.kind, scene, next(printed)))


@dataclass
class _View:
    """One parcel while it is looked at. What holds something back is written down at once: the rest may ask for it."""

    session: Session
    parcel: Parcel
    kept: list[tuple[Claim, Scene]] = field(default_factory=list)
    _cards: list[tuple[Claim, Card]] = field(default_factory=list)
    _told: list[Told] = field(default_factory=list)

    def begin(self, wanted: Manners, pack: Pack, now: datetime) -> None:
        """Set aside what is held back whatever it says."""
        workspace, place = self.parcel.workspace, self.parcel.place
        for claim in self.parcel.claims:
            held = held_back(claim, wanted, place, now)
            if held:
                self.add(claim, held)
            else:
                external = place.is_external is True
                scene = Scene.of(self.session, workspace, pack, claim.key, place.address, now, is_external=external)
                self.kept.append((claim, scene))

    def add(self, claim: Claim, found: Card | Skip | Wait) -> None:
        if isinstance(found, Card):
            self._cards.append((claim, found))
        else:
            self.hold(claim, found)

    def hold(self, claim: Claim, found: Skip | Wait) -> None:
        outcome = _outcome(self.parcel, claim, found)
        settle(self.session, [outcome])
        self._told += told_of(outcome)

    def ready(self) -> Ready:
        return Ready(self.parcel, tuple(self._cards), tuple(self._told))


@dataclass
class _Glance(_View):
    """One parcel while it is only looked at."""

    is_held: bool = False

    def hold(self, claim: Claim, found: Skip | Wait) -> None:
        del claim, found
        self.is_held = True


def _outcome(parcel: Parcel, claim: Claim, found: Skip | Wait) -> Outcome:
    if isinstance(found, Wait):
        return Postponed(parcel, [claim], found.reason, found.until)
    return Skipped(parcel, [claim], found.reason)


def check(
    session: Session, claim: Claim, wanted: Manners, place: Destination, pack: Pack, now: datetime
) -> Card | Skip | Wait:
    """Return what a nudge says now, or what holds it back. Nothing is written."""
    workspace = wanted.workspace
    return held_back(claim, wanted, place, now) or compose(
        session, workspace, pack, claim.kind, claim.key, place.address, now, is_external=place.is_external is True
    )


def held_back(claim: Claim, wanted: Manners, place: Destination, now: datetime) -> Skip | Wait | None:
    """Return why a nudge is not to be sent, or not now; None where nothing holds it back."""
    workspace = wanted.workspace
    person = place.address if place.kind == "person" else ALL
    kind = kind_of(claim.kind)
    last = until(kind, claim.due_at, workspace.zone, wanted.night)
    waking = kind.hours(wanted, person, now)
    reason = (
        _too_late(claim, workspace, now >= last)
        or _gone(claim, wanted, place, now)
        or _unwanted(claim, wanted, person)
        or (_paused(wanted.rest(person), now) if waking >= last else None)
    )
    if reason:
        return Skip(reason)
    return _wait(waking, workspace) if waking > now else None


def _wait(waking: datetime, workspace: Workspace) -> Wait:
    local = waking.astimezone(workspace.zone)
    return Wait(waking, f"venter til {day(local.date())} kl. {clock(local.time())}")


def _too_late(claim: Claim, workspace: Workspace, is_late: bool) -> str | None:
    if not is_late:
        return None
    due = claim.due_at.astimezone(workspace.zone)
    return f"{TOO_LATE}: skulle vært sendt {day(due.date())} kl. {clock(due.time())}"


def _gone(claim: Claim, wanted: Manners, place: Destination, now: datetime) -> str | None:
    if wanted.workspace.removed_at is not None:
        return REMOVED
    # A moment farther ahead than the longest wait was set by a clock that was ahead.
    is_off = place.off_until is None or now < place.off_until <= now + TRY_AGAIN_AFTER
    if place.off_since is not None and is_off:
        return f"kan ikke skrive dit: {place.off_reason}"
    kind = kind_of(claim.kind)
    follows_choice = place.kind == "kanal" and kind.receiver.channel is not None
    return "en annen kanal er valgt" if follows_choice and place.address != kind.channel(wanted) else None


def _unwanted(claim: Claim, wanted: Manners, person: str) -> str | None:
    return None if wanted.wants(claim.kind, person) else "slått av i innstillingene"


def _paused(rest: Rest, now: datetime) -> str:
    """Return why it is never to be sent: the pause (or the free days) outlast what it is worth."""
    away = rest.pause_on(now.astimezone(rest.zone).date())
    if away is None:
        return "det var fri eller natt så lenge den var verdt å sende"
    named = f"pause ({away.name})" if away.name else "pause"
    return f"{named} {span(away.first, away.last)}"
