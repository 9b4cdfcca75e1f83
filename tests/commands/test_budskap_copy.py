"""`/budskap kopier`: the wording, to the letter, ready to paste; a draft says so first."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.cards.card import Card, Copyable
from models.db.database import Database
from tests.support.content import PACK
from tests.support.people import Room, card_of, empty_room, text_of


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return replace(empty_room(sqlite_database), pack=PACK, now=datetime(2026, 11, 23, 10, tzinfo=UTC))


def copied(card: Card) -> str:
    (text,) = [part.text for part in card.parts if isinstance(part, Copyable)]
    return text


def draft(wording: str) -> str:
    """Return what is copied of a wording that is not cleared."""
    return f"UTKAST – IKKE KLARERT\n\n{wording}"


RIKSTUNNELEN = """\
SPOR A: KAPASITETSLØFT I OSLO – NY RIKSTUNNEL

BUDSKAP
Rikstunnelen er Norges viktigste samferdselsprosjekt. Viktig i et beredskapsperspektiv – hva skjer hvis hovedåren gjennom hovedstaden kollapser? Koster omtrent det samme som regjeringskvartalet- hva er viktigst?

HVORFOR
Dagens infrastruktur er overbelastet, og forsinkelser forplanter seg i hele landet

KRAV
Planlegging må fremskyndes og gis høyeste prioritet, prosessen må organiseres for raskest mulig realisering

GEVINST
Dobbelt sporkapasitet gjennom Oslo – helt avgjørende for både person- og godstrafikk. Viktig sikkerhets/beredskaps tiltak."""
INTERCITY = """\
SPOR B: FULLFØRING AV INTERCITY OG STYRKING AV GRENBANENE

BUDSKAP
Ryggraden i kollektivsystemet må fungere.

HVORFOR
Overfylte tog, forsinkelser og innstillinger skaper uforutsigbarhet og kostnader for innbyggere og næringsliv.

KRAV
Helhetlig og forpliktende prosess for å realisere InterCity, inkludert Ringeriksbanen, prioritering av grenbanene rundt Oslo.

GEVINST
Et velfungerende kollektivsystem som støtter klima- og befolkningsmålene i regionen med 40% av Norges befolkning. Reduserte kostnader for næringsliv og innbyggere, reduserte klimagassutslipp."""
GRENSEKRYSSENDE = """\
SPOR C: GRENSEKRYSSENDE JERNBANE – OSLO–STOCKHOLM OG OSLO–GØTEBORG

BUDSKAP
Norden trenger raske, klimavennlige forbindelser, også i et beredskapsperspektiv.

HVORFOR
Styrke næringsliv og felles bo- og arbeidsmarkedsregioner.

KRAV
Starte KVU på norsk side for begge korridorer. Jobbe med tiltak for overføring av transport fra fly og vei til bane. Vurdere alternative finansieringsmodeller.

GEVINST
Færre flyreiser, bedre beredskap og styrket nordisk samarbeid"""
GODS = """\
SPOR D: GODSTRANSPORT

BUDSKAP
Grønn næringstransport er en forutsetning for konkurransekraft og oppnåelse av klimamål.

HVORFOR
Bare 9 % av godstransporten går på bane i dag

KRAV
Utarbeide en ny, helhetlig godsstrategi

GEVINST
Mindre trafikkbelastning, bedre sikkerhet og styrket næringsliv"""
HOVEDBUDSKAP = """\
HOVEDBUDSKAP 2026
I totalforsvarets år 2026, er samarbeidet på tvers i Osloregionen viktigere enn noensinne. Lykkes vi ikke med å finne løsninger på tvers av kommunegrenser, vil vi ikke lykkes den dagen vi står ovenfor en krise.

PRIORITERINGER
For de 62 kommunene i Osloregionen er dette våre prioriteringer:
– En styrket satsing på jernbane på tvers av regionen
   • Planlegging av Rikstunnelarbeidet må starte nå!
– Økt oppmerksomhet knyttet til kraftsystemets manglende dimensjonering og sårbarhet
   • Hovedstadsregionen må ha sikker tilgang på kraft!
– Situasjonen i Oslofjorden må håndteres NÅ.
   • Døden i Oslofjorden kan ikke fortsette"""
GREP = """\
GREP 2: TILSTEDEVÆRELSE

SLAGORD
La Osloregionen bli sett og hørt"""


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("rikstunnelen", RIKSTUNNELEN),
        ("spor b", INTERCITY),
        ("gøteborg", GRENSEKRYSSENDE),
        ("gods", GODS),
        ("hovedbudskap", HOVEDBUDSKAP),
        ("grep 2", GREP),
        ("rikstunnelen til nho", RIKSTUNNELEN),
    ],
)
def test_the_wording_is_copied_to_the_letter(room: Room, text: str, wording: str) -> None:
    assert copied(card_of(room.ask("budskap", f"kopier {text}"))) == draft(wording)


def test_alone_it_copies_the_main_message_and_what_to_say_in_the_budget_today(room: Room) -> None:
    assert copied(card_of(room.ask("budskap", "kopier"))) == draft(
        f"{HOVEDBUDSKAP}\n"
        "\n"
        "STATSBUDSJETTET I DAG\n"
        "\n"
        "STATSBUDSJETTET 2027 – STORTINGETS BEHANDLING\n"
        "Udiskutabel viktig effekt i Norges største bo og arbeidsmarkedsregion\n"
        "\n"
        "STATSBUDSJETTET 2028 – INNSPILL OG POSISJONERING\n"
        "Dette MÅ inn i departementets første budsjettinnspill når det gjelder jernbanesatsing i hovedstadsregionen. "
        "(NTP uten penger er bare en brosjyre….)"
    )


def test_a_copy_of_a_draft_says_what_is_left_to_do(room: Room) -> None:
    assert text_of(room.ask("budskap", "KOPIER grep 2")) == (
        f"Budskap å kopiere\n\n{draft(GREP)}\n\n"
        "Teksten er et utkast. Få den klarert før dere bruker den utad.\n\n[Del i kanalen]"
    )


def test_a_text_with_something_left_to_settle_is_not_copied(room: Room) -> None:
    assert text_of(room.ask("budskap", "kopier grep 1")) == (
        "Teksten kan ikke kopieres ennå\n"
        "\n"
        "Dette må avklares før teksten brukes: «(?)» og «x antall».\n"
        "\n"
        "[Velg tema, spor, mottaker eller grep]"
    )


def test_the_button_copies_what_the_answer_is_about(room: Room) -> None:
    assert copied(card_of(room.push(card_of(room.ask("budskap", "spor d")), "Kopier"))) == draft(GODS)


def test_an_unclear_word_is_asked_about_and_then_copied(room: Room) -> None:
    asked = card_of(room.ask("budskap", "kopier rikstunel"))
    assert copied(card_of(room.push(asked, "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"))) == draft(RIKSTUNNELEN)


@pytest.mark.parametrize(
    "track", [track for issue in PACK.issues for track in issue.tracks], ids=lambda track: track.id
)
def test_every_track_of_the_content_can_be_copied_whole(room: Room, track: object) -> None:
    text = copied(card_of(room.ask("budskap", f"kopier {track.id}")))  # type: ignore[attr-defined] # a track
    for wording in (track.budskap, track.hvorfor, track.krav, track.gevinst):  # type: ignore[attr-defined] # the same
        assert wording is None or f"\n{wording}" in text
