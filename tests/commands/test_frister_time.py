"""Deadlines at a time of day, days that are asked about, and recurring ones, on Monday 30 November 2026 at 9.00 in Oslo."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.form import Form
from bot.cards.nudges.deadlines import deadlines, near_groups
from bot.cards.rows import short_when
from bot.cards.text import render_text
from bot.commands.ask import Answer
from bot.commands.parse.entries import Entry
from bot.commands.registry import COMMANDS
from bot.commands.shared.deadline_form import NEW_DEADLINE, encode_entry
from models.db.database import Database
from models.occurrences.filtering import OF_REGISTER
from models.occurrences.series import extend_all
from models.occurrences.sync import sync
from models.tables import Occurrence, Series
from models.workspace.contacts import ContactRole
from tests.support.people import Room, card_of, empty_room, full_room, text_of

MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
ROW = "[Ferdig] [Utsett] [Mer …]"
ASKED = "• Hvem er ansvarlig? Nå er det du. [Gi til …] [Ingen ennå]"
UNDATED = "[Ferdig] [Jeg tar den] [Mer …]"
WEEKLY = "Hver mandag. Helligdager hoppes over. Det neste halvåret ligger i /frister."


@pytest.fixture
def room(database: Database) -> Room:
    return replace(empty_room(database), now=MONDAY)


def add(room: Room, line: str) -> Card:
    return card_of(room.ask("frister", f"ny {line}"))


def days_of(room: Room, title: str) -> list[date]:
    with room.database.session() as session:
        rows = session.scalars(
            select(Occurrence)
            .where(Occurrence.title == title, Occurrence.archived_at.is_(None))
            .order_by(Occurrence.key)
        )
        return [row.ends_on for row in rows if row.ends_on]


def test_a_deadline_has_its_time_of_day_in_every_list_and_keeps_it_when_it_is_moved(room: Room) -> None:
    added = add(room, "4/12 kl. 12.30–13.30 Ring Bane NOR")
    assert text_of(added) == (
        f"Fristen er lagt til\n\n• fredag 4. desember kl. 12.30–13.30 (uke 49), om 4 dager\n  Ring Bane NOR · @{{U1KARI}} {ROW}\n{ASKED}\n\n[Angre]"
    )
    listed = card_of(room.ask("frister", "uke 49"))
    assert f"• fredag 4. desember kl. 12.30–13.30 – Ring Bane NOR · @{{U1KARI}} {ROW}" in text_of(listed)
    moved = text_of(room.push(added, "Utsett", chosen="2026-12-11"))
    assert (
        "• «Ring Bane NOR» er flyttet til fredag 11. desember kl. 12.30–13.30 (uke 50), om 11 dager. [Angre]" in moved
    )


def test_a_day_is_in_the_order_of_its_hours(room: Room) -> None:
    for line in ("4/12 kl 14 Sist", "4/12 kl 9 Midt", "4/12 Hele dagen"):
        add(room, line)
    shown = text_of(room.ask("frister", "4.12"))
    assert shown.index("Hele dagen") < shown.index("Midt") < shown.index("Sist")


def test_the_morning_s_card_and_the_digest_s_row_say_the_hour(room: Room) -> None:
    add(room, "4/12 kl. 12.30–13.30 Ring Bane NOR")
    with room.database.session() as session:
        row = session.scalars(select(Occurrence)).one()
    friday = date(2026, 12, 4)
    morning = render_text(deadlines(near_groups([row], friday), room.pack, friday, own=False))
    assert "I dag\n• kl. 12.30–13.30 – Ring Bane NOR" in morning
    assert short_when(row, MONDAY.date()) == "fredag 4. desember kl. 12.30–13.30"


def test_a_deadline_without_a_time_of_day_is_of_the_whole_day(room: Room) -> None:
    row = room.row(room.add("Gammel", date(2026, 12, 4)))
    assert (row.start_time, row.minutes, row.rule, row.series_id) == (None, None, None, None)
    assert "• fredag 4. desember – Gammel" in text_of(room.ask("frister", "uke 49"))


@pytest.mark.parametrize(
    ("line", "said", "labels"),
    [
        ("lørdag 4.12 Styremøte", "4. desember er en fredag.", ("Fredag 4. desember", "Lørdag 5. desember")),
        ("fre 10/12 Styremøte", "10. desember er en torsdag.", ("Torsdag 10. desember", "Fredag 11. desember")),
        (
            "lørdag 4. desember 2026 Styremøte",
            "4. desember er en fredag.",
            ("Fredag 4. desember", "Lørdag 5. desember"),
        ),
    ],
)
def test_a_weekday_that_does_not_fit_its_date_is_asked_about_with_two_buttons(
    room: Room, line: str, said: str, labels: tuple[str, str]
) -> None:
    asked = add(room, line)
    first, second = labels
    assert text_of(asked) == (
        f"Hvilken dag mener du?\n\n• {said} [{first}] [{second}] [Annen dag …]\n\nHvilken dag gjelder «Styremøte»?"
    )
    assert days_of(room, "Styremøte") == []
    for label in labels:
        added = text_of(room.push(asked, label))
        assert f"• {label.lower()} (uke" in added
    form = room.push(asked, "Annen dag …")
    assert isinstance(form, Form)
    assert "Hva: Styremøte" in text_of(form)


def test_what_is_chosen_keeps_the_rest_of_the_line(room: Room) -> None:
    asked = add(room, "lørdag 4.12 kl 12 Styremøte #jernbane @meg https://www.regjeringen.no/x")
    added = text_of(room.push(asked, "Lørdag 5. desember"))
    assert added == (
        "Fristen er lagt til\n\n• lørdag 5. desember kl. 12.00 (uke 49), om 5 dager\n"
        "  Styremøte · Jernbane · @{U1KARI} · les mer (https://www.regjeringen.no/x) "
        "[Ferdig] [Utsett] [Mer …]\n\n[Angre]"
    )


def test_a_week_as_a_deadline_says_why_it_is_not_its_friday(room: Room) -> None:
    assert text_of(add(room, "uke 53 test")) == (
        f"Fristen er lagt til\n\n• onsdag 30. desember (uke 53), om 30 dager\n  test · @{{U1KARI}} {ROW}\n\n"
        "Torsdag 31. desember og fredag 1. januar er ikke arbeidsdager, så fristen er siste arbeidsdag i uke 53.\n\n"
        f"{ASKED}\n\n[Angre]"
    )


def test_what_could_be_the_time_as_well_opens_the_form_with_the_reading_filled_in(room: Room) -> None:
    asked = text_of(room.ask("frister", "ny Innspill 3.12 innen 10.12 kl 12"))
    assert asked.startswith(
        "Ny frist\n\nJeg fant to datoer: torsdag 10. desember og torsdag 3. desember. Velg den som er riktig.\n\n"
        "Hva: Innspill 3.12\nFrist: 2026-12-10\nKlokkeslett (kan stå tomt): 12.00 –"
    )


def test_the_form_takes_a_time_of_day_and_a_recurrence(room: Room) -> None:
    sent = room.send("frist.new", title="Møte", due="2026-12-02", time="9-10", rule="annenhver onsdag til 20. januar")
    assert text_of(sent) == (
        "Fristen er lagt til og gjentas\n\n"
        f"• onsdag 2. desember kl. 9.00–10.00 (uke 49), om 2 dager\n  Møte · annenhver onsdag · @{{U1KARI}} {ROW}\n\n"
        "Annenhver onsdag. Helligdager hoppes over. Den siste er senest 20. januar 2027. Det neste halvåret ligger i "
        "/frister.\n\n[Angre]"
    )
    assert days_of(room, "Møte") == [date(2026, 12, 2), date(2026, 12, 16), date(2026, 12, 30), date(2027, 1, 13)]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"time": "snart"}, "time: Skriv klokkeslettet som 12.30 eller 12.30–13.30."),
        ({"time": "25.00"}, "time: Klokka 25.00 finnes ikke. Skriv for eksempel kl. 12.30."),
        (
            {"rule": "av og til"},
            "rule: Skriv for eksempel hver mandag, annenhver fredag eller første onsdag i måneden.",
        ),
    ],
)
def test_what_is_wrong_in_the_form_is_told_at_its_field(room: Room, values: dict[str, str], errors: str) -> None:
    assert text_of(room.send("frist.new", title="Møte", due="2026-12-02", **values)) == errors


def test_a_day_with_nothing_due_says_so_and_shows_the_undated_apart(sqlite_database: Database) -> None:
    room = replace(full_room(sqlite_database), now=datetime(2026, 10, 2, 7, 0, tzinfo=UTC))
    for number in range(5):
        room.add(f"Uten dag {number}", None, month=date(2026, 10, 1))
    today = text_of(room.ask("frister", "i dag"))
    assert today == (
        "Frister: fredag 2. oktober\n\nIngenting har frist i dag.\n\nSe alt som kommer med `/frister alle`.\n\n"
        "Uten fast dato\n"
        "• i oktober (dato mangler) – Energidagene til NVE [Jeg skal dit] [Jeg tar den] [Mer …]\n"
        f"• i oktober (dato mangler) – Uten dag 0 {UNDATED}\n"
        f"• i oktober (dato mangler) – Uten dag 1 {UNDATED}\n\n"
        "og 3 til: `/frister oktober`\n\n[Ny frist]"
    )
    assert "Ingenting har frist i morgen." in text_of(room.ask("frister", "i morgen"))
    assert "Ingenting har frist lørdag 10. oktober." in text_of(room.ask("frister", "10.10"))


def test_a_recurring_deadline_is_made_ahead_once_and_skips_holidays(room: Room) -> None:
    assert text_of(add(room, "hver mandag Ukesmøte kl 9")) == (
        f"Fristen er lagt til og gjentas\n\n• mandag 7. desember kl. 9.00 (uke 50), om 7 dager\n"
        f"  Ukesmøte · hver mandag · @{{U1KARI}} {ROW}\n\n{WEEKLY}\n\n[Angre]"
    )
    made = days_of(room, "Ukesmøte")
    assert made[0] == date(2026, 12, 7)
    assert made[-1] == date(2027, 5, 24)
    assert {each.weekday() for each in made} == {0}
    assert date(2027, 3, 29) not in made  # Easter Monday
    assert date(2027, 5, 17) not in made
    with room.database.session() as session:
        assert extend_all(session, room.workspace.id, date(2026, 11, 30), MONDAY) == 0


def test_a_sync_makes_what_is_missing_and_two_at_once_make_it_once(room: Room) -> None:
    add(room, "hver mandag Ukesmøte")
    later = MONDAY + timedelta(days=60)

    def run(_: int) -> None:
        with room.database.session() as session:
            sync(session, session.merge(room.workspace), room.pack, later)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    made = days_of(room, "Ukesmøte")
    assert len(made) == len(set(made))
    assert made[-1] == date(2027, 7, 26)


def test_a_meeting_stays_at_its_hour_when_summer_time_begins(room: Room) -> None:
    add(room, "hver mandag kl 9 Ukesmøte")
    with room.database.session() as session:
        rows = session.scalars(
            select(Occurrence).where(Occurrence.ends_on.between(date(2027, 3, 22), date(2027, 4, 5)))
        )
        assert {row.start_time for row in rows} == {time(9)}


@pytest.mark.parametrize(
    ("line", "rule", "first", "second"),
    [
        ("hvert kvartal Rapport", "siste dag i kvartalet", date(2026, 12, 30), date(2027, 3, 31)),
        ("første onsdag i måneden Styremøte", "første onsdag i måneden", date(2026, 12, 2), date(2027, 1, 6)),
        ("den 15. hver måned Rapport", "hver måned den 15.", date(2026, 12, 15), date(2027, 1, 15)),
        ("siste torsdag i måneden Møte", "siste torsdag i måneden", date(2026, 12, 30), date(2027, 1, 28)),
    ],
)
def test_a_rule_by_month_is_moved_to_a_working_day(room: Room, line: str, rule: str, first: date, second: date) -> None:
    assert f" · {rule} · @{{U1KARI}} [" in text_of(add(room, line))
    assert days_of(room, line.rsplit(maxsplit=1)[-1])[:2] == [first, second]


def test_a_yearly_deadline_has_its_next_one_however_far_off(room: Room) -> None:
    add(room, "hvert år 15. september Rapport")
    assert days_of(room, "Rapport") == [date(2027, 9, 15)]
    with room.database.session() as session:
        extend_all(session, room.workspace.id, date(2027, 9, 16), datetime(2027, 9, 16, tzinfo=UTC))
    assert days_of(room, "Rapport") == [date(2027, 9, 15), date(2028, 9, 15)]


def test_a_whole_series_is_undone(room: Room) -> None:
    added = add(room, "hver mandag Ukesmøte")
    assert text_of(room.push(added, "Angre")) == "Angret\n\n• «Ukesmøte» står som før igjen."
    assert days_of(room, "Ukesmøte") == []
    assert "allerede angret" in text_of(room.push(added, "Angre"))
    with room.database.session() as session:
        extend_all(session, room.workspace.id, date(2027, 1, 1), datetime(2027, 1, 1, tzinfo=UTC))
    assert days_of(room, "Ukesmøte") == []


def opened(room: Room, row: int) -> Form:
    form = room.press("frist.serie", {"id": row})
    assert isinstance(form, Form)
    return form


def third(room: Room) -> int:
    with room.database.session() as session:
        rows = session.scalars(select(Occurrence.id).where(Occurrence.series_id.is_not(None)).order_by(Occurrence.key))
        return rows.all()[2]


def test_the_form_of_a_recurrence_shows_what_it_is(room: Room) -> None:
    add(room, "hver mandag kl 9-10 Ukesmøte")
    assert text_of(opened(room, third(room))) == (
        "Endre gjentakelsen\n\n«Ukesmøte» mandag 21. desember.\n\n"
        "Gjelder: [x] Bare denne, [ ] Denne og alle senere\n"
        "Hva vil du gjøre?: [x] Endre, [ ] Avlys\n"
        "Hva: Ukesmøte\nDato: 2026-12-21\n"
        "Klokkeslett (kan stå tomt): 9.00–10.00 – For eksempel 12.30 eller 12.30–13.30.\n"
        "Gjentas (kan stå tomt): hver mandag – For eksempel hver mandag, annenhver fredag eller første onsdag i måneden.\n\n"
        "[Lagre]"
    )


def test_one_of_a_series_is_changed_and_the_others_stay(room: Room) -> None:
    add(room, "hver mandag kl 9 Ukesmøte")
    sent = room.send(
        "frist.serie_lagre",
        state=str(third(room)),
        which="en",
        what="endre",
        title="Julemøte",
        due="2026-12-22",
        time="12",
    )
    assert text_of(sent) == (
        f"Endret\n\n• tirsdag 22. desember kl. 12.00 (uke 52), om 22 dager\n  Julemøte · hver mandag · @{{U1KARI}} {ROW}\n\n[Angre]"
    )
    assert date(2026, 12, 21) not in days_of(room, "Ukesmøte")
    assert date(2026, 12, 28) in days_of(room, "Ukesmøte")
    room.push(card_of(sent), "Angre")
    assert date(2026, 12, 21) in days_of(room, "Ukesmøte")


def test_one_of_a_series_is_called_off_and_comes_back(room: Room) -> None:
    add(room, "hver mandag Ukesmøte")
    sent = room.send("frist.serie_lagre", state=str(third(room)), which="en", what="avslutt")
    assert text_of(sent) == "Endret\n\n• «Ukesmøte» mandag 21. desember er avlyst. De andre står som før. [Angre]"
    assert date(2026, 12, 21) not in days_of(room, "Ukesmøte")
    room.push(card_of(sent), "Angre")
    assert date(2026, 12, 21) in days_of(room, "Ukesmøte")


def test_a_series_ends_and_comes_back(room: Room) -> None:
    add(room, "hver mandag Ukesmøte")
    before = days_of(room, "Ukesmøte")
    sent = room.send("frist.serie_lagre", state=str(third(room)), which="alle", what="avslutt")
    assert text_of(sent) == "Endret\n\n• «Ukesmøte» er avsluttet fra og med mandag 21. desember. [Angre]"
    assert days_of(room, "Ukesmøte") == before[:2]
    with room.database.session() as session:
        extend_all(session, room.workspace.id, date(2027, 6, 1), datetime(2027, 6, 1, tzinfo=UTC))
    assert days_of(room, "Ukesmøte") == before[:2]
    room.push(card_of(sent), "Angre")
    assert days_of(room, "Ukesmøte") == before


def test_a_series_is_changed_from_one_on_and_changed_back(room: Room) -> None:
    add(room, "hver mandag Ukesmøte #jernbane @meg")
    before = days_of(room, "Ukesmøte")
    sent = room.send(
        "frist.serie_lagre",
        state=str(third(room)),
        which="alle",
        what="endre",
        title="Statusmøte",
        due="2026-12-22",
        time="10",
        rule="annenhver tirsdag",
    )
    assert text_of(sent).startswith(
        "Denne og alle senere er endret\n\n• tirsdag 22. desember kl. 10.00 (uke 52), om 22 dager\n"
        "  Statusmøte · Jernbane · annenhver tirsdag · @{U1KARI} ["
    )
    assert days_of(room, "Ukesmøte") == before[:2]
    assert days_of(room, "Statusmøte")[:2] == [date(2026, 12, 22), date(2027, 1, 5)]
    assert text_of(room.push(card_of(sent), "Angre")) == "Angret\n\n• «Statusmøte» står som før igjen."
    assert days_of(room, "Statusmøte") == []
    assert days_of(room, "Ukesmøte") == before


def test_what_was_done_of_a_series_stays_when_it_ends(room: Room) -> None:
    add(room, "hver mandag Ukesmøte")
    row = third(room)
    room.press("frist.done", {"id": row})
    with room.database.session() as session:
        first = session.scalars(
            select(Occurrence.id).where(Occurrence.series_id.is_not(None)).order_by(Occurrence.key)
        ).first()
    room.send("frist.serie_lagre", state=str(first), which="alle", what="avslutt")
    assert days_of(room, "Ukesmøte") == [date(2026, 12, 21)]
    with room.database.session() as session:
        assert session.scalars(select(Series)).one().until == date(2026, 12, 6)


def test_what_recurs_every_week_passes_by_itself_and_a_report_does_not(room: Room) -> None:
    add(room, "hver mandag Ukesmøte")
    add(room, "hvert kvartal Rapport")
    room.now = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
    with room.database.session() as session:
        sync(session, session.merge(room.workspace), room.pack, room.now)
    late = text_of(room.ask("frister", "forfalt"))
    assert "Ukesmøte" not in late
    assert "• onsdag 30. desember 2026 – Rapport · siste dag i kvartalet · @{U1KARI} [" in late


def test_a_weekday_that_does_not_fit_is_said_in_the_form_where_more_is_missing(room: Room) -> None:
    assert text_of(room.ask("frister", "ny lørdag 4.12")).startswith(
        "Ny frist\n\n4. desember 2026 er en fredag, ikke en lørdag. Skriv hva fristen gjelder.\n\nHva: …\nFrist: 2026-12-04\n"
    )


def test_a_recurrence_that_ends_before_it_begins_adds_nothing(room: Room) -> None:
    asked = text_of(room.ask("frister", "ny hver mandag til 4.12 Møte"))
    assert asked.startswith("Ny frist\n\nDen siste dagen er før den første.\n\nHva: Møte\n")
    with room.database.session() as session:
        assert session.scalars(select(Series)).all() == []


def test_what_recurs_and_comes_from_the_register_is_kept_from_guests_also_when_it_is_changed(room: Room) -> None:
    kept = encode_entry(Entry(of_register=True))
    room.send(NEW_DEADLINE, state=kept, title="Følg opp Kari Nordmann", due="2026-12-07", rule="hver mandag")
    first = next(row.id for row in rows_of(room) if row.starts_on == date(2026, 12, 14))
    form = opened(room, first)
    room.send(form.action, state=form.state, which="alle", what="endre", title="Ring Kari Nordmann", due="2026-12-14", rule="hver fredag")  # fmt: skip
    assert {row.title for row in rows_of(room)} == {"Følg opp Kari Nordmann", "Ring Kari Nordmann"}
    assert all(row.key.startswith(OF_REGISTER) for row in rows_of(room))
    assert text_of(as_guest(room, "desember")) == (
        "Frister: desember\n\nIngenting står i kalenderen for desember.\n\nSe alt som kommer med `/frister alle`.\n\n[Ny frist]"
    )


def test_what_has_no_day_and_comes_from_the_register_is_kept_from_guests(room: Room) -> None:
    room.add("Følg opp Kari Nordmann", None, month=date(2026, 12, 1), of_register=True)
    assert "Følg opp Kari Nordmann" in text_of(room.ask("frister", "uke 49"))
    assert "Uten fast dato" not in text_of(as_guest(room, "uke 49"))


def rows_of(room: Room) -> list[Occurrence]:
    with room.database.session() as session:
        return list(session.scalars(select(Occurrence).order_by(Occurrence.key)))


def as_guest(room: Room, text: str) -> Answer:
    with room.database.session() as session:
        return COMMANDS["frister"](replace(room._ask(session, "U9GJEST", text), role=ContactRole.GUEST), session)
