"""Composes what a delivery says: from its row to a card, at the moment it is sent.

A card that is the same for many workspaces is composed once.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.departed import people_named, with_departed
from bot.cards.nudges.settings_button import with_settings_button
from bot.cards.nudges.turn_off import with_turn_off_button
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import NudgeKind
from jobs.nudges.registry import kind_of
from models.tables import Workspace
from models.workspace.contacts import ContactRole, departed, kept_role

A_GUEST = Skip("mottakeren er gjest nå")
NOT_HERE = Skip("mottakeren hører ikke til her lenger")

MOST_KEPT = 64
"""How many shared cards are kept: those that are alike come close to each other."""
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
    return with_turn_off_button(card, kind) if nudge.receiver.to == "person" else with_settings_button(card, kind)


def _kept_from(nudge: NudgeKind, scene: NudgeContext) -> Skip | None:
    """Return why a person does not get it: they may have become a guest, or have left, since it was planned."""
    if nudge.receiver.to != "person":
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


class SharedCards:
    """The cards of one round, by what they say and the pack that they come from."""

    def __init__(self) -> None:
        self._cards: OrderedDict[Hashable, Card | Skip] = OrderedDict()

    def prints(self, session: Session, wanted: Sequence[Wanted]) -> list[Hashable]:
        """Return a fingerprint of what each of some nudges says; None if it must be composed separately."""
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

    def compose(self, kind: str, scene: NudgeContext, print_: Hashable) -> Card | Skip:
        """Return the card of a nudge: the one composed before with the same fingerprint, if it has one."""
        if print_ is None:
            return compose_in_context(kind, scene)
        key = (kind, scene.period_key, print_, scene.pack)
        if key in self._cards:
            self._cards.move_to_end(key)
        else:
            self._cards[key] = compose_in_context(kind, scene)
            # Each keeps its pack in memory, and packs that people have changed are never alike.
            while len(self._cards) > MOST_KEPT:
                self._cards.popitem(last=False)
        return self._cards[key]
