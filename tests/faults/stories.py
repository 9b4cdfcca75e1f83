"""The days that the scenarios are played on: what is in the calendar, and what is to be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy.orm import Session

from bot.local.state import State
from bot.slack.workspaces import PLATFORM
from models.db.database import Database
from models.mail.digest import choose_digest
from models.occurrences.sync import sync
from models.tables import Workspace
from models.workspace.workspaces import get_or_create
from tests.faults import rounds, tenant
from tests.faults.post_office import wanted_digests
from tests.faults.replica import PACKS
from tests.faults.wanted import Wanted, at, mornings, nobodys
from tests.faults.watch import Watch
from tests.faults.worlds import workspace
from tests.support.rows import new_row

On = Literal["slack", "teams", "both"]
"""The platforms that the bot is on."""


@dataclass(frozen=True)
class Story:
    """Some working days, on each of which a deadline of every owner ends."""

    name: str
    begins: str
    days: tuple[str, ...]
    posts: tuple[tuple[str, str, str, str], ...]
    """Kind, key, when it is due (the talking point of Wednesday is caught up with at the start), and its words."""
    readers: int = 0
    """How many get the digest by e-mail."""
    rounds: int = 0
    """How many rounds of a message are sent by e-mail, each to so many `carriers`."""
    carriers: int = 0

    @property
    def settings(self) -> Mapping[str, Any]:
        """Return the settings that replicas have besides the usual ones."""
        return rounds.SETTINGS if self.rounds else {}

    def mails(self, database: Database) -> list[Wanted]:
        """Return what is to come by e-mail; empty if nothing is."""
        if self.rounds:
            return list(rounds.wanted(database))
        return wanted_digests(database) if self.readers else []

    @property
    def start(self) -> datetime:
        """Return when the bot is first up."""
        return at(self.begins)

    def wanted(self, channel: str, people: Sequence[str]) -> Iterator[Wanted]:
        """Give everything that is to be told to a workspace of that channel and those people."""
        for kind, key, due, words in self.posts:
            yield Wanted(kind, key, channel, at(due), words)
        yield from mornings(self.days, channel, people)

    def in_slack(self, state: State) -> Iterator[Wanted]:
        """Give everything that is to be told to the local workspace."""
        yield from self.wanted(state.channel("sekretariatet").id, [each.id for each in state.people()])

    def in_teams(self) -> Iterator[Wanted]:
        """Give everything that is to be told to the tenant."""
        yield from self.wanted(tenant.HOME, list(tenant.PEOPLE))

    def furnish(self, url: str, on: On) -> None:
        """Fill the database at a URL with the workspaces that are on those platforms."""
        database = Database(url)
        try:
            with database.session() as session:
                if on != "teams":
                    self._fill_slack(session)
                if on != "slack":
                    self._fill(session, tenant.settle_in(session, self.start), tenant.PEOPLE)
        finally:
            database.close()

    def _fill_slack(self, session: Session) -> None:
        local = workspace(Watch(lambda _number, _wait: None), lambda: self.start)
        row = get_or_create(session, PLATFORM, local.state.team.id, local.state.team.name)
        row.shared_channel = local.state.channel("sekretariatet").id
        self._fill(session, row, {each.id: each.real_name for each in local.state.people()})

    def _fill(self, session: Session, row: Workspace, people: Mapping[str, str]) -> None:
        sync(session, row, PACKS.current(), self.start - timedelta(days=1))
        for number in range(self.readers):
            choose_digest(session, row.id, f"UR{number}", f"leser{number}@kommune.example.no", self.start)
        if self.rounds:
            rounds.fill(session, row, self.rounds, self.carriers, self.start)
        for day in self.days:
            # What ends on a Monday is told on the Friday before, too.
            due = date.fromisoformat(day)
            new_row(session, row.id, nobodys(day), due if due.weekday() else due + timedelta(days=1))
            for owner, name in people.items():
                new_row(session, row.id, f"Innspill {day} fra {name}", date.fromisoformat(day), owner=owner)


MONDAY = Story(
    "monday",
    "2026-11-02 07:40",
    ("2026-11-02",),
    (
        ("ukesoversikt", "2026-W45", "2026-11-02 08:00", "Uke 45: 2.–8. november"),
        ("manedshjul", "2026-11", "2026-11-02 08:00", "Årshjulet for november 2026"),
    ),
)
"""The first working day of a month, a Monday: digest, deadlines and wheel in one message, and three owners' own."""

MAILED = replace(MONDAY, name="mailed", readers=12)
"""The same, with e-mail to some."""

QUIET = Story("quiet", "2026-11-10 11:00", (), ())
"""A Tuesday on which nothing is sent."""

ROUNDS = replace(QUIET, name="rounds", rounds=62, carriers=162)
"""The same Tuesday, on which 10,044 e-mails are sent: a round each fifth minute."""

WEEKEND = Story(
    "weekend",
    "2026-10-30 08:10",
    ("2026-10-30", "2026-11-02"),
    (("kampanje_onsdag", "2026-W44", "2026-10-30 08:10", "Ukas budskap: "), *MONDAY.posts),
)
"""The Friday before it, too."""

AUTUMN = Story(
    "autumn",
    "2026-10-23 08:10",
    ("2026-10-23", "2026-10-26"),
    (
        ("kampanje_onsdag", "2026-W43", "2026-10-23 08:10", "Ukas budskap: "),
        ("ukesoversikt", "2026-W44", "2026-10-26 08:00", "Uke 44: 26. oktober–1. november"),
    ),
)
"""Clocks go back in the night to Sunday 25 October 2026."""

SPRING = Story(
    "spring",
    "2026-03-27 08:10",
    ("2026-03-27", "2026-03-30"),
    (
        ("kampanje_onsdag", "2026-W13", "2026-03-27 08:10", "Ukas budskap: "),
        ("ukesoversikt", "2026-W14", "2026-03-30 08:00", "Uke 14: 30. mars–5. april"),
    ),
)
"""Clocks go forward in the night to Sunday 29 March 2026."""
