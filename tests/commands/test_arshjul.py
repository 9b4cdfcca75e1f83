"""What `/arshjul` shows, and filling it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from models.db.database import Database
from models.tables import Occurrence
from tests.support.any_text import texts
from tests.support.content import PACK
from tests.support.people import PER, Room, card_of, full_room, text_of

TOP = "Årshjulet for oktober\n\n"
COUNTED = "3 punkter, og ingen har en ansvarlig ennå.\n\n"
MIDDLE = (
    "Arrangementer\n"
    "• i oktober (dato mangler)\n"
    "  Energidagene til NVE [Jeg tar den] [Jeg skal dit] [Legg inn dato] [Flytt] [Endre]\n\n"
    "Statsbudsjett\n"
    "• Følg fremleggelsen av statsbudsjettet [Ferdig] [Jeg tar den] [Flytt] [Endre]\n\n"
    "NTP\n"
    "• NTP 2028 – Faglige leveranser: Snakk med etatene (i mars–oktober)\n\n"
)
NETWORK = (
    "Politisk nettverksbygging\n"
    "• Ingenting står her. Legg til med `/arshjul ny oktober nettverksbygging …` [Legg til]\n\n"
)
ISSUES = "Saker\n• Se etter høringsfrister · Jernbane [Ferdig] [Jeg tar den] [Flytt] [Endre]\n\n"
FOOT = "[September] [November] [Hele 2026] [Vis som bilde] [Legg til] [Del i kanalen]"
OCTOBER = TOP + COUNTED + MIDDLE + NETWORK + ISSUES + FOOT


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database)


def test_the_month_stands_by_field_with_what_is_missing(room: Room) -> None:
    assert text_of(room.ask("arshjul")) == OCTOBER
    assert text_of(room.ask("arshjul", "oktober")) == OCTOBER
    assert text_of(room.ask("arshjul", "denne måneden")) == OCTOBER
    assert text_of(room.ask("arshjul", "uke 42")) == OCTOBER


def test_what_is_done_and_owned_is_shown(room: Room) -> None:
    first = card_of(room.ask("arshjul"))
    room.push(first, "Jeg tar den", "Energidagene", user=PER)
    after = card_of(room.push(first, "Ferdig", "høringsfrister"))
    assert text_of(after) == (
        TOP + "• «Se etter høringsfrister» er markert som ferdig. [Angre]\n\n"
        "3 punkter: 1 er gjort, 1 har en ansvarlig, 1 er uten ansvarlig.\n\n"
        + MIDDLE.replace("NVE [Jeg tar den]", "NVE · @{U2PER}")
        + NETWORK
        + "Saker\n• Se etter høringsfrister · Jernbane · ✓ ferdig · @{U1KARI} [Åpne igjen]\n\n"
        + FOOT
    )
    room.push(after, "Angre")
    room.press("arshjul.release", {"v": "2026-10", "id": _id(room, "Energidagene til NVE")}, user=PER)
    assert text_of(room.ask("arshjul")) == OCTOBER


def test_a_done_point_can_be_opened_again(room: Room) -> None:
    after = card_of(room.push(card_of(room.ask("arshjul")), "Ferdig", "høringsfrister"))
    again = text_of(room.push(after, "Åpne igjen"))
    assert again == OCTOBER.replace(COUNTED, "• «Se etter høringsfrister» er åpnet igjen. [Angre]\n\n" + COUNTED)


def test_a_point_is_moved_to_another_month_and_back(room: Room) -> None:
    moved = card_of(room.push(card_of(room.ask("arshjul")), "Flytt", "Energidagene", chosen="januar 2027"))
    assert "• «Energidagene til NVE» er flyttet til januar 2027. [Angre]\n" in text_of(moved)
    assert "  Energidagene til NVE [" not in text_of(moved)
    assert "  Energidagene til NVE [" in text_of(room.ask("arshjul", "januar"))
    assert "  Energidagene til NVE [" in text_of(room.push(moved, "Angre"))


def test_a_dated_point_tells_its_date_and_a_tentative_one_that_it_is_considered(room: Room) -> None:
    room.now -= timedelta(days=60)
    assert "• 10.–16. august\n  Arendalsuka [Jeg tar den] [Jeg skal dit] [Flytt] [Endre]" in text_of(
        room.ask("arshjul", "august")
    )
    december = text_of(room.ask("arshjul", "desember"))
    assert "• Julelunsj for samarbeidspartnere (vurderes) [Ferdig] [Jeg tar den] [Flytt] [Endre]" in december


def test_the_months_beside_and_the_year_are_a_press_away(room: Room) -> None:
    first = card_of(room.ask("arshjul"))
    assert text_of(room.push(first, "November")).startswith("Årshjulet for november\n\nIngenting står i årshjulet")
    year = card_of(room.push(first, "Hele 2026"))
    assert text_of(room.push(year, "Vis måned", chosen="oktober")) == OCTOBER


def test_a_year_has_the_titles_of_each_month_and_says_quietly_what_is_empty(room: Room) -> None:
    room.push(card_of(room.ask("arshjul")), "Ferdig", "fremleggelsen")
    room.push(card_of(room.ask("arshjul")), "Jeg tar den", "høringsfrister")
    assert text_of(room.ask("arshjul", "2026")) == (
        "Årshjulet for 2026\n\n"
        "• April: ingenting\n"
        "• Mai: ingenting\n"
        "• Juni: ingenting\n"
        "• Juli: ingenting\n"
        "• August (1 punkt)\n"
        "  Arendalsuka\n"
        "• September: ingenting\n"
        "• Oktober (3 punkter, 1 gjort)\n"
        "  Energidagene til NVE · Se etter høringsfrister · Følg fremleggelsen av statsbudsjettet · Mangler NTP\n"
        "• November: ingenting ennå\n"
        "• Desember (1 punkt)\n"
        "  Julelunsj for samarbeidspartnere\n\n"
        "Tomme felt: arrangementer i desember; statsbudsjett i desember; politisk nettverksbygging i oktober; "
        "saker i desember.\n\n"
        "Årshjulet går et halvt år tilbake og halvannet år frem. Januar–mars er utenfor.\n\n"
        "[Vis måned] [Vis som bilde] [Del i kanalen]\n\n[Mål, styrker og utfordringer]"
    )


def test_the_ntp_is_missed_in_the_months_to_come_where_it_can_be_influenced(room: Room) -> None:
    """The plan's phases are open in March to October 2026, and in March to June 2028."""

    def missing(year: str) -> list[str]:
        rows = text_of(room.ask("arshjul", year)).split("• ")
        return [row.partition(" ")[0].rstrip(":") for row in rows if "Mangler NTP" in row]

    assert (missing("2026"), missing("2027"), missing("2028")) == (["Oktober"], [], ["Mars", "April"])
    room.ask("arshjul", "ny oktober ntp Møt direktoratet")
    assert missing("2026") == []


def test_the_ntp_is_not_missed_where_the_plan_has_something_of_its_own(sqlite_database: Database) -> None:
    """In February the agencies are given input, until March they deliver, and in July the hearing is answered."""
    room = full_room(sqlite_database, PACK)
    rows = text_of(room.ask("arshjul", "2027")).split("• ")
    assert [row.partition(" ")[0] for row in rows if "Mangler NTP" in row] == [
        *("April", "Mai", "Juni", "August", "September", "Oktober", "November", "Desember"),
    ]


def test_a_month_of_many_counts_the_rest_and_cuts_no_word(room: Room) -> None:
    long = "Inviter kommunene, fylkene, næringslivet og arbeidstakerorganisasjonene til et felles frokostmøte"
    for number in range(5):
        room.ask("arshjul", f"ny oktober saker {long} {number}")
    (line,) = [line for line in text_of(room.ask("arshjul", "2026")).splitlines() if "Inviter" in line]
    assert line == (
        "  Energidagene til NVE · Følg fremleggelsen av statsbudsjettet · Se etter høringsfrister · "
        "Inviter kommunene, fylkene, næringslivet og … · og 4 til · Mangler NTP"
    )


def test_a_month_out_of_reach_is_said_to_be(room: Room) -> None:
    assert text_of(room.ask("arshjul", "mai 2029")).startswith(
        "Årshjulet for mai 2029\n\n"
        "Ingenting står i årshjulet denne måneden.\n\n"
        "Årshjulet går et halvt år tilbake og halvannet år frem. Denne måneden er utenfor.\n\n"
    )
    assert text_of(room.ask("arshjul", "2029")) == (
        "Årshjulet for 2029\n\n"
        "Årshjulet går et halvt år tilbake og halvannet år frem. Hele året er utenfor.\n\n"
        "[Vis måned] [Vis som bilde] [Del i kanalen]"
    )


def test_one_line_fills_a_gap(room: Room) -> None:
    added = card_of(room.ask("arshjul", "ny oktober nettverksbygging Frokostmøte om nett #energi @{U2PER|per}"))
    assert text_of(added) == (
        TOP + "• «Frokostmøte om nett» er lagt til under Politisk nettverksbygging. [Angre]\n\n"
        "4 punkter: 1 har en ansvarlig, 3 er uten ansvarlig.\n\n"
        + MIDDLE
        + "Politisk nettverksbygging\n• Frokostmøte om nett · Energi · @{U2PER} [Ferdig] [Flytt]\n\n"
        + ISSUES
        + FOOT
    )
    row = room.row(_id(room, "Frokostmøte om nett"))
    assert (row.source, row.kind, row.field, row.certainty) == ("egen", "oppgave", "nettverksbygging", "måned")
    assert (row.starts_on, row.ends_on) == (date(2026, 10, 1), date(2026, 10, 31))
    assert text_of(room.push(added, "Angre")) == OCTOBER.replace(
        COUNTED, "• «Frokostmøte om nett» er fjernet igjen.\n\n" + COUNTED
    )


def test_a_gap_opens_the_form_for_its_month_and_field(room: Room) -> None:
    form = text_of(room.push(card_of(room.ask("arshjul", "november")), "Legg til", "ntp"))
    assert form.startswith(
        "Nytt i årshjulet\n\nHva: …\n"
        "Felt: [ ] Arrangementer, [ ] Statsbudsjett, [x] NTP, [ ] Politisk nettverksbygging, [ ] Saker\n"
        "Måned: [ ] Oktober, [x] November, [ ] Desember, [ ] Januar 2027,"
    )


NO_SUCH_DAY = (
    "31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag. Velg et felt. Skriv hva som skal gjøres."
)


@pytest.mark.parametrize(
    ("said", "faults"),
    [("Ring Ap", "Velg et felt."), ("ntp", "Skriv hva som skal gjøres."), ("31.2", NO_SUCH_DAY)],
)
def test_a_line_with_something_missing_opens_the_form(room: Room, said: str, faults: str) -> None:
    assert text_of(room.ask("arshjul", f"ny {said}")).startswith(f"Nytt i årshjulet\n\n{faults}\n\nHva:")


def test_a_form_adds_to_its_month(room: Room) -> None:
    reply = room.send("arshjul.new", title="Ring etatene", field="ntp", month="2026-11")
    assert "• «Ring etatene» er lagt til under NTP. [Angre]" in text_of(reply)
    assert "NTP\n• Ring etatene [Ferdig]" in text_of(room.ask("arshjul", "november"))


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, "title: Skriv hva som skal gjøres.\nfield: Velg et felt.\nmonth: Velg en måned."),
        ({"title": "x", "field": "tull", "month": "2026-13"}, "field: Velg et felt.\nmonth: Velg en måned."),
        (
            {"title": "x", "field": "ntp", "month": "2026-10", "theme": "enrgi"},
            "theme: Temaet «enrgi» finnes ikke. Mente du «energi»?",
        ),
    ],
)
def test_a_form_with_faults_says_what_to_mend(room: Room, values: dict[str, str], errors: str) -> None:
    assert text_of(room.send("arshjul.new", **values)) == errors
    assert text_of(room.ask("arshjul")) == OCTOBER


def test_an_unknown_month_is_met_with_what_was_meant(room: Room) -> None:
    answer = card_of(room.ask("arshjul", "otkober"))
    assert text_of(answer) == (
        "Det forsto jeg ikke\n\n"
        "• Jeg forstår ikke «otkober». Mente du «oktober»? [Vis oktober]\n\n"
        "Skriv en måned eller et år, for eksempel `/arshjul oktober` eller `/arshjul 2027`."
    )
    assert text_of(room.push(answer, "Vis oktober")) == OCTOBER


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("tullball", "Jeg forstår ikke «tullball»."),
        ("uke 60", "Uke 60 finnes ikke. 2026 har 53 uker. Skriv en av dem."),
        ("x" * 10_000, f"Jeg forstår ikke «{'x' * 59}…»."),
        ("<!channel>", "Jeg forstår ikke «<!channel>»."),
    ],
)
def test_what_is_no_month_gets_a_clear_sentence(room: Room, text: str, sentence: str) -> None:
    assert text_of(room.ask("arshjul", text)).startswith(f"Det forsto jeg ikke\n\n{sentence}\n\nSkriv en måned")


def test_the_second_to_tick_off_is_told_who_was_first(room: Room) -> None:
    first = card_of(room.ask("arshjul"))
    room.push(first, "Ferdig", "høringsfrister", user=PER)
    room.now += timedelta(hours=2)
    marked = "• @{U2PER} markerte «Se etter høringsfrister» som ferdig i dag kl. 9.00.\n"
    assert marked in text_of(room.push(first, "Ferdig", "høringsfrister"))
    assert marked in text_of(room.push(first, "Flytt", "høringsfrister", chosen="november"))


@pytest.mark.parametrize("value", ["", "{", "[]", '{"v": 1}', '{"id": true}', '{"v": "2026-99"}', '{"v": "0000"}'])
@pytest.mark.parametrize("action", ["done", "reopen", "take", "release", "move", "undo", "show"])
def test_a_broken_button_gets_a_clear_sentence(room: Room, action: str, value: str) -> None:
    assert text_of(room.press(f"arshjul.{action}", value)) == (
        "Svaret er utdatert\n\nDenne knappen gjelder ikke lenger. Spør på nytt, så får du et ferskt svar."
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(texts())
def test_no_text_breaks_the_command(room: Room, text: str) -> None:
    for said in (text, f"ny {text}", f"ny oktober ntp {text}"):
        assert text_of(room.ask("arshjul", said))


def _id(room: Room, title: str) -> int:
    with room.database.session() as session:
        wanted = select(Occurrence.id).where(Occurrence.title == title, Occurrence.starts_on == date(2026, 10, 1))
        return session.scalars(wanted).one()
