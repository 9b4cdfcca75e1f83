"""The year turns: the plan is asked about, the first Monday says how it begins, and the talk goes on or rests."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from bot.cards.card import Card
from bot.cards.text import render_text
from jobs.nudges.context import Skip
from jobs.sending.compose import compose
from models.content.content_edits import WantedEdit, change
from models.content.packs import pack_of
from models.db.database import Database
from models.media.spokespersons import Speaker, let_speak
from models.occurrences import changes, owning
from models.occurrences.year_plan import make_steps
from models.tables import Workspace
from models.workspace.preferences import ALL, PreferenceChange, save_preference
from tests.support.nudges import MOMENTS, Office, at, days_of, office
from tests.support.pack import KILDE, small_campaign, small_pack, small_wheel, wheel_month

KARI = "U1KARI"
WHEEL = small_wheel(
    m1=wheel_month(
        1,
        nettverksbygging=[{"id": "benker", "kilde": KILDE, "tekst": "Inviter stortingsbenkene."}],
        saker=[
            {"id": "januar-send-planen", "kilde": KILDE, "tekst": "Del planen med partnerne."},
            {"id": "hilsen", "kilde": KILDE, "tekst": "Send nyttårshilsen."},
        ],
    )
)


@pytest.fixture
def here(database: Database) -> Office:
    return office(database, pack=small_pack(wheel=WHEEL))


def told(here: Office, kind: str, key: str, now: datetime, **how: bool) -> Card | Skip:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        return compose(session, workspace, here.pack, kind, key, "C1", now, **how)


def choose(here: Office, **fields: bool) -> None:
    """Choose what 2027 is like without a campaign."""
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        wanted = WantedEdit("organisasjon.yaml", "aar-2027", {"år": 2027} | fields, ("år",), is_new=True)
        change(session, workspace, here.pack, KARI, [wanted], at("2026-12-01 12:00"))


async def sent(here: Office, first: str, last: str, moments: Sequence[str] = MOMENTS) -> list[tuple[str, str]]:
    """Let some days come, and return what was sent in the channel: its moment and its title."""
    found = []
    for day in days_of(date.fromisoformat(first), date.fromisoformat(last)):
        for now in (at(f"{day} {moment}") for moment in moments):
            before = len(here.sender.posted)
            await here.round(now)
            found += [
                (f"{now:%d.%m %H:%M}", each.text.splitlines()[0])
                for each in here.sender.posted[before:]
                if each.address == "C1"
            ]
    return found


def test_the_reminder_names_what_is_open_and_who_has_it(here: Office) -> None:
    now = at("2026-11-16 10:00")
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        wheel, dates, _ = make_steps(session, workspace, KARI, 2027, now)
        assert wheel.row
        assert dates.row
        changes.mark_done(session, here.workspace_id, wheel.row.id, KARI, now - timedelta(days=2))
        owning.take(session, here.workspace_id, dates.row.id, KARI, now)
    card = told(here, "kampanje_slutt", "2027:2026-11-16", now)

    assert isinstance(card, Card)
    assert render_text(card) == (
        "Planlegg 2027\n"
        "\n"
        "2 steg gjenstår før 2027 er planlagt. Helst før fredag 15. januar 2027.\n"
        "\n"
        f"• Steg 2: Datoer i 2027 – i gang · @{{{KARI}}}\n"
        "  Hvilke arrangementer i 2027 har fått dato? [Vis] [Gjort]\n"
        "• Steg 3: Kampanje og vedtak – ikke begynt\n"
        "  Ny kampanje, fortsette eller ingen, og hva styret skal vedta. [Begynn] [Jeg tar den] [Gi til …] [Gjort]\n"
        "\n"
        "Se hele planen: `/padriver neste år`\n"
        "\n"
        "[Mål, styrker og utfordringer] [Innstillinger]"
    )


def test_the_plan_is_to_be_ready_on_a_working_day(here: Office) -> None:
    card = told(here, "kampanje_slutt", "2028:2027-11-01", at("2027-11-01 10:00"))
    assert isinstance(card, Card)
    assert "Del dem mellom dere. Helst før fredag 14. januar 2028." in render_text(card)


def test_the_last_reminder_says_that_it_is_the_last(here: Office) -> None:
    card = told(here, "kampanje_slutt", "2027:2027-01-15", at("2027-01-15 10:00"))

    assert isinstance(card, Card)
    assert render_text(card).startswith(
        "Planlegg 2027\n"
        "\n"
        "Planen for 2027 er tre steg på ti minutter hver. Del dem mellom dere. Dette er siste gang jeg minner om det.\n"
        "\n"
    )


def test_nobody_is_reminded_of_a_year_that_is_planned_or_where_others_read(here: Office) -> None:
    now = at("2026-11-16 10:00")
    assert told(here, "kampanje_slutt", "2027:2026-11-16", now, is_external=True) == Skip(
        "andre virksomheter leser kanalen"
    )
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        for each in make_steps(session, workspace, KARI, 2027, now):
            assert each.row
            changes.mark_done(session, here.workspace_id, each.row.id, KARI, now)
    assert told(here, "kampanje_slutt", "2027:2026-11-16", now) == Skip("neste år er planlagt")


def test_a_message_of_an_older_version_is_about_the_year_after_its_key(here: Office) -> None:
    card = told(here, "kampanje_slutt", "2026", at("2026-12-10 10:00"))

    assert isinstance(card, Card)
    assert card.title == "Planlegg 2027"


async def test_the_first_monday_is_one_message_that_says_how_the_year_begins(here: Office) -> None:
    here.deadline("Svar på høringen", date(2027, 1, 7))
    here.deadline("Lever budsjettinnspillet", date(2027, 1, 18), source="statsbudsjett", certainty="ca", owner=KARI)
    with here.database.session() as session:
        let_speak(session, here.workspace_id, "jernbane", Speaker(user_id=KARI))
    choose(here, uten_kampanje=True)

    assert await sent(here, "2027-01-04", "2027-01-05") == [
        ("04.01 08:00", "Godt nytt år: slik begynner vi 2027"),
    ]
    buttons = "[Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]"
    assert here.sender.texts[0] == (
        "Godt nytt år: slik begynner vi 2027\n"
        "\n"
        "De to sakene våre\n"
        "• Jernbane – Jernbane først\n"
        f"  @{{{KARI}}}\n"
        "\n"
        "«Jernbane må planlegges nå.»\n"
        "\n"
        "• Energi – Energi først\n"
        "  uten ansvarlig [Jeg tar den]\n"
        "\n"
        "«Energi må planlegges nå.»\n"
        "\n"
        "Utkast, ikke klarert ennå.\n"
        "\n"
        "Budsjettinnspillet\n"
        f"• rundt 18. januar – Lever budsjettinnspillet · @{{{KARI}}} [Ferdig] [Utsett] [Minn oss senere]\n"
        "\n"
        "Møter å invitere til\n"
        f"• Inviter stortingsbenkene · uten ansvarlig {buttons}\n"
        "\n"
        "Send til samarbeidspartnere\n"
        f"• Send nyttårshilsen · uten ansvarlig {buttons}\n"
        f"• Del planen med partnerne · uten ansvarlig {buttons}\n"
        "\n"
        "2027 har ingen kampanje. Hver onsdag kommer et budskap om en av sakene våre.\n"
        "\n"
        "Denne uka\n"
        "• torsdag 7. januar – Svar på høringen\n"
        "\n"
        "• 3 steg gjenstår i planen for 2027. [Planlegg 2027]\n"
        "\n"
        "Alt i årshjulet for januar: `/arshjul januar`\n"
        "\n"
        "[Innstillinger]"
    )


async def test_what_it_replaces_comes_where_it_is_off(here: Office) -> None:
    here.pack = small_pack(wheel=WHEEL, campaigns=(small_campaign(2026), small_campaign(2027)))
    day = ("2027-01-04", "2027-01-04")
    with here.database.session() as session:
        save_preference(session, here.workspace_id, ALL, "nyttar", PreferenceChange(wanted=False))
    assert await sent(here, *day) == [
        ("04.01 08:00", "Uke 1: 4.–10. januar"),
    ]
    lines = here.sender.posted[-1].text.splitlines()
    assert [each for each in lines if each in {"Årshjulet for januar 2027", "Grep 1: Grep 1"}] == [
        "Årshjulet for januar 2027",
        "Grep 1: Grep 1",
    ]


async def test_what_goes_to_another_channel_comes_there(here: Office) -> None:
    with here.database.session() as session:
        save_preference(session, here.workspace_id, ALL, "manedshjul", PreferenceChange(channel="C2"))
    assert await sent(here, "2027-01-04", "2027-01-04") == [("04.01 08:00", "Godt nytt år: slik begynner vi 2027")]
    assert [each.text.splitlines()[0] for each in here.sender.posted if each.address == "C2"] == [
        "Årshjulet for januar 2027"
    ]


async def test_nothing_comes_where_all_that_it_replaces_is_off(here: Office) -> None:
    with here.database.session() as session:
        for kind in ("ukesoversikt", "manedshjul"):
            save_preference(session, here.workspace_id, ALL, kind, PreferenceChange(wanted=False))
    assert await sent(here, "2027-01-04", "2027-01-04") == []


async def test_with_a_campaign_its_first_step_is_in_the_same_message(here: Office) -> None:
    here.pack = small_pack(wheel=WHEEL, campaigns=(small_campaign(2026), small_campaign(2027)))

    assert await sent(here, "2027-01-04", "2027-01-06") == [
        ("04.01 08:00", "Godt nytt år: slik begynner vi 2027"),
        ("05.01 10:00", "Hovedbudskapet for 2027"),
        ("06.01 10:00", "Ukas budskap: Energi"),
    ]
    assert "Kampanjen 2027\nGrep 1: Grep 1\nBli sett.\n\n«Slagord 1»\n" in here.sender.texts[0]


async def test_without_a_campaign_the_priorities_take_turns_on_wednesdays(here: Office) -> None:
    titles = [title for _, title in await sent(here, "2026-12-30", "2027-02-03", ["12:00"]) if title.startswith("Ukas")]

    assert titles == [f"Ukas budskap: {each}" for each in ("Energi", "Jernbane", "Energi", "Jernbane", "Energi")]
    card = told(here, "kampanje_onsdag", "2027-W02", at("2027-01-13 10:00"))
    assert isinstance(card, Card)
    assert render_text(card) == (
        "Ukas budskap: Jernbane\n"
        "\n"
        "Si det likt, og si det ofte:\n"
        "\n"
        "«Jernbane er viktigst.»\n"
        "\n"
        "Kravet\n"
        "\n"
        "«Jernbane må planlegges nå.»\n"
        "\n"
        "Utkast, ikke klarert ennå.\n"
        "\n"
        "Hele budskapet, og hvem det er for: `/budskap jernbane`\n"
        "\n"
        "[Endre] [Innstillinger]"
    )


@pytest.mark.parametrize(("first", "last"), [("2027-07-01", "2027-08-02"), ("2027-12-20", "2028-01-03")])
async def test_the_talk_rests_in_the_summer_and_at_christmas(here: Office, first: str, last: str) -> None:
    titles = [when for when, title in await sent(here, first, last) if title.startswith("Ukas")]
    assert titles == (["22.12 10:00"] if first.startswith("2027-12") else [])


async def test_by_choice_the_talk_rests(here: Office) -> None:
    here.plan(at("2027-01-06 10:00"))
    choose(here, uten_kampanje=True, ukens_budskap_hviler=True)

    assert told_in_own(here, "kampanje_onsdag", "2027-W01", at("2027-01-06 10:00")) == Skip("ukas budskap hviler")
    titles = [title for _, title in await sent(here, "2027-01-07", "2027-01-20", ["12:00"])]
    assert not [each for each in titles if each.startswith("Ukas")]


def told_in_own(here: Office, kind: str, key: str, now: datetime) -> Card | Skip:
    """Return what a nudge says with the workspace's own content."""
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        own = pack_of(session, workspace, here.pack)
        return compose(session, workspace, own, kind, key, "C1", now)


def test_a_message_that_names_the_year_that_is_over_is_not_pushed(here: Office) -> None:
    railway, energy = here.pack.issues
    old = railway.tracks[0].model_copy(update={"budskap": "I 2026 er jernbanen viktigst."})
    issues = (railway.model_copy(update={"tracks": (old, *energy.tracks)}), energy)
    here.pack = small_pack(wheel=WHEEL, issues=issues)
    said = [
        render_text(card)
        for week in range(1, 9)
        if isinstance(card := told(here, "kampanje_onsdag", f"2027-W{week:02}", at("2027-01-06 10:00")), Card)
    ]
    assert len(said) == 8
    assert not [each for each in said if "2026" in each]

    same = at("2026-12-30 10:00")
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        card = compose(session, workspace, here.pack, "kampanje_onsdag", "2026-W53", "C1", same)
    assert isinstance(card, Card)
