"""E-mail addresses: how they are stored, and when nothing more is sent to them."""

from datetime import UTC, datetime

import pytest

from models.db.database import Database
from models.mail.addresses import (
    STOPPED,
    closed_addresses,
    is_reference,
    mail_address,
    mail_destination,
    mail_state,
    mail_states,
    stop,
    turn_off,
    work_again,
)
from models.mail.written import BadAddressError, written
from models.tables import Destination
from models.workspace.installations import come_back
from models.workspace.workspaces import destination, get_or_create

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
LONG = "a" * 60 + "@" + "b" * 60 + "." + "c" * 60 + ".kommune.example.no"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (" Kari.Moe@Lillestrom.Kommune.NO ", "kari.moe@lillestrom.kommune.no"),
        ("o'neill+post@ås.kommune.no", "o'neill+post@xn--s-1fa.kommune.no"),
        (LONG, LONG),
    ],
)
def test_an_address_is_stored_in_lower_case_with_its_domain_in_ascii(text: str, stored: str) -> None:
    assert written(text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kari",
        "kari@",
        "@kommune.no",
        "kari@kommune",
        "kari moe@kommune.no",
        "kari@kommune.no\r\nBcc: alle@example.no",
        "kari\n@kommune.no",
        "kari@kommune.no, ola@kommune.no",
        "<kari@kommune.no>",
        '"kari"@kommune.no',
        "kåri@kommune.no",
        "kari..moe@kommune.no",
        "kari@-kommune.no",
        "kari@127.0.0.1",
        f"{'a' * 250}@kommune.no",
        f"kari@{'a' * 64}.no",
    ],
)
def test_what_is_no_plain_address_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadAddressError, match=r"^Skriv en e-postadresse som kari@kommune\.no\.$"):
        written(text)


def test_a_destination_names_an_address_by_a_short_reference(database: Database) -> None:
    with database.session() as session:
        here = get_or_create(session, "slack", "T1", "Fjordby").id
        there = get_or_create(session, "slack", "T2", "Innby").id
        place = mail_destination(session, here, LONG.upper(), NOW)
        again = mail_destination(session, here, LONG, NOW)
        other = mail_destination(session, there, LONG, NOW)
        assert again.id == place.id
        assert other.address != place.address
        assert (place.kind, place.is_external, is_reference(place.address)) == ("epost", True, True)
        assert mail_states(session, here, [place.address, other.address]).keys() == {place.address}
        row = mail_address(session, here, place.address)
        assert row is not None
        assert row.address == LONG
        assert mail_address(session, there, place.address) is None


def test_an_address_that_does_not_work_is_closed_until_somebody_says_that_it_works(database: Database) -> None:
    with database.session() as session:
        here = get_or_create(session, "slack", "T1", "Fjordby").id
        place = mail_destination(session, here, "kari@kommune.no", NOW)
        assert turn_off(session, here, place.address, "smtp_550", NOW) is True
        assert turn_off(session, here, place.address, "smtp_551", NOW) is False
    with database.session() as session:
        assert [(each.address, each.off_reason, each.is_broken) for each in closed_addresses(session, here)] == [
            ("kari@kommune.no", "smtp_550", True)
        ]
        assert work_again(session, here, place.address) is True
    with database.session() as session:
        state = mail_state(session, here, "Kari@kommune.no")
        assert state is not None
        assert state.is_open
        assert mail_state(session, here, "ola@kommune.no") is None


def test_who_wants_no_more_is_never_written_to_again(database: Database) -> None:
    with database.session() as session:
        here = get_or_create(session, "slack", "T1", "Fjordby").id
        place = mail_destination(session, here, "kari@kommune.no", NOW)
        stop(session, here, place.address, NOW)
    with database.session() as session:
        assert work_again(session, here, place.address) is False
        [state] = closed_addresses(session, here)
        assert (state.stopped_at, state.off_reason, state.is_broken, state.is_open) == (NOW, STOPPED, False, False)
        assert session.get_one(Destination, place.id).off_until is None


def test_a_new_installation_turns_channels_on_and_no_address(database: Database) -> None:
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Fjordby")
        channel = destination(session, workspace.id, "kanal", "C1")
        channel.off_since, channel.off_reason = NOW, "is_archived"
        place = mail_destination(session, workspace.id, "kari@kommune.no", NOW)
        stop(session, workspace.id, place.address, NOW)
        come_back(session, workspace, NOW)
        session.refresh(channel)
        session.refresh(place)
        assert (channel.off_since, place.off_since, place.off_reason) == (None, NOW, STOPPED)
