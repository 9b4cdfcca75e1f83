"""`/padriver innstillinger`."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.form import Form, FormErrors
from bot.cards.text import render_form_text, render_text
from bot.commands.ask import Ask, Reply, Submission
from bot.commands.padriver.settings_input import like_zone, read_time, read_year, read_zone
from bot.commands.padriver.settings_saving import save
from jobs.nudges.calendar import times_of
from jobs.nudges.registry import CHOSEN
from jobs.sending.compose import compose
from models.db.database import Database
from models.tables import Delivery, Workspace
from models.workspace.preferences import preferences
from models.workspace.workspaces import destination
from tests.support.any_text import texts
from tests.support.people import KARI, Room, empty_room, text_of

PLANNED = datetime(2026, 10, 5, 6, tzinfo=UTC)
VALUES = {
    "shared_channel": "C1",
    "digest_time": "08:00",
    "wheel_time": "09:00",
    "campaign_time": "10:00",
    "deadline_time": "08:30",
    "wanted": ",".join(CHOSEN),
    "quiet_from": "21:00",
    "quiet_to": "07:00",
    "timezone": "Europe/Oslo",
}


@pytest.fixture
def room(database: Database) -> Room:
    room = empty_room(database)
    with database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        workspace.shared_channel = "C1"
        workspace.plan_after = PLANNED
        workspace.synced_on, workspace.synced_with = date(2026, 10, 2), "what the content said"
        return replace(room, workspace=workspace)


def opened(room: Room) -> Form:
    answer = room.ask("padriver", "innstillinger")
    assert isinstance(answer, Form)
    return answer


def sent(room: Room, seen: Form, user: str = KARI, **changed: str) -> Reply | FormErrors:
    values = {name: value for name, value in {**VALUES, **changed}.items() if value}
    with room.database.session() as session:
        asked = Ask(room.workspace, room.pack, user, "C1", room.now)
        return save(asked, Submission(seen.state, values), session)


def kept(room: Room) -> Workspace:
    with room.database.session() as session:
        return session.get_one(Workspace, room.workspace.id)


def test_the_form_shows_the_settings_as_they_are(room: Room) -> None:
    assert render_form_text(opened(room)) == (
        "Innstillinger\n"
        "\n"
        "Innstillingene gjelder for alle her. Administratorer: @{U1KARI}.\n"
        "\n"
        "Felleskanal (kan stå tomt): C1 – Hit sender jeg ukesoversikten, månedens årshjul, kampanjen og frister.\n"
        "Mediekanal (kan stå tomt): … – Her kommer saker fra mediene som gjelder oss. Uten mediekanal hentes ingen.\n"
        "Dette sender jeg (kan stå tomt): [x] Ukesoversikt, [x] Ukesoversikt på e-post, [x] Slik begynner året, [x] Månedens årshjul, [x] Nytt grep i kampanjen, "
        "[x] Hovedbudskap, [x] Onsdagens budskap, [x] Planlegg neste år, [x] Frister i felleskanalen, "
        "[x] Kravene våre, den dagen budsjettet eller NTP legges frem, "
        "[x] Hvem leser hva, en uke før budsjettet eller NTP legges frem, "
        "[x] Høringer og saker som kanskje angår oss, [x] Spørsmål i Stortinget og varslede saker som angår oss, "
        "[x] Saker som har beveget seg, én gang i uka, "
        "[x] Saker i medlemskommunene om temaene våre, én gang i uka, "
        "[x] Spørsmål om det som er over, i felleskanalen, [x] Når legges budsjettet eller NTP frem?, "
        "[x] Høringer og saker som angår oss, "
        "[x] Ord fra oss i innstillinger og vedtak i Stortinget, "
        "[x] Frister til den som er ansvarlig, [x] Dagen før Stortinget behandler en sak, til dem som følger den, [x] Kontakter vi ikke har snakket med på lenge, til den som er ansvarlig, "
        "[x] «Hvem møtte dere?», til dem som var på et arrangement, "
        "[x] «Hvem møtte du i dag?», til dem som er på et arrangement over flere dager, "
        "[x] «Hvordan gikk møtet?», til den som skulle møte noen, "
        "[x] «Hvordan gikk det?», dagen etter et innspill eller en høring, [x] Innspill uten saksnummer, én gang i måneden, [x] Samtykke som går ut, til den som spurte, [x] Spørsmål om det som er over, til den som er ansvarlig, "
        "[x] Gjennomgang av interessentregisteret, til administratorer, "
        "[x] Slagord som må avklares, til administratorer, [x] Tall som må sjekkes, til den som er ansvarlig, [x] Påminnelse om oppfølging, [x] Oppfølging der fristen er ute, [x] Nytt i en sak, til dem som følger den\n"
        "Tid for ukesoversikten: 08:00 – Mandager. Velg et klokkeslett fra kl. 7.00 til kl. 20.00.\n"
        "Tid for månedens årshjul: 09:00 – Første virkedag i måneden.\n"
        "Tid for kampanjen: 10:00 – Onsdager, og første tirsdag i måneden.\n"
        "Tid for frister: 08:30 – 14, 7 og 1 dag før en frist, samme dag, og én gang når den er ute.\n"
        "Tid for spørsmål på arrangementer: 17:30 – Til dem som er på et arrangement over flere dager, hver kveld.\n"
        "Stille fra: 21:00 – Etter dette sender jeg ingenting før neste morgen.\n"
        "Stille til: 07:00 – Før dette om morgenen sender jeg ingenting.\n"
        "Mediesaker på kveld og i helg: [x] Vent til stilletiden er over, [ ] Si fra med en gang – "
        "Gjelder når jeg ellers er stille. I pauser venter de uansett.\n"
        "Frister som noen er ansvarlig for: [x] Til den som er ansvarlig, [ ] Til den ansvarlige og i kanalen – "
        "I kanalen kommer de uansett på mandager og når fristen er ute.\n"
        "Kanal for ukesoversikten (kan stå tomt): … – Tomt felt betyr felleskanalen.\n"
        "Kanal for månedens årshjul (kan stå tomt): … – Tomt felt betyr felleskanalen.\n"
        "Kanal for kampanjen (kan stå tomt): … – Tomt felt betyr felleskanalen.\n"
        "Kanal for frister (kan stå tomt): … – Tomt felt betyr felleskanalen.\n"
        "Tidssone: Europe/Oslo – Klokka er 9.00 der nå.\n"
        f"NTP legges frem (kan stå tomt): … – Tomt felt betyr {room.pack.ntp.presented}, som dere har lagt inn.\n"
        "\n"
        "[Lagre]"
    )


def test_the_time_of_the_questions_at_events_is_chosen_as_the_others(room: Room) -> None:
    reply = sent(room, opened(room), evening_time="18.15")
    assert "• Tid for spørsmål på arrangementer: kl. 17.30 → kl. 18.15\n" in text_of(reply)
    with room.database.session() as session:
        manners = preferences(session, session.get_one(Workspace, room.workspace.id))
        assert times_of(manners).evening == time(18, 15)
    assert "Tid for spørsmål på arrangementer: 18:15 –" in render_form_text(opened(room))
    refused = sent(room, opened(room), evening_time="23.00")
    assert text_of(refused) == (
        "evening_time: Jeg sender ikke noe om natten. Velg et klokkeslett fra kl. 7.00 til kl. 20.00."
    )


def test_saving_tells_what_changed_and_what_will_be_posted_when(room: Room) -> None:
    reply = sent(room, opened(room), shared_channel="C2", digest_time="9.30", timezone="london", ntp_presented="2032")
    assert text_of(reply) == (
        "Innstillingene er lagret\n"
        "\n"
        "• Felleskanal: #{C1} → #{C2}\n"
        "• Tid for ukesoversikten: kl. 8.00 → kl. 9.30\n"
        "• Tidssone: Europe/Oslo → Europe/London\n"
        "• NTP legges frem: som dere har lagt inn → 2032\n"
        "\n"
        "Dette sender jeg nå\n"
        "Jeg skriver i #{C2}.\n"
        "\n"
        "• Hver mandag kl. 9.30: hva som skjer, hva som haster, og hva vi skal si.\n"
        "• Første virkedag i måneden kl. 9.00: månedens årshjul, og det som mangler i det.\n"
        "• Hver onsdag kl. 10.00: ett budskap fra kampanjen.\n"
        "• Første tirsdag i måneden kl. 10.00: hovedbudskapet i kampanjen.\n"
        "• 14, 7 og 1 dag før en frist kl. 8.30: en påminnelse. Den kommer også på selve dagen og én gang etter at "
        "fristen er ute. Den ansvarlige får beskjed direkte; i kanalen kommer den da på mandager og når fristen er ute.\n"
        "\n"
        "Er mandagen en helligdag, kommer ukesoversikten neste virkedag. Det som kommer samme dag på samme sted, samler jeg i én melding på det tidligste klokkeslettet. Jeg er stille i helgene, på helligdager, "
        "julaften og nyttårsaften, og fra kl. 21.00 til kl. 7.00. Det samme gjelder i pauser. Alle tider er i tidssonen Europe/London.\n"
        "\n"
        "[Endre]"
    )
    workspace = kept(room)
    assert (workspace.shared_channel, workspace.digest_time) == ("C2", time(9, 30))
    assert (workspace.timezone, workspace.ntp_presented) == ("Europe/London", 2032)
    assert workspace.plan_after is None
    assert (workspace.synced_on, workspace.synced_with) == (None, None)


def test_cases_in_the_media_may_be_heard_of_in_evenings_and_weekends(room: Room) -> None:
    told = text_of(sent(room, opened(room), media_channel="C2", media_at_once="ja"))
    assert "• Mediesaker på kveld og i helg: venter til stilletiden er over → kommer med en gang\n" in told
    assert "Det samme gjelder i pauser. Mediesaker kommer likevel på kvelder og i helger." in told
    again = text_of(sent(room, opened(room), media_channel="C2", media_at_once="nei"))
    assert "• Mediesaker på kveld og i helg: kommer med en gang → venter til stilletiden er over\n" in again


def test_saving_without_a_change_says_so_and_plans_nothing_anew(room: Room) -> None:
    assert text_of(sent(room, opened(room))) == "Ingenting er endret\n\nInnstillingene er som før."
    assert kept(room).plan_after == PLANNED


def test_a_form_that_is_sent_twice_changes_once(room: Room) -> None:
    form_ = opened(room)
    sent(room, form_, digest_time="09:00")
    assert text_of(sent(room, form_, digest_time="09:00")) == "Ingenting er endret\n\nInnstillingene er som før."


def test_two_people_who_change_different_things_both_get_their_way(room: Room) -> None:
    karis, pers = opened(room), opened(room)
    sent(room, karis, digest_time="09:00")
    sent(room, pers, wheel_time="11:00")
    assert (kept(room).digest_time, kept(room).wheel_time) == (time(9), time(11))


def test_each_kind_is_turned_on_and_off_and_has_its_own_channel(room: Room) -> None:
    on = ",".join(kind for kind in CHOSEN if not kind.startswith("kampanje"))
    told = text_of(sent(room, opened(room), wanted=on, channel_frister="C5", quiet_from="17:00", quiet_to="08:00"))
    assert told.startswith(
        "Innstillingene er lagret\n"
        "\n"
        "• Kanal for frister: felleskanalen → #{C5}\n"
        "• Nytt grep i kampanjen: på → av\n"
        "• Hovedbudskap: på → av\n"
        "• Onsdagens budskap: på → av\n"
        "• Planlegg neste år: på → av\n"
        "• Stille fra: kl. 21.00 → kl. 17.00\n"
        "• Stille til: kl. 7.00 → kl. 8.00\n"
        "\n"
    )
    assert "onsdag" not in told
    assert "• 14, 7 og 1 dag før en frist kl. 8.30 i #{C5}: en påminnelse." in told
    assert "og fra kl. 17.00 til kl. 8.00. Det samme gjelder i pauser." in told
    again = render_form_text(opened(room))
    assert "Felleskanal (kan stå tomt): C1 – Hit sender jeg ukesoversikten og månedens årshjul.\n" in again
    assert "[ ] Nytt grep i kampanjen" in again
    assert "Mandager. Velg et klokkeslett fra kl. 8.00 til kl. 16.00." in again


def test_a_time_in_the_night_that_is_sent_with_it_is_refused_and_so_is_a_day_without_hours(room: Room) -> None:
    assert text_of(sent(room, opened(room), quiet_to="09:00")) == (
        "digest_time: Jeg sender ikke noe om natten. Velg et klokkeslett fra kl. 9.00 til kl. 20.00.\n"
        "deadline_time: Jeg sender ikke noe om natten. Velg et klokkeslett fra kl. 9.00 til kl. 20.00."
    )
    assert text_of(sent(room, opened(room), quiet_from="09:00", quiet_to="07:00")) == (
        "quiet_from: La det være minst fire timer fra stillheten slutter om morgenen til den begynner igjen."
    )


def test_two_people_who_save_at_the_same_moment_both_get_their_way(room: Room) -> None:
    seen = opened(room)
    with ThreadPoolExecutor() as pool:
        changes = ({"digest_time": "09:00"}, {"wheel_time": "11:00"}, {"campaign_time": "12:00"}, {"timezone": "Oslo"})
        replies = list(pool.map(lambda changed: sent(room, seen, **changed), changes))
    assert all(isinstance(reply, Reply) for reply in replies)
    workspace = kept(room)
    assert (workspace.digest_time, workspace.wheel_time, workspace.campaign_time) == (time(9), time(11), time(12))


def test_emptying_the_shared_channel_stops_the_nudges_and_says_so(room: Room) -> None:
    told = text_of(sent(room, opened(room), shared_channel=""))
    assert "• Felleskanal: #{C1} → ikke valgt\n" in told
    assert "Felleskanalen er ikke valgt ennå, så jeg sender ingenting av meg selv." in told
    assert kept(room).shared_channel is None


def test_choosing_a_channel_that_was_turned_off_turns_it_on_again(room: Room) -> None:
    with room.database.session() as session:
        place = destination(session, room.workspace.id, "kanal", "C1")
        place.off_since, place.off_reason = room.now, "not_in_channel"
    reply = sent(room, opened(room))
    assert isinstance(reply, Reply)
    assert isinstance(reply.card, Card)
    assert render_text(reply.card).startswith(
        "Innstillingene er lagret\n\n• Jeg prøver igjen å skrive i #{C1}.\n\nDette sender jeg nå\n"
    )
    with room.database.session() as session:
        place = destination(session, room.workspace.id, "kanal", "C1")
        assert (place.off_since, place.off_reason) == (None, None)
    assert kept(room).plan_after is None


def test_every_fault_is_told_at_once_and_nothing_is_saved(room: Room) -> None:
    faults = sent(
        room,
        opened(room),
        digest_time="25.00",
        wheel_time="03:00",
        timezone="Oslø",
        ntp_presented="snart",
        media_channel="C9",
    )
    assert text_of(faults) == (
        "digest_time: Skriv et klokkeslett, for eksempel 8.30.\n"
        "wheel_time: Jeg sender ikke noe om natten. Velg et klokkeslett fra kl. 7.00 til kl. 20.00.\n"
        "timezone: Denne tidssonen kjenner jeg ikke. Mente du Europe/Oslo?\n"
        "ntp_presented: Skriv et årstall fra 2020 til 2100, eller la feltet stå tomt."
    )
    assert kept(room).media_channel is None


@pytest.mark.parametrize("state", ["", "ikke json", "[]", "{}", '{"digest_time": 5}'])
def test_a_form_with_a_broken_state_is_still_saved(room: Room, state: str) -> None:
    broken = replace(opened(room), state=state)
    sent(room, broken, digest_time="09:15")
    assert kept(room).digest_time == time(9, 15)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("08:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("0830", time(8, 30)),
        ("kl 8", time(8)),
        ("kl. 8", time(8)),
        ("Kl.8.05", time(8, 5)),
        ("klokka 15", time(15)),
        ("24.00", None),
        ("8.60", None),
        ("åtte", None),
        ("", None),
        ("8" * 10_000, None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, read: time | None) -> None:
    assert read_time(text) == read


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Oslo", "Europe/Oslo"),
        ("europe/oslo", "Europe/Oslo"),
        (" oslo ", "Europe/Oslo"),
        ("new york", "America/New_York"),
        ("Mars", None),
        ("../etc", None),
    ],
)
def test_zones_are_read_forgivingly(text: str, zone: str | None) -> None:
    assert read_zone(text) == zone


@given(texts(max_size=100))
def test_no_setting_that_is_written_breaks_the_reading(text: str) -> None:
    zone, at, year = read_zone(text), read_time(text), read_year(text)

    assert zone is None or ZoneInfo(zone).key == zone
    assert at is None or isinstance(at, time)
    assert year is None or isinstance(year, int)
    assert isinstance(like_zone(text), str | None)


def test_the_channel_sees_who_changed_what_by_the_form(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    room.send("padriver.lagre", KARI, **VALUES)
    room.now += timedelta(minutes=1)
    values = VALUES | {"digest_time": "09:30", "wanted": ",".join(each for each in CHOSEN if each != "frister")}
    reply = room.send("padriver.lagre", KARI, **values)
    assert isinstance(reply, Reply)
    assert reply.planned
    with room.database.reading() as session:
        row = session.scalars(select(Delivery).order_by(Delivery.id.desc())).first()
        assert row
        workspace = session.get_one(Workspace, room.workspace.id)
        card = compose(session, workspace, room.pack, row.kind, row.period_key, "C1", room.now)
    assert isinstance(card, Card)
    assert render_text(card) == (
        "Innstillingene er endret\n\n"
        f"@{{{KARI}}} har endret innstillingene for alle:\n\n"
        "• Frister i felleskanalen: på → av\n"
        "• Tid for ukesoversikten: kl. 8.00 → kl. 9.30\n\n"
        "[Innstillinger]"
    )
    room.now += timedelta(minutes=1)
    assert not room.send("padriver.lagre", KARI, **values).planned  # type: ignore[union-attr]  # nothing is new
