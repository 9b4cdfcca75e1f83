"""Shared cards: a card that is the same for many workspaces is composed once."""

from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Card
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.registry import kind_of
from jobs.sending.compose import compose_in_context

MOST_KEPT = 64
"""How many cards are kept: those that are alike come close to each other."""
Wanted = tuple[str, NudgeContext]
"""A nudge's kind, and its context."""


class SharedCards:
    """The cards of one round."""

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
            # Each holds its pack, and where people have changed the content no two are alike.
            while len(self._cards) > MOST_KEPT:
                self._cards.popitem(last=False)
        return self._cards[key]
