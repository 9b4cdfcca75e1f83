"""The table of a day in full: its texts, its buttons, the committees, and where it is shown afterwards."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cards.form import Form, FormErrors
from bot.commands.ask import Ask
from bot.commands.hearings.versions import SAVE as SAVE_VERSION
from bot.commands.presented.committees import SAVE as SAVE_MESSAGE
from bot.commands.presented.committees import SAVE_CHOICE
from bot.commands.presented.filling import SAVE as SAVE_FILLED
from bot.commands.presented.filling import SAVE_EFFECT
from bot.commands.presented.presented_handlers import SAVE_NEW, SAVE_READER
from bot.commands.registry import COMMANDS
from bot.commands.shared.deadline_controls import ABOUT, DeadlineControlValue
from bot.commands.shared.deadline_controls import MORE as MORE_OF_ROW
from content.schema.stakeholders import Stakeholder
from models.db.database import Database
from models.occurrences.queries import by_key
from models.official import records
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status
from models.tables import Workspace
from models.workspace.contacts import ContactRole
from tests.support.nudges import at
from tests.support.pack import KILDE, small_pack
from tests.support.people import KARI, PER, Room, card_of, full_room, text_of
from tests.support.rows import new_row

OSLO = ZoneInfo("Europe/Oslo")
FIRST, SECOND = "Mer jernbane nå.", "Mer energi nå."
TRANSPORT = "Transport- og kommunikasjonskomiteen"


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    known = Stakeholder.model_validate(
        {
            "id": "transportkomiteen",
            "navn": "Stortingets transport- og kommunikasjonskomité",
            "type": "komité",
            "kilde": KILDE,
        }
    )
    return replace(full_room(sqlite_database, small_pack(stakeholders=(known,))), now=at("2026-10-06 09:00"))


def fills(room: Room, demand: str, verdict: str, user: str = KARI, **more: str) -> str:
    """Fill in a demand of the table, and return what is shown then."""
    form = room.push(card_of(room.ask("budskap", "fremlegg")), "Fyll ut …", demand, user=user)
    assert isinstance(form, Form)
    return text_of(room.send(SAVE_FILLED, user=user, state=form.state, verdict=verdict, **more))


def test_the_table_in_full_by_any_of_its_names(room: Room) -> None:
    table = (
        "Kravene våre til statsbudsjettet for 2027\n"
        "\n"
        "Legges frem: trolig 6.–15. oktober. Datoen er ikke satt\n"
        "Status: 0 av 4 fylt ut\n"
        "\n"
        "• Mer jernbane nå.\n"
        "  Ingen leser om dette ennå. [Jeg leser] [Fyll ut …] [Mer …]\n"
        "• Mer energi nå.\n"
        "  Ingen leser om dette ennå. [Jeg leser] [Fyll ut …] [Mer …]\n"
        "• Jernbane må planlegges nå.\n"
        "  Ingen leser om dette ennå. [Jeg leser] [Fyll ut …] [Mer …]\n"
        "• Energi må planlegges nå.\n"
        "  Ingen leser om dette ennå. [Jeg leser] [Fyll ut …] [Mer …]\n"
        "\n"
        "[Legg inn dato] [Legg til krav …] [Reaksjoner] [Komiteene] [Del i kanalen]"
    )
    for command, text in (
        ("budskap", "fremlegg statsbudsjett"),
        ("budskap", "Fremleggelsen av statsbudsjettet for 2027"),
        ("budskap", "budsjettdag"),
        ("padriver", "fremlegg statsbudsjettet"),
    ):
        assert text_of(room.ask(command, text)) == table
    assert text_of(room.ask("budskap", "fremlegg ntp")).startswith(
        "Kravene våre til Nasjonal transportplan 2028\n\nLegges frem: i mars–juni 2028. Datoen er ikke satt\n"
    )
    assert text_of(room.ask("budskap", "fremlegg frokost")) == (
        "Hvilken fremleggelse mener du?\n\nJeg forstår ikke «frokost». Skriv en av disse: "
        "`/budskap fremlegg statsbudsjett` `/budskap fremlegg rnb` `/budskap fremlegg ntp`"
    )
    guest = replace(room, role=ContactRole.GUEST)
    assert "Kravene våre" not in text_of(guest.ask("budskap", "fremlegg"))


def test_who_reads_what_is_taken_given_and_left(room: Room) -> None:
    table = card_of(room.push(card_of(room.ask("budskap", "fremlegg")), "Jeg leser", FIRST))
    assert text_of(table).startswith(
        "Kravene våre til statsbudsjettet for 2027\n\nDu leser om «Mer jernbane nå.».\n\nLegges frem"
    )
    assert "• Mer jernbane nå.\n  @{U1KARI} leser om dette. [Fyll ut …] [Mer …]\n" in text_of(table)
    taken = room.press("fremlegg.leser", f"{table_value(table)}:kampanje-2026/prioritering-jernbane", user=PER)
    assert "@{U1KARI} leser om det kravet." in text_of(taken)

    form = room.push(table, "Hvem leser hva? …", FIRST)
    assert isinstance(form, Form)
    given = text_of(room.send(SAVE_READER, state=form.state, reader=PER, reads="Prop. 1 S, kap. 1352"))
    assert "• Mer jernbane nå.\n  @{U2PER} leser: Prop. 1 S, kap. 1352 [Fyll ut …] [Mer …]\n" in given
    assert room.send(SAVE_READER, state=form.state, reader="") == FormErrors({"reader": "Velg hvem som leser."})
    left = text_of(room.push(card_of(room.ask("budskap", "fremlegg")), "Ingen leser likevel", FIRST))
    assert "Ingen leser om «Mer jernbane nå.» nå." in left


def table_value(table: object) -> str:
    """Return the id of the day that a table is of."""
    return next(
        part.controls[0].value
        for part in table.parts
        if hasattr(part, "controls") and part.controls[0].label == "Legg inn dato"
    )  # type: ignore[attr-defined]


def test_own_demands_are_added_and_any_is_taken_out_and_put_back(room: Room) -> None:
    form = room.push(card_of(room.ask("budskap", "fremlegg")), "Legg til krav …")
    assert isinstance(form, Form)
    assert room.send(SAVE_NEW, state=form.state, text=" ") == FormErrors({"text": "Skriv hva vi ber om."})
    added = card_of(room.send(SAVE_NEW, state=form.state, text="Penger til forstudien"))
    assert "Status: 0 av 5 fylt ut" in text_of(added)
    removed = card_of(room.push(added, "Ta ut kravet", "forstudien"))
    assert "• Kravet er tatt ut av tabellen. [Angre]" in text_of(removed)
    assert "Penger til forstudien" not in text_of(removed)
    back = card_of(room.push(removed, "Angre"))
    assert "Kravet er i tabellen igjen." in text_of(back)
    assert "Penger til forstudien" in text_of(back)
    less = card_of(room.push(back, "Ta ut kravet", SECOND))
    assert "Status: 0 av 4 fylt ut" in text_of(less), "a demand of the content is taken out too"
    assert SECOND not in text_of(room.ask("budskap", "fremlegg"))


def test_the_form_says_what_to_mend_and_an_unchanged_answer_is_nothing_new(room: Room) -> None:
    form = room.push(card_of(room.ask("budskap", "fremlegg")), "Fyll ut …", FIRST)
    assert isinstance(form, Form)
    assert text_of(form).startswith("Hva står det?\n\nMer jernbane nå.\n")
    wrong = room.send(SAVE_FILLED, state=form.state, verdict="", page="9" * 41)
    assert wrong == FormErrors({"verdict": "Velg om vi fikk det vi ba om.", "page": "Skriv høyst 40 tegn."})
    assert "Ført: oppfylt. 1 av 4 fylt ut (1 oppfylt)." in fills(room, FIRST, "oppfylt", says="120 mill.", page="84")
    same = room.send(SAVE_FILLED, user=PER, state=form.state, verdict="oppfylt", says="120 mill.", page="84")
    assert not isinstance(same, Form), "the same answer crosses nothing"
    other = room.send(SAVE_FILLED, user=PER, state=form.state, verdict="nei")
    assert isinstance(other, Form)
    assert "@{U1KARI} fylte ut dette kravet mens du skrev:\n«Oppfylt, side 84: 120 mill.»\n" in text_of(other)
    used = text_of(room.send(SAVE_FILLED, user=PER, state=other.state, verdict="nei"))
    assert "• Mer jernbane nå.\n  Ikke oppfylt – ført av @{U2PER} [Rett …] [Mer …]\n" in used


def test_a_demand_that_is_met_is_logged_once_and_again_when_that_is_undone(room: Room) -> None:
    fills(room, FIRST, "oppfylt", says="120 mill.", page="84")
    table = card_of(room.ask("budskap", "fremlegg"))
    form = room.push(table, "Skriv i effektloggen …", FIRST)
    assert isinstance(form, Form)
    assert "Hva førte det til? (kan stå tomt): Oppfylt, side 84: 120 mill." in text_of(form)
    sent = {"kind": "moter", "title": "Penger til jernbane", "day": "2026-10-06"}
    logged = card_of(room.send(SAVE_EFFECT, state=form.state, **sent))
    assert "Kravet er allerede skrevet i effektloggen. Se /effekt." in text_of(
        room.send(SAVE_EFFECT, user=PER, state=form.state, **sent)
    )
    assert "[Skriv i effektloggen …]" not in text_of(room.ask("budskap", "fremlegg"))
    room.push(logged, "Angre")
    assert "[Skriv i effektloggen …]" in text_of(room.ask("budskap", "fremlegg"))


def brings(room: Room, *hearings: OfficialItem) -> None:
    with room.database.session() as session:
        records.keep_items(session, "horinger", hearings, room.now)


def hearing(number: str, title: str, committee: str, sign_up: datetime, held: datetime) -> OfficialItem:
    events = (
        OfficialEvent("anmodningsfrist_dato_tid", "frist for å be om å delta", sign_up, is_deadline=True),
        OfficialEvent("HOER", "høring", held, place="Stortinget"),
    )
    return OfficialItem(
        ItemKind.COMMITTEE_HEARING,
        number,
        title,
        body=committee,
        status=Status.PLANNED,
        events=events,
        is_written=False,
    )


def moment(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=OSLO)


def test_the_committees_have_a_message_and_the_stortings_own_days(room: Room) -> None:
    committees = card_of(room.push(card_of(room.ask("budskap", "fremlegg")), "Komiteene"))
    assert text_of(committees) == (
        "Komiteene: statsbudsjettet for 2027\n\n"
        "Dere har ikke valgt noen komiteer ennå. Velg de viktigste, og skriv ett budskap til hver.\n\n"
        "[Velg komiteer …] [Se kravene]"
    )
    form = room.push(committees, "Velg komiteer …")
    assert isinstance(form, Form)
    assert "[ ] Stortingets transport- og kommunikasjonskomité" in text_of(form)
    chosen = card_of(
        room.send(SAVE_CHOICE, state=form.state, known="transport og kommunikasjons", others="Finanskomiteen")
    )
    assert (
        "• Stortingets transport- og kommunikasjonskomité\n"
        "  Ikke skrevet ennå.\n"
        "  Stortinget har ikke kunngjort høringen ennå. [Skriv budskapet …]\n"
    ) in text_of(chosen)

    room = replace(room, now=at("2026-10-16 09:00"))
    brings(
        room,
        hearing("11", "Revidert nasjonalbudsjett 2027", TRANSPORT, moment(10, 20), moment(10, 29)),
        hearing("12", "Statsbudsjettet 2026", TRANSPORT, moment(10, 20), moment(10, 30)),
        hearing("13", "Statsbudsjettet 2027 (rammeområde 17)", TRANSPORT, moment(10, 21), moment(11, 3)),
        hearing("14", "Melding om tog", "Finanskomiteen", moment(10, 21), moment(11, 3)),
    )
    committees = card_of(room.push(card_of(room.ask("budskap", "fremlegg")), "Komiteene"))
    assert (
        "  Påmelding innen onsdag 21. oktober, høring tirsdag 3. november. [Skriv budskapet …] [Se høringen]\n"
        in text_of(committees)
    )
    assert text_of(committees).count("Stortinget har ikke kunngjort høringen ennå.") == 1
    form = room.push(committees, "Skriv budskapet …", "transport")
    assert isinstance(form, Form)
    first = card_of(room.send(SAVE_MESSAGE, state=form.state, text="Si ja til tunnelen."))
    assert "Budskapet til Stortingets transport- og kommunikasjonskomité er lagret." in text_of(first)
    crossed = room.send(SAVE_MESSAGE, user=PER, state=form.state, text="Si ja til gods.")
    assert "@{U1KARI} skrev til den samme komiteen mens du skrev. Slik er det nå:\n«Si ja til tunnelen.»" in text_of(
        crossed
    )

    fills(room, FIRST, "delvis", says="Det skal utredes")
    shown = card_of(room.push(first, "Se høringen"))
    assert (
        "Det vi sier til komiteen\nSi ja til tunnelen.\n\n"
        "Kravene våre til statsbudsjettet for 2027\n"
        "• Mer jernbane nå.\n  Delvis oppfylt: Det skal utredes\n\n"
        "[Se kravene]\n"
    ) in text_of(shown)
    versions = card_of(room.push(card_of(room.push(shown, "Vi deltar")), "Versjoner"))
    version = room.push(versions, "Skriv …")
    assert isinstance(version, Form)
    assert "Si ja til tunnelen." in text_of(version), "what is written to the committee begins the input"
    room.send(SAVE_VERSION, state=version.state, text="Hele innspillet")
    assert "Innspillet er skrevet." in text_of(room.push(card_of(room.ask("budskap", "fremlegg")), "Komiteene"))


def test_afterwards_the_table_is_in_the_campaign_the_log_and_next_years_input(room: Room) -> None:
    missing = (
        "Hva mangler for oss?\n"
        "Statsbudsjettet for 2027: 2 av 4 fylt ut (1 oppfylt, 1 nei).\n\n"
        "• Mer energi nå.\n  Ikke oppfylt: Ingenting\n\n"
        "[Se kravene]"
    )
    assert "Hva mangler for oss?" not in text_of(room.ask("budskap", "grep 4"))
    room.push(card_of(room.ask("budskap", "fremlegg")), "Legg inn dato", chosen="2026-10-07")
    room = replace(room, now=at("2026-10-07 11:00"))
    fills(room, FIRST, "oppfylt")
    fills(room, SECOND, "nei", says="Ingenting")
    assert text_of(room.ask("budskap", "grep 4")).endswith(missing)
    assert text_of(room.ask("budskap", "statsbudsjettet")).endswith(missing)
    assert missing not in text_of(room.ask("budskap", "grep 3"))
    assert text_of(room.ask("effekt", "2026")).endswith(missing)
    assert missing not in text_of(room.ask("effekt", "september"))
    with room.database.session() as session:
        key = "statsbudsjett:2028:innspill-departementene"
        next_years = new_row(session, room.workspace.id, "Innspill", date(2027, 1, 18), key=key, source="statsbudsjett")
        row = by_key(session, room.workspace.id, "statsbudsjett:2027:fremleggelse")
        assert row is not None
        assert row.starts_on == date(2026, 10, 7)
        ids = (next_years.id, row.id)
    about, day = (text_of(room.press(MORE_OF_ROW, str(DeadlineControlValue(id=each)), ABOUT)) for each in ids)
    assert missing in about
    assert "[Kravene våre]" in day


def test_the_date_is_set_moved_and_never_after_the_last_day_by_law(room: Room) -> None:
    table = card_of(room.push(card_of(room.ask("budskap", "fremlegg")), "Legg inn dato", chosen="2026-10-08"))
    assert "Legges frem: torsdag 8. oktober (uke 41), om 2 dager\n" in text_of(table)
    moved = card_of(room.push(table, "Endre dato", chosen="2026-10-07"))
    assert "Legges frem: onsdag 7. oktober (uke 41), i morgen\n" in text_of(moved)
    assert "er passert. Velg en dato fra i dag og fremover." in text_of(
        room.push(moved, "Endre dato", chosen="2026-10-05")
    )
    with room.database.session() as session:
        key = "statsbudsjett:2027:revidert-nasjonalbudsjett"
        new_row(session, room.workspace.id, "RNB", date(2027, 5, 15), key=key, source="statsbudsjett", kind="milepæl")
    revised = card_of(room.ask("budskap", "fremlegg rnb"))
    assert "Legges frem: senest lørdag 15. mai 2027. Datoen er ikke satt\n" in text_of(revised)
    late = text_of(room.push(revised, "Legg inn dato", chosen="2027-05-18"))
    assert "Det skal legges frem senest lørdag 15. mai. Velg den dagen eller en tidligere dag." in late
    set_ = card_of(room.push(revised, "Legg inn dato", chosen="2027-05-11"))
    assert "Legges frem: tirsdag 11. mai 2027" in text_of(set_)
    assert "fredag 14. mai 2027" in text_of(room.push(set_, "Endre dato", chosen="2027-05-14"))


def test_nothing_is_shown_where_other_organisations_read(room: Room) -> None:
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        asked = Ask(workspace, room.pack, KARI, "C1", room.now, "fremlegg", is_external=True, is_private=False)
        assert text_of(COMMANDS["budskap"](asked, session)) == (
            "Bare for dem som arbeider her\n\nFolk fra andre virksomheter kan lese denne kanalen, så jeg viser ikke kravene "
            "og svarene her. Spør meg i en direktemelding eller i en kanal bare dere er i."
        )
