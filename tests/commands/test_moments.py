"""All of the note at its moment: what is shown where it is needed, with the content that comes with the product."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cards.card import Card
from bot.cards.text import render_text
from bot.commands.registry import COMMANDS
from jobs.sending.compose import compose
from models.db.database import Database
from models.media.alerts import ALERTED
from models.media.press_cases import key_of
from models.occurrences.sync import sync
from models.register import edits, people
from models.register.people import NewPerson
from models.tables import Alert, Feed, Occurrence
from models.workspace.contacts import ContactRole
from tests.support.content import PACK
from tests.support.people import Room, card_of, empty_room, text_of

FOOT = "[Del i kanalen] [Velg tema, spor, mottaker eller grep]"
HEARING = """\
• Sett en kort oppsummering først, så leseren slipper å lete.
• Send innspillet skriftlig til dem det gjelder, også når dere deltar muntlig.
• Fortell i sosiale medier at dere har deltatt.
• Informer samarbeidspartnerne om hva dere har spilt inn.
• Kom med konkrete prioriteringer, ikke lange ønskelister."""
THREE_THINGS = """\
En styrket satsing på jernbane på tvers av regionen

1. Kapasitetsløft i Oslo – ny Rikstunnel
Krav: Planlegging må fremskyndes og gis høyeste prioritet, prosessen må organiseres for raskest mulig realisering
Hvorfor: Dagens infrastruktur er overbelastet, og forsinkelser forplanter seg i hele landet
Gevinst: Dobbelt sporkapasitet gjennom Oslo – helt avgjørende for både person- og godstrafikk. Viktig \
sikkerhets/beredskaps tiltak.

2. Fullføring av InterCity og styrking av grenbanene
Krav: Helhetlig og forpliktende prosess for å realisere InterCity, inkludert Ringeriksbanen, prioritering av grenbanene \
rundt Oslo.
Hvorfor: Overfylte tog, forsinkelser og innstillinger skaper uforutsigbarhet og kostnader for innbyggere og næringsliv.
Gevinst: Et velfungerende kollektivsystem som støtter klima- og befolkningsmålene i regionen med 40% av Norges \
befolkning. Reduserte kostnader for næringsliv og innbyggere, reduserte klimagassutslipp.

3. Grensekryssende jernbane – Oslo–Stockholm og Oslo–Gøteborg
Krav: Starte KVU på norsk side for begge korridorer. Jobbe med tiltak for overføring av transport fra fly og vei til \
bane. Vurdere alternative finansieringsmodeller.
Hvorfor: Styrke næringsliv og felles bo- og arbeidsmarkedsregioner.
Gevinst: Færre flyreiser, bedre beredskap og styrket nordisk samarbeid

Hilsen Osloregionen, 2026

Utkast, ikke klarert ennå."""


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    """Monday 2 November 2026, 9.00 in Oslo, with everything the pack has."""
    room = replace(empty_room(sqlite_database), pack=PACK, now=datetime(2026, 11, 2, 8, tzinfo=UTC))
    with sqlite_database.session() as session:
        sync(session, room.workspace, PACK, room.now)
    return room


def nudge(room: Room, kind: str, key: str) -> Card:
    with room.database.session() as session:
        card = compose(session, room.workspace, PACK, kind, key, "C1", room.now)
    assert isinstance(card, Card)
    return card


def test_the_checklist_of_a_hearing_has_a_command(room: Room) -> None:
    assert text_of(room.ask("budskap", "høring")) == f"Høring\n\n{HEARING}\n\n{FOOT}"
    assert text_of(room.ask("budskap", "høringsinnspill")) == f"Høring\n\n{HEARING}\n\n{FOOT}"


@pytest.mark.parametrize("where", ["frister", "arshjul", "digest", "mornings"])
def test_the_checklist_of_a_hearing_is_a_press_away_from_each_list_with_one(room: Room, where: str) -> None:
    room.add("Svar på høringen om togene", date(2026, 11, 9))
    card = {
        "frister": lambda: card_of(room.ask("frister")),
        "arshjul": lambda: card_of(room.ask("arshjul")),
        "digest": lambda: nudge(room, "ukesoversikt", "2026-W45"),
        "mornings": lambda: nudge(room, "frister", "frister:2026-11-02"),
    }[where]()

    shown = room.push(card, "Sjekkliste for høring")

    assert text_of(shown) == f"Sjekkliste for høring\n\n{HEARING}\n\n{FOOT}"  # type: ignore[arg-type]  # a reply
    assert not shown.replace  # type: ignore[union-attr]  # what it was pressed on stays


def test_there_is_no_such_button_where_there_is_no_hearing(room: Room) -> None:
    assert "høring" not in render_text(card_of(room.ask("frister", "31. desember")))


def test_the_wheel_has_one_craft_a_month_as_three_lines_with_a_button(room: Room) -> None:
    wheel = nudge(room, "manedshjul", "2026-11")
    told = render_text(wheel)

    assert (
        "Månedens håndverk: Høring\n"
        "• Sett en kort oppsummering først, så leseren slipper å lete.\n"
        "• Send innspillet skriftlig til dem det gjelder, også når dere deltar muntlig.\n"
        "• Fortell i sosiale medier at dere har deltatt.\n"
        "\n"
        "Kryss av"
    ) in told
    assert told.endswith(
        "Kryss av eller ta et punkt: `/arshjul november`\n"
        "\n"
        "[Hele sjekklisten] [Åpne måneden] [Statsbudsjettet i dag] [NTP i dag] [Innstillinger]"
    )
    assert text_of(room.push(wheel, "Hele sjekklisten")) == f"Høring\n\n{HEARING}\n\n{FOOT}"  # type: ignore[arg-type]
    assert "Mål, styrker og utfordringer" in render_text(nudge(room, "manedshjul", "2026-12"))
    names = [
        next(
            part.text
            for part in nudge(room, "manedshjul", f"2027-{month:02}").parts
            if getattr(part, "text", "").startswith("Månedens håndverk")
        ).removeprefix("Månedens håndverk: ")
        for month in range(1, 13)
    ]
    assert names == [
        *("Prosess", "Relasjonsbygging", "Budskap", "Strategi", "Timing", "Utholdenhet", "Dokumentere effekt"),
        *("Alliansebygging", "Synlighet", "Storting og regjering", "Høring", "Samarbeid med delregionene"),
    ]


def test_what_the_content_notes_stands_under_its_row(room: Room) -> None:
    listed = card_of(room.ask("frister", "Stortinget debatterer budsjettet"))
    assert "Budsjettarbeidet/Budsjettsyklusen/) [Jeg tar den] [Mer …]\n" in text_of(listed)
    assert "Notat: Finansdebatten" in text_of(room.push(listed, "Alt om den"))
    january = text_of(room.ask("arshjul", "januar 2027"))
    assert "I 2022 ble konferansen flyttet til mai." in january
    assert "Notatet sier mars. Sjekk datoen hos arrangøren." in render_text(nudge(room, "manedshjul", "2027-03"))


def test_a_month_shows_what_is_to_come_without_a_day(room: Room) -> None:
    march = text_of(room.ask("arshjul", "mars 2027"))

    assert (
        "Også i denne tiden\n"
        "• i januar–mars 2027 (dato mangler)\n"
        "  Høyre tar imot forslag til landsmøtet\n"
        "\n"
        "Fristen er to måneder før landsmøtet. Sjekk datoen hos partiet.\n"
    ) in march


def test_advice_on_media_work_and_on_a_case_is_a_press_away_from_a_case_in_the_media(room: Room) -> None:
    with room.database.session() as session:
        feed = Feed(workspace_id=room.workspace.id, key="egen:x", name="En avis", url="https://a.example.no", on=True)
        session.add(feed)
        session.flush()
        row = Alert(
            workspace_id=room.workspace.id,
            feed_id=feed.id,
            identity="1",
            title="Togene står",
            source="En avis",
            found_at=room.now,
            themes=["jernbane"],
            words={},
            state=ALERTED,
        )
        session.add(row)
        session.flush()
        key = key_of(row.id)
    alert = nudge(room, "mediesak", key)

    assert render_text(alert).endswith(
        "[Jeg tar den] [Ikke relevant] [Endre budskapet]\n\n[Hele budskapet] [Råd om mediesaker]"
    )
    told = text_of(room.push(alert, "Råd om mediesaker"))  # type: ignore[arg-type]
    assert told.startswith(
        "Råd om mediesaker\n"
        "\n"
        "Mediearbeid\n"
        "• Mediearbeid: Skriv kronikker og debattinnlegg, og bruk sosiale medier. Redaksjonelle oppslag veier nesten alltid "
        "tyngst.\n"
        "• Bygg saken før dere kontakter mediene. De vil nesten alltid ha eksempler.\n"
        "• Finn bedrifter, politikere og enkeltpersoner som kan være eksempler, før dere kontakter pressen.\n"
    )
    assert "\n\nProsess\n• Svar på tre spørsmål før dere går i gang" in told
    assert "\n\nTiming\n• Følg syklusene" in told
    assert told.endswith(
        "Bare for dere som arbeider her. Dette blir ikke med når svaret deles eller kopieres:\n"
        "\n"
        f"• Finn ut hva aktørene frykter.\n\n{FOOT}"
    )
    assert text_of(room.push(alert, "Hele budskapet")).startswith("Budskap: Jernbane\n")  # type: ignore[arg-type]


def test_advice_on_relations_is_a_press_away_from_a_new_person_and_after_an_event(room: Room) -> None:
    with room.database.session() as session:
        edit = edits.begin(session, room.workspace.id, "U1KARI", "ny", room.now)
        new = NewPerson(name="Berit Moe", source="Møte", municipality="3112")
        people.add(session, room.workspace.id, new, edit)
    card = card_of(room.ask("interessenter", "Berit Moe"))

    assert "Saker herfra som betyr noe for hele regionen\n• Nytt NATO-senter i Råde\n" in render_text(card)
    told = text_of(room.push(card, "Råd om relasjoner"))  # type: ignore[arg-type]
    assert told.startswith("Råd om relasjoner\n\nRelasjonsbygging\n• Bygg relasjoner før dere trenger dem.\n")
    assert "Storting og regjering\n• Bli relevant for nasjonale politikere." in told
    room.ask("interessenter", "møtte Berit Moe om jernbane: positiv")
    assert "Råd om relasjoner" not in render_text(card_of(room.ask("interessenter", "Berit Moe")))


def test_advice_on_effects_is_a_press_away_from_the_log(room: Room) -> None:
    told = text_of(room.push(card_of(room.ask("effekt")), "Råd om effekt"))  # type: ignore[arg-type]

    assert told == (
        "Råd om effekt\n"
        "\n"
        "• Før liste gjennom året over hva dere har gjort, og hvilken effekt det har hatt.\n"
        "• Tell medieoppslag, innlegg i sosiale medier, møter, besøk hos andre, arrangementer og deltakere.\n"
        "• Del lista med medlemmer, styret og andre interesserte.\n"
        "• Bruk lista til å justere kursen for neste år.\n"
        f"\n{FOOT}"
    )


def test_three_things_are_a_text_of_one_page_from_the_demands(room: Room) -> None:
    title = "Tre ting dere kan gjøre for jernbanen"
    assert text_of(room.ask("budskap", "tre ting")) == f"{title}\n\n{THREE_THINGS}\n\n[Kopier] {FOOT}"
    theme = card_of(room.ask("budskap", "jernbane"))
    assert text_of(room.push(theme, "Tre ting for jernbanen")).startswith(f"{title}\n")  # type: ignore[arg-type]
    to_a_town = text_of(room.ask("budskap", "kopier tre ting Råde"))
    draft = "UTKAST – IKKE KLARERT"
    things = THREE_THINGS.removesuffix("\n\nUtkast, ikke klarert ennå.")
    assert to_a_town.startswith(f"Budskap å kopiere\n\n{draft}\n\n{title.upper()}\nTil Råde\n\n{things}\n\n")
    eidsvoll = card_of(room.ask("budskap", "Eidsvoll"))
    assert "\n\nTil Eidsvoll\n\n" in text_of(room.push(eidsvoll, "Tre ting for jernbanen"))  # type: ignore[arg-type]
    assert text_of(room.ask("budskap", "tre ting energi")).startswith("Én ting dere kan gjøre for kraftforsyningen\n")


def test_a_place_is_answered_with_its_cases(room: Room) -> None:
    things = "[Tre ting for jernbanen] [Én ting for kraftforsyningen] [Én ting for Oslofjorden]"
    for text, name, case in (
        ("Råde", "Råde", "Nytt NATO-senter i Råde"),
        ("lillestrøm kommune", "Lillestrøm", "Ny glommakryssing i Fetsund"),
        ("nedre romerike", "Samarbeidsrådet for Nedre Romerike", "Ny glommakryssing i Fetsund"),
    ):
        assert text_of(room.ask("budskap", text)) == (
            f"{name}\n"
            "\n"
            f"Ta med kravene våre når dere snakker med {name}, og vis hva de betyr lokalt.\n"
            "\n"
            "Saker herfra som betyr noe for hele regionen\n"
            f"• {case}\n"
            "\n"
            f"{FOOT}\n"
            "\n"
            f"{things} [Råd om samarbeidet med delregionene]"
        )
    assert "Vi har ingen egne saker herfra ennå." in text_of(room.ask("budskap", "Eidsvoll"))


INTERNAL = "Vurder sammenslåing."


def test_what_is_internal_is_for_the_colleague_who_asks_alone(room: Room) -> None:
    assert INTERNAL in text_of(room.ask("budskap", "østlandssamarbeidet"))
    assert INTERNAL not in text_of(room.ask("budskap", "kopier østlandssamarbeidet"))
    card = card_of(room.ask("budskap", "østlandssamarbeidet"))
    shared = room.push(card, "Del i kanalen")
    assert shared.share is not None  # type: ignore[union-attr]
    assert INTERNAL not in render_text(shared.share)  # type: ignore[union-attr, arg-type]
    with room.database.session() as session:
        for ask in (
            replace(room._ask(session, "U1KARI", "østlandssamarbeidet"), is_private=False),
            replace(room._ask(session, "U1KARI", "østlandssamarbeidet"), role=ContactRole.GUEST),
        ):
            assert INTERNAL not in text_of(COMMANDS["budskap"](ask, session))
    assert INTERNAL not in text_of(room.ask("interessenter", "Østlandssamarbeidet"))


ACTIVITY = "Møt opposisjonen og støttepartiene om påplussinger."
LISTED = ACTIVITY.rstrip(".")


def activity(room: Room) -> Occurrence:
    with room.database.session() as session:
        key = "statsbudsjett:2027:okt-des:okt-des-opposisjonen"
        return session.query(Occurrence).filter_by(key=key).one()


def test_what_there_is_to_do_in_a_phase_is_found_by_its_words_and_floods_nothing(room: Room) -> None:
    row = activity(room)
    assert (row.kind, row.starts_on, row.ends_on) == ("oppgave", date(2026, 10, 1), date(2026, 12, 31))
    for text in ("", "statsbudsjett", "statsbudsjettet 2027", "november", "ledige", "alle", "oppgaver", "jernbane"):
        assert LISTED not in text_of(room.ask("frister", text)), text
    assert ACTIVITY not in text_of(room.ask("arshjul"))
    assert ACTIVITY not in render_text(nudge(room, "ukesoversikt", "2026-W45"))
    assert LISTED in text_of(room.ask("frister", "påplussinger"))
    found = card_of(room.ask("frister", "stortingets behandling"))
    assert LISTED in text_of(found)
    about = text_of(room.push(found, "Alt om den", LISTED))
    assert "Notat: Statsbudsjettet 2027 – Stortingets behandling" in about


def test_what_there_is_to_do_in_a_phase_is_taken_and_ticked_on_its_card(room: Room) -> None:
    bare = ACTIVITY.rstrip(".")  # a full stop is left out before what follows
    card = card_of(room.ask("budskap", "statsbudsjettet"))
    assert f"• {ACTIVITY} [Jeg tar den] [Gjort]\n" in render_text(card)

    taken = room.push(card, "Jeg tar den", ACTIVITY)

    assert text_of(taken) == f"Endret\n\n• Du er ansvarlig for «{ACTIVITY}» nå. [Angre]"  # type: ignore[arg-type]
    mine = text_of(room.ask("frister", "mine"))
    assert LISTED in mine
    assert LISTED in text_of(room.ask("frister", "statsbudsjett"))
    card = card_of(room.ask("budskap", "statsbudsjettet"))
    assert f"• {bare} · @{{U1KARI}} [Gjort] [Gi fra meg]\n" in render_text(card)
    room.push(card, "Gjort", bare)
    assert activity(room).done_at == room.now
    card = card_of(room.ask("budskap", "statsbudsjettet"))
    assert f"• {bare} · ✓ ferdig · @{{U1KARI}} [Åpne igjen]\n" in render_text(card)
    room.push(card, "Åpne igjen", bare)
    room.push(card_of(room.ask("budskap", "statsbudsjettet")), "Gi fra meg", bare)
    assert activity(room).owner is None


def test_the_steps_of_a_campaign_have_their_activities_too(room: Room) -> None:
    title = "Si hva som er de viktigste grepene å ta."
    room.push(card_of(room.ask("budskap", "grep 4")), "Jeg tar den", title)

    mine = card_of(room.ask("frister", "mine"))
    assert title.rstrip(".") in text_of(mine)
    assert "Grep 4: Hovedstadsregionen i statsbudsjettet" in text_of(room.push(mine, "Alt om den"))
    opening = nudge(room, "kampanje_grep", "2026:grep-4")
    assert text_of(room.push(opening, "Fordel oppgavene")).startswith("Grep 4: Hovedstads")  # type: ignore[arg-type]


def test_the_year_is_looked_back_on_with_goals_strengths_and_challenges(room: Room) -> None:
    for card in (card_of(room.ask("arshjul", "2026")), nudge(room, "kampanje_slutt", "2026")):
        told = text_of(room.push(card, "Mål, styrker og utfordringer"))  # type: ignore[arg-type]
        assert "Målene våre\n• Kommunene bruker Osloregionen aktivt, lytter til den" in told
        assert "Styrkene våre\n• Vi representerer Norges største bo- og arbeidsmarkedsregion.\n" in told
        assert "Utfordringene våre\n• Vi er lite synlige, både politisk og i offentligheten.\n" in told
