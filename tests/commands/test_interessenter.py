"""Which of us know which people, in the chat. It is Friday 2 October 2026, 9.00 in Oslo, when nothing else is said."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.cards.file import File
from bot.cards.form import Form
from bot.commands.ask import Reply
from content.schema.messages import Variant
from models.db.base import Base
from models.db.database import Database
from tests.support.people import PER, Room, card_of, full_room, text_of

KARI_MET = "møtte Kari Nordmann (Ap) om jernbane: positiv, vil ha faktaark innen fredag"
KARIS_CARD = """\
Kari Nordmann (Ap)

Nivå: C
Ansvarlig hos oss: @{U1KARI}
Sist kontakt: fredag 2. oktober, i dag
Neste steg: Kari Nordmann: faktaark (fredag 9. oktober, om 7 dager), @{U1KARI}
Vi har lovet: faktaark
Forslag til vei inn: @{U1KARI} kjenner Kari Nordmann (sist 2. oktober)
Mener: jernbane: positiv (2. oktober)

Budskap nå: Jernbane
«Jernbane er viktigst.»

Dette er det generelle budskapet. Her finnes ingen egen variant.

Siste samtaler
• Fredag 2. oktober: møte om jernbane (@{U1KARI})
  Positiv.
  Vil ha faktaark.

[Loggfør samtale] [Endre] [Noter noe vi ga] [Mer]"""


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database)


def ask(room: Room, text: str, **who: Any) -> str:
    return text_of(room.ask("interessenter", text, **who))


def values(form: Form, **changed: str) -> dict[str, str]:
    """Return what a form sends when only those inputs are changed."""
    held = {each.name: str(getattr(each, "initial", "") or "") for each in form.inputs}
    return {name: text for name, text in (held | changed).items() if text and text != "()"}


def send(room: Room, form: Reply | Form, user: str = "U1KARI", **changed: str) -> Any:
    assert isinstance(form, Form)
    return room.send(form.action, user, state=form.state, **values(form, **changed))


def test_a_meeting_in_one_line_makes_the_person_the_dialogue_and_the_next_step(room: Room) -> None:
    logged = card_of(room.ask("interessenter", KARI_MET))
    assert (
        text_of(logged)
        == """\
Samtalen er loggført

Hvem: Kari Nordmann
Når: Fredag 2. oktober, møte
Om: jernbane
Holdning: Positiv
Vil ha: faktaark
Neste steg: Kari Nordmann: faktaark (fredag 9. oktober, om 7 dager), @{U1KARI}

Kari Nordmann er ny i registeret.

[Rett opp] [Angre] [Vis Kari Nordmann]"""
    )
    assert text_of(room.push(logged, "Vis Kari Nordmann")) == KARIS_CARD
    assert "Kari Nordmann: faktaark · Jernbane · @{U1KARI}" in text_of(room.ask("frister", "mine"))


def test_angre_takes_it_all_back(room: Room) -> None:
    logged = card_of(room.ask("interessenter", KARI_MET))
    assert text_of(room.push(logged, "Angre")) == "Angret\n\nDet er tatt bort igjen."
    assert text_of(room.push(logged, "Angre")) == "Angret fra før\n\nDette er angret allerede."
    assert ask(room, "Kari").startswith("Ingen treff\n\nJeg fant ingen for «Kari».")
    assert "faktaark" not in text_of(room.ask("frister", ""))


def test_what_was_understood_is_mended_in_a_form_that_takes_its_place(room: Room) -> None:
    logged = card_of(room.ask("interessenter", KARI_MET))
    mended = send(room, room.push(logged, "Rett opp"), stance="negativ", said="Vil se tall først", step="", due="")
    assert (
        text_of(mended)
        == """\
Samtalen er loggført

Hvem: Kari Nordmann
Når: Fredag 2. oktober, møte
Om: jernbane
Holdning: Negativ
Sagt: Vil se tall først
Vil ha: faktaark

Kari Nordmann er ny i registeret.

[Følg opp] [Rett opp] [Angre] [Vis Kari Nordmann]"""
    )
    shown = ask(room, "Kari Nordmann")
    assert shown.count("Fredag 2. oktober: møte") == 1
    assert "Mener: jernbane: negativ (2. oktober)" in shown
    assert "faktaark" not in text_of(room.ask("frister", ""))


def test_somebody_new_is_proposed_followed_up_at_once(room: Room) -> None:
    logged = card_of(room.ask("interessenter", "ringte Ola Moe fra NHO om strøm"))
    assert (
        text_of(room.push(logged, "Følg opp"))
        == """\
Ny frist

Hva: Følg opp Ola Moe
Frist: 2026-10-16
Klokkeslett (kan stå tomt): … – For eksempel 12.30 eller 12.30–13.30.
Gjentas (kan stå tomt): … – For eksempel hver mandag, annenhver fredag eller første onsdag i måneden.
Tema (kan stå tomt): [ ] Jernbane, [ ] Energi
Ansvarlig (kan stå tomt): U1KARI – Velger du ingen, er du ansvarlig.
Lenke (kan stå tomt): …

[Legg til]"""
    )


def test_what_is_to_come_is_planned_and_stands_among_the_deadlines(room: Room) -> None:
    planned = ask(room, "skal møte statssekretær Tom Berg i Samferdselsdepartementet 12.10 om jernbane")
    assert (
        planned
        == """\
Samtalen er planlagt

Hvem: Tom Berg
Når: Mandag 12. oktober, møte
Om: jernbane
Neste steg: Møte med Tom Berg om jernbane (mandag 12. oktober, om 10 dager), @{U1KARI}

Tom Berg er ny i registeret.

[Rett opp] [Angre] [Vis Tom Berg]"""
    )
    shown = ask(room, "Tom Berg")
    assert shown.startswith("Tom Berg\n\nStatssekretær, Samferdselsdepartementet\n")
    assert "Sist kontakt: ingen samtaler ennå" in shown


def test_a_name_that_looks_like_a_known_one_is_asked_about_and_never_merged_silently(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    asked = card_of(room.ask("interessenter", "ringte Kari Nordman om strøm"))
    assert (
        text_of(asked)
        == """\
Hvem er Kari Nordman?

[Kari Nordmann (Ap)] [Ny person: Kari Nordman]

[Avbryt]"""
    )
    assert "Hvem: Kari Nordmann\n" in text_of(room.push(asked, "Kari Nordmann (Ap)"))
    assert "Kari Nordman er ny i registeret." in text_of(room.push(asked, "Ny person: Kari Nordman"))
    assert text_of(room.push(asked, "Avbryt")) == "Ingenting er loggført\n\nIngenting er loggført."


def test_two_with_one_name_are_told_apart_by_what_stands_beside_it(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    other = card_of(room.ask("interessenter", "møtte Kari Nordmann (H) om strøm"))
    assert text_of(other).startswith("Hvem er Kari Nordmann?")
    room.push(other, "Ny person: Kari Nordmann")
    assert "Hvem: Kari Nordmann\n" in ask(room, "ringte Kari Nordmann (H)")
    unsure = card_of(room.ask("interessenter", "ringte Kari Nordmann"))
    assert (
        text_of(unsure)
        == """\
Hvem er Kari Nordmann?

[Kari Nordmann (Ap)] [Kari Nordmann (H)] [Ny person: Kari Nordmann]

[Avbryt]"""
    )


def test_a_first_name_alone_is_asked_about(room: Room) -> None:
    assert (
        ask(room, "ringte Berit")
        == """\
Jeg kjenner ingen som heter Berit. Hvem er det?

Skriv gjerne hele navnet, med parti eller virksomhet i parentes bak.

[Ny person: Berit] [Ny virksomhet: Berit]

[Avbryt]"""
    )


def test_a_colleague_who_has_just_spoken_with_them_is_told_of_before_it_is_logged(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    room.now += timedelta(days=3)
    warned = card_of(room.ask("interessenter", "skal møte Kari Nordmann 12.10 om jernbane", user=PER))
    assert (
        text_of(warned)
        == """\
Snakk med kollegaen din først?

@{U1KARI} snakket med Kari Nordmann for 3 dager siden om det samme.

[Planlegg likevel] [Avbryt]"""
    )
    assert text_of(room.push(warned, "Planlegg likevel", user=PER)).startswith("Samtalen er planlagt")
    mine = ask(room, "ringte Kari Nordmann om strøm")
    assert "@{U2PER} skal snakke med Kari Nordmann om 7 dager om jernbane." in mine


def test_what_a_line_leaves_wrong_is_mended_in_the_form(room: Room) -> None:
    form = room.ask("interessenter", "møtte Kari Nordmann 31.2 om jernbane")
    assert text_of(form).startswith("""\
Loggfør en samtale

31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag.

Hvem: Kari Nordmann – Skriv gjerne parti eller virksomhet i parentes.
Når: 2026-10-02
""")
    assert isinstance(form, Form)
    wrong = send(room, form, whom="", day="2026-10-03")
    assert wrong.errors == {
        "whom": "Skriv hvem du snakket med.",
        "day": "Dagen har ikke vært ennå. Skriv «skal møte …» om det som kommer.",
    }


@pytest.mark.parametrize(
    "said", ["nordman", "KARI", "parti:Ap", "tema:jernbane nordmann", "mine parti:arbeiderpartiet"]
)
def test_people_are_found_by_any_of_their_words_and_by_filters(room: Room, said: str) -> None:
    room.ask("interessenter", KARI_MET)
    room.ask("interessenter", "ringte Ola Moe fra NHO om strøm")
    found = ask(room, said)
    assert "Kari Nordmann (Ap)" in found
    assert "Ola Moe" not in found


def test_those_who_went_quiet_are_listed_for_who_owns_them(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    assert ask(room, "").startswith("Interessenter\n\nDu har snakket med alle du er ansvarlig for, i det siste.")
    room.now += timedelta(days=241)
    assert (
        ask(room, "")
        == """\
Kontakter du ikke har snakket med på lenge

• Kari Nordmann (Ap)
  nivå C · sist 2. oktober 2026, for 241 dager siden [Vis]

[Del i kanalen]"""
    )
    assert "Grensen for nivå C er 240 dager." in ask(room, "Kari Nordmann")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("parti:Lapp", "Jeg kjenner ikke partiet «Lapp». Skriv for eksempel Ap, H eller Sp."),
        ("nivå:D", "Nivået «D» finnes ikke. Skriv A, B eller C."),
        ("farge:rød", "Jeg kjenner ikke filteret «farge:». Bruk tema, parti, komite, nivå og ansvarlig."),
        ("eier:per", "Skriv @ og velg kollegaen fra lista, eller «mine»."),
    ],
)
def test_a_filter_that_is_not_understood_says_what_may_be_asked(room: Room, said: str, told: str) -> None:
    assert ask(room, said) == (
        f"Det forsto jeg ikke\n\n{told}\n\nSkriv `/interessenter hjelp` for å se hva du kan spørre om."
    )


def test_of_two_who_write_at_once_neither_loses_a_word(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    card = card_of(room.ask("interessenter", "Kari Nordmann"))
    karis, pers = room.push(card, "Endre"), room.push(card, "Endre", user=PER)
    assert "Vil ha møte" in text_of(send(room, karis, note="Vil ha møte"))
    assert "Nivå: A" in text_of(send(room, pers, PER, tier="A"))
    again = send(room, pers, PER, note="Bryr seg om fjorden")
    assert again.errors == {
        "note": (
            "En kollega har endret dette til «Vil ha møte» i mellomtiden. Lukk skjemaet og åpne det på nytt for å endre det."
        )
    }
    assert "Vil ha møte" in ask(room, "Kari Nordmann")


def test_a_party_is_only_held_on_the_elected_and_those_who_work_for_one(room: Room) -> None:
    form = room.ask("interessenter", "ny seniorrådgiver Ola Moe (Ap) i Samferdselsdepartementet")
    assert isinstance(form, Form)
    assert send(room, form).errors == {
        "party": "Parti kan bare lagres for folkevalgte og partifolk. Ta bort partiet, eller rett rollen."
    }
    assert text_of(send(room, form, party="")).startswith(
        "Ola Moe er lagt til\n\nSeniorrådgiver, Samferdselsdepartementet\n"
    )


def test_what_we_gave_whom_one_knows_and_a_new_role_stand_on_the_card(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    card = card_of(room.ask("interessenter", "Kari Nordmann"))
    given = send(room, room.push(card, "Noter noe vi ga"), kind="faktaark", text="Rikstunnelen i tall")
    assert text_of(given).startswith("Notert\n\nKari Nordmann fikk faktaark: Rikstunnelen i tall (2. oktober).")
    role = room.push(card, "Mer", chosen="Ny rolle")
    send(room, role, title="leder", body="transport- og kommunikasjonskomiteen", party="Ap", organisation="Stortinget")
    shown = ask(room, "Kari Nordmann")
    assert "Leder, transport- og kommunikasjonskomiteen, Stortinget" in shown
    assert "Det vi har gitt\n• Faktaark: Rikstunnelen i tall (2. oktober)" in shown


def test_who_knows_whom_and_how_well_and_from_where_stands_on_the_card_and_gives_a_way_in(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    room.ask("interessenter", "møtte Ola Nordli (H) om jernbane: positiv", user=PER)
    card = card_of(room.ask("interessenter", "Kari Nordmann"))

    def tell(**values: str) -> Any:
        return send(room, room.push(card, "Mer", chosen="Nytt bekjentskap"), **values)

    assert tell().errors == {"strength": "Velg hvor godt de kjenner hverandre."}
    assert tell(strength="3", municipality="Våler").errors == {
        "municipality": "Det finnes flere som heter Våler. Skriv Våler (Østfold) eller Våler (Innlandet)."
    }
    assert tell(strength="3", other="Ingen Slik").errors == {
        "other": "Jeg fant ingen som heter Ingen Slik i registeret. Legg til personen først."
    }
    assert tell(strength="3", other="Kari Nordmann").errors == {
        "other": "Det er samme person. Skriv navnet på en annen."
    }
    tell(strength="1", ours=PER)
    shown = text_of(tell(strength="3", other="Ola Nordli", municipality="Våler i Innlandet", note="Bystyret"))
    assert (
        "Bekjentskaper: Ola Nordli (kjenner hverandre godt, Våler (Innlandet), Bystyret); @{U2PER} (har møtt hverandre)"
        in shown
    )
    assert "Bekjentskaper: Kari Nordmann (kjenner hverandre godt, Våler (Innlandet), Bystyret)" in ask(
        room, "Ola Nordli"
    )


def test_a_municipality_is_held_to_the_list_and_twins_are_asked_about(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    card = card_of(room.ask("interessenter", "Kari Nordmann"))
    asked = send(room, room.push(card, "Endre"), municipality="Våler")
    assert asked.errors == {
        "municipality": "Det finnes flere som heter Våler. Skriv Våler (Østfold) eller Våler (Innlandet)."
    }
    assert send(room, room.push(card, "Endre"), municipality="Vesby").errors == {
        "municipality": "Jeg kjenner ikke kommunen «Vesby». Skriv navnet slik det står på kartet."
    }
    send(room, room.push(card, "Endre"), municipality="Våler (Østfold)")
    again = room.push(card, "Endre")
    assert isinstance(again, Form)
    assert values(again)["municipality"] == "Våler (Østfold)"
    assert ask(room, "Våler").startswith("Kari Nordmann (Ap)")
    new = room.ask("interessenter", "ny Ola Nordli (H)")
    assert text_of(send(room, new, municipality="Vestby")).startswith("Ola Nordli er lagt til")
    assert ask(room, "Vestby").startswith("Ola Nordli (H)")


def test_a_contact_is_warned_of_before_it_is_written_down_or_planned_in_a_form(room: Room) -> None:
    room.ask("interessenter", KARI_MET, user=PER)
    card = card_of(room.ask("interessenter", "Kari Nordmann"))
    said = "@{U2PER} snakket med Kari Nordmann i dag om jernbane."
    assert said in text_of(room.push(card, "Loggfør samtale"))
    assert said in text_of(room.push(card, "Mer", chosen="Følg opp"))
    assert said not in text_of(room.push(card, "Loggfør samtale", user=PER))


def test_the_message_is_the_one_for_their_party_where_there_is_one(room: Room) -> None:
    issue = room.pack.issues[0]
    variant = Variant(id="til-ap", kilde="vedtak", partier=("Ap",), tekst="Toget er for alle.")
    mended = issue.model_copy(update={"variants": (variant,)})
    room.pack = replace(room.pack, issues=(mended, *room.pack.issues[1:]))
    shown = text_of(room.push(card_of(room.ask("interessenter", KARI_MET)), "Vis Kari Nordmann"))
    assert "Budskap nå: Jernbane\n«Toget er for alle.»\n\nLaget for Ap." in shown


def test_the_map_is_a_picture_with_the_same_in_words(room: Room) -> None:
    assert (
        ask(room, "kart")
        == """\
Kartet er tomt

Ingen har fått interesse og innflytelse ennå.

Slå opp en person, trykk «Endre» og velg fra 1 til 5. Eller importer et regneark med kolonnene `Interesse` og `Innflytelse`."""
    )
    card = card_of(room.push(card_of(room.ask("interessenter", KARI_MET)), "Vis Kari Nordmann"))
    send(room, room.push(card, "Endre"), tier="A", interest="4", influence="5")
    file = room.ask("interessenter", "kart jernbane")
    assert isinstance(file, File)
    assert (file.name, file.title) == ("interessekart.png", "Jernbane: interesse og innflytelse")
    assert file.alt == "Jernbane: interesse og innflytelse. Kart med 1 navn i «Ha tett dialog»."
    assert file.content().startswith(b"\x89PNG")
    assert file.caption is not None
    assert (
        text_of(file.caption)
        == """\
Jernbane: interesse og innflytelse

Ha tett dialog
• Kari Nordmann (A): interesse 4, innflytelse 5"""
    )
    assert ask(room, "kart energi").startswith("Kartet er tomt")
    assert ask(room, "kart havbruk").startswith("Det forsto jeg ikke\n\nTemaet «havbruk» finnes ikke.")


def test_all_that_is_held_on_a_person_is_handed_out_as_json_and_to_read(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    file = room.ask("interessenter", "innsyn kari nordmann")
    assert isinstance(file, File)
    assert (file.name, file.title) == ("innsyn-kari-nordmann.zip", "Innsyn: Kari Nordmann")
    with ZipFile(BytesIO(file.content())) as archive:
        held, page = json.loads(archive.read("innsyn.json")), archive.read("innsyn.html").decode()
    assert (held["person"]["name"], held["roller"][0]["party"], held["dialoger"][0]["wants"]) == (
        "Kari Nordmann",
        "Ap",
        "faktaark",
    )
    assert "<h1>Innsyn: Kari Nordmann</h1><p>Dette er alt vi har lagret om Kari Nordmann 2. oktober 2026.</p>" in page
    assert "<dt>Formål</dt><dd>Interessepolitisk dialog</dd>" in page
    assert "hentet ut alt som er lagret om en person" in text_of(room.ask("padriver", "logg"))


@pytest.mark.parametrize(("label", "done"), [("Slett alt", "slettet"), ("Anonymiser", "anonymisert")])
def test_a_person_is_taken_away_when_that_is_meant(room: Room, label: str, done: str) -> None:
    room.ask("interessenter", KARI_MET)
    asked = card_of(room.ask("interessenter", "slett Kari Nordmann"))
    assert (
        text_of(asked)
        == """\
Slette Kari Nordmann?

Vi har 1 samtale og ingen gaver med Kari Nordmann. Dette kan ikke angres.

«Slett alt» fjerner personen og samtalene der ingen andre var med. «Anonymiser» fjerner det som viser hvem det er, men \
beholder at det har vært samtaler.

Meldinger som alt står i chatten, sikkerhetskopier og regneark dere har lastet ned, må dere rydde i selv. Det samme \
gjelder omtale uten fullt navn.

[Slett alt] [Anonymiser] [Avbryt]"""
    )
    assert text_of(room.push(asked, "Avbryt")) == "Ingenting er slettet\n\nIngenting er slettet."
    told = text_of(room.push(asked, label))
    assert told.endswith(f"Personen er {done}, med 1 samtale. Bare det at det skjedde, er bevart.")
    assert ask(room, "Kari").startswith("Ingen treff")
    assert "Kari" not in text_of(room.ask("frister", ""))
    gone = "Personen er borte\n\nNoen har fjernet oppføringen i mellomtiden."
    assert text_of(room.push(asked, label)) == gone


def test_a_deleted_name_goes_wherever_the_commands_have_put_it(room: Room) -> None:
    for said in (KARI_MET, "møtte Ola Nordli (H) om jernbane: Kari Nordmann er enig", "ringte Nina Berg (V): takk"):
        card = card_of(room.ask("interessenter", said))
    room.push(card, "Angre")
    first = card_of(room.ask("interessenter", "Kari Nordmann"))
    send(room, room.push(first, "Mer", chosen="Følg opp"))
    room.ask("frister", "ny 15.12 Kaffe med Kari Nordmann")
    room.ask("effekt", "ny medieoppslag Kari Nordmanns kronikk")
    room.ask("medie", "talspersoner jernbane Kari Nordmann")
    room.ask("padriver", "pause 6.7–31.7 Tur med Kari Nordmann")
    asked = card_of(room.ask("interessenter", "slett Kari Nordmann"))
    assert "Navnet står også 8 andre steder og tas ut der." in text_of(asked)

    room.push(asked, "Slett alt")

    assert "Kaffe med [slettet]" in text_of(room.ask("frister", "desember"))
    assert "Følg opp [slettet]" in text_of(room.ask("frister", "mine"))
    assert "[slettet] kronikk" in text_of(room.ask("effekt", ""))
    assert "[slettet] er enig" in ask(room, "Ola Nordli")
    with room.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            assert "Kari Nordmann" not in repr(session.execute(select(table)).all()), table.name


def test_a_button_about_somebody_deleted_means_nobody_who_came_later(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    asked = card_of(room.ask("interessenter", "slett Kari Nordmann"))
    room.push(asked, "Slett alt")
    room.now += timedelta(minutes=1)
    room.ask("interessenter", "møtte Ola Nordli (H) om jernbane: positiv")
    assert "Personen er borte" in text_of(room.push(asked, "Slett alt"))
    assert "Ola Nordli (H)" in ask(room, "Ola Nordli")


def test_only_those_who_are_named_may_read_once_somebody_is(room: Room) -> None:
    room.ask("interessenter", KARI_MET)
    assert (
        ask(room, "lesere")
        == """\
Hvem som kan lese registeret

Alle her kan lese registeret. Når du legger til den første leseren, kan bare leserne og administratorene det.

Legg til en med `/interessenter lesere @navn`."""
    )
    card = card_of(room.ask("interessenter", "Kari Nordmann"))
    assert "@{U3OLA} kan lese registeret." in ask(room, "lesere @{U3OLA|ola}")
    closed = """\
Registeret er lukket

Bare noen få her kan lese interessentregisteret, siden det holder personopplysninger. Spør @{U3OLA}."""
    assert ask(room, "Kari Nordmann", user=PER) == closed
    assert text_of(room.push(card, "Endre", user=PER)) == closed
    assert "Kari Nordmann (Ap)" in ask(room, "Kari Nordmann", user="U3OLA")
    assert "Kari Nordmann (Ap)" in ask(room, "Kari Nordmann")
    assert "@{U3OLA} er tatt av lista." in ask(room, "lesere fjern @{U3OLA|ola}")
    assert "Kari Nordmann (Ap)" in ask(room, "Kari Nordmann", user=PER)
    assert "lot @{U3OLA} ikke lenger lese registeret" in text_of(room.ask("padriver", "logg"))


def test_what_should_be_in_the_public_record_is_said_in_the_line_listed_and_ticked_off(room: Room) -> None:
    logged = text_of(room.ask("interessenter", "møtte Kari Nordmann (Ap) om jernbane: positiv, bør journalføres"))
    assert "Journal: Bør journalføres" in logged
    assert "Sagt" not in logged
    room.ask("interessenter", "møtte Ola Nordli (H) om jernbane: positiv")
    assert "Bør journalføres." in ask(room, "Kari Nordmann")
    listed = card_of(room.ask("interessenter", "journal"))
    assert (
        text_of(listed)
        == """\
Bør journalføres

Boten journalfører ikke selv. Registrer saken i arkivet, og trykk «Journalført».

• Kari Nordmann · fredag 2. oktober, møte om jernbane (@{U1KARI}) [Journalført]

Siste samtaler uten merke
• Ola Nordli · fredag 2. oktober, møte om jernbane (@{U1KARI}) [Bør journalføres]"""
    )
    room.push(listed, "Bør journalføres", row="Ola")
    done = card_of(room.push(listed, "Journalført", row="Kari"))
    assert "Merket er tatt bort." in text_of(done)
    assert "Ola Nordli · fredag 2. oktober, møte om jernbane (@{U1KARI}) [Journalført]" in text_of(done)
    book = room.ask("interessenter", "eksport")
    assert isinstance(book, File)
    rows = list(load_workbook(BytesIO(book.content())).active.values)
    place = rows[0].index("Bør journalføres")
    assert {row[1]: row[place] for row in rows[1:] if row[1]} == {"Kari Nordmann": None, "Ola Nordli": "2.10.2026"}
    file = room.ask("interessenter", "innsyn ola nordli")
    assert isinstance(file, File)
    with ZipFile(BytesIO(file.content())) as archive:
        assert "<dt>Bør journalføres</dt><dd>ja</dd>" in archive.read("innsyn.html").decode()
    room.ask("interessenter", "slett Ola Nordli")
    question = card_of(room.ask("interessenter", "slett Ola Nordli"))
    room.push(question, "Slett alt")
    gone = text_of(room.push(done, "Journalført"))
    assert "Noen har fjernet samtalen i mellomtiden." in gone
