"""What a platform told us, as far as the rest of the house needs to know."""

from datetime import datetime
from typing import Protocol

from bot.commands.ask import Ask
from content.schema.pack import Pack
from models.arriving import Known


class Arrival(Protocol):
    """A command, a press, a form or an event."""

    @property
    def team_id(self) -> str:
        """Return the platform's id of the workspace."""

    @property
    def key(self) -> str:
        """Return what is the same whenever the platform tells the same thing again."""

    @property
    def name(self) -> str:
        """Return the name of the handler that is asked for."""

    def asked(self, here: Known, pack: Pack, now: datetime) -> Ask:
        """Return it as a handler is asked, at that moment (aware)."""
