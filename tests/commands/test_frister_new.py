"""Adding deadlines."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.form import Form
from bot.commands.ask import Reply
from models.db.database import Database
from tests.support.any_text import texts
from tests.support.people import KARI, PER, Room, card_of, empty_room, find, text_of

FOOT = "Ansvarlig (kan stå tomt): … – Velger du ingen, er du ansvarlig.\nLenke (kan stå tomt): …\n\n[Legg til]"
THEMES = (
    "Klokkeslett (kan stå tomt): … – For eksempel 12.30 eller 12.30–13.30.\n"
    "Gjentas (kan stå tomt): … – For eksempel hver mandag, annenhver fredag eller første onsdag i måneden.\n"
    "Tema (kan stå tomt): [ ] Jernbane, [ ] Energi"
)


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return empty_room(sqlite_database)


def test_one_line_adds_a_deadline_and_shows_it(room: Room) -> None:
    added = card_of(room.ask("frister", "ny 15.10 Innspill til transportkomiteen #jernbane @{U1KARI|kari}"))
    assert text_of(added) == (
        "Fristen er lagt til\n\n"
        "• torsdag 15. oktober (uke 42), om 13 dager\n"
        "  Innspill til transportkomiteen · Jernbane · @{U1KARI} [Ferdig] [Utsett] [Mer …]\n\n"
        "[Angre]"
    )
    assert "Innspill til transportkomiteen" in text_of(room.ask("frister", "mine"))
    assert "• «Innspill til transportkomiteen» er fjernet igjen." in text_of(room.push(added, "Angre"))
    assert "Du har ingen frister nå." in text_of(room.ask("frister", "mine"))


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("fredag", "fredag 9. oktober (uke 41), om 7 dager"),
        ("neste mandag", "mandag 5. oktober (uke 41), om 3 dager"),
        ("om 2 uker", "fredag 16. oktober (uke 42), om 14 dager"),
        ("15. oktober", "torsdag 15. oktober (uke 42), om 13 dager"),
        ("2026-10-15", "torsdag 15. oktober (uke 42), om 13 dager"),
        ("i dag", "fredag 2. oktober (uke 40), i dag"),
    ],
)
def test_the_date_may_be_written_in_many_ways(room: Room, when: str, day: str) -> None:
    assert f"• {day}\n  Kronikk · @{{U1KARI}} [Ferdig]" in text_of(room.ask("frister", f"ny {when} Kronikk"))


def test_without_a_line_the_form_opens(room: Room) -> None:
    empty = f"Ny frist\n\nHva: …\nFrist: …\n{THEMES}\n{FOOT}"
    assert text_of(room.ask("frister", "ny")) == empty
    assert text_of(room.push(card_of(room.ask("frister")), "Ny frist")) == empty


@pytest.mark.parametrize(
    ("said", "form"),
    [
        (
            "15.10 Innspill #jernbne",
            f"Temaet «jernbne» finnes ikke. Mente du «jernbane»?\n\nHva: Innspill\nFrist: 2026-10-15\n{THEMES}",
        ),
        (
            "1.9.2026 Innspill",
            (
                "Tirsdag 1. september er passert. Velg en dato fra i dag og fremover.\n\n"
                f"Hva: Innspill\nFrist: …\n{THEMES}"
            ),
        ),
        (
            "31.2 Innspill",
            f"31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag.\n\nHva: Innspill\nFrist: …\n{THEMES}",
        ),
        ("Innspill", f"Jeg fant ingen dato. Velg når fristen er.\n\nHva: Innspill\nFrist: …\n{THEMES}"),
        (
            "15.10 Innspill @kari",
            f"Jeg vet ikke hvem @kari er. Velg den ansvarlige under.\n\nHva: Innspill\nFrist: 2026-10-15\n{THEMES}",
        ),
    ],
)
def test_a_line_with_a_fault_opens_the_form_with_what_was_written(room: Room, said: str, form: str) -> None:
    assert text_of(room.ask("frister", f"ny {said}")) == f"Ny frist\n\n{form}\n{FOOT}"
    assert "Innspill" not in text_of(room.ask("frister", "alle"))


def test_a_form_adds_a_deadline(room: Room) -> None:
    reply = room.send(
        "frist.new", title="Kronikk", due="2026-10-05", theme="energi", owner=PER, link="https://www.aftenposten.no/x"
    )
    assert text_of(reply) == (
        "Fristen er lagt til\n\n"
        "• mandag 5. oktober (uke 41), om 3 dager\n"
        "  Kronikk · Energi · @{U2PER} · les mer (https://www.aftenposten.no/x) [Ferdig] [Utsett] [Mer …]\n\n"
        "[Angre]"
    )


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, "title: Skriv hva fristen gjelder.\ndue: Velg når fristen er."),
        ({"title": " \u202e ", "due": "2026-10-05"}, "title: Skriv hva fristen gjelder."),
        ({"title": "x" * 201, "due": "2026-10-05"}, "title: Skriv høyst 200 tegn."),
        (
            {"title": "x", "due": "2026-02-31"},
            "due: 31. februar finnes ikke. Februar 2026 har 28 dager. Skriv en annen dag.",
        ),
        (
            {"title": "x", "due": "tull"},
            (
                "due: Jeg forstår ikke datoen «tull». "
                "Skriv for eksempel 15.10, fredag, neste mandag, om 2 uker eller 15. oktober."
            ),
        ),
        (
            {"title": "x", "due": "2026-10-01"},
            "due: Torsdag 1. oktober er passert. Velg en dato fra i dag og fremover.",
        ),
        (
            {"title": "x", "due": "2036-10-03"},
            "due: Fredag 3. oktober 2036 er for langt frem. Velg en dato innen 10 år.",
        ),
        (
            {"title": "x", "due": "2026-10-05", "theme": "enrgi"},
            "theme: Temaet «enrgi» finnes ikke. Mente du «energi»?",
        ),
        (
            {"title": "x", "due": "2026-10-05", "link": "javascript:alert(1)"},
            "link: Skriv hele adressen, for eksempel https://www.regjeringen.no.",
        ),
    ],
)
def test_a_form_with_faults_stays_open_and_says_what_to_mend(room: Room, values: dict[str, str], errors: str) -> None:
    assert text_of(room.send("frist.new", **values)) == errors
    assert "Ingenting er forfalt" in text_of(room.ask("frister"))


def test_tricks_in_a_title_stay_plain_text(room: Room) -> None:
    title = "<!channel> *fet* _skrå_ ~strek~ <https://x.no|her> 🎉 עברית"
    room.send("frist.new", title=title, due="2026-10-05")
    shown = card_of(room.ask("frister"))
    assert f" – {title} · @{{U1KARI}} [Ferdig]" in text_of(shown)
    assert len(find(shown, "Ferdig").action) > 0


def test_a_very_long_line_is_kept_as_far_as_a_title_goes(room: Room) -> None:
    form = room.ask("frister", f"ny 15.10 {'ord ' * 2500}")
    assert isinstance(form, Form)
    assert form.intro == ("Tittelen var over 200 tegn og er kortet. Se over den før du lagrer.",)
    assert form.inputs[0].initial == ("ord " * 50).strip()  # type: ignore[union-attr]  # the title is a text field


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(texts())
def test_no_text_breaks_the_command(room: Room, text: str) -> None:
    for said in (text, f"ny {text}", f"ny 15.10 {text}"):
        assert text_of(room.ask("frister", said))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["title", "due", "theme", "owner", "link", "x"]), texts()))
def test_no_form_breaks_the_command(room: Room, values: dict[str, str]) -> None:
    answer = room.send("frist.new", user=KARI, **values)
    assert text_of(answer)
    assert not isinstance(answer, Reply) or "lagt til" in text_of(answer)
