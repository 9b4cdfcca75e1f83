"""No date is shown as surer than it is, and every date of Osloregionen's year comes when it should."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Bullets, Card, Heading, Item
from bot.cards.nudges.deadlines import deadlines, near_groups
from bot.cards.rows import dated_line, is_overdue, short_when, when_of
from bot.cards.text import render_text
from jobs.nudges.calendar import times_of
from jobs.nudges.deadlines import DEADLINES
from jobs.nudges.digest import DIGEST
from jobs.nudges.digest_rows import monday
from jobs.nudges.kind import due_on
from jobs.nudges.mornings import morning
from jobs.nudges.wheel import WHEEL
from jobs.sending.compose import compose
from models.calendar.certainty import SLACK
from models.calendar.workdays import is_working_day
from models.db.database import Database
from models.occurrences import moving, undoing
from models.occurrences.filtering import Filter
from models.occurrences.queries import find, overdue
from models.occurrences.sync import sync
from models.tables import Occurrence, Workspace
from models.workspace.preferences import preferences
from tests.support.content import PACK
from tests.support.nudges import REST, Office, at, days_of, office

A_DAY = re.compile(r"\b(mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|i dag|i morgen|i går)\b", re.IGNORECASE)
VAGUE = ("ca", "måned", "ukjent")
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def vague_rows() -> st.SearchStrategy[Occurrence]:
    return st.builds(
        lambda first, length, certainty, kind, start, set_by: Occurrence(
            id=1,
            title="Noe",
            kind=kind,
            starts_on=first,
            ends_on=first + timedelta(length),
            certainty=certainty,
            start_time=start,
            set_by=set_by,
            seen=["2024-02-13"],
            passed_unseen=False,
            consider=False,
        ),
        DAYS,
        st.sampled_from([0, 0, 1, 9, 40]),
        st.sampled_from(VAGUE),
        st.sampled_from(["frist", "milepæl", "arrangement", "oppgave", "fase"]),
        st.sampled_from([None, time(10)]),
        st.sampled_from([None, "oss", "notatet"]),
    )


@given(vague_rows(), st.integers(-10, 20))
def test_a_date_that_is_not_sure_names_no_weekday_and_is_never_today(row: Occurrence, distance: int) -> None:
    assert row.starts_on is not None
    today = row.starts_on - timedelta(distance)
    near = deadlines(near_groups([row], today), PACK, today, own=False)
    in_cards = [part.text if isinstance(part, Heading) else render_text(Card("", (part,))) for part in near.parts]
    if row.certainty != "ca":
        in_cards = []  # never among those that are near

    for text in (
        when_of(row, today),
        short_when(row, today),
        render_text(Card("", (Item(dated_line(row, today)),))),
        *in_cards,
    ):
        assert not A_DAY.search(text), text


@given(DAYS, st.integers(-20, 20))
def test_around_a_day_is_overdue_only_when_the_whole_window_is_past(day: date, distance: int) -> None:
    row = Occurrence(title="x", kind="frist", starts_on=day, ends_on=day, certainty="ca", passed_unseen=False)

    assert is_overdue(row, day + timedelta(distance)) is (timedelta(distance) > SLACK)


def test_our_own_deadline_around_a_day_is_reminded_of_before_it_and_once_when_its_window_is_past() -> None:
    row = Occurrence(
        title="x",
        kind="frist",
        starts_on=date(2027, 1, 18),
        ends_on=date(2027, 1, 18),
        certainty="ca",
        passed_unseen=False,
    )
    said = [
        (day, name)
        for day in days_of(date(2026, 12, 1), date(2027, 2, 28))
        if is_working_day(day)
        for name in ("overdue", "near", "week", "fortnight")
        if getattr(morning(day, [row], REST), name)
    ]

    assert said == [
        (date(2027, 1, 4), "fortnight"),
        (date(2027, 1, 11), "week"),
        (date(2027, 1, 15), "near"),
        (date(2027, 1, 22), "overdue"),
    ]
    # The morning before was missed: it comes on the day itself, which is not called today.
    missed = morning(date(2027, 1, 18), [row], REST, missed=date(2027, 1, 15))
    assert [group.heading for group in near_groups(missed.near, date(2027, 1, 18))] == ["Rundt 18. januar"]


@pytest.fixture
def here(database: Database) -> Office:
    return office(database, pack=PACK)


def synced(here: Office, now: datetime) -> None:
    with here.database.session() as session:
        sync(session, session.get_one(Workspace, here.workspace_id), here.pack, now)


def card(here: Office, kind: str, key: str, now: datetime, **how: Any) -> Card | None:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        found = compose(session, workspace, here.pack, kind, key, "C1", now, **how)
        return found if isinstance(found, Card) else None


def section(found: Card | None, heading: str) -> list[str]:
    """Return the rows under a heading of a card."""
    assert found is not None
    rows: list[str] = []
    inside = False
    for part in found.parts:
        if isinstance(part, Heading):
            inside = part.text == heading
        elif inside and isinstance(part, Item | Bullets):
            rows += render_text(Card("", (part,))).strip().splitlines()
    return rows


BUDGET = "https://www.stortinget.no/no/Stortinget-og-demokratiet/Arbeidet/Budsjettarbeidet/Budsjettsyklusen/"
DEBATE = f"• trolig 1.–4. desember – Stortinget debatterer budsjettet og vedtar rammene ({BUDGET}) [Minn oss senere]"


def bullets_under(shown: Card | None, heading: str) -> list[str]:
    """Return the rows under a heading, without what the content notes about them."""
    return [each for each in section(shown, heading) if each.startswith("•")]


def test_the_recommendation_and_the_debate_of_the_budget_are_in_the_digests_of_their_weeks(here: Office) -> None:
    synced(here, at("2026-11-01 08:00"))
    before = card(here, "ukesoversikt", "2026-W48", at("2026-11-23 08:00"))
    then = card(here, "ukesoversikt", "2026-W49", at("2026-11-30 08:00"))

    recommended = "Finanskomiteen legger frem innstillingen om statsbudsjettet"
    assert f"• rundt 24.–27. november – {recommended} ({BUDGET}) [Minn oss senere]" in section(before, "Denne uka")
    assert DEBATE in section(before, "De to neste ukene")
    assert DEBATE in section(then, "Denne uka")
    assert "• NTP – Press på konkrete prosjekter i møter og medieutspill (ut desember) [NTP i dag]" in section(
        then, "Denne uka"
    )


def test_our_own_deadline_in_the_mornings_says_that_it_is_ours_and_no_day(here: Office) -> None:
    synced(here, at("2026-12-01 08:00"))
    morning_card = card(here, "frister", "frister:2027-01-15", at("2027-01-15 08:30"))

    assert morning_card is not None
    assert render_text(morning_card) == (
        "Frister fredag 15. januar\n"
        "\n"
        "Rundt 18. januar\n"
        "• vår egen frist – Lever budsjettinnspillet til departementene "
        "[Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
        "\n"
        "Én uke før departementene sender sitt første innspill.\n"
        "\n"
        "Alle fristene: `/frister`\n"
        "\n"
        "[Innstillinger]"
    )
    assert morning_card.summary == "Rundt 18. januar: Lever budsjettinnspillet til departementene"
    assert card(here, "frister", "frister:2027-01-21", at("2027-01-21 08:30")) is None
    assert bullets_under(card(here, "frister", "frister:2027-01-22", at("2027-01-22 08:30")), "Fristen er ute") == [
        (
            "• rundt 18. januar · vår egen frist – Lever budsjettinnspillet til departementene "
            "[Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]"
        )
    ]


def test_the_first_day_of_the_month_asks_for_the_dates_that_should_be_known(here: Office) -> None:
    synced(here, at("2026-12-01 08:00"))

    assert section(card(here, "manedshjul", "2026-12", at("2026-12-01 09:00")), "Vet dere datoen?") == [
        "• Julelunsj med Osloregionen",
        "  I desember (dato mangler) [Legg inn dato]",
        "• Den regionale årskonferansen til NHO Viken Oslo i 2027",
        "  I januar 2027 (dato mangler) [Legg inn dato]",
        "• Agenda Innlandet (NHO og LO) i 2027",
        "  I januar–februar 2027 (dato mangler) · Holdt i januar de siste årene",
        "  Notatet sier februar. Sjekk datoen hos arrangøren. [Legg inn dato]",
        "• KS kommunalpolitiske toppmøte i 2027",
        "  I januar–mars 2027 (dato mangler) · Holdt i februar og mars de siste årene",
        "  Notatet sier januar. Sjekk datoen hos KS. [Legg inn dato]",
        "• Østfoldkonferansen i 2027",
        "  I januar–mars 2027 (dato mangler) · Holdt i januar 2018",
        "  Notatet sier mars. Sjekk datoen hos arrangøren. [Legg inn dato]",
    ]


def test_an_event_of_the_wheel_has_its_days_as_sure_as_they_are(here: Office) -> None:
    synced(here, at("2027-07-01 08:00"))
    august = card(here, "manedshjul", "2027-08", at("2027-08-02 09:00"))
    december = card(here, "manedshjul", "2026-12", at("2026-12-01 09:00"))

    assert section(august, "Arrangementer") == [
        "• 16.–20. august – Arendalsuka · les mer (https://www.arendalsuka.no/)"
    ]
    assert section(december, "Forbered januar")[0] == (
        "• trolig 4.–8. januar 2027 – NHOs årskonferanse: Hvilke temaer kan knyttes til arbeidet i Osloregionen?"
    )


def test_a_question_leaves_the_message_when_its_date_is_entered(here: Office) -> None:
    now = at("2026-11-02 09:00")
    synced(here, now)
    asked = section(card(here, "manedshjul", "2026-11", now), "Vet dere datoen?")
    with here.database.session() as session:
        wanted = Filter(keys=("arshjul:2026-11:zerokonferansen",))
        (row,) = find(session, here.workspace_id, wanted, now.date(), 2)
        moving.move(session, here.workspace_id, row.id, "U1", date(2026, 11, 10), now)
    left = section(card(here, "manedshjul", "2026-11", now, shown_at=now), "Vet dere datoen?")

    assert asked[:2] == [
        "• Zerokonferansen",
        "  I november (dato mangler) · Holdt i november 2020 [Legg inn dato]",
    ]
    assert left == asked[2:] != []


def test_a_channel_with_other_organisations_is_not_asked(here: Office) -> None:
    now = at("2026-12-01 09:00")
    synced(here, now)
    found = card(here, "manedshjul", "2026-12", now, is_external=True)

    assert found is not None
    assert "Vet dere datoen?" not in render_text(found)


def rows_of(found: Card) -> Iterator[str]:
    for part in found.parts:
        if isinstance(part, Bullets | Item):
            yield from render_text(Card("", (part,))).splitlines()


def test_a_whole_year_of_messages_says_what_it_knows_and_no_more(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=PACK)
    synced(here, at("2026-12-01 07:00"))
    seen: set[str] = set()
    about_the_plan: set[str] = set()
    with here.database.session() as session:
        times = times_of(preferences(session, session.get_one(Workspace, here.workspace_id)))
    for day in days_of(date(2026, 12, 1), date(2027, 12, 31)):
        if day.day == 1:
            synced(here, at(f"{day} 06:00"))
        for nudge in (DIGEST, WHEEL, DEADLINES):
            due = due_on(nudge, day, times, PACK)
            found = card(here, nudge.kind, due.period_key, due.due_at) if due else None
            if found is None:
                continue
            if nudge is WHEEL:
                assert any(row.startswith("• NTP") and ": " in row for row in rows_of(found)), render_text(found)
            if nudge is DIGEST and any(row.startswith("• NTP") for row in rows_of(found)):
                about_the_plan.add(f"{day:%Y-%m}")
            for row in rows_of(found):
                if re.search(r"\b(rundt|omtrent|dato mangler|ifølge notatet)\b", row):
                    assert not A_DAY.search(row), row
                    seen.add(row.split(" – ")[0])

    assert {"• rundt 18. januar · vår egen frist", "• rundt 15. mars · vår egen frist"} <= seen
    assert about_the_plan == {"2026-12", *(f"2027-{month:02}" for month in range(1, 13))}


def test_around_a_day_is_found_in_its_week_and_beside_a_day(here: Office) -> None:
    synced(here, at("2027-01-10 08:00"))
    title = "Lever budsjettinnspillet til departementene"

    def titles(**wanted: Any) -> list[str]:
        with here.database.session() as session:
            kinds = Filter(kinds=("frist",), **wanted)
            return [row.title for row in find(session, here.workspace_id, kinds, date(2027, 1, 18), 50)]

    day, around = date(2027, 1, 18), date(2027, 1, 20)
    assert title in titles(first=day, last=day + timedelta(6), dated=True)
    assert title not in titles(first=day, last=day, dated=True)
    assert title in titles(first=day, last=day, dated=False)
    assert title in titles(first=around, last=around, dated=False)
    assert title not in titles(first=date(2027, 1, 22), last=date(2027, 1, 22))
    with here.database.session() as session:
        assert title not in {row.title for row in overdue(session, here.workspace_id, date(2027, 1, 21))}
        assert title in {row.title for row in overdue(session, here.workspace_id, date(2027, 1, 22))}


def test_a_date_that_people_set_is_no_longer_ours_alone_until_they_undo_it(here: Office) -> None:
    now = at("2027-01-04 08:00")
    synced(here, now)

    def row() -> Occurrence:
        with here.database.session() as session:
            wanted = Filter(keys=("statsbudsjett:2028:innspill-departementene",))
            (found,) = find(session, here.workspace_id, wanted, now.date(), 2)
            return found

    assert (row().set_by, row().certainty) == ("oss", "ca")
    row_id = row().id
    with here.database.session() as session:
        change = moving.move(session, here.workspace_id, row_id, "U1", date(2027, 1, 15), now)
    synced(here, now)
    assert (row().set_by, row().ends_on, row().certainty) == (None, date(2027, 1, 15), "fast")
    with here.database.session() as session:
        undoing.undo(session, here.workspace_id, change.id, "U1", now)
    synced(here, now)
    assert (row().set_by, row().ends_on, row().certainty) == ("oss", date(2027, 1, 18), "ca")


def test_what_people_had_moved_before_the_content_said_who_set_it_stays_theirs(here: Office) -> None:
    now = at("2027-01-04 08:00")
    synced(here, now)
    with here.database.session() as session:
        wanted = Filter(keys=("statsbudsjett:2028:innspill-departementene",))
        (row,) = find(session, here.workspace_id, wanted, now.date(), 2)
        row.starts_on = row.ends_on = date(2027, 1, 13)
        row.certainty, row.kept = "fast", ["starts_on", "ends_on", "certainty"]
    synced(here, now)
    with here.database.session() as session:
        (row,) = find(session, here.workspace_id, wanted, now.date(), 2)
        assert (row.set_by, when_of(row, now.date())) == (None, "onsdag 13. januar (uke 2), om 9 dager")


def test_two_plans_of_different_years_share_no_digest(sqlite_database: Database) -> None:
    first, second = office(sqlite_database, "T1", pack=PACK), office(sqlite_database, "T2", pack=PACK)
    second.set(ntp_presented=2029)
    now = at("2027-03-01 08:00")
    for each in (first, second):
        synced(each, now)
    texts = [card(each, "ukesoversikt", "2027-W09", now) for each in (first, second)]

    assert monday(now.date()) == now.date()
    assert [[row for row in section(each, "Denne uka") if row.startswith("• NTP")] for each in texts] == [
        ["• NTP 2028 – Hold dialog med etatene, og bygg allianser (ut mars) [NTP i dag]"],
        ["• NTP 2029 – Hold dialog med etatene, og bygg allianser (ut mars 2028) [NTP i dag]"],
    ]
