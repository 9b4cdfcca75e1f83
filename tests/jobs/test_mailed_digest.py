"""The week digest by e-mail: for those who want it, and only what may be handed out."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.text import render_text
from jobs.sending.compose import compose
from models.db.database import Database
from models.mail.addresses import mail_state, stop
from models.mail.digest import AddressTakenError, choose_digest, digest_address, digest_references, end_digest
from models.occurrences.filtering import OF_REGISTER
from models.tables import Delivery, Destination, FollowUp, Workspace
from models.workspace.contacts import ContactRole, SeenContact, record_contacts
from tests.support.nudges import Office, at, office

FRIDAY, MONDAY = at("2026-10-02 09:00"), at("2026-10-05 08:00")
KARI, PER = "kari@kommune.example.no", "per@kommune.example.no"


@pytest.fixture
def here(database: Database) -> Office:
    found = office(database)
    found.plan(FRIDAY)
    return found


def _choose(here: Office, user: str, address: str) -> None:
    with here.database.session() as session:
        choose_digest(session, here.workspace_id, user, address, FRIDAY)


def _planned(here: Office) -> list[tuple[str, str]]:
    here.plan(MONDAY)
    query = (
        select(Delivery.period_key, Destination.kind)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(Delivery.kind == "ukesoversikt_epost")
        .order_by(Delivery.id)
    )
    with here.database.session() as session:
        return [(key, kind) for key, kind in session.execute(query)]


def _composed(here: Office) -> str:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        row = digest_address(session, here.workspace_id, "U1")
        assert row is not None
        card = compose(session, workspace, here.pack, "ukesoversikt_epost", "2026-W41", row.reference, MONDAY)
        assert isinstance(card, Card)
        return render_text(card)


def test_it_is_planned_for_each_who_wants_it_once(here: Office) -> None:
    _choose(here, "U1", KARI)
    _choose(here, "U2", PER)
    _choose(here, "U2", PER.upper())
    assert _planned(here) == [("2026-W41", "epost")] * 2
    assert _planned(here) == [("2026-W41", "epost")] * 2


def test_nobody_gets_it_without_having_asked(here: Office) -> None:
    assert _planned(here) == []


def test_who_has_left_is_a_guest_or_has_ended_it_gets_none(here: Office) -> None:
    for user, address in (
        ("U1", KARI),
        ("U2", PER),
        ("U3", "ola@kommune.example.no"),
        ("U4", "eva@kommune.example.no"),
    ):
        _choose(here, user, address)
    with here.database.session() as session:
        met = [
            SeenContact("U1", "person", "Kari", has_left=True),
            SeenContact("U2", "person", "Per", role=ContactRole.GUEST),
        ]
        record_contacts(session, here.workspace_id, met, FRIDAY)
        assert end_digest(session, here.workspace_id, "U3") is True
        assert end_digest(session, here.workspace_id, "U3") is False
        state = mail_state(session, here.workspace_id, "eva@kommune.example.no")
        assert state is not None
        stop(session, here.workspace_id, state.reference, FRIDAY)
        assert digest_references(session, here.workspace_id) == []
    assert _planned(here) == []


def test_who_stopped_it_may_ask_for_it_again_and_nobody_else_for_them(here: Office) -> None:
    _choose(here, "U1", KARI)
    with here.database.session() as session:
        state = mail_state(session, here.workspace_id, KARI)
        assert state is not None
        stop(session, here.workspace_id, state.reference, FRIDAY)
    with pytest.raises(AddressTakenError):
        _choose(here, "U2", KARI)
    _choose(here, "U1", KARI)
    assert _planned(here) == [("2026-W41", "epost")]


def test_it_says_nothing_of_the_register_the_media_or_drafts(here: Office) -> None:
    _choose(here, "U1", KARI)
    here.deadline("Innspill til NTP", date(2026, 10, 7), owner="U2")
    here.deadline("Møte med Berit Hemmelig", date(2026, 10, 8), key=f"{OF_REGISTER}1")
    with here.database.session() as session:
        case = {"channel": "C2", "message": "1.1", "day": FRIDAY.date(), "text": "Togene står", "theme": "jernbane"}
        moments = {"due_at": FRIDAY + timedelta(hours=2), "created_at": FRIDAY}
        session.add(FollowUp(workspace_id=here.workspace_id, owner="U2", **case, **moments))
    said = _composed(here)
    assert "Innspill til NTP" in said
    assert "Berit" not in said
    assert "Mediene" not in said
    assert "utkast" not in said.lower()
