"""Dates that were seen, compared with the rules of the content: each rule covers every known date of its event."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from content.schema.pack import Pack
from models.calendar.planned import PlannedOccurrence, planned
from models.calendar.spans import Span
from models.calendar.workdays import is_working_day
from tests.support.content import PACK


class Claim(NamedTuple):
    """The entries that say when something happens: their source, how far the cycle year is ahead, their ids."""

    source: str
    ahead: int
    ids: tuple[str, ...]


CLAIMS = {
    "stortinget_trer_sammen": Claim("kalender", 0, ("stortinget-samles",)),
    "stortinget_apning": Claim("kalender", 0, ("stortingets-apning", "stortingets-apning-etter-valg")),
    "stortinget_siste_mote_for_sommer": Claim("kalender", 0, ("stortingets-siste-mote-for-sommeren",)),
    "stortingsvalg": Claim("kalender", 0, ("stortingsvalg",)),
    "kommunevalg": Claim("kalender", 0, ("kommunevalg",)),
    "statsbudsjett_fremlegges": Claim("statsbudsjett", 1, ("fremleggelse", "fremleggelse-etter-valg")),
    "komitehoring_anmodningsfrist_FAMKULT": Claim(
        "statsbudsjett", 1, ("pamelding-horinger", "pamelding-horinger-etter-valg")
    ),
    "komitehoring_skriftlig_frist_FAMKULT": Claim("statsbudsjett", 1, ("komitehoringer",)),
    "finansdebatt": Claim("statsbudsjett", 1, ("rammevedtaket",)),
    "fagkomite_debatt_FAMKULT": Claim("statsbudsjett", 1, ("fagbudsjettene",)),
    "ks_kommunalpolitisk_toppmote": Claim("arshjul", 0, ("ks-toppmote",)),
    "nho_arskonferanse": Claim("arshjul", 0, ("nhos-arskonferanse",)),
    "agenda_innlandet": Claim("arshjul", 0, ("agenda-innlandet",)),
    "ostfoldkonferansen": Claim("arshjul", 0, ("ostfoldkonferansen",)),
    "energidagene": Claim("arshjul", 0, ("energidagene",)),
    "kongsberg_agenda": Claim("arshjul", 0, ("kongsberg-agenda",)),
    "landsmote_ap": Claim("kalender", 0, ("landsmote-ap",)),
    "ntp_prioriteringer": Claim("ntp", 1, ("etatenes-prioriteringer",)),
    "ntp_horing": Claim("ntp", 1, ("horingssvar-etatene",)),
    "arendalsuka_start": Claim("arshjul", 0, ("arendalsuka",)),
    "zerokonferansen": Claim("arshjul", 0, ("zerokonferansen",)),
    "oslo_innovation_week_start": Claim("arshjul", 0, ("oslo-innovation-week",)),
}
OBSERVED = [
    ("stortinget_trer_sammen", "2013-10-01 2021-10-01 2022-10-01 2025-10-01"),
    ("stortinget_apning", "2013-10-09 2018-10-02 2021-10-11 2022-10-03 2025-10-11"),
    ("stortinget_siste_mote_for_sommer", "2013-06-21 2024-06-21 2025-06-20"),
    ("stortingsvalg", "2013-09-09 2021-09-13"),
    ("kommunevalg", "2019-09-09 2023-09-11"),
    ("statsbudsjett_fremlegges", "2016-10-06 2017-10-12 2018-10-08 2021-10-12 2025-10-15"),
    ("komitehoring_anmodningsfrist_FAMKULT", "2025-10-21"),
    ("komitehoring_skriftlig_frist_FAMKULT", "2025-11-12"),
    ("finansdebatt", "2016-12-05 2017-12-04 2018-12-03 2021-12-02 2025-12-05"),
    ("fagkomite_debatt_FAMKULT", "2025-12-15"),
    ("ks_kommunalpolitisk_toppmote", "2020-02-11 2023-03-15 2024-02-13"),
    ("nho_arskonferanse", "2010-01-07 2024-01-09 2026-01-07"),
    ("agenda_innlandet", "2020-01-14 2023-01-25"),
    ("ostfoldkonferansen", "2018-01-17"),
    ("energidagene", "2022-10-20 2024-10-17 2024-10-18"),
    ("kongsberg_agenda", "2022-06-22 2023-06-23"),
    ("landsmote_ap", "2019-04-04 2021-04-15 2023-05-04 2025-04-03"),
    ("ntp_prioriteringer", "2016-02-29 2023-03-31"),
    ("ntp_horing", "2016-07-01 2020-07-01"),
    ("arendalsuka_start", "2022-08-15 2025-08-11 2026-08-10 2026-08-14 2027-08-16 2027-08-20 2028-08-14"),
    ("zerokonferansen", "2020-11-10"),
    ("oslo_innovation_week_start", "2016-10-17 2018-09-24 2020-09-21"),
]
DATES = [(event, date.fromisoformat(day)) for event, days in OBSERVED for day in days.split()]
FIRST, LAST = date(2010, 1, 1), date(2027, 12, 31)
PLANS = {"ntp_prioriteringer": {2016: 2017, 2023: 2024}, "ntp_horing": {2016: 2017, 2020: 2021}}
"""The year in which the plan of each date was presented: it has not always been every fourth."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


def _claimants(pack: Pack, event: str, day: date) -> list[PlannedOccurrence]:
    claim = CLAIMS[event]
    year = day.year + claim.ahead
    presented = PLANS.get(event, {}).get(day.year)
    return [
        each
        for each in planned(pack, Span(day, day), presented)
        if each.source == claim.source
        and each.key.split(":")[1][:4] == str(year)
        and each.key.split(":")[2] in claim.ids
    ]


@pytest.mark.parametrize(("event", "day"), DATES, ids=str)
def test_a_rule_covers_what_was_seen(pack: Pack, event: str, day: date) -> None:
    claimants = _claimants(pack, event, day)

    assert claimants, f"no entry says when {event} was in {day.year}"
    assert any(each.span.covers(day) for each in claimants), [each.span for each in claimants]


def test_a_rule_covers_the_days_it_says_it_was_seen_on(pack: Pack) -> None:
    seen = {(each.key.split(":")[-1], day) for each in planned(pack, Span(FIRST, LAST)) for day in each.seen}
    covered = {
        (each.key.split(":")[-1], day)
        for shown in (2028, 2025, 2021, 2017)  # the plans that were presented, and the next
        for each in planned(pack, Span(FIRST, LAST), shown)
        for day in each.seen
        if each.span.covers(day)
    }

    assert seen - covered == set()


@pytest.mark.parametrize("year", range(2026, 2046))
def test_the_presentation_of_the_budget_takes_in_no_weekend(pack: Pack, year: int) -> None:
    ids = CLAIMS["statsbudsjett_fremlegges"].ids
    found = [
        each
        for each in planned(pack, Span(date(year, 10, 1), date(year, 10, 31)))
        if each.key.startswith(f"statsbudsjett:{year + 1}:") and each.key.split(":")[2] in ids
    ]

    assert len(found) == 1
    span = found[0].span
    assert all(is_working_day(span.first + timedelta(n)) for n in range((span.last - span.first).days + 1))


@pytest.mark.parametrize(
    ("year", "debate", "recommendation"),
    [
        (2026, Span(date(2026, 12, 1), date(2026, 12, 4)), Span(date(2026, 11, 24), date(2026, 11, 27))),
        (2027, Span(date(2027, 12, 1), date(2027, 12, 3)), Span(date(2027, 11, 24), date(2027, 11, 26))),
        (2028, Span(date(2028, 12, 1), date(2028, 12, 5)), Span(date(2028, 11, 24), date(2028, 11, 28))),
    ],
)
def test_the_recommendation_comes_the_week_before_the_debate(
    pack: Pack, year: int, debate: Span, recommendation: Span
) -> None:
    found = {each.key: each for each in planned(pack, Span(date(year, 11, 1), date(year, 12, 31)))}
    before, then = (
        found[f"statsbudsjett:{year + 1}:finansinnstillingen"],
        found[f"statsbudsjett:{year + 1}:rammevedtaket"],
    )

    assert (then.span, then.certainty) == (debate, "forventet")
    assert (before.span, before.certainty) == (recommendation, "ca")


def test_our_own_deadlines_say_who_set_them(pack: Pack) -> None:
    found = planned(pack, Span(date(2027, 1, 1), date(2027, 12, 31)))
    ours = {each.key: each.span.first for each in found if each.set_by == "oss" and each.span.first.year == 2027}

    assert ours == {
        "ntp:2028:innspill-etatene": date(2027, 2, 1),
        "statsbudsjett:2028:innspill-departementene": date(2027, 1, 18),
        "statsbudsjett:2028:innspill-marskonferansen": date(2027, 3, 3),
        "statsbudsjett:2028:innspill-augustkonferansen": date(2027, 8, 18),
        "statsbudsjett:2027:innspill-revidert-budsjett": date(2027, 3, 15),
    }
