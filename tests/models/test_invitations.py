"""Invitations name nobody, and are found and deleted with somebody who asks for it."""

import pytest

from content.constituencies import constituencies_of, county_called
from models.db.database import Database
from models.occurrences.changes import GoneError
from models.official.groups import county, group_of, groups_named
from models.official.invitations import begin, close, invited, open_rounds, tick
from models.official.known_members import known_members
from models.official.members import sitting
from models.register import edits, roles
from models.register.erasure import erase
from models.register.mentions import Marks, mentions, strike
from models.register.personal_data import held
from tests.support.nudges import at, office
from tests.support.register import new_person, spoke
from tests.support.storting import have

NOW = at("2026-10-09 12:00")


def test_access_and_erasure_find_invitations_by_the_name(database: Database) -> None:
    here = office(database)
    have(database)
    with database.session() as session:
        members = sitting(session)
        row, _ = begin(session, here.workspace_id, county("Akershus"), county("Akershus").of(members), "U1", NOW)
        person = new_person(session, here.workspace_id, "Kari Nordmann")
        elsewhere = held(session, here.workspace_id, person.id)["nevnt ellers"]
        assert [(each["table"], each["text"]) for each in elsewhere] == [("invitation", "Kari Nordmann")]
        erase(session, here.workspace_id, person.id, "U1", NOW)
        assert [each.member.name for each in invited(session, here.workspace_id, row.id) if each.member] == ["Ola Moe"]
        assert "Kari Nordmann" in {each.name for each in sitting(session)}, "the Storting's own list is not ours"
        marks = Marks(("Ola Moe",))
        assert [each.table for each in mentions(session, here.workspace_id, marks)] == ["invitation"]
        strike(session, here.workspace_id, marks)
        assert invited(session, here.workspace_id, row.id) == []


def test_two_who_tick_at_once_and_a_round_that_is_closed(sqlite_database: Database) -> None:
    here = office(sqlite_database)
    have(sqlite_database)
    with sqlite_database.session() as session:
        group = county("Akershus")
        row, is_new = begin(session, here.workspace_id, group, group.of(sitting(session)), "U1", NOW)
        again, is_new_again = begin(session, here.workspace_id, group, [], "U2", NOW)
        assert (is_new, is_new_again, again.id) == (True, False, row.id)
        first = invited(session, here.workspace_id, row.id)[0].invitation
        for who in ("U1", "U2"):
            tick(session, here.workspace_id, first.id, who, NOW, done=True)
        assert first.done_by == "U1", "what is ticked stays with who did it"
        assert [(each.done, each.total) for each in open_rounds(session, here.workspace_id)] == [(1, 2)]
        close(session, here.workspace_id, row.id, NOW)
        assert open_rounds(session, here.workspace_id) == []
        with pytest.raises(GoneError):
            tick(session, here.workspace_id, first.id, "U2", NOW, done=False)


def test_who_is_met_is_known_by_name_and_party_this_session_and_not_by_plans(sqlite_database: Database) -> None:
    here = office(sqlite_database)
    have(sqlite_database)
    with sqlite_database.session() as session:
        people = {
            name: new_person(session, here.workspace_id, name) for name in ("Kari Nordmann", "Ola Moe", "Per Dahl")
        }
        edit = edits.begin(session, here.workspace_id, "U1", "ny", NOW)
        roles.add(session, here.workspace_id, people["Per Dahl"].id, roles.NewRole("politiker", party="H"), edit)
        spoke(session, here.workspace_id, at("2026-10-05 12:00").date(), people["Kari Nordmann"])
        spoke(session, here.workspace_id, at("2026-09-20 12:00").date(), people["Ola Moe"])
        spoke(session, here.workspace_id, at("2026-10-05 12:00").date(), people["Per Dahl"])
        since = at("2026-10-01 12:00").date()
        known = {each.member.name: each for each in known_members(session, here.workspace_id, sitting(session), since)}
        met = {name: each.met_on.isoformat() for name, each in known.items() if each.met_on}
    assert met == {"Kari Nordmann": "2026-10-05"}, (
        "before the session is not in it, and another party is another person"
    )
    assert known["Ola Moe"].person_id is not None
    assert known["Per Dahl"].person_id is None


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Akershus", ["Akershus"]),
        ("akershus fylke", ["Akershus"]),
        ("oslobenken", ["Oslo"]),
        ("stortingsbenken fra Oslo", ["Oslo"]),
        ("transport", ["Transport- og kommunikasjonskomiteen"]),
        ("transportkomiteen", ["Transport- og kommunikasjonskomiteen"]),
        ("energi og miljø", ["Energi- og miljøkomiteen"]),
        ("Innlandet", ["Innlandet"]),
        ("komiteen", []),
        ("sauer", []),
    ],
)
def test_counties_and_committees_are_read_as_people_write_them(
    sqlite_database: Database, said: str, found: list[str]
) -> None:
    have(sqlite_database)
    with sqlite_database.reading() as session:
        members = sitting(session)
        groups = groups_named(members, said)
        assert [each.name for each in groups] == found
        assert [group_of(members, each.value) for each in groups] == groups


def test_a_county_that_is_two_constituencies_means_both() -> None:
    assert constituencies_of(["3401", "0301", "9999"]) == ("Oslo", "Hedmark", "Oppland")
    assert county_called("Trøndelag - Trööndelage") == "Trøndelag"
    assert county_called("Viken") is None
