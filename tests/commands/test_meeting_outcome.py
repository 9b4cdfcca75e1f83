"""Planned talks: no opinion before they have been, never overdue, and written down when their day is past."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.cards.form import Form
from models.db.database import Database
from models.tables import Dialogue, Occurrence, Stance
from tests.commands.test_interessenter import values
from tests.support.people import PER, Room, card_of, full_room, text_of

PLAN = "skal møte Tom Berg (Ap) 12.10 om jernbane: positiv"


@pytest.fixture
def room(database: Database) -> Room:
    return full_room(database)


def shown(room: Room) -> str:
    return text_of(room.ask("interessenter", "Tom Berg"))


def stances(room: Room) -> list[tuple[str, str, date]]:
    with room.database.session() as session:
        return [(row.theme, row.stance, row.on) for row in session.scalars(select(Stance))]


def test_a_plan_is_no_opinion_also_where_its_line_has_one(room: Room) -> None:
    planned = text_of(room.ask("interessenter", PLAN))
    assert (
        planned
        == """\
Samtalen er planlagt

Hvem: Tom Berg
Når: Mandag 12. oktober, møte
Om: jernbane
Notat: positiv
Neste steg: Møte med Tom Berg om jernbane (mandag 12. oktober, om 10 dager), @{U1KARI}

Tom Berg er ny i registeret.

[Rett opp] [Angre] [Vis Tom Berg]"""
    )
    assert stances(room) == []
    assert "Mener" not in shown(room)
    assert "Positiv" not in shown(room)


@pytest.mark.parametrize(
    "line",
    [
        "skal møte Tom Berg (Ap) 12.10 om jernbane",
        "skal ringe Tom Berg (Ap) 12.10 om jernbane: skeptisk",
        "skal møte Tom Berg (Ap) 12.10 om jernbane: negativ, send faktaark innen 9.10",
    ],
)
def test_no_plan_says_what_somebody_thinks(room: Room, line: str) -> None:
    room.ask("interessenter", line)
    assert stances(room) == []
    assert "Mener" not in shown(room)


def test_an_opinion_stays_what_it_was_when_another_talk_is_planned(room: Room) -> None:
    room.ask("interessenter", "møtte Tom Berg (Ap) om jernbane: negativ")
    room.ask("interessenter", PLAN)
    assert stances(room) == [("jernbane", "negativ", date(2026, 10, 2))]
    assert "Mener: jernbane: negativ (2. oktober)" in shown(room)


def test_the_form_of_a_plan_asks_for_no_opinion_and_keeps_the_time_of_day(room: Room) -> None:
    planned = card_of(room.ask("interessenter", "skal møte Tom Berg (Ap) 12.10 kl 12 om jernbane"))
    form = room.push(planned, "Rett opp")
    assert isinstance(form, Form)
    said = text_of(form)
    assert "Hva mener de?" not in said
    assert "Klokkeslett (kan stå tomt): 12.00 – For eksempel 12.30 eller 12.30–13.30.\nNotat" in said
    assert "Neste steg (kan stå tomt): …" in said
    mended = room.send(form.action, state=form.state, **values(form, about="tog"))
    assert "Neste steg: Møte med Tom Berg om tog (mandag 12. oktober kl. 12.00, om 10 dager)" in text_of(mended)


def test_it_is_never_overdue_and_its_owner_sees_it_until_it_is_written_down(room: Room) -> None:
    room.ask("interessenter", PLAN)
    room.now += timedelta(days=11)  # 13 October
    assert "Møte med" not in text_of(room.ask("frister", "forfalt"))
    mine = text_of(room.ask("frister", "mine"))
    assert mine.startswith(
        """\
Frister: mine

Hvordan gikk møtet?
• mandag 12. oktober – Møte med Tom Berg om jernbane · Jernbane · @{U1KARI} [Loggfør møtet] [Ble ikke noe av] [Mer …]
"""
    )
    assert "Fristen er ute" not in mine
    assert "Hvordan gikk møtet?" not in text_of(room.ask("frister", "mine", user=PER))
    said = shown(room)
    assert "Neste steg" not in said
    assert (
        "• Mandag 12. oktober: planlagt møte om jernbane, ikke loggført (@{U1KARI})\n  Notat: positiv. [Hvordan gikk møtet?]"
        in said
    )


def test_the_log_form_opens_and_what_it_says_takes_the_plans_place(room: Room) -> None:
    room.ask("interessenter", PLAN)
    room.now += timedelta(days=11)
    form = room.push(card_of(room.ask("frister", "mine")), "Loggfør møtet")
    assert isinstance(form, Form)
    said = text_of(form)
    assert said.startswith("Hvordan gikk møtet?\n\nHvem: Tom Berg")
    assert "Når: 2026-10-12" in said
    assert "Hva mener de? (kan stå tomt): [ ] Positiv, [ ] Avventende, [ ] Negativ" in said
    logged = room.send(
        form.action,
        state=form.state,
        **values(form, stance="negativ", said="vil vente", step="Send notat", due="2026-10-20"),
    )
    assert (
        text_of(logged)
        == """\
Samtalen er loggført

Hvem: Tom Berg
Når: Mandag 12. oktober, møte
Om: jernbane
Holdning: Negativ
Sagt: vil vente
Neste steg: Tom Berg: Send notat (tirsdag 20. oktober, om 7 dager), @{U1KARI}

[Rett opp] [Angre] [Vis Tom Berg]"""
    )
    assert stances(room) == [("jernbane", "negativ", date(2026, 10, 12))]
    card = shown(room)
    assert "Sist kontakt: mandag 12. oktober, i går" in card
    assert "Mener: jernbane: negativ (12. oktober)" in card
    assert "planlagt" not in card
    assert "Hvordan gikk møtet?" not in text_of(room.ask("frister", "mine"))
    with room.database.session() as session:
        done = session.scalars(select(Occurrence).where(Occurrence.kind == "møte")).one()
        assert done.done_at is not None
    again = room.send(form.action, state=form.state, **values(form))
    assert text_of(again).startswith("Noe er endret i mellomtiden")


def test_undoing_it_brings_the_plan_back_and_mending_it_does_not(room: Room) -> None:
    room.ask("interessenter", PLAN)
    room.now += timedelta(days=11)
    form = room.push(card_of(room.ask("frister", "mine")), "Loggfør møtet")
    assert isinstance(form, Form)
    logged = card_of(room.send(form.action, state=form.state, **values(form, said="vil vente")))
    mending = room.push(logged, "Rett opp")
    assert isinstance(mending, Form)
    mended = card_of(room.send(mending.action, state=mending.state, **values(mending, said="vil vente litt")))
    assert "Sagt: vil vente litt" in text_of(mended)
    assert "Hvordan gikk møtet?" not in text_of(room.ask("frister", "mine"))
    room.push(mended, "Angre")
    assert "Hvordan gikk møtet?" in text_of(room.ask("frister", "mine"))


def test_one_that_came_to_nothing_is_taken_out_and_comes_back_by_undoing(room: Room) -> None:
    room.ask("interessenter", PLAN)
    room.now += timedelta(days=11)
    off = card_of(room.push(card_of(room.ask("frister", "mine")), "Ble ikke noe av"))
    assert text_of(off) == ("Tatt ut\n\nMøtet med Tom Berg ble ikke noe av, og er tatt ut av planen.\n\n[Angre]")
    assert "Hvordan gikk møtet?" not in text_of(room.ask("frister", "mine"))
    assert "planlagt" not in shown(room)
    room.push(off, "Angre")
    assert "Hvordan gikk møtet?" in text_of(room.ask("frister", "mine"))


def test_one_that_is_moved_among_the_deadlines_is_held_on_its_new_day(room: Room) -> None:
    room.ask("interessenter", PLAN)
    room.push(card_of(room.ask("frister", "mine")), "Flytt", chosen="2026-10-15")
    room.now += timedelta(days=11)  # 13 October
    assert "Hvordan gikk møtet?" not in text_of(room.ask("frister", "mine"))
    assert "• Torsdag 15. oktober: planlagt møte om jernbane (@{U1KARI})" in shown(room)
    with room.database.session() as session:
        assert session.scalars(select(Dialogue.planned)).all() == [True]
