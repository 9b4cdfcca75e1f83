"""What rests is not pushed and is no gap; a track that is the lodestar for a period comes first."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.cards.card import Card, Picture
from bot.pictures.wheel import WheelMonth
from content.emphasis import first_track, tracks_in_order
from content.schema.messages import Issue
from jobs.nudges.wheel_picture import view_picture
from models.db.database import Database
from models.tables import Workspace
from tests.jobs.test_nudge_texts import synced, text, told
from tests.support.nudges import Office, at, office
from tests.support.pack import small_campaign, small_issue, small_pack, small_wheel, wheel_month


@pytest.fixture
def here(sqlite_database: Database) -> Office:
    return office(sqlite_database)


def railway(**more: Any) -> Issue:
    """Return the theme of the railway with two tracks."""
    data = small_issue("jernbane", "Jernbane").model_dump(mode="json", by_alias=True, exclude_defaults=True)
    other = data["spor"][0] | {
        "id": "jernbane-b",
        "bokstav": "B",
        "navn": "InterCity",
        "budskap": "InterCity er ryggraden.",
    }
    return Issue.model_validate(data | {"spor": [data["spor"][0], other]} | more)


def alt(here: Office, month: str, now: datetime) -> str:
    """Return the alternative text of the picture in the pushed wheel."""
    card = told(here, "manedshjul", month, now)
    assert isinstance(card, Card)
    return next(part.alt for part in card.parts if isinstance(part, Picture))


def test_a_resting_entry_of_the_wheel_is_not_pushed_and_leaves_no_gap(here: Office) -> None:
    when = {"slag": "arrangement", "sikkerhet": "fast", "når": {"regel": "dato", "måned": 10, "dag": 23}}
    named = {"id": "energidagene", "kilde": "notatet", "tekst": "Energidagene til NVE"}
    entry = named | when | {"hviler_til": "2026-10-20"}
    here.pack = small_pack(wheel=small_wheel(m10=wheel_month(10, arrangementer=[entry])))
    synced(here, at("2026-10-01 09:00"))

    pushed = text(here, "manedshjul", "2026-10", at("2026-10-01 09:00"))
    assert "Energidagene" not in pushed
    assert "Arrangementer: ingenting nå. Statsbudsjett: tomt." in alt(here, "2026-10", at("2026-10-01 09:00"))
    assert "Arrangementer: Energidagene til NVE" in alt(here, "2026-10", at("2026-10-20 09:00"))
    assert "arrangementer. Legg til" not in pushed
    assert "Tomt i oktober: statsbudsjett, politisk nettverksbygging og saker." in pushed
    assert "Energidagene" not in text(here, "ukesoversikt", "2026-W41", at("2026-10-05 08:00"))
    assert "Energidagene" in text(here, "ukesoversikt", "2026-W43", at("2026-10-20 08:00"))


def test_a_resting_theme_is_left_out_of_the_wheel_and_the_digest(here: Office) -> None:
    here.pack = small_pack(issues=(railway(hviler_til="2026-11-01"), small_issue("energi", "Energi")))
    synced(here, at("2026-10-01 09:00"))

    pushed = text(here, "manedshjul", "2026-10", at("2026-10-01 09:00"))
    assert "Se etter høringsfrister" not in pushed
    assert "saker. Legg til" not in pushed
    assert "Se etter høringsfrister" not in text(here, "ukesoversikt", "2026-W41", at("2026-10-05 08:00"))


@pytest.mark.parametrize(("view", "title"), [("2026-10", ("Energidagene til NVE",)), ("2026-10 pushet", ())])
def test_a_picture_that_is_drawn_again_has_what_rests_only_if_it_was_asked_for(
    here: Office, view: str, title: tuple[str, ...]
) -> None:
    when = {"slag": "arrangement", "sikkerhet": "fast", "når": {"regel": "dato", "måned": 10, "dag": 23}}
    entry = {"id": "energidagene", "kilde": "notatet", "tekst": "Energidagene til NVE", "hviler_til": "2026-10-20"}
    here.pack = small_pack(wheel=small_wheel(m10=wheel_month(10, arrangementer=[entry | when])))
    synced(here, at("2026-10-01 09:00"))

    with here.database.reading() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        shown = view_picture(session, workspace, here.pack, date(2026, 10, 1), view, "")

    assert isinstance(shown, WheelMonth)
    events = shown.cells[0]
    assert tuple(point.title for point in events.points) == title
    assert not events.is_gap


def test_the_talking_points_go_past_a_resting_theme(here: Office) -> None:
    weeks = [("2026-W41", "2026-10-07 10:00"), ("2026-W42", "2026-10-14 10:00")]
    both = {text(here, "kampanje_onsdag", key, at(when)).partition("\n")[0] for key, when in weeks}
    assert both == {"Ukas budskap: Jernbane", "Ukas budskap: Energi"}

    here.pack = small_pack(issues=(railway(hviler_til="2026-11-01"), small_issue("energi", "Energi")))
    assert [text(here, "kampanje_onsdag", key, at(when)).partition("\n")[0] for key, when in weeks] == [
        "Ukas budskap: Energi",
        "Ukas budskap: Energi",
    ]


def test_a_resting_activity_is_left_out_of_the_opening_of_its_step(here: Office) -> None:
    data = small_campaign(2026).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data["grep"][3]["tiltak"][0]["hviler_til"] = "2026-11-01"
    here.pack = small_pack(campaigns=(small_campaign(2026).model_validate(data),))
    told = text(here, "kampanje_grep", "2026:grep-4", at("2026-10-01 10:00"))
    assert "Skriv et innlegg." not in told
    assert "Slagord 4" in told


def test_a_lodestar_for_a_period_is_first_in_the_digest_and_the_talking_point(here: Office) -> None:
    issue = railway(ledestjerne="jernbane-b", ledestjerne_til="2026-10-31")
    here.pack = small_pack(issues=(issue, small_issue("energi", "Energi")))

    october = text(here, "ukesoversikt", "2026-W42", at("2026-10-12 08:00"))
    assert "Budskap nå\nLedestjerne – Jernbane: InterCity\n\n«InterCity er ryggraden.»\n\n" in october
    assert "Ledestjerne" not in text(here, "ukesoversikt", "2026-W46", at("2026-11-09 08:00"))
    points = [
        text(here, "kampanje_onsdag", key, at(when))
        for key, when in (("2026-W41", "2026-10-07 10:00"), ("2026-W42", "2026-10-14 10:00"))
    ]
    (railways,) = [each for each in points if each.startswith("Ukas budskap: Jernbane")]
    assert "Gå dypere\nSpor B: InterCity\n\n«InterCity er ryggraden.»" in railways


def test_the_order_of_the_tracks_follows_the_lodestar_while_it_lasts() -> None:
    issue = railway(ledestjerne="jernbane-b", ledestjerne_til="2026-10-31")
    assert [each.id for each in tracks_in_order(issue, date(2026, 10, 31))] == ["jernbane-b", "jernbane-a"]
    assert [each.id for each in tracks_in_order(issue, date(2026, 11, 1))] == ["jernbane-a", "jernbane-b"]
    assert first_track(None, date(2026, 11, 1)) is None
    assert (
        first_track(
            Issue.model_validate({"id": "ny", "kilde": "x", "navn": "Ny", "stikkord": [], "spor": []}),
            date(2026, 11, 1),
        )
        is None
    )
