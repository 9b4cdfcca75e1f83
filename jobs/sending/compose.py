"""Composes what a delivery says: from its row to a card, at the moment it is sent.

A card that is the same for many workspaces is composed once.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.departed import people_named, with_departed
from bot.cards.nudges.turn_off import with_settings_button, with_turn_off_button
from content.changed import ChangedPack
from content.reads import reads_of
from content.schema.pack import Pack
from jobs.nudges.context import BEYOND, NudgeContext, Skip
from jobs.nudges.kind import Likeness, NudgeKind
from jobs.nudges.registry import kind_of
from models.mail.addresses import is_reference
from models.tables import Workspace
from models.workspace.contacts import ContactRole, departed, kept_role

A_GUEST = Skip("mottakeren er gjest nå")
NOT_HERE = Skip("mottakeren hører ikke til her lenger")

MOST_KEPT = 64
"""How many shared cards are kept: those that are alike come close to each other."""
T = TypeVar("T")
Wanted = tuple[str, NudgeContext]
"""A nudge's kind, and its context."""


def compose_in_context(kind: str, scene: NudgeContext) -> Card | Skip:
    """Return the card of a nudge, or why there is nothing to say.

    If the kind may be off, the card has the button that turns it off for a person, or opens the settings of all.

    Raises `jobs.nudges.registry.UnknownKindError` for a kind that does not exist.
    """
    nudge = kind_of(kind)
    card = _kept_from(nudge, scene) or nudge.composer(scene)
    if isinstance(card, Card):
        card = with_departed(card, departed(scene.session, scene.workspace.id, people_named(card)))
    if not isinstance(card, Card) or not nudge.can_be_off:
        return card
    if is_reference(scene.address):  # a mail has its own way of turning it off
        return card
    own = nudge.own_setting if nudge.receiver.to == "person" else None
    return with_turn_off_button(card, kind, own.button) if own else with_settings_button(card, kind)


def _kept_from(nudge: NudgeKind, scene: NudgeContext) -> Skip | None:
    """Return why a person does not get it: they may have become a guest, or have left, since it was planned."""
    if nudge.receiver.to != "person" or is_reference(scene.address):
        return None
    role, has_left = kept_role(scene.session, scene.workspace.id, scene.address)
    if has_left or role in {ContactRole.STRANGER, ContactRole.BOT}:
        return NOT_HERE
    return A_GUEST if role == ContactRole.GUEST and not nudge.for_guests else None


def compose(  # noqa: PLR0913, PLR0917 - a delivery's row and its context
    session: Session,
    workspace: Workspace,
    pack: Pack,
    delivery_kind: str,
    period_key: str,
    address: str,
    now: datetime,
    shown_at: datetime | None = None,
    is_external: bool = False,
) -> Card | Skip:
    """Return the card of a nudge, or why there is nothing to say.

    `now` (aware) is when it is sent. For a message that is composed again, `shown_at` is when it was sent: the card is
    then of that day, and keeps the rows that were done since. `is_external`: people of other organisations read the
    channel. Raises `jobs.nudges.registry.UnknownKindError` for a kind that does not exist.
    """
    scene = NudgeContext.of(session, workspace, pack, period_key, address, now, shown_at, is_external)
    return compose_in_context(delivery_kind, scene)


class Composed(NamedTuple):
    """A card, and whether what is far ahead was looked at for it."""

    card: Card | Skip
    is_beyond: bool


class SharedCards:
    """The cards of one round, by what they say and the pack that they come from."""

    def __init__(self) -> None:
        self._cards: OrderedDict[Hashable, Composed] = OrderedDict()
        self._reads: OrderedDict[Hashable, frozenset[str]] = OrderedDict()

    def likenesses(self, session: Session, wanted: Sequence[Wanted]) -> list[Likeness | None]:
        """Return what each of some nudges says; None if it must be composed separately."""
        scenes: dict[str, dict[int, list[NudgeContext]]] = defaultdict(lambda: defaultdict(list))
        for kind, scene in wanted:
            scenes[kind][scene.workspace.id].append(scene)
        found = {
            kind: likeness(session, single)
            for kind, by_workspace in scenes.items()
            if (likeness := kind_of(kind).likeness)
            and (single := [each[0] for each in by_workspace.values() if len(each) == 1])
        }
        return [found.get(kind, {}).get(scene.workspace.id) for kind, scene in wanted]

    def compose(self, kind: str, scene: NudgeContext, like: Likeness | None) -> Card | Skip:
        """Return the card of a nudge: the one composed before that is like it, if there is one.

        What people changed of the content, and what is far ahead, matter only if composing the card reads them.
        """
        own = scene.whole if isinstance(scene.whole, ChangedPack) else None
        shared = replace(scene, whole=own.original) if own else scene
        if like is None:
            return compose_in_context(kind, replace(scene, whole=own.itself) if own else scene)
        key: tuple[Hashable, ...] = (
            kind, scene.period_key, scene.today, scene.is_external, shared.whole, like.near
        )  # fmt: skip
        found = _kept(self._cards, key, lambda: _composed(kind, shared))
        if found.is_beyond:
            key = (*key, like.beyond)
            found = _kept(self._cards, key, lambda: _composed(kind, shared))
        if own and own.is_apart(_kept(self._reads, key, lambda: _reads(kind, shared))):
            return compose_in_context(kind, replace(scene, whole=own.itself))
        return found.card


def _composed(kind: str, scene: NudgeContext) -> Composed:
    looks: set[str] = set()
    card = compose_in_context(kind, replace(scene, looks=looks))
    return Composed(card, BEYOND in looks)


def _reads(kind: str, scene: NudgeContext) -> frozenset[str]:
    """Return what is read of the content when a card is composed."""
    return reads_of(scene.whole, lambda pack: compose_in_context(kind, replace(scene, whole=pack)))


def _kept(found: OrderedDict[Hashable, T], key: Hashable, make: Callable[[], T]) -> T:
    """Return what is kept by a key, or make and keep it: those that were not used for the longest time go."""
    if key in found:
        found.move_to_end(key)
    else:
        found[key] = make()
        while len(found) > MOST_KEPT:
            found.popitem(last=False)
    return found[key]
