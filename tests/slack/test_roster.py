"""What Slack says of the people in a workspace is kept: their role, whether they are an admin, and that they left."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.local.model import User
from bot.slack.roster import member_role
from models.db.database import Database
from models.tables import Contact
from models.workspace.contacts import everybody, names_of_people
from tests.support.local import NOON
from tests.support.slack import Bench, Handlers, help_card, slack

OURS, THEIRS = "T1", "T2"


@pytest.mark.parametrize(
    ("member", "role"),
    [
        ({"team_id": OURS}, "colleague"),
        ({"team_id": OURS, "is_admin": True}, "colleague"),
        ({"team_id": OURS, "is_restricted": True}, "guest"),
        ({"team_id": OURS, "is_restricted": True, "is_ultra_restricted": True}, "guest"),
        ({"team_id": THEIRS, "is_stranger": False}, "stranger"),
        ({"team_id": THEIRS, "is_stranger": True}, "stranger"),
        ({"team_id": THEIRS, "is_bot": True}, "stranger"),
        ({"team_id": OURS, "is_bot": True}, "bot"),
        ({"team_id": THEIRS, "enterprise_user": {"teams": [THEIRS, OURS]}}, "colleague"),
        ({"team_id": THEIRS, "enterprise_user": {"teams": [THEIRS]}}, "stranger"),
    ],
)
def test_the_role_is_read_from_slacks_own_flags(member: dict[str, Any], role: str) -> None:
    assert member_role(member, OURS) == role


def contacts(database: Database) -> dict[str, tuple[str | None, bool, datetime | None]]:
    with database.reading() as session:
        rows = session.scalars(select(Contact))
        return {row.name: (row.role, row.is_admin, row.left_at) for row in rows}


def furnish(bench: Bench) -> None:
    users = bench.workspace.state.users
    for user in (
        User("UGJEST", "gjest", "Guri Gjest", is_restricted=True),
        User("UFREMMED", "fremmed", "Frida Fremmed", team_id="TANNEN"),
        User("USLUTTET", "sluttet", "Siri Sluttet", deleted=True),
        User("USJEF", "sjef", "Sara Sjef", is_admin=True),
    ):
        users[user.id] = user


async def test_the_roster_keeps_roles_admins_and_those_who_left(database: Database) -> None:
    async with slack("http", database, Handlers(NAMES=frozenset({"padriver"}))) as bench:
        furnish(bench)
        await bench.kari.command("/padriver")
        assert contacts(database) == {
            "Pådriver": ("bot", False, None),
            "Kari Nordmann": ("colleague", True, None),
            "Per Hansen": ("colleague", False, None),
            "Guri Gjest": ("guest", False, None),
            "Frida Fremmed": ("stranger", False, None),
            "Siri Sluttet": (None, False, NOON),
            "Sara Sjef": ("colleague", True, None),
        }
        with database.reading() as session:
            assert sorted(everybody(session, 1).values()) == ["Guri Gjest", "Kari Nordmann", "Per Hansen", "Sara Sjef"]
            assert sorted(names[0] for names in names_of_people(session, 1).values()) == [
                "Kari Nordmann",
                "Per Hansen",
                "Sara Sjef",
            ]


async def test_a_change_is_kept_when_slack_sends_it(database: Database) -> None:
    async with slack("http", database, Handlers(COMMANDS={"padriver": help_card})) as bench:
        member = {"id": "UNY", "team_id": bench.workspace.state.team.id, "profile": {"real_name": "Nina Ny"}}
        await bench.workspace.happened({"type": "team_join", "user": member})
        assert contacts(database) == {"Nina Ny": ("colleague", False, None)}
        await bench.workspace.happened({"type": "user_change", "user": member | {"is_restricted": True}})
        assert contacts(database) == {"Nina Ny": ("guest", False, None)}
        await bench.workspace.happened({"type": "user_change", "user": member | {"deleted": True}})
        assert contacts(database) == {"Nina Ny": ("guest", False, NOON)}
        await bench.clock.move(datetime.fromisoformat("2026-11-02T12:00+01:00"))
        await bench.workspace.happened({"type": "user_change", "user": member | {"deleted": True}})
        assert contacts(database) == {"Nina Ny": ("guest", False, NOON)}
        await bench.workspace.happened({"type": "user_change", "user": member | {"is_owner": True}})
        assert contacts(database) == {"Nina Ny": ("colleague", True, None)}
