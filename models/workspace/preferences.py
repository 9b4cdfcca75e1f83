"""What the people of a workspace want from the bot: what is on, when, where, and when it is quiet.

The workspace's times of day and its shared channel are columns of `workspace`. A `preference` is anything else: a
kind that is off, a kind's own channel, and what one person wants of the messages to that person.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar.quiet import Away, Night, Rest
from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.tables import Pause, Preference, Workspace

ALL = ""
"""The user id of a whole workspace's own preferences."""
CAMPAIGN = "kampanje"
GROUPS = ("ukesoversikt", "manedshjul", CAMPAIGN, "frister")
"""Groups that may have a channel of their own; the campaign's kinds share one."""
OWN_NIGHT = ("stille_fra", "stille_til")
"""The preferences of a person who wants a longer night than the workspace has: the hours, in `at`."""
AT_ONCE = "mediesak_straks"
"""The preference of a workspace that wants cases in evenings and weekends too."""

EVENING = "hvem_mott_i_dag"
"""The kind that asks people on the evenings of an event; the workspace's preference of it holds the time."""
EVENING_AT = time(17, 30)
"""When it asks if nobody has chosen: when the programme of a day is over, and before people go on. Local."""
OWNED_IN_CHANNEL = "frister_begge"
"""The preference of a workspace whose channel gets the deadlines that somebody is responsible for too."""

ASSISTANT_NAMES = "assistent_navn"
"""The preference of a workspace whose people's own assistants see the names of people."""


class PreferenceChange(NamedTuple):
    """What is wanted of a kind; None is the default."""

    wanted: bool | None = None
    at: time | None = None
    channel: str | None = None


AS_USUAL = PreferenceChange()


@dataclass(frozen=True)
class Preferences:
    """What the people of a workspace want; times are local to the workspace."""

    workspace: Workspace
    changes: dict[tuple[str, str], PreferenceChange] = field(default_factory=dict)
    """By user id (`ALL` for the workspace) and kind."""
    pauses: tuple[tuple[str, Away], ...] = ()
    """Each with its user id (`ALL` for the workspace)."""

    @property
    def night(self) -> Night:
        """Return the night of the workspace."""
        return Night(self.workspace.quiet_from, self.workspace.quiet_to)

    def own_night(self, user_id: str) -> Night:
        """Return a person's night: the workspace's, made longer if that person wants it so.

        If that leaves too few hours of the day, since the workspace's night has changed, it is the workspace's alone.
        """
        begins, ends = (self.preference(user_id, name).at for name in OWN_NIGHT)
        own = self.night.longer(begins, ends)
        return own if own.leaves_a_day else self.night

    def rest(self, user_id: str = ALL) -> Rest:
        """Return when nothing is sent to a person, or to the shared channel. The workspace's pauses are everybody's."""
        pauses = tuple(pause for whose, pause in self.pauses if whose in {ALL, user_id})
        return Rest(self.workspace.zone, self.own_night(user_id) if self.changes else self.night, pauses)

    def wants(self, kind: str, user_id: str = ALL) -> bool:
        """Return True if a kind is on, in the workspace and for that person."""
        return not self.changes or all(self.preference(whose, kind).wanted is not False for whose in {ALL, user_id})

    def channel(self, group: str) -> str | None:
        """Return the channel that a group is posted in: its own, or else the shared one; None if neither is chosen."""
        return self.own_channel(group) or self.workspace.shared_channel

    def own_channel(self, group: str) -> str | None:
        """Return the channel that was chosen for that group alone."""
        return self.preference(ALL, group).channel

    @property
    def hears_at_once(self) -> bool:
        """Return True if cases in the media are posted in evenings and weekends too."""
        return self.preference(ALL, AT_ONCE).wanted is True

    @property
    def owned_in_channel(self) -> bool:
        """Return True if what somebody is responsible for comes to the channel every time, and not only to them."""
        return self.preference(ALL, OWNED_IN_CHANNEL).wanted is True

    @property
    def evening_time(self) -> time:
        """Return when people are asked on the evenings of an event, local."""
        return self.preference(ALL, EVENING).at or EVENING_AT

    def owners_time(self, kind: str, user_id: str) -> time:
        """Return when that person gets the morning's deadlines."""
        return self.preference(user_id, kind).at or self.workspace.deadline_time

    def earliest_owners_time(self, kind: str) -> time:
        """Return the earliest time at which any of them gets them."""
        times = [own.at for (user_id, name), own in self.changes.items() if user_id and name == kind and own.at]
        return min([self.workspace.deadline_time, *times])

    def people_with_pauses(self) -> set[str]:
        """Return everybody who has a pause of their own."""
        return {user_id for user_id, _ in self.pauses if user_id}

    def preference(self, user_id: str, kind: str) -> PreferenceChange:
        """Return what a person, or the workspace (`ALL`), wants of a kind or group."""
        return self.changes.get((user_id, kind), AS_USUAL)


def preferences(session: Session, workspace: Workspace) -> Preferences:
    """Return what the people of a workspace want now."""
    return preferences_of(session, (workspace,))[workspace.id]


def preferences_of(session: Session, workspaces: Iterable[Workspace]) -> dict[int, Preferences]:
    """Return what the people of several workspaces want now, by the workspace's id, in two queries."""
    by_id = {workspace.id: workspace for workspace in workspaces}
    changes: dict[int, dict[tuple[str, str], PreferenceChange]] = {each: {} for each in by_id}
    pauses: dict[int, list[tuple[str, Away]]] = {each: [] for each in by_id}
    asked = {"workspaces": list(by_id)}
    for each, user_id, kind, wanted, at, channel in session.execute(_STORED, asked):
        changes[each][user_id, kind] = PreferenceChange(wanted, at, channel)
    for each, user_id, first, last, name in session.execute(_AWAY, asked):
        pauses[each].append((user_id, Away(first, last, name)))
    return {each: Preferences(workspace, changes[each], tuple(pauses[each])) for each, workspace in by_id.items()}


# Run in every round, so they are built once.
_STORED = select(
    Preference.workspace_id,
    Preference.user_id,
    Preference.kind,
    Preference.wanted,
    Preference.at,
    Preference.channel,
).where(in_list(Preference.workspace_id, "workspaces"))
_AWAY = (
    select(Pause.workspace_id, Pause.user_id, Pause.first, Pause.last, Pause.name)
    .where(in_list(Pause.workspace_id, "workspaces"))
    .order_by(Pause.first, Pause.id)
)


def save_preference(session: Session, workspace_id: int, user_id: str, kind: str, preference: PreferenceChange) -> None:
    """Store what a person, or the workspace (`ALL`), wants of a kind."""
    key = {"workspace_id": workspace_id, "user_id": user_id, "kind": kind}
    insert_new(session, Preference, [key])
    row = session.scalars(select(Preference).filter_by(**key).with_for_update()).one()
    row.wanted, row.at, row.channel = preference


def stored_preference(session: Session, workspace_id: int, user_id: str, kind: str) -> PreferenceChange:
    """Return what a person, or the workspace (`ALL`), wants of a kind, as stored."""
    key = {"workspace_id": workspace_id, "user_id": user_id, "kind": kind}
    row = session.scalar(select(Preference).filter_by(**key).execution_options(populate_existing=True))
    return PreferenceChange(row.wanted, row.at, row.channel) if row else AS_USUAL


def shows_names(session: Session, workspace_id: int) -> bool:
    """Return True if the workspace lets people's own assistants see the names of people."""
    return stored_preference(session, workspace_id, ALL, ASSISTANT_NAMES).wanted is True


def pauses_to_come(session: Session, workspace_id: int, user_ids: tuple[str, ...], today: date) -> list[Pause]:
    """Return their pauses that are not over, the earliest first."""
    query = select(Pause).where(Pause.workspace_id == workspace_id, Pause.user_id.in_(user_ids), Pause.last >= today)
    return list(session.scalars(query.order_by(Pause.first, Pause.id)))
