"""A file for one person. Each platform's package knows how to deliver it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.cards.card import Card, Picture


@dataclass(frozen=True)
class File:
    """A file: its name with its ending, what people see as its title, and how its bytes are made.

    `content` may take a while: call it off the event loop, and outside of any transaction. It holds all it needs.
    """

    name: str
    title: str
    content: Callable[[], bytes] = field(repr=False)
    caption: Card | None = None
    """Shown beside the file: for a picture, the same in words."""
    alt: str = ""
    """For a picture: its alternative text."""
    view: str = ""
    """For a picture that may be shown in a message too: what it shows (`Picture.view`)."""

    @property
    def picture(self) -> Picture | None:
        """Return the file as a picture in a message; None if it has no address to be shown at."""
        return Picture(self.name, self.alt, self.content, self.view) if self.view else None
