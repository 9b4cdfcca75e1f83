"""Help, the greeting, and what is said when something is not understood or goes wrong."""

from datetime import date, time

import pytest

from bot.cards.card_errors import database_busy, no_access, not_understood, quoted, stale, went_wrong
from bot.cards.catalogue import CATALOGUE, NAMES
from bot.cards.greeting import greeting
from bot.cards.text import render_text
from jobs.nudges.calendar import schedule
from models.db.database import Database
from models.workspace.preferences import Preferences
from tests.support.people import Room, empty_room, text_of

SCHEDULE = """\
• Hver mandag kl. 8.00: hva som skjer, hva som haster, og hva vi skal si.
• Første virkedag i måneden kl. 9.00: månedens årshjul, og det som mangler i det.
• Hver onsdag kl. 10.00: ett budskap fra kampanjen.
• Første tirsdag i måneden kl. 10.00: hovedbudskapet i kampanjen.
• 14, 7 og 1 dag før en frist kl. 8.30: en påminnelse. Den kommer også på selve dagen og én gang etter at fristen er ute. Den ansvarlige får beskjed direkte; i kanalen kommer den da på mandager og når fristen er ute.

Er mandagen en helligdag, kommer ukesoversikten neste virkedag. Det som kommer samme dag på samme sted, samler jeg i én melding på det tidligste klokkeslettet. Jeg er stille i helgene, på helligdager, julaften og nyttårsaften, og fra kl. 21.00 til kl. 7.00. Det samme gjelder i pauser."""
HELP = """\
• `/frister` – hva som haster, hva som kommer, og hvem som er ansvarlig
• `/arshjul` – året måned for måned: hva som er gjort, og hva som mangler
• `/budskap` – hva vi sier om en sak, klart til å kopiere
• `/medie` – mediesakene, og hvem som uttaler seg
• `/interessenter` – hvem vi kjenner, og hva vi har lovet
• `/effekt` – hva vi har gjort, og hva det førte til
• `/padriver sak` – sakene vi følger: hvor de er, hva som kommer, og hva vi gjør

[Vis eksempler] [Dette sender jeg] [Innstillinger] [Mine innstillinger] [Status]"""
SENT = f"""\
Dette sender jeg av meg selv

Jeg skriver i #{{C1}}.

{SCHEDULE}

Endre hva, når og hvor for alle med `/padriver innstillinger`, og for deg selv med `/padriver mine`. Legg inn ferie med `/padriver pause`.

[Innstillinger] [Mine innstillinger]"""
TITLES = {
    "frister": "Slik spør du om frister",
    "arshjul": "Slik bruker du årshjulet",
    "budskap": "Slik finner du budskap",
    "medie": "Slik bruker du mediesakene",
    "interessenter": "Slik bruker du interessentregisteret",
    "effekt": "Slik bruker du effektloggen",
    "padriver": "Slik styrer du Pådriver",
    "sak": "Slik følger du saker",
}
FIRST = {"sak": "padriver sak"}
"""What the help shows of a command that apps which were not updated do not have."""


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    room = empty_room(sqlite_database)
    room.set(shared_channel="C1")
    return room


@pytest.mark.parametrize("text", ["", "hjelp", "Hjelp", "HELP", "?", " hjelp! ", "hva kan du?", "--help"])
def test_help_is_a_line_for_each_command_and_buttons(room: Room, text: str) -> None:
    assert text_of(room.ask("padriver", text)) == f"Dette kan jeg hjelpe med\n\n{HELP}"


def test_the_titles_are_of_every_command() -> None:
    assert [each.name for each in CATALOGUE if each.name not in TITLES] == [], "add the title of its help to TITLES"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_understands_a_word_for_help(room: Room, name: str) -> None:
    """Before, `/arshjul hjelp` and `/budskap hjelp` were not understood."""
    begins = f"{TITLES[name]}\n\n• `/{FIRST.get(name, name)}"
    shown = text_of(room.press("padriver.hjelp.om", "", name))
    assert shown.startswith(begins)
    assert text_of(room.ask("padriver", f"hjelp {name}")) == shown
    for text in ("hjelp", "Hjelp!", "help", "?", "hjelp meg", "hva kan du?") if name != "padriver" else ():
        answered = text_of(room.ask(name, text))
        assert answered.startswith(begins), "answer with ways_card (bot/cards/help.py) if asks_for_help (help_words.py)"


def test_help_for_a_command_that_is_gone_is_the_whole_help(room: Room) -> None:
    assert text_of(room.press("padriver.hjelp.om", "", "fjernet")).endswith(HELP)


def test_what_is_posted_when_is_behind_a_button(room: Room) -> None:
    assert text_of(room.press("padriver.hjelp.sendes", "")) == SENT
    assert text_of(room.ask("padriver", "meldinger")) == SENT


UNKNOWN = """\
Det vet jeg ikke

Det vet jeg ikke.

Spør med andre ord, eller se hva jeg kan: `/padriver hjelp`.

[Hjalp ikke]"""


def test_what_nothing_answers_is_said_not_to_be_known(room: Room) -> None:
    assert text_of(room.ask("padriver", "kok kaffe")) == UNKNOWN


def test_a_misspelt_word_is_met_with_a_suggestion(room: Room) -> None:
    assert text_of(room.ask("padriver", "instillinger")) == (
        "Det forsto jeg ikke\n\nJeg forstår ikke «instillinger». Mente du `/padriver innstillinger`?\n\n"
        "Skriv `/padriver hjelp` for å se hva jeg kan svare på."
    )


@pytest.mark.parametrize("text", ["x" * 10_000, "🚆", "\u202eשלום", "<!xyzzy>", "`*_~"])
def test_no_text_breaks_the_answer(room: Room, text: str) -> None:
    assert text_of(room.ask("padriver", text)) == UNKNOWN


def test_the_help_tells_the_workspaces_own_times_and_that_no_channel_is_chosen(room: Room) -> None:
    room.set(shared_channel=None)
    room.set(digest_time=time(7, 30))
    told = text_of(room.ask("padriver", "meldinger"))
    assert "• Hver mandag kl. 7.30: hva som skjer" in told
    assert (
        "Felleskanalen er ikke valgt ennå, så jeg sender ingenting av meg selv. Velg den med `/padriver innstillinger`."
    ) in told


def test_the_buttons_of_the_help_lead_on(room: Room) -> None:
    assert text_of(room.press("padriver.help", "")) == f"Dette kan jeg hjelpe med\n\n{HELP}"
    assert text_of(room.press("padriver.status", "")).startswith("Status\n")
    assert text_of(room.press("padriver.settings", "")).startswith("Innstillinger\n")


def test_the_greeting_is_short_and_tells_what_comes_where_when_and_how_to_change_it(room: Room) -> None:
    assert render_text(
        greeting(Preferences(room.workspace), schedule(Preferences(room.workspace), room.pack, date(2026, 10, 2)))
    ) == (
        "Hei, jeg er Pådriver\n"
        "\n"
        "Jeg følger det politiske året og sier fra når det er tid for å handle. Jeg skriver i #{C1}.\n"
        "\n"
        f"{SCHEDULE}\n"
        "\n"
        "Endre tid og sted med `/padriver innstillinger`. Spør meg når som helst med `/frister`, `/arshjul` eller "
        "`/budskap`.\n"
        "\n"
        "[Innstillinger] [Hjelp]"
    )


def test_what_goes_wrong_is_told_with_what_to_do_next() -> None:
    assert render_text(went_wrong("1a2b3c")) == (
        "Noe gikk galt\n\nNoe gikk galt hos oss. Prøv igjen. Referanse: 1a2b3c"
    )
    assert render_text(database_busy()) == (
        "Prøv igjen om litt\n\nDatabasen svarer ikke akkurat nå, så ingenting er endret. Vent litt og prøv igjen."
    )
    assert render_text(no_access()) == (
        "Jeg slipper ikke til\n\n"
        "Jeg har ikke tilgang til denne kanalen. Inviter meg inn med `/invite @Pådriver`, og prøv igjen."
    )
    assert render_text(stale()) == (
        "Svaret er utdatert\n\nDenne knappen gjelder ikke lenger. Spør på nytt, så får du et ferskt svar."
    )
    assert render_text(not_understood("kaffe", "/frister")) == (
        "Det forsto jeg ikke\n\n"
        "Jeg forstår ikke «kaffe». Mente du `/frister`?\n\n"
        "Skriv `/padriver hjelp` for å se hva jeg kan svare på."
    )
    assert render_text(not_understood("\u202e")) == (
        "Det forsto jeg ikke\n\nJeg forstår ikke det du skrev. Skriv `/padriver hjelp` for å se hva jeg kan svare på."
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  to\n ord ", "to ord"),
        ("\u202eבא\u202c", "בא"),
        ("a" * 100, "a" * 59 + "…"),
        ("", ""),
        ("<!channel>", "<!channel>"),
    ],
)
def test_what_a_person_wrote_is_repeated_on_one_line_without_hidden_signs(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_the_page_of_ones_own_is_a_word_away(room: Room) -> None:
    told = text_of(room.ask("padriver", "hjem"))
    assert told.startswith("Pådriver\n\nDine frister\n")
    assert "Du har ingen åpne frister. Se alle med `/frister`." in told
    assert told.endswith("[Flere budskap] [Abonner i kalenderen] [Status] [Innstillinger] [Hjelp]")
