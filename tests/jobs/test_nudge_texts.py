"""What the nudges say, whole."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.cards.card import Card, Picture
from bot.cards.text import render_text
from jobs.nudges.context import Skip
from jobs.sending.compose import compose
from models.db.database import Database
from models.occurrences import changes, moving
from models.occurrences.sync import sync
from models.tables import Workspace
from models.workspace.preferences import ALL, OWNED_IN_CHANNEL, PreferenceChange, save_preference
from tests.support.content import PACK
from tests.support.nudges import Office, at, office
from tests.support.pack import small_pack, small_wheel, wheel_month

KARI, PER = "U1KARI", "U2PER"


@pytest.fixture
def here(sqlite_database: Database) -> Office:
    return office(sqlite_database)


def synced(here: Office, now: datetime) -> Office:
    with here.database.session() as session:
        sync(session, session.get_one(Workspace, here.workspace_id), here.pack, now)
    return here


def told(here: Office, kind: str, key: str, now: datetime, address: str = "C1", **how: Any) -> Card | Skip:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        return compose(session, workspace, here.pack, kind, key, address, now, **how)


def text(here: Office, kind: str, key: str, now: datetime, address: str = "C1", **how: Any) -> str:
    card = told(here, kind, key, now, address, **how)
    assert isinstance(card, Card)
    return render_text(card)


def summary(here: Office, kind: str, key: str, now: datetime) -> str:
    card = told(here, kind, key, now)
    assert isinstance(card, Card)
    return card.summary


def test_the_wheel_of_a_month_with_its_gaps_and_the_next_month(here: Office) -> None:
    entry = {"id": "horinger", "kilde": "notatet", "tekst": "Høringer om statsbudsjettet"}
    here.pack = small_pack(wheel=small_wheel(m11=wheel_month(11, statsbudsjett=[entry])))
    now = at("2026-10-01 09:00")
    synced(here, now)

    assert text(here, "manedshjul", "2026-10", now) == (
        "Årshjulet for oktober 2026\n"
        "\n"
        "Statsbudsjett\n"
        "• Følg fremleggelsen av statsbudsjettet\n"
        "\n"
        "NTP\n"
        "• NTP 2028 – Faglige leveranser: Snakk med etatene (i mars–oktober)\n"
        "\n"
        "Saker\n"
        "• Se etter høringsfrister · Jernbane\n"
        "\n"
        "Tomt i oktober: politisk nettverksbygging. Legg til: `/arshjul ny oktober nettverksbygging …`\n"
        "\n"
        "Forbered november\n"
        "Begynn med dette nå:\n"
        "\n"
        "• Høringer om statsbudsjettet\n"
        "\n"
        "Vet dere datoen?\n"
        "• Energidagene til NVE\n"
        "  I oktober (dato mangler) [Legg inn dato]\n"
        "\n"
        "Kryss av eller ta et punkt: `/arshjul oktober`\n"
        "\n"
        "[Åpne måneden] [Statsbudsjettet i dag] [NTP i dag] [Innstillinger]"
    )
    assert summary(here, "manedshjul", "2026-10", now) == "Årshjulet for oktober: 3 punkter er åpne."


def test_the_wheel_of_a_month_misses_nothing_of_the_plan_where_it_has_no_open_phase(here: Office) -> None:
    now = at("2026-12-01 09:00")
    synced(here, now)
    assert "\nNTP\n" not in text(here, "manedshjul", "2026-12", now)
    assert "Tomt i desember: arrangementer, statsbudsjett og saker." in text(here, "manedshjul", "2026-12", now)


def test_the_wheel_of_a_month_shows_its_sector_first(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    now = at("2026-10-01 09:00")
    synced(here, now)
    card = told(here, "manedshjul", "2026-10", now)
    assert isinstance(card, Card)
    picture = card.parts[0]
    assert isinstance(picture, Picture)
    assert (picture.name, picture.view) == ("arshjul-2026-10.png", "2026-10 pushet")
    assert picture.alt == (
        "Årshjulet for oktober 2026. Arrangementer: Energidagene til NVE. "
        "Statsbudsjett: Følg fremleggelsen av statsbudsjettet. NTP: tomt. Politisk nettverksbygging: tomt. "
        "Saker: Se etter høringsfrister."
    )
    monkeypatch.setattr("jobs.nudges.wheel.can_draw", lambda: False)
    without = told(here, "manedshjul", "2026-10", now)
    assert isinstance(without, Card)
    assert without.parts == card.parts[1:]


def test_the_opening_of_a_step(here: Office) -> None:
    assert text(here, "kampanje_grep", "2026:grep-4", at("2026-10-01 10:00")) == (
        "Grep 4: Grep 4\n"
        "\n"
        "Nå begynner grep 4 i kampanjen 2026. Det varer ut desember.\n"
        "\n"
        "Målet\n"
        "Bli sett.\n"
        "\n"
        "Dette gjør vi\n"
        "• Skriv et innlegg.\n"
        "\n"
        "Slagordet\n"
        "«Slagord 4»\n"
        "\n"
        "Utkast, ikke klarert ennå.\n"
        "\n"
        "Hent det frem igjen: `/budskap grep 4`\n\n[Fordel oppgavene] [Endre] [Innstillinger]"
    )


def test_the_talking_point_of_a_week(here: Office) -> None:
    assert text(here, "kampanje_onsdag", "2026-W41", at("2026-10-07 10:00")) == (
        "Ukas budskap: Jernbane\n"
        "\n"
        "Si det likt, og si det ofte:\n"
        "\n"
        "«Satsing på jernbane»\n"
        "\n"
        "Kravet\n"
        "\n"
        "«Mer jernbane nå.»\n"
        "\n"
        "Gå dypere\n"
        "Spor A: Jernbane først\n"
        "\n"
        "«Jernbane er viktigst.»\n"
        "\n"
        "Utkast, ikke klarert ennå.\n"
        "\n"
        "Hele budskapet, og hvem det er for: `/budskap jernbane`\n\n[Hele budskapet] [Hele sporet] [Tekst å sende] [Endre] [Innstillinger]"
    )


def test_a_talking_point_says_only_what_is_open_for_its_theme(here: Office) -> None:
    here.pack = PACK
    said = {
        title: part.partition("Derfor nå\n")[2].partition("\n\n")[0].splitlines()
        for week in ("2026-W45", "2026-W46", "2026-W47")
        if (part := text(here, "kampanje_onsdag", week, at("2026-11-04 10:00")))
        for title in [part.splitlines()[0].removeprefix("Ukas budskap: ")]
    }
    assert said == {
        "Oslofjorden": [],
        "Jernbane": [
            "• Statsbudsjettet 2027 – Stortingets behandling",
            "• Statsbudsjettet 2028 – Innspill og posisjonering",
            "• NTP – Statsbudsjett: Press på konkrete prosjekter i møter og medieutspill",
            "• NTP 2028 – Faglige leveranser: Hold dialog med etatene, og bygg allianser",
        ],
        "Energi": [],
    }


def test_the_main_message_of_a_month(here: Office) -> None:
    assert text(here, "kampanje_hovedbudskap", "2026-10", at("2026-10-06 10:00")) == (
        "Hovedbudskapet for 2026\n"
        "\n"
        "Dette skal gå igjen hele året:\n"
        "\n"
        "«Samarbeidet er viktigere enn noensinne.»\n"
        "\n"
        "«Dette er våre prioriteringer:\n"
        "– Satsing på jernbane\n"
        "   • Mer jernbane nå.\n"
        "– Satsing på energi\n"
        "   • Mer energi nå.»\n"
        "\n"
        "Målbærere\n"
        "Alle ordførere\n"
        "\n"
        "Utkast, ikke klarert ennå.\n"
        "\n"
        "Kopier teksten: `/budskap kopier hovedbudskap`\n\n[Endre] [Innstillinger]"
    )


@pytest.mark.parametrize(
    ("kind", "key"),
    [("kampanje_grep", "2026:grep-4"), ("kampanje_hovedbudskap", "2026-10")],
)
def test_a_campaign_that_left_the_content_says_nothing(here: Office, kind: str, key: str) -> None:
    here.pack = small_pack(campaigns=())

    assert told(here, kind, key, at("2026-10-07 10:00")) == Skip("kampanjen finnes ikke lenger")


FRIDAY = at("2026-11-20 08:30")


def test_the_mornings_deadlines_if_the_channel_gets_those_that_somebody_is_responsible_for_too(here: Office) -> None:
    with here.database.session() as session:
        save_preference(session, here.workspace_id, ALL, OWNED_IN_CHANNEL, PreferenceChange(wanted=True))
    here.deadline("Ute", date(2026, 11, 19), owner=PER)
    here.deadline("Lever budsjettinnspillet", date(2026, 11, 20), theme="energi")
    here.deadline("Møtepapirer", date(2026, 11, 23), owner=KARI)
    here.deadline("Svar på høringen", date(2026, 11, 27), starts_on=date(2026, 11, 25), certainty="forventet")
    here.deadline("Årsrapporten", date(2026, 12, 4))
    here.deadline("Ikke i dag", date(2026, 12, 1))

    assert text(here, "frister", "frister:2026-11-20", FRIDAY) == (
        "Frister fredag 20. november\n"
        "\n"
        "Fristen er ute\n"
        "• torsdag 19. november – Ute · @{U2PER} [Ferdig] [Utsett] [Minn oss senere]\n"
        "\n"
        "I dag\n"
        "• Lever budsjettinnspillet · Energi [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
        "\n"
        "Mandag 23. november\n"
        "• Møtepapirer · @{U1KARI} [Ferdig] [Utsett] [Minn oss senere]\n"
        "\n"
        "Om en ukes tid\n"
        "• trolig 25.–27. november – Svar på høringen [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
        "\n"
        "Om to ukers tid\n"
        "• fredag 4. desember – Årsrapporten [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
        "\n"
        "Alle fristene: `/frister`\n\n[Innstillinger]"
    )
    assert summary(here, "frister", "frister:2026-11-20", FRIDAY) == (
        "5 frister: 1 der fristen er ute, 1 i dag, 1 mandag 23. november, 1 om en ukes tid og 1 om to ukers tid"
    )


def test_the_owner_is_told_of_their_own(here: Office) -> None:
    here.deadline("Andres", date(2026, 11, 20), owner=PER)
    here.deadline("Mitt", date(2026, 11, 20), owner=KARI)

    assert text(here, "frister_eier", "frister:2026-11-20", FRIDAY, KARI) == (
        "Fristene dine fredag 20. november\n"
        "\n"
        "I dag\n"
        "• Mitt [Ferdig] [Utsett] [Minn meg senere]\n"
        "\n"
        "Alle fristene dine: `/frister mine`\n"
        "\n"
        "[Mine innstillinger] [Slå av påminnelser om frister]"
    )


def test_many_deadlines_stay_readable(here: Office) -> None:
    for number in range(1, 18):
        here.deadline(f"Frist {number}", date(2026, 11, 20))

    said = text(here, "frister", "frister:2026-11-20", FRIDAY)

    assert said.count("[Ferdig]") == 10
    assert said.endswith("\n\nog 7 til: `/frister`\n\n[Innstillinger]")
    assert summary(here, "frister", "frister:2026-11-20", FRIDAY) == "17 frister: 17 i dag"


def test_a_message_that_is_composed_again_speaks_of_its_own_day_and_shows_what_was_done_since(here: Office) -> None:
    done, moved = here.deadline("Ferdig nå", date(2026, 11, 20)), here.deadline("Flyttet", date(2026, 11, 20))
    later = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with here.database.session() as session:
        changes.mark_done(session, here.workspace_id, done, KARI, later)
        moving.move(session, here.workspace_id, moved, KARI, date(2026, 12, 15), later)

    assert told(here, "frister", "frister:2026-11-20", FRIDAY) == Skip("ingen frister å si fra om")
    assert text(here, "frister", "frister:2026-11-20", later, shown_at=FRIDAY) == (
        "Frister fredag 20. november\n"
        "\n"
        "I dag\n"
        "• Ferdig nå · ✓ ferdig · @{U1KARI}\n"
        "\n"
        "Alle fristene: `/frister`\n\n[Innstillinger]"
    )


def test_a_message_whose_deadlines_were_all_moved_says_so(here: Office) -> None:
    moved = here.deadline("Flyttet", date(2026, 11, 20))
    with here.database.session() as session:
        moving.move(session, here.workspace_id, moved, KARI, date(2026, 12, 15), FRIDAY)

    assert text(here, "frister", "frister:2026-11-20", FRIDAY, shown_at=FRIDAY) == (
        "Frister fredag 20. november\n\nAlle fristene i denne meldingen er flyttet eller satt på vent. Se når de er nå: `/frister`\n\n[Innstillinger]"
    )


def test_the_greeting_names_the_channel(here: Office) -> None:
    assert text(here, "velkomst", "C1", FRIDAY).startswith("Hei, jeg er Pådriver\n")
