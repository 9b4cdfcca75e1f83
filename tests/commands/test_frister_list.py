"""What `/frister` shows."""

from datetime import date, timedelta

import pytest

from models.db.database import Database
from tests.support.people import KARI, PER, Room, card_of, empty_room, full_room, text_of


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return empty_room(sqlite_database)


def test_overdue_deadlines_come_first_and_then_the_next_30_days(room: Room) -> None:
    room.add("Innspill til revidert", date(2026, 9, 28), theme="jernbane", owner=PER)
    room.add("Høringssvar om nett", date(2026, 10, 5), theme="energi", link="https://www.regjeringen.no/nett")
    room.add("Kronikk", date(2026, 11, 1))
    room.add("For langt frem", date(2026, 11, 2))
    assert text_of(room.ask("frister")) == (
        "Frister\n"
        "\n"
        "Forfalt\n"
        "• mandag 28. september – Innspill til revidert · Jernbane · @{U2PER} [Ferdig] [Utsett] [Mer …]\n"
        "\n"
        "De neste 30 dagene\n"
        "• mandag 5. oktober – Høringssvar om nett (https://www.regjeringen.no/nett) · Energi [Ferdig] [Jeg tar den] [Mer …]\n"
        "• søndag 1. november – Kronikk [Ferdig] [Jeg tar den] [Mer …]\n"
        "\n"
        "[Ny frist] [Abonner i kalenderen] [Del i kanalen]"
    )


def test_an_empty_calendar_says_what_to_do(room: Room) -> None:
    assert text_of(room.ask("frister")) == (
        "Frister\n"
        "\n"
        "Ingenting er forfalt, og ingen frister kommer de neste 30 dagene.\n"
        "\n"
        "Legg til en med `/frister ny 15.10 Innspill til …`.\n"
        "\n"
        "[Ny frist]"
    )


def test_dates_say_how_sure_they_are(sqlite_database: Database) -> None:
    assert text_of(full_room(sqlite_database).ask("frister", "oktober")) == (
        "Frister: oktober\n"
        "\n"
        "• trolig torsdag 1. oktober – Stortinget trer sammen [Jeg tar den] [Mer …]\n"
        "• trolig 6.–15. oktober – Statsbudsjettet legges frem [Jeg tar den] [Mer …]\n"
        "• trolig onsdag 21. oktober – Påmelding til høring i Stortinget [Ferdig] [Jeg tar den] [Mer …]\n"
        "\n"
        "Uten fast dato\n"
        "• i oktober (dato mangler) – Energidagene til NVE [Jeg skal dit] [Jeg tar den] [Mer …]\n"
        "\n"
        "[Ny frist] [Del i kanalen]"
    )


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("mine", ["Min egen"]),
        ("forfalt", ["Gammel"]),
        ("uke 41", ["Min egen"]),
        ("oktober jernbane", ["Jernbanefrist"]),
        ("2027", ["Til neste år"]),
        ("energi", ["Min egen"]),
        ("7", ["Gammel", "Min egen"]),
        ("egne", ["Gammel", "Min egen", "Jernbanefrist", "Til neste år"]),
        ("neste år", ["Til neste år"]),
        ("frist jern", ["Jernbanefrist"]),
        ("arshjul", []),
        ("@{U2PER}", ["Jernbanefrist"]),
        ("15.10.2026", ["Jernbanefrist"]),
    ],
)
def test_what_is_asked_for_is_what_is_shown(room: Room, text: str, titles: list[str]) -> None:
    room.add("Gammel", date(2026, 9, 1))
    room.add("Min egen", date(2026, 10, 5), owner=KARI, theme="energi")
    room.add("Jernbanefrist", date(2026, 10, 15), owner=PER, theme="jernbane")
    room.add("Til neste år", date(2027, 3, 1))
    shown = text_of(room.ask("frister", text))
    assert [
        title for title in ("Gammel", "Min egen", "Jernbanefrist", "Til neste år") if f" – {title}" in shown
    ] == titles


def test_a_long_list_comes_eight_at_a_time(room: Room) -> None:
    for number in range(1, 24):
        room.add(f"Frist {number:02}", date(2026, 10, 2) + timedelta(number))
    first = card_of(room.ask("frister"))
    assert "Viser 1–8 av 23\n\n[Neste] [Ny frist] [Abonner i kalenderen] [Del i kanalen]" in text_of(first)
    second = card_of(room.push(first, "Neste"))
    assert "Frist 09" in text_of(second)
    assert "Viser 9–16 av 23\n\n[Forrige] [Neste] [Ny frist] [Del i kanalen]" in text_of(second)
    third = card_of(room.push(second, "Neste"))
    assert "Viser 17–23 av 23\n\n[Forrige] [Ny frist] [Del i kanalen]" in text_of(third)
    assert card_of(room.push(card_of(room.push(third, "Forrige")), "Forrige")) == first


def test_a_page_beyond_the_end_is_the_last_page(room: Room) -> None:
    room.add("Kronikk", date(2026, 10, 5))
    assert "Kronikk" in text_of(room.press("frist.page", {"q": "", "o": 800}))


def test_a_slip_of_the_pen_is_met_with_what_was_meant(room: Room) -> None:
    room.add("Kronikk", date(2026, 10, 5))
    answer = card_of(room.ask("frister", "otkober"))
    assert text_of(answer) == (
        "Frister: «otkober»\n\n• Jeg fant ingenting. Mente du «oktober»? [Vis «oktober»]\n\n[Ny frist]"
    )
    assert text_of(room.push(answer, "Vis «oktober»")) == text_of(room.ask("frister", "oktober"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("forfalt", "Ingenting er forfalt.\n\nSe alt som kommer med `/frister alle`."),
        ("mine", "Du har ingen frister nå.\n\nTrykk «Jeg tar den» ved en frist, så finner du den igjen her."),
        ("uke 52", "Ingenting står i kalenderen for uke 52.\n\nSe alt som kommer med `/frister alle`."),
        ("5", "Ingenting står i kalenderen for de neste 5 dagene.\n\nSe alt som kommer med `/frister alle`."),
        ("ntp mine", "Jeg fant ingenting som passer.\n\nSe alt som kommer med `/frister alle`."),
    ],
)
def test_an_empty_answer_says_what_is_empty(room: Room, text: str, told: str) -> None:
    assert text_of(room.ask("frister", text)).endswith(f"\n\n{told}\n\n[Ny frist]")


def test_words_that_fit_nothing_say_what_to_do(room: Room) -> None:
    assert text_of(room.ask("frister", "<!channel> *fet* 🎉")) == (
        "Frister: «<!channel> *fet*»\n"
        "\n"
        "Jeg fant ingenting som passer.\n"
        "\n"
        "Prøv færre ord, eller `/frister alle` for å se alt.\n"
        "\n"
        "[Ny frist]"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.2", "31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag."),
        ("uke 60", "Uke 60 finnes ikke. 2026 har 53 uker. Skriv en av dem."),
        ("#jernbne", "Temaet «jernbne» finnes ikke. Mente du «jernbane»?"),
        ("x" * 10_000, "Teksten er for lang. Skriv høyst 300 tegn, for eksempel «oktober jernbane»."),
    ],
)
def test_a_question_that_makes_no_sense_gets_a_clear_sentence(room: Room, text: str, sentence: str) -> None:
    assert text_of(room.ask("frister", text)) == (
        f"Det forsto jeg ikke\n\n{sentence}\n\nSkriv `/frister hjelp` for å se hva du kan spørre om."
    )


def test_the_help_shows_how_to_ask(room: Room) -> None:
    assert text_of(room.ask("frister", "hjelp")) == (
        "Slik spør du om frister\n"
        "\n"
        "• `/frister` – det som er forfalt, og de neste 30 dagene\n"
        "• `/frister uke 41` – en uke; eller en måned, et kvartal, en dato, «mars–mai», «før jul» eller et antall dager\n"
        "• `/frister oktober jernbane` – en periode og et tema\n"
        "• `/frister statsbudsjett` – en kilde: statsbudsjett, ntp, årshjul, kalender, kampanje eller egne\n"
        "• `/frister statsbudsjettet 2028` – alt i budsjettet for et år; eller «ntp» for hele planen\n"
        "• `/frister mine` – dine egne; eller «forfalt», «ferdige» eller «alle»\n"
        "• `/frister Kari` – det Kari er ansvarlig for; eller «ledige», eller «hvem gjør hva»\n"
        "• `/frister møteplan` – årets møter i styret, rådet og administrasjonen, og når papirer og utkast må være klare\n"
        "• `/frister eksport oktober` – det samme som Excel-fil, bare til deg; uten noe bak får du alt som kommer\n"
        "• `/frister på vent` – det dere ikke vil bli minnet om nå\n"
        "• `/frister abonner` – fristene i Outlook, Google Kalender eller Apple Kalender; «mine», «alle» eller et tema\n"
        "• `/frister gul bok` – det som har ordene, eller handler om det samme\n"
        "• `/frister ny 15.10 Innspill til transportkomiteen #jernbane` – legg til en frist\n"
        "• `/frister ny 30.10 https://regjeringen.no/id3167072` – legg til en høring eller en sak i "
        "Stortinget med adressen; datoen følger kilden\n"
        "• `/frister ny fredag kl. 12–13 Ring Bane NOR` – legg til en frist med klokkeslett\n"
        "• `/frister ny hver mandag Ukesmøte` – legg til noe som gjentas; eller «første onsdag i måneden», «hvert kvartal»"
    )


def test_a_shared_list_is_the_same_without_its_buttons(room: Room) -> None:
    room.add("Kronikk", date(2026, 10, 5))
    reply = room.push(card_of(room.ask("frister", "oktober")), "Del i kanalen")
    assert reply.share is not None  # type: ignore[union-attr]  # a press of that button never opens a form
    assert text_of(reply.share) == (  # type: ignore[union-attr]  # the same
        "Frister: oktober\n\n• mandag 5. oktober – Kronikk\n\nDelt av @{U1KARI} · `/frister oktober`"
    )
