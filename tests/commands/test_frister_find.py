"""Questions to `/frister` that find what is there: by people's names, by words, by what is meant."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.commands.registry import COMMANDS
from models.db.database import Database
from models.occurrences.sync import sync
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from tests.support.content import PACK
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
PER_OLSEN, ASE, AUGUST, JENS, GUEST, LEFT = "U3PER", "U4ASE", "U5AUGUST", "U6JENS", "U7GJEST", "U8SLUTTET"
PEOPLE = {
    KARI: ("Kari Nordmann", "kari.n"),
    PER: ("Per Hansen", "perh"),
    PER_OLSEN: ("Per Olsen",),
    ASE: ("Strand, Åse-Marie (Osloregionen)",),
    AUGUST: ("August O’Lund",),
    JENS: ("Jens Ødegård",),
    LEFT: ("Mona Sluttet",),
}
ADDED: list[tuple[str, date, str | None, str | None]] = [
    ("Innspill til RNB", date(2026, 12, 15), KARI, None),
    ("Møte med Ap", date(2026, 12, 10), PER, "jernbane"),
    ("Frokost med LO", date(2027, 5, 5), PER_OLSEN, None),
    ("Rydding på strand", date(2027, 4, 20), AUGUST, "oslofjorden"),
    ("Kronikk om budskap og kapasitet", date(2026, 12, 20), JENS, None),
    ("Høringssvar om E6", date(2027, 1, 8), None, None),
    ("Utvalgsmøte", date(2026, 12, 3), ASE, None),
    ("Fraksjonsmøte i Arbeiderpartiet", date(2027, 2, 3), None, None),
    ("Overlevering til Mona", date(2026, 12, 4), LEFT, None),
]


@pytest.fixture(scope="module")
def room(module_database: Database) -> Room:
    """A workspace with all of Osloregionen's calendar, its people, and deadlines of their own, on both databases.

    It is shared: a test that changes something uses `own_room`.
    """
    return _filled(module_database)


@pytest.fixture
def own_room(database: Database) -> Room:
    return _filled(database)


def _filled(database: Database) -> Room:
    room = replace(empty_room(database), pack=PACK, now=NOW)
    with database.session() as session:
        people = [
            SeenContact(user, PERSON, names[0], nicknames=names[1:], role=ContactRole.COLLEAGUE, has_left=user == LEFT)
            for user, names in PEOPLE.items()
        ]
        record_contacts(session, room.workspace.id, people, NOW)
        sync(session, room.workspace, room.pack, NOW)
    for title, due, owner, theme in ADDED:
        room.add(title, due, owner=owner, theme=theme)
    return room


def said(room: Room, text: str) -> str:
    return text_of(room.ask("frister", text))


def titles(shown: str) -> list[str]:
    """Return the titles of the rows of a list, without what follows them."""
    rows = re.findall(r"^• .*? – (.+)$", shown, re.MULTILINE)
    return [re.split(r" · | \[| \(", row)[0] for row in rows]


def added(room: Room, text: str) -> list[str]:
    """Return the titles that people added of those that are found."""
    ours = {title for title, *_ in ADDED}
    return [title for title in titles(said(room, text)) if title in ours]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kari", ["Innspill til RNB"]),
        ("kari", ["Innspill til RNB"]),
        ("til Kari", ["Innspill til RNB"]),
        ("Karis frister", ["Innspill til RNB"]),
        ("@Kari", ["Innspill til RNB"]),
        ("@Kari Nordmann", ["Innspill til RNB"]),
        ("eier:kari.n", ["Innspill til RNB"]),
        ("hva har Kari i desember?", ["Innspill til RNB"]),
        ("Kari i januar", []),
        ("per hansen", ["Møte med Ap"]),
        ("Hansen, Per", ["Møte med Ap"]),
        ("Per H.", ["Møte med Ap"]),
        ("perh", ["Møte med Ap"]),
        ("Hansens", ["Møte med Ap"]),
        ("til Per", ["Møte med Ap", "Frokost med LO"]),
        ("Pers frister", ["Møte med Ap", "Frokost med LO"]),
        ("Per og Jens", ["Kronikk om budskap og kapasitet", "Møte med Ap", "Frokost med LO"]),
        ("Jens", ["Kronikk om budskap og kapasitet"]),
        ("jens odegard", ["Kronikk om budskap og kapasitet"]),
        ("Ødegaard", ["Kronikk om budskap og kapasitet"]),
        ("Åse", ["Utvalgsmøte"]),
        ("Aase Marie", ["Utvalgsmøte"]),
        ("Åse-Marie Strand", ["Utvalgsmøte"]),
        ("August OLund", ["Rydding på strand"]),
        ("august o'lund", ["Rydding på strand"]),
        ("Mona", ["Overlevering til Mona"]),
    ],
)
def test_a_name_asks_for_what_that_person_owns(room: Room, text: str, found: list[str]) -> None:
    assert sorted(added(room, text)) == sorted(found)


def test_a_last_name_that_a_deadline_says_is_a_word(room: Room) -> None:
    assert added(room, "strand") == ["Rydding på strand"]


def test_a_first_name_that_is_a_month_is_the_month(room: Room) -> None:
    assert said(room, "august").startswith("Frister: august 2027\n")


def test_several_people_of_one_name_are_shown_apart(room: Room) -> None:
    assert said(room, "til Per") == (
        "Frister: Per Hansen, Per Olsen\n"
        "\n"
        "Flere av dere heter «Per». Skriv hele navnet for å se fristene til én av dem.\n"
        "\n"
        "Per Hansen\n"
        "• torsdag 10. desember – Møte med Ap · Jernbane [Ferdig] [Utsett] [Mer …]\n"
        "\n"
        "Per Olsen\n"
        "• onsdag 5. mai 2027 – Frokost med LO [Ferdig] [Utsett] [Mer …]\n"
        "\n"
        "[Ny frist] [Del i kanalen]"
    )


@pytest.mark.parametrize(
    "text", ["hvem gjør hva", "Hvem gjør hva?", "hvem har ansvaret", "per person", "kven gjer kva"]
)
def test_who_does_what_is_shown_person_by_person(room: Room, text: str) -> None:
    shown = said(room, text)
    assert shown.startswith("Frister: hvem gjør hva\n\nAugust O’Lund\n• tirsdag 20. april 2027")
    called = {names[0] for names in PEOPLE.values()}
    heads = [line for line in shown.splitlines() if line.removesuffix(" (har sluttet)") in called]
    assert heads == [
        "August O’Lund",
        "Jens Ødegård",
        "Kari Nordmann",
        "Mona Sluttet (har sluttet)",
        "Per Hansen",
        "Per Olsen",
        "Strand, Åse-Marie (Osloregionen)",
    ]
    assert shown.endswith("\n\nDet ingen har tatt, ser du med `/frister ledige`.\n\n[Ny frist] [Del i kanalen]")


def test_who_does_what_can_be_asked_of_a_time_and_is_given_a_page_at_a_time(own_room: Room) -> None:
    assert titles(said(own_room, "hvem gjør hva denne uka")) == ["Overlevering til Mona", "Utvalgsmøte"]
    for number in range(10):
        own_room.add(f"Sak {number}", date(2027, 1, 10 + number), owner=KARI)
    first = card_of(own_room.ask("frister", "hvem gjør hva"))
    assert "Viser 1–8 av 17" in text_of(first)
    assert "\n\nKari Nordmann\n• fredag 15. januar 2027" in text_of(own_room.push(first, "Neste"))


@pytest.mark.parametrize("text", ["uten eier", "ledige", "uten ansvarlig", "ledige frister", "utan eigar", "ikke tatt"])
def test_what_nobody_owns_can_be_asked_for(room: Room, text: str) -> None:
    shown = said(room, f"{text} januar")
    assert shown.startswith("Frister: januar 2027, uten ansvarlig")
    assert "Høringssvar om E6" in said(room, f"{text} uke 1 2027")
    assert "@{" not in shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ap", ["Møte med Ap", "Fraksjonsmøte i Arbeiderpartiet"]),
        ("Aps", ["Møte med Ap", "Fraksjonsmøte i Arbeiderpartiet"]),
        ("Arbeidarpartiet", ["Fraksjonsmøte i Arbeiderpartiet", "Møte med Ap"]),
        ("LO", ["Frokost med LO"]),
        ("lo", ["Frokost med LO"]),
        ("E6", ["Høringssvar om E6"]),
        ("budskap", ["Kronikk om budskap og kapasitet"]),
        ("høringer E6", ["Høringssvar om E6"]),
        ("høyring E6", ["Høringssvar om E6"]),
        ("kronikk", ["Kronikk om budskap og kapasitet"]),
        ("kronikken", ["Kronikk om budskap og kapasitet"]),
        ("krnoikk", ["Kronikk om budskap og kapasitet"]),
        ("utvalgsmøtet", ["Utvalgsmøte"]),
        ("Fraksjonsmøter i februar", ["Fraksjonsmøte i Arbeiderpartiet"]),
        ("fjorden strand", ["Rydding på strand"]),
        ("takk kronikk 🙏", ["Kronikk om budskap og kapasitet"]),
        ("hei! kronikk :train: :+1:", ["Kronikk om budskap og kapasitet"]),
        ("vær så snill, kronikk 👍🏽 tusen takk", ["Kronikk om budskap og kapasitet"]),
        ("🚆 kronikk🚆", ["Kronikk om budskap og kapasitet"]),
    ],
)
def test_words_find_what_says_them(room: Room, text: str, found: list[str]) -> None:
    assert sorted(added(room, text)) == sorted(found)


@pytest.mark.parametrize("text", ["hei", "takk", "🙏", ":pray:", "Hei, tusen takk! 😀", "takk skal du ha :)"])
def test_courtesies_and_emoji_ask_for_nothing(room: Room, text: str) -> None:
    assert said(room, text).replace(text, "") == said(room, "")


def test_a_track_of_the_content_is_found_by_what_it_means(room: Room) -> None:
    shown = said(room, "Rikstunnelen")
    assert titles(shown)[:2] == ["Følg opp prosjektene Rikstunnelen, InterCity, grenbanene og gods"] * 2
    assert "Handler om det samme" in shown
    assert "Departementenes interne prioriteringer" in titles(shown)
    assert titles(said(room, "rikstunellen")) == titles(shown)


@pytest.mark.parametrize("text", ["transportkomiteen", "Transportkomitéen", "transport- og kommunikasjonskomiteen"])
def test_a_committee_is_found_by_what_it_means(room: Room, text: str) -> None:
    found = titles(said(room, text))
    assert "Meld oss på komiteenes budsjetthøringer" in found
    assert "Komiteene holder høringer om statsbudsjettet" in found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("valget 2027", "Kommunestyre- og fylkestingsvalg"),
        ("valget i 2027", "Kommunestyre- og fylkestingsvalg"),
        ("kommunevalget", "Kommunestyre- og fylkestingsvalg"),
        ("lokalvalget 2027", "Kommunestyre- og fylkestingsvalg"),
        ("kommuneval", "Kommunestyre- og fylkestingsvalg"),
        ("RNB", "Siste dag for å legge frem revidert nasjonalbudsjett"),
        ("rnb 2027", "Siste dag for å legge frem revidert nasjonalbudsjett"),
        ("revidert", "Siste dag for å legge frem revidert nasjonalbudsjett"),
        ("gul bok", "Gul bok godkjennes i statsråd"),
        ("marskonferansen", "Regjeringens første budsjettkonferanse"),
    ],
)
def test_what_a_thing_is_called_finds_it_first(room: Room, text: str, first: str) -> None:
    assert titles(said(room, text))[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "statsbudsjettet 2028",
        "statsbudsjett 2028",
        "budsjettet for 2028",
        "2028-budsjettet",
        "budsjett-2028",
        "budsjett2028",
        "2028 statsbudsjett",
    ],
)
def test_the_budget_of_a_year_is_that_budgets_cycle(room: Room, text: str) -> None:
    shown = said(room, text)
    assert shown.startswith("Frister: statsbudsjett 2028\n")
    assert titles(shown)[0] == "Finansdepartementet sender det første budsjettrundskrivet"
    assert "Viser 1–8 av 26" in shown


def test_next_years_budget_is_a_cycle_and_a_month_of_it_can_be_asked_for(room: Room) -> None:
    assert said(room, "neste års statsbudsjett").startswith("Frister: statsbudsjett 2027\n")
    assert said(room, "statsbudsjettet neste år").startswith("Frister: statsbudsjett 2027\n")
    assert titles(said(room, "statsbudsjettet 2028 mai 2028")) == [
        "Siste dag for å legge frem revidert nasjonalbudsjett"
    ]
    assert said(room, "statsbudsjett i 2028").startswith("Frister: 2028, statsbudsjett\n")


@pytest.mark.parametrize("text", ["ntp", "NTP 2028", "nasjonal transportplan", "NTP 2029–2040", "ntp-2028"])
def test_the_transport_plan_is_its_whole_cycle(room: Room, text: str) -> None:
    shown = said(room, text)
    assert shown.startswith("Frister: NTP 2028\n")
    assert titles(shown)[:2] == ["Etatene arbeider med sine leveranser", "Statsbudsjett"]
    assert "Gi etatene innspill før de leverer prioriteringene til NTP" in titles(shown)


def test_another_year_is_what_happens_to_the_plan_in_it(room: Room) -> None:
    assert said(room, "ntp 2027").startswith("Frister: 2027, NTP\n")


def test_a_word_that_finds_nothing_is_left_out_and_the_rest_is_shown(room: Room) -> None:
    assert said(room, "xyzzy kronikk") == (
        "Frister: «xyzzy kronikk»\n"
        "\n"
        "Jeg fant ingenting med «xyzzy». Her er resten.\n"
        "\n" + said(room, "kronikk").split("\n\n", 1)[1]
    )
    assert titles(said(room, "uke 50 xyzzy")) == titles(said(room, "uke 50"))
    assert "Jeg fant ingenting med «xyzzy»." in said(room, "Kari xyzzy")
    assert "Ingenting av dette har også «kronikk». Her er resten." in said(room, "kronikk utvalgsmøte")


def test_a_slip_in_a_time_is_suggested_beside_the_rest(room: Room) -> None:
    card = card_of(room.ask("frister", "desmber kronikk"))
    assert "Jeg fant ingenting med «desmber». Her er resten. Mente du «desember kronikk»?" in text_of(card)
    assert titles(text_of(room.push(card, "Vis «desember kronikk»")))[0] == "Kronikk om budskap og kapasitet"


@pytest.mark.parametrize("text", ["Kalle", "Lina", "ledgie frster", "komit", "horing", "Frode", "Nina", "hjlp"])
def test_no_suggestion_is_another_word_than_people_use(room: Room, text: str) -> None:
    suggested = re.findall(r"Mente du «([^»]*)»", said(room, text))
    assert suggested in ([], ["ledige frister"])


def test_words_side_by_side_are_asked_for_in_quotation_marks(room: Room) -> None:
    assert added(room, "«budskap og kapasitet»") == ["Kronikk om budskap og kapasitet"]
    assert added(room, "«kapasitet og budskap»") == []


def test_a_guest_finds_by_name_only_those_whose_names_the_list_shows(own_room: Room) -> None:
    def asked(text: str) -> str:
        with own_room.database.session() as session:
            guest = replace(own_room._ask(session, GUEST, text), role=ContactRole.GUEST)
            return text_of(COMMANDS["frister"](guest, session))

    own_room.add("Ring statsråden", date(2026, 12, 9), owner=PER_OLSEN, of_register=True)
    with own_room.database.session() as session:
        record_contacts(
            session, own_room.workspace.id, [SeenContact("U9NY", PERSON, "Ingrid Ny", role=ContactRole.COLLEAGUE)], NOW
        )
    assert titles(asked("Kari")) == ["Innspill til RNB"]
    assert titles(asked("Per Olsen")) == ["Frokost med LO"]
    assert "statsråden" not in asked("hvem gjør hva")
    assert "Ring statsråden" in said(own_room, "ring statsråden")
    assert "Ring statsråden" not in asked("ring statsråden")
    assert "Jeg fant ingenting som passer." in asked("Ingrid")
    assert said(own_room, "Ingrid").endswith(
        "@{U9NY} har ingen frister nå.\n\nSe alt som kommer med `/frister alle`.\n\n[Ny frist]"
    )


def test_an_unknown_mention_is_asked_for_again(room: Room) -> None:
    assert "Jeg vet ikke hvem @Ukjent er. Skriv @ og velg navnet fra lista som dukker opp." in said(room, "@Ukjent")
