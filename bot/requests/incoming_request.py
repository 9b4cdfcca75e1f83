"""A request from a platform, as far as the code shared by platforms needs to know it."""

from datetime import datetime
from typing import Protocol

from bot.commands.ask import Ask
from content.folding import storable
from content.schema.pack import Pack
from models.tables import Workspace
from models.workspace.contacts import ContactRole

LONGEST_KEY, LONGEST_ID = 190, 64
"""The column of keys holds 200: a kept request has a mark before its key (`models.workspace.inbound.LATER`)."""


def check_ids(*ids: object, longest: int = LONGEST_ID) -> None:
    """Raise `TypeError` or `ValueError` unless each is an id as platforms write them: text that any database keeps.

    Checked where a request is read, so that one whose parts are not the platform's own is refused as unreadable.
    """
    for each in ids:
        if not isinstance(each, str):
            message = f"an id is a {type(each).__name__}"
            raise TypeError(message)
        if len(each) > longest or storable(each) != each:
            message = "an id is too long, or has signs that no database keeps"
            raise ValueError(message)


class IncomingRequest(Protocol):
    """A command, a press, a form or an event."""

    @property
    def team_id(self) -> str:
        """Return the platform's id of the workspace."""

    @property
    def key(self) -> str:
        """Return the key, which is the same every time the platform delivers the same request."""

    @property
    def name(self) -> str:
        """Return the name of the handler."""

    @property
    def user_id(self) -> str:
        """Return the platform's id of the person; empty if no person sent it."""

    @property
    def place_id(self) -> str:
        """Return the platform's id of the channel or conversation; empty if there is none."""

    @property
    def stated_role(self) -> ContactRole | None:
        """Return the role of the person if the request itself says that it is less than a guest's."""

    @property
    def stated_external(self) -> bool | None:
        """Return whether people of other organisations read the place; None if the request does not say."""

    def to_ask(self, workspace: Workspace, pack: Pack, now: datetime) -> Ask:
        """Return it as a colleague asks a handler, at that moment (aware)."""
