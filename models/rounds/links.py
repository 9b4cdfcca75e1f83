"""The personal links of a round: who has one may read the round's page and answer for that member.

A link carries the carrier's id and a signature of round, carrier and generation. Nothing of it is stored, so the same link
is made for a retry and for the reminder; a new generation makes the links before it open nothing.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Carrier, MessageRound, Person, Workspace
from models.workspace.keyring import Keyring

PATH = "/runde/"
PURPOSE = "runde"
NAME = re.compile(r"\A([1-9][0-9]{0,8})-([A-Za-z0-9_-]{22})\Z")
"""A number that is too large for PostgreSQL is refused before it is asked: that would be an error, and no miss."""
SCHEME = "runde:"
"""How a card names a personal link that what sends it fills in: `runde:12`, the carrier's id."""


@dataclass(frozen=True)
class OpenedLink:
    """What a link opens: the carrier, the round, the person who is asked, and the workspace."""

    carrier: Carrier
    round: MessageRound
    person: Person
    workspace: Workspace


@dataclass(frozen=True)
class RoundLinks:
    """Makes and reads personal links. `url` is where people reach the bot, without a closing slash."""

    url: str
    keyring: Keyring = field(repr=False)

    def address(self, carrier: Carrier) -> str:
        """Return the link of a carrier as it is now."""
        return f"{self.url}{PATH}{carrier.id}-{self.keyring.sign(PURPOSE, _signed(carrier))}"

    def open(self, session: Session, name: str, now: datetime, *, lock_it: bool = False) -> OpenedLink | None:
        """Return what the last part of a link opens at that moment (aware); None if it opens nothing, whatever the reason.

        Forged, revoked and expired links are not told apart, nor those of people who have been deleted.
        """
        found = NAME.fullmatch(name)
        if found is None:
            return None
        query = (
            select(Carrier, MessageRound, Person, Workspace)
            .join(MessageRound, MessageRound.id == Carrier.round_id)
            .join(Person, Person.id == Carrier.person_id)
            .join(Workspace, Workspace.id == Carrier.workspace_id)
            .where(Carrier.id == int(found[1]), Person.removed_at.is_(None), Workspace.removed_at.is_(None))
        )
        row = session.execute(query.with_for_update(of=Carrier) if lock_it else query).first()
        if row is None or not self.keyring.is_signed(PURPOSE, _signed(row[0]), found[2]):
            return None
        carrier: Carrier = row[0]
        is_open = carrier.revoked_at is None and carrier.expires_at > now and row[1].sent_at is not None
        return OpenedLink(*row) if is_open else None

    def address_of(self, session: Session, workspace_id: int, carrier_id: int) -> str:
        """Return the link of a workspace's carrier; empty if it is not there."""
        mine = (Carrier.workspace_id == workspace_id, Carrier.id == carrier_id)
        carrier = session.scalar(select(Carrier).where(*mine))
        return self.address(carrier) if carrier else ""


def _signed(carrier: Carrier) -> str:
    return f"{carrier.round_id}:{carrier.id}:{carrier.generation}"
