"""What a platform told us, as far as the rest of the house needs to know."""

from datetime import datetime
from typing import Protocol

from bot.commands.ask import Ask
from content.schema.pack import Pack
from models.arriving import Known
from models.contacts import ContactRole


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

    @property
    def user_id(self) -> str:
        """Return the platform's id of the person; empty where none asked for anything."""

    @property
    def place_id(self) -> str:
        """Return the platform's id of the channel or conversation; empty where it is in none."""

    @property
    def said_role(self) -> ContactRole | None:
        """Return the role of the person where the request itself says that it is less than a guest's."""

    @property
    def said_external(self) -> bool | None:
        """Return whether people of other organisations read the place; None where the request does not say."""

    def asked(self, here: Known, pack: Pack, now: datetime) -> Ask:
        """Return it as a colleague asks a handler, at that moment (aware)."""
