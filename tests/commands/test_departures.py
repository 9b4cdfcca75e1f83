"""What somebody owned who has left, in the chat. It is Friday 2 October 2026, 9.00 in Oslo."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.cards.form import Form
from bot.commands import registry
from bot.commands.ask import Reply, Submission
from bot.commands.interessenter.cells import CellFault
from bot.commands.interessenter.workbook import import_plan
from bot.requests.handlers import card_now, form_now, run_submission
from models.db.database import Database
from models.followups.queries import followers
from models.followups.taking import Followed, MediaMessage, follow
from models.occurrences.series import NewSeries, add_series
from models.occurrences.snoozes import set_snooze
from models.register.introductions import warmest
from models.tables import FollowUp, Occurrence, Person, Series
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from tests.support.people import KARI, PER, Room, card_of, full_room, text_of

OLA = "U3OLA"
FRIDAY = date(2026, 10, 9)


def leaves(room: Room, user_id: str = OLA, name: str = "Ola Moe", *, has_left: bool = True) -> None:
    with room.database.session() as session:
        met = SeenContact(user_id, PERSON, name, nicknames=("ola",), role=ContactRole.COLLEAGUE, has_left=has_left)
        record_contacts(session, room.workspace.id, [met], room.now)


@pytest.fixture
def room(database: Database) -> Room:
    room = full_room(database)
    leaves(room, has_left=False)
    with room.database.session() as session:
        for user_id, name in ((KARI, "Kari Nordmann"), (PER, "Per Hansen")):
            met = SeenContact(user_id, PERSON, name, role=ContactRole.COLLEAGUE, has_left=False)
            record_contacts(session, room.workspace.id, [met], room.now)
    return room


def listed(room: Room, title: str, user: str = KARI) -> str:
    """Return the row of `/frister` as it is shown."""
    with room.database.session() as session:
        ask = room._ask(session, user, title)
        card = card_now(card_of(registry.COMMANDS["frister"](ask, session)), ask, session)
    return text_of(card)


def test_a_deadline_of_somebody_who_left_is_taken_over_by_pressing_and_given_back_by_undoing(room: Room) -> None:
    row = room.add("Svar på høring", FRIDAY, user=OLA, owner=OLA)
    assert "[Jeg tar den]" not in listed(room, "svar på høring")
    refused = card_of(room.press("frist.take", {"id": row}))
    assert text_of(refused) == "Ingenting er endret\n\n• @{U3OLA} er allerede ansvarlig for «Svar på høring»."
    leaves(room)
    assert (
        listed(room, "svar på høring")
        == """\
Frister: «svar høring»

• fredag 9. oktober – Svar på høring · Ola Moe (har sluttet) [Jeg tar den] [Gi til …] [Mer …]

[Ny frist] [Del i kanalen]"""
    )
    taken = card_of(room.press("frist.take", {"id": row}))
    assert text_of(taken) == "Endret\n\n• Du er ansvarlig for «Svar på høring» nå. [Angre]"
    assert room.row(row).owner == KARI
    assert "Kari har allerede" not in text_of(card_of(room.press("frist.take", {"id": row}, user=PER)))
    assert room.row(row).owner == KARI
    room.push(taken, "Angre")
    assert room.row(row).owner == OLA


def test_it_is_given_to_somebody_else_by_a_form(room: Room) -> None:
    row = room.add("Svar på høring", FRIDAY, user=OLA, owner=OLA)
    leaves(room)
    form = room.press("frist.gi", {"id": row})
    assert isinstance(form, Form)
    assert (
        text_of(form)
        == """\
Gi fristen til noen

«Svar på høring», fredag 9. oktober (uke 41), om 7 dager

Hvem blir ansvarlig?: …

[Gi]"""
    )
    given = room.send(form.action, state=form.state, to=PER)
    assert text_of(given) == (
        "Endret\n\n• @{U2PER} er ansvarlig for «Svar på høring» nå. Jeg spør, og sier fra til deg om svaret. [Angre]"
    )
    assert room.row(row).owner == PER
    # Now it is somebody's who is here: it is not given away over their head.
    assert text_of(card_of(room.press("frist.gi", {"id": row}))) == (
        "Ingenting er endret\n\n• @{U2PER} er ansvarlig for «Svar på høring»."
    )


def test_a_point_of_the_wheel_is_taken_over_and_given_away_in_its_month(room: Room) -> None:
    row = room.add(
        "Inviter stortingsbenken", None, user=OLA, owner=OLA, kind="oppgave", field="saker", month=date(2026, 10, 1)
    )
    leaves(room)
    month = card_of(room.ask("arshjul", "oktober"))
    form = room.push(month, "Gi til …", "Inviter stortingsbenken")
    assert isinstance(form, Form)
    told = room.send(form.action, state=form.state, to=PER)
    assert "@{U2PER} er ansvarlig for «Inviter stortingsbenken» nå." in text_of(told)
    assert room.row(row).owner == PER


def test_all_of_a_series_is_taken_over_with_one_press_and_what_is_made_later_is_the_new_ones(room: Room) -> None:
    plan = NewSeries("Ukesmøte", "FREQ=WEEKLY;BYDAY=MO", date(2026, 10, 5), owner=OLA)
    with room.database.session() as session:
        series, first = add_series(session, room.workspace.id, OLA, room.now, date(2026, 10, 2), plan)
        series_id, first_id = series.id, first.id
    leaves(room)
    taken = card_of(room.press("frist.take", {"id": first_id}))
    assert text_of(taken) == ("Endret\n\n• Du er ansvarlig for «Ukesmøte» nå. Det gjelder hele gjentakelsen. [Angre]")

    def owners() -> set[str | None]:
        with room.database.session() as session:
            query = select(Occurrence.owner).where(Occurrence.series_id == series_id)
            return {*session.scalars(query), session.get_one(Series, series_id).owner}

    assert owners() == {KARI}
    room.push(taken, "Angre")
    assert owners() == {OLA}


def test_who_left_owns_nothing_new_whatever_way_it_is_said(room: Room) -> None:
    leaves(room)
    form = room.ask("frister", "ny 15.10 Innspill @{U3OLA|ola}")
    assert isinstance(form, Form)
    assert text_of(form).splitlines()[2] == "Ola Moe har sluttet. Velg en annen."
    assert "Ansvarlig (kan stå tomt): … – Velger du ingen, er du ansvarlig." in text_of(form).splitlines()
    unknown = room.ask("frister", "ny 15.10 Innspill @ola")
    assert isinstance(unknown, Form)
    assert text_of(unknown).splitlines()[2] == "Ola Moe har sluttet. Velg en annen."


@pytest.mark.parametrize("name", sorted(registry.SUBMITS))
def test_no_form_takes_somebody_who_left(room: Room, name: str) -> None:
    leaves(room)
    with room.database.session() as session:
        outcome = run_submission(registry, name, Submission("", {"owner": OLA}), room._ask(session, KARI), session)
    assert getattr(outcome, "errors", None) == {"owner": "Ola Moe har sluttet. Velg en annen."}


def test_a_form_begins_with_nobody_who_left_and_takes_nothing_from_them(room: Room) -> None:
    room.ask("interessenter", "møtte Tom Berg (Ap) om jernbane", user=OLA)
    leaves(room)
    with room.database.session() as session:
        ask = room._ask(session, KARI)
        person = session.scalars(select(Person).where(Person.name == "Tom Berg")).one()
        person_id = person.id
    form = room.press("interessent.endre", f"p{person_id}")
    assert isinstance(form, Form)
    with room.database.session() as session:
        shown = form_now(form, ask, session)
    assert "Ansvarlig hos oss (kan stå tomt): … – Ola Moe har sluttet." in text_of(shown).splitlines()
    sent = {"name": "Tom Berg", "source": "Egen kontakt", "purpose": "Interessepolitisk dialog", "tier": "C"}
    assert isinstance(room.send(form.action, state=form.state, **sent), Reply)
    with room.database.session() as session:
        assert session.scalars(select(Person.owner).where(Person.name == "Tom Berg")).one() == OLA


def test_a_workbook_gives_nothing_to_who_left_and_changes_nothing_where_they_own_it(room: Room) -> None:
    room.ask("interessenter", "møtte Tom Berg (Ap) om jernbane", user=OLA)
    leaves(room)
    with room.database.session() as session:
        stand = import_plan.entries(session, room.workspace, date(2026, 10, 2))
        owners = import_plan.owners_of(session, room.workspace.id, stand)
    assert owners.find("Ola Moe") == OLA
    assert owners.written(OLA) == "Ola Moe"
    assert owners.given(OLA) == CellFault("Ola Moe har sluttet. Skriv en annen i kolonnen «Ansvarlig».")
    assert owners.given(KARI) is None


def test_nobody_is_shown_the_way_in_by_somebody_who_left(room: Room) -> None:
    room.ask("interessenter", "møtte Tom Berg (Ap) om jernbane", user=OLA)

    def way() -> str | None:
        with room.database.session() as session:
            person = session.scalars(select(Person).where(Person.name == "Tom Berg")).one()
            found = warmest(session, room.workspace.id, [person.id], date(2026, 10, 2)).get(person.id)
            return found.user_id if found else None

    assert way() == OLA
    leaves(room)
    assert way() is None


def test_the_next_step_of_a_dialogue_is_taken_over_like_any_deadline(room: Room) -> None:
    room.ask("interessenter", "møtte Tom Berg (Ap) om jernbane: vil ha faktaark innen fredag", user=OLA)
    leaves(room)
    card = card_of(room.ask("frister", "faktaark"))
    taken = card_of(room.push(card, "Jeg tar den", "faktaark"))
    assert "Du er ansvarlig for «Tom Berg: faktaark» nå." in text_of(taken)


def test_a_follow_up_of_somebody_who_left_is_taken_by_the_next_who_reacts(room: Room) -> None:
    with room.database.session() as session:
        message = MediaMessage("C2", "1.1", "Togene står")
        row, _ = follow(session, room.workspace, message, OLA, room.now, room.now)
        follow(session, room.workspace, message, PER, room.now, room.now)
        assert followers(session, row) == [PER]
    leaves(room)
    with room.database.session() as session:
        later = room.now + timedelta(minutes=5)
        row, what = follow(session, room.workspace, message, KARI, later, later)
        assert (what, row.owner) == (Followed.TAKEN, KARI)
        assert session.scalars(select(FollowUp.owner)).one() == KARI


def test_what_they_put_on_hold_for_themselves_is_not_on_hold_for_the_next(room: Room) -> None:
    row = room.add("Svar på høring", FRIDAY, user=OLA, owner=OLA)
    with room.database.session() as session:
        set_snooze(session, room.workspace.id, row, OLA, date(2026, 12, 1), room.now)
    leaves(room)
    room.press("frist.take", {"id": row})
    assert "Svar på høring" not in text_of(card_of(room.ask("frister", "på vent")))
    assert "Svar på høring" in text_of(card_of(room.ask("frister", "mine")))


def test_somebody_who_comes_back_has_what_nobody_took(room: Room) -> None:
    row = room.add("Svar på høring", FRIDAY, user=OLA, owner=OLA)
    leaves(room)
    leaves(room, has_left=False)
    assert "[Jeg tar den]" not in listed(room, "svar på høring")
    assert text_of(card_of(room.press("frist.take", {"id": row}))) == (
        "Ingenting er endret\n\n• @{U3OLA} er allerede ansvarlig for «Svar på høring»."
    )


def test_who_became_a_guest_keeps_the_deadlines(room: Room) -> None:
    row = room.add("Svar på høring", FRIDAY, user=OLA, owner=OLA)
    with room.database.session() as session:
        record_contacts(
            session, room.workspace.id, [SeenContact(OLA, PERSON, role=ContactRole.GUEST, has_left=False)], room.now
        )
    assert "er allerede ansvarlig for" in text_of(card_of(room.press("frist.take", {"id": row})))
