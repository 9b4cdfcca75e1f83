"""Which questions about what is over were never delivered, since the bot was down or could not write to the place.

Nothing is closed unasked: such a row is asked about again (`models.occurrences.ending`), and its time begins again.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.in_list import in_list, literals
from models.occurrences.queries import of_register
from models.tables import Delivery, Destination, Workspace
from models.workspace.administrators import named_administrators
from models.workspace.contacts import departed
from models.workspace.preferences import preferences

KINDS = ASKED_IN_CHANNEL, ASKED_OWNER = "over", "over_eier"
"""The kinds of the questions (`jobs.nudges.ending`), by their stored names."""
FIRST = "rydding:"
"""The prefix of the key of the one list after an upgrade."""
WORTH = timedelta(days=14)
"""How long a question may be late: after that it is not sent any more."""
GROUP = "frister"
MAY_COME = ("planned", "sending", "sent", "unknown")
SETTLED = ("slått av", "alt har fått et svar", "venter i Hjem: spurt to ganger", "ikke ")
"""How the reasons begin for which a question is not sent although people could have been asked."""


class Asked(Protocol):
    """What is needed of a row that people are asked about."""

    @property
    def id(self) -> int:
        """Return its id."""

    @property
    def owner(self) -> str | None:
        """Return the first person responsible."""

    @property
    def co_owners(self) -> list[str] | None:
        """Return the others responsible."""

    @property
    def asked_on(self) -> date | None:
        """Return the local day on which people are asked about it."""


class _Handled(NamedTuple):
    kind: str
    address: str
    is_first: bool
    """Whether it was the one list after an upgrade, which has everybody's rows."""


def undelivered(session: Session, workspace: Workspace, rows: Sequence[Asked], today: date) -> list[int]:
    """Return the ids of the rows whose question was not delivered in time, and could be.

    A row is asked about in the channel, or to the people responsible or to administrators; where questions are turned
    off, or nobody can be asked, there is nothing to deliver.
    """
    late = [row for row in rows if row.asked_on is not None and row.asked_on + WORTH < today]
    if not late:
        return []
    handled = _handled(session, workspace.id, sorted({row.asked_on for row in late if row.asked_on}))
    places = _places(session, workspace, late)
    return [row.id for row in late if row.asked_on and not places.has_been(row, handled[row.asked_on])]


@dataclass(frozen=True)
class _Places:
    """Where people can be asked."""

    in_channel: bool
    to_owners: bool
    has_administrators: bool
    left: Collection[str]
    hidden: Collection[int]
    """The rows of the register, which are not shown in the channel."""

    def has_been(self, row: Asked, handled: Collection[_Handled]) -> bool:
        """Return True if a question has been where it belongs, or if there is nobody to ask."""
        owners = {each for each in (row.owner, *(row.co_owners or ())) if each and each not in self.left}
        if owners and self.to_owners:
            return any(each.address in owners or (each.is_first and each.kind == "kanal") for each in handled)
        if self.in_channel and row.id not in self.hidden:
            return any(each.kind == "kanal" for each in handled)
        return not self.has_administrators or any(each.kind == "person" for each in handled)


def _places(session: Session, workspace: Workspace, rows: Sequence[Asked]) -> _Places:
    wanted = preferences(session, workspace)
    return _Places(
        in_channel=wanted.wants(ASKED_IN_CHANNEL) and wanted.channel(GROUP) is not None,
        to_owners=wanted.wants(ASKED_OWNER),
        has_administrators=bool(named_administrators(session, workspace)),
        left=departed(session, workspace.id, {each for row in rows for each in (row.owner, *(row.co_owners or ()))}),
        hidden=of_register(session, workspace.id),
    )


def _handled(session: Session, workspace_id: int, days: Sequence[date]) -> Mapping[date, frozenset[_Handled]]:
    """Return the places where each day's questions were, or will be, posted, or were not wanted."""
    keys = {f"{prefix}{day}": day for day in days for prefix in ("", FIRST)}
    query = (
        select(Delivery.period_key, Delivery.state, Delivery.reason, Destination.kind, Destination.address)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(Delivery.workspace_id == workspace_id, Delivery.kind.in_(literals(KINDS)))
        .where(in_list(Delivery.period_key, "keys"))
    )
    found: dict[date, set[_Handled]] = defaultdict(set)
    for key, state, reason, kind, address in session.execute(query, {"keys": list(keys)}):
        if state in MAY_COME or (reason or "").startswith(SETTLED):
            found[keys[key]].add(_Handled(kind, address, key.startswith(FIRST)))
    return {day: frozenset(found[day]) for day in days}
