"""Who may use a command, a control, a form or a file: declared where each is registered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.commands.ask import Answer, Ask, Press, Reply, Submission, Submitted
from bot.commands.parse.clean import clean, leading_word
from models.workspace.contacts import ContactRole

P = ParamSpec("P")
R = TypeVar("R")
RANKS: Mapping[ContactRole, int] = {
    each: rank
    for rank, each in enumerate((ContactRole.BOT, ContactRole.STRANGER, ContactRole.GUEST, ContactRole.COLLEAGUE))
}
"""The roles in order: each may do what those before it may."""


@dataclass(frozen=True, eq=False)
class Restricted(Generic[P, R]):
    """A handler, and the least role of a person who may use it.

    For a command, `words` has other roles by the first word of its text, folded (`content.folding`); `""` is no text.
    """

    handler: Callable[P, R]
    least: ContactRole
    words: Mapping[str, ContactRole] = field(default_factory=dict)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer as the handler does. Nothing is checked here: the dispatcher has done that (`bot.requests.roles`)."""
        return self.handler(*args, **kwargs)

    def least_for(self, text: str) -> ContactRole:
        """Return the least role of a person who may use it with that text."""
        first = leading_word(text)
        # A word with only accents folds to nothing, but it is not «no text»: more may follow it.
        return self.words.get(first, self.least) if first or not clean(text).strip(" ?!.") else self.least


Command = Restricted[[Ask, Session], Answer]
Pressing = Restricted[[Ask, Press, Session], Reply | Form]
Submitting = Restricted[[Ask, Submission, Session], Submitted]


def for_colleagues(handlers: Mapping[str, Callable[P, R]]) -> dict[str, Restricted[P, R]]:
    """Return handlers that only members of the organisation may use."""
    return {name: Restricted(handler, ContactRole.COLLEAGUE) for name, handler in handlers.items()}


def for_guests(handlers: Mapping[str, Callable[P, R]]) -> dict[str, Restricted[P, R]]:
    """Return handlers that guests may use too."""
    return {name: Restricted(handler, ContactRole.GUEST) for name, handler in handlers.items()}


def is_allowed(role: ContactRole, least: ContactRole) -> bool:
    """Return True if somebody in a role may do what needs that role at least."""
    return RANKS[role] >= RANKS[least]
