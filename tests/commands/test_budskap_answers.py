"""What `/budskap` answers, with the real content."""

from dataclasses import replace
from datetime import UTC, datetime
from textwrap import wrap

import pytest

from bot.commands.ask import Reply
from models.db.database import Database
from tests.support.content import PACK
from tests.support.pack import small_issue, small_pack
from tests.support.people import Room, card_of, empty_room, text_of

OPEN_NOW = """\
Bruk det nå
Statsbudsjettet 2027 – Stortingets behandling
Åpen omtrent oktober–desember.

«Udiskutabel viktig effekt i Norges største bo og arbeidsmarkedsregion»

Statsbudsjettet 2028 – Innspill og posisjonering
Åpen omtrent november 2026–januar 2027.

«Dette MÅ inn i departementets første budsjettinnspill når det gjelder jernbanesatsing i hovedstadsregionen. (NTP uten penger er bare en brosjyre….)»

NTP – Statsbudsjett
Trolig september–desember. Press på konkrete prosjekter i møter og medieutspill.

NTP 2028 – Faglige leveranser
Trolig mars 2026–mars 2027 (ifølge notatet mars–oktober). Hold dialog med etatene, og bygg allianser.

Kampanjen 2026 – grep 4: Hovedstadsregionen i statsbudsjettet
Vis hva som mangler for Osloregionen i statsbudsjettet.

«Det er hovedstadsregionens tur nå»"""
USE_NOW = """\
Bruk det nå
Statsbudsjettet 2027 – Stortingets behandling

«Udiskutabel viktig effekt i Norges største bo og arbeidsmarkedsregion»

Statsbudsjettet 2028 – Innspill og posisjonering

«Dette MÅ inn i departementets første budsjettinnspill når det gjelder jernbanesatsing i hovedstadsregionen. (NTP uten penger er bare en brosjyre….)»

NTP – Statsbudsjett
Press på konkrete prosjekter i møter og medieutspill.

NTP 2028 – Faglige leveranser
Hold dialog med etatene, og bygg allianser."""
"""What is about the railway of what is open, in short."""
CONTROLS = "[Kopier] [Del i kanalen] [Endre] [Velg tema, spor, mottaker eller grep]"
SAK = "[Hvem det er for] [Mål og fremgangsmåte] [Råd om saken]"
PHONE, SCREENS = 38, 56
"""Signs on a line of a phone, and the lines of two screens; an empty line is half of one."""
RIKSTUNNELEN = """\
Spor A: Kapasitetsløft i Oslo – ny Rikstunnel

Budskap
«Rikstunnelen er Norges viktigste samferdselsprosjekt. Viktig i et beredskapsperspektiv – hva skjer hvis hovedåren gjennom hovedstaden kollapser? Koster omtrent det samme som regjeringskvartalet- hva er viktigst?»

Hvorfor
«Dagens infrastruktur er overbelastet, og forsinkelser forplanter seg i hele landet»

Krav
«Planlegging må fremskyndes og gis høyeste prioritet, prosessen må organiseres for raskest mulig realisering»

Gevinst
«Dobbelt sporkapasitet gjennom Oslo – helt avgjørende for både person- og godstrafikk. Viktig sikkerhets/beredskaps tiltak.»

Utkast, ikke klarert ennå."""


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    """Monday 23 November 2026, 11.00 in Oslo: two budget years and the fourth step are open."""
    return replace(empty_room(sqlite_database), pack=PACK, now=datetime(2026, 11, 23, 10, tzinfo=UTC))


def test_a_track_tells_message_why_demand_gain_for_whom_and_where_to_use_it(room: Room) -> None:
    assert (
        text_of(room.ask("budskap", "spor A"))
        == f"""\
{RIKSTUNNELEN}

{USE_NOW}

{CONTROLS}

{SAK}"""
    )


def test_a_track_and_a_recipient_give_the_advice_on_that_recipient(room: Room) -> None:
    assert (
        text_of(room.ask("budskap", "rikstunnelen til LO"))
        == f"""\
{RIKSTUNNELEN}

Mottaker: Interesseorganisasjoner
Snakk blant andre med NHO, LO, Naturvernforbundet og Zero.

Tilpass ordene til mottakeren: Hva er viktig for dem, og hva kan de gjøre?

{USE_NOW}

{CONTROLS}

{SAK}"""
    )


def test_a_theme_fits_two_screens_of_a_phone_and_has_the_rest_behind_buttons(room: Room) -> None:
    shown = card_of(room.ask("budskap", "jernbane"))
    assert (
        text_of(shown)
        == f"""\
Budskap: Jernbane

Koble jernbanen til klima, beredskap, næringsliv og hverdagsliv. Målet er en forpliktende, langsiktig og helhetlig satsing. La ett spor være ledestjerne en periode.

Prioritering: Jernbane
«En styrket satsing på jernbane på tvers av regionen»

Krav
«Planlegging av Rikstunnelarbeidet må starte nå!»

Ledestjerne nå: Spor A: Kapasitetsløft i Oslo – ny Rikstunnel
«Rikstunnelen er Norges viktigste samferdselsprosjekt. Viktig i et beredskapsperspektiv – hva skjer hvis hovedåren gjennom hovedstaden kollapser? Koster omtrent det samme som regjeringskvartalet- hva er viktigst?»

Utkast, ikke klarert ennå.

{USE_NOW}

{CONTROLS}

[Spor B] [Spor C] [Spor D] [Hvem det er for] [Mål og fremgangsmåte] [Tre ting for jernbanen] [Råd om saken]"""
    )
    lines = [each for each in text_of(shown).splitlines() if not each.startswith("[")]
    assert sum(len(wrap(each, PHONE)) if each else 0.5 for each in lines) <= SCREENS
    assert text_of(room.push(shown, "Spor D")).startswith("Spor D: Godstransport\n\nBudskap\n«Grønn næringstransport")
    assert text_of(room.push(shown, "Hvem det er for")) == (
        "Jernbane: hvem det er for\n\n"
        "• Regjeringen – Gå til dem som styrer samferdsel, finans, klima og næring.\n"
        "• Stortingets transport- og kommunikasjonskomité – Vurder om også andre komiteer bør få budskapet.\n"
        "• Partienes programkomiteer – Få saken inn i programmene for 2027–2031.\n"
        "• Fylkeskommuner og kommuner i Osloregionen – Vis hva saken betyr lokalt, og be dem bære budskapet videre.\n"
        "• Næringslivet – Snakk med aktører i logistikk, industri og eiendom.\n"
        "• Interesseorganisasjoner – Snakk blant andre med NHO, LO, Naturvernforbundet og Zero.\n\n"
        "Tilpass ordene til mottakeren: Hva er viktig for dem, og hva kan de gjøre?"
    )
    ways = text_of(room.push(shown, "Mål og fremgangsmåte"))
    assert ways.startswith("Jernbane: mål og fremgangsmåte\n\nMålene\n• Mer kapasitet inn til, ut av og gjennom Oslo\n")
    assert "\n\nSlik kan vi gå frem\n• Løft Rikstunnelen som" in ways
    assert "\n\nProsesser å bruke\n• Gi innspill til Nasjonal transportplan (NTP).\n" in ways


def test_a_theme_that_nothing_open_is_about_says_nothing_of_where_to_use_it(room: Room) -> None:
    """Before, it was shown both budget years and the campaign's step, without a word of the fjord."""
    assert text_of(room.ask("budskap", "oslofjord")) == (
        "Budskap: Oslofjorden\n"
        "\n"
        "Vis at situasjonen i Oslofjorden haster.\n"
        "\n"
        "Budskap\n"
        "«Situasjonen i Oslofjorden må håndteres NÅ.»\n"
        "\n"
        "Krav\n"
        "«Døden i Oslofjorden kan ikke fortsette»\n"
        "\n"
        "Utkast, ikke klarert ennå.\n"
        "\n"
        "Mangler: hvorfor og gevinst.\n"
        "\n"
        "Hvem det er for, er ikke bestemt ennå.\n"
        "\n" + CONTROLS + "\n\n[Mål og fremgangsmåte] [Én ting for Oslofjorden] [Råd om saken]"
    )


def test_a_recipient_gets_every_message_of_the_issues_that_name_it(room: Room) -> None:
    assert text_of(room.ask("budskap", "transportkomiteen")).startswith(
        "Mottaker: Stortingets transport- og kommunikasjonskomité\n"
        "\n"
        "Vurder om også andre komiteer bør få budskapet.\n"
        "\n"
        "Tilpass ordene til mottakeren: Hva er viktig for dem, og hva kan de gjøre?\n"
        "\n"
        "Prioritering: Jernbane\n"
        "«En styrket satsing på jernbane på tvers av regionen»\n"
        "\n"
        "Krav\n"
        "«Planlegging av Rikstunnelarbeidet må starte nå!»\n"
        "\n"
        "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel\n"
        "«Rikstunnelen er Norges viktigste samferdselsprosjekt."
    )


def test_a_step_warns_of_what_to_settle_before_its_slogan_is_used(room: Room) -> None:
    assert text_of(room.ask("budskap", "grep 1")).startswith(
        "Grep 1: Løfte synlighet!\n"
        "\n"
        "Første kvartal 2026 – over.\n"
        "Bli sett av flest mulig. Hele medlemsorganisasjonen løfter Osloregionen, uten ekstra midler.\n"
        "\n"
        "Slagord\n"
        "«Jernbanen i Osloregionen er Norges viktigste beredskapsprosjekt! Det er en skandale (?) at Rikstunnelen ikke "
        "prioriteres høyere i NTP. Arbeidet må fremskyndes med x antall år.»\n"
        "\n"
        "Avklar to ting før slagordet brukes: ordet «skandale» og antallet år.\n"
    )


def test_alone_it_tells_the_main_message_what_to_choose_and_what_is_open_today(room: Room) -> None:
    assert (
        text_of(room.ask("budskap"))
        == f"""\
Budskap

Hovedbudskap 2026
«I totalforsvarets år 2026, er samarbeidet på tvers i Osloregionen viktigere enn noensinne. Lykkes vi ikke med å finne løsninger på tvers av kommunegrenser, vil vi ikke lykkes den dagen vi står ovenfor en krise.»

Utkast, ikke klarert ennå.

Velg budskap
[Jernbane] [Energi] [Oslofjorden] [Velg tema, spor, mottaker eller grep]

{OPEN_NOW}

[Kopier] [Del i kanalen]"""
    )


def test_after_the_campaign_it_says_that_the_message_is_last_years(room: Room) -> None:
    room.now = datetime(2027, 2, 1, 10, tzinfo=UTC)
    assert text_of(room.ask("budskap")).startswith(
        "Budskap\n\n2027 har ingen kampanje ennå. Dette er fra kampanjen 2026.\n\nHovedbudskap 2026\n«I totalforsvarets"
    )


def test_a_theme_without_a_message_says_so_and_what_to_use(room: Room) -> None:
    bare = small_issue("havn", "Havn").model_copy(update={"tracks": ()})
    room.pack = small_pack(issues=(bare,))
    assert text_of(room.ask("budskap", "havn")).startswith(
        "Budskap: Havn\n\nVi har ikke noe budskap om Havn ennå. Bruk hovedbudskapet: `/budskap hovedbudskap`\n"
    )
    assert text_of(room.ask("budskap", "kopier havn")) == (
        "Ingenting å kopiere\n"
        "\n"
        "Vi har ikke noe budskap om Havn, så det er ingenting å kopiere.\n"
        "\n"
        "[Velg tema, spor, mottaker eller grep]"
    )


def test_where_it_may_be_several_things_it_asks(room: Room) -> None:
    asked = room.ask("budskap", "transport")
    assert text_of(asked) == (
        "Hvilket budskap?\n"
        "\n"
        "«transport» kan være flere ting. Hvilket budskap vil du ha?\n"
        "\n"
        "[Stortingets transport- og kommunikasjonskomité] [NTP i dag]"
    )
    chosen = room.push(card_of(asked), "NTP i dag")
    assert isinstance(chosen, Reply)
    assert chosen.replace
    assert text_of(chosen) == (
        "NTP i dag\n"
        "\n"
        "NTP – Statsbudsjett\n"
        "Trolig september–desember. Press på konkrete prosjekter i møter og medieutspill.\n"
        "Stortinget bevilger pengene.\n"
        "\n"
        "Hver høst\n"
        "\n"
        "NTP 2028 – Faglige leveranser\n"
        "Trolig mars 2026–mars 2027 (ifølge notatet mars–oktober). Hold dialog med etatene, og bygg allianser.\n"
        "Etatene leverer prioriteringer og analyser.\n"
        "\n"
        "1,5–2 år før fremleggelsen\n"
        "\n"
        "Viktig for oss nå\n"
        "• Statsbudsjettet (høsten hvert år) – september–desember\n"
        "\n"
        "NTP har ikke egne budskap. Bruk budskapet for saken: `/budskap`\n"
        "\n" + CONTROLS.replace("[Endre] ", "")
    )


def test_a_misspelt_theme_is_met_with_a_question(room: Room) -> None:
    assert text_of(room.ask("budskap", "osloforden")) == (
        "Det budskapet fant jeg ikke\n"
        "\n"
        "Jeg fant ikke noe budskap om «osloforden». Mente du et av disse?\n"
        "\n"
        "[Oslofjorden] [Situasjonen i Oslofjorden] [Velg tema, spor, mottaker eller grep]"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("romfart", "Jeg fant ikke noe budskap om «romfart»."),
        ("<!xyzzy>", "Jeg fant ikke noe budskap om «<!xyzzy>»."),
        ("🚆🚆", "Jeg fant ikke noe budskap om «🚆🚆»."),
        ("\u202eשלום\u202c", "Jeg fant ikke noe budskap om «שלום»."),
        ("\u200b\u202e", "Jeg forstår ikke det du skrev."),
        ("romfart " * 1250, f"Jeg fant ikke noe budskap om «{('romfart ' * 8)[:59]}…»."),
    ],
)
def test_what_there_is_no_message_for_is_told_plainly(room: Room, text: str, shown: str) -> None:
    assert text_of(room.ask("budskap", text)) == (
        f"Det budskapet fant jeg ikke\n"
        f"\n"
        f"{shown} Velg et tema, et spor, en mottaker eller et grep fra lista.\n"
        f"\n"
        f"[Velg tema, spor, mottaker eller grep]"
    )


def test_the_menu_leads_to_what_is_chosen(room: Room) -> None:
    reply = room.push(card_of(room.ask("budskap")), "Velg tema, spor, mottaker eller grep", chosen="Tema: Energi")
    assert text_of(reply).startswith("Budskap: Energi\n")
