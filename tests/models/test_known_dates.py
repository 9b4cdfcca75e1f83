"""Dates that were seen, held against the rules of the content that claim to cover them.

A rule that misses a date may not call itself `fast`; the misses are listed, so that a new one is noticed.
"""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from content.schema.pack import Pack
from models.calendar.planned import Planned, planned
from models.calendar.spans import Span
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
    "arendalsuka_start": Claim("arshjul", 0, ("arendalsuka",)),
    "zerokonferansen": Claim("arshjul", 0, ("zerokonferansen",)),
    "oslo_innovation_week_start": Claim("arshjul", 0, ("oslo-innovation-week",)),
}
UNCLAIMED = {"stortinget_siste_mote_for_jul", "stortinget_konstitueres", "fagkomite_innstilling_FAMKULT"}
OBSERVED = [
    ("stortinget_trer_sammen", "2013-10-01 2021-10-01 2022-10-01 2025-10-01"),
    ("stortinget_apning", "2013-10-09 2018-10-02 2021-10-11 2022-10-03 2025-10-11"),
    ("stortinget_siste_mote_for_sommer", "2013-06-21 2024-06-21 2025-06-20"),
    ("stortingsvalg", "2013-09-09 2021-09-13"),
    ("kommunevalg", "2019-09-09 2023-09-11"),
    ("statsbudsjett_fremlegges", "2016-10-06 2017-10-12 2018-10-08 2021-10-12 2025-10-15"),
    ("komitehoring_anmodningsfrist_FAMKULT", "2025-10-21"),
    ("komitehoring_skriftlig_frist_FAMKULT", "2025-11-12"),
    ("finansdebatt", "2016-12-05 2025-12-05"),
    ("fagkomite_debatt_FAMKULT", "2025-12-15"),
    ("ks_kommunalpolitisk_toppmote", "2020-02-11 2023-03-15 2024-02-13"),
    ("nho_arskonferanse", "2010-01-07 2024-01-09"),
    ("agenda_innlandet", "2020-01-14 2023-01-25"),
    ("ostfoldkonferansen", "2018-01-17"),
    ("arendalsuka_start", "2022-08-15"),
    ("zerokonferansen", "2020-11-10"),
    ("oslo_innovation_week_start", "2016-10-17 2018-09-24 2020-09-21"),
]
DATES = [(event, date.fromisoformat(day)) for event, days in OBSERVED for day in days.split()]
MISSED = {
    ("ks_kommunalpolitisk_toppmote", date(2020, 2, 11)),
    ("ks_kommunalpolitisk_toppmote", date(2023, 3, 15)),
    ("ks_kommunalpolitisk_toppmote", date(2024, 2, 13)),
    ("agenda_innlandet", date(2020, 1, 14)),
    ("agenda_innlandet", date(2023, 1, 25)),
    ("ostfoldkonferansen", date(2018, 1, 17)),
    ("oslo_innovation_week_start", date(2018, 9, 24)),
    ("oslo_innovation_week_start", date(2020, 9, 21)),
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


def _claimants(pack: Pack, event: str, day: date) -> list[Planned]:
    claim = CLAIMS[event]
    return [
        each
        for each in planned(pack, Span(day, day))
        if each.source == claim.source
        and each.key.split(":")[1][:4] == str(day.year + claim.ahead)
        and each.key.split(":")[2] in claim.ids
    ]


def _hit(pack: Pack, event: str, day: date) -> bool:
    return any(each.span.covers(day) for each in _claimants(pack, event, day))


@pytest.mark.parametrize(("event", "day"), DATES, ids=str)
def test_a_rule_covers_what_was_seen_or_does_not_call_itself_certain(pack: Pack, event: str, day: date) -> None:
    claimants = _claimants(pack, event, day)

    assert claimants, f"no entry says when {event} was in {day.year}"
    assert _hit(pack, event, day) or all(each.certainty != "fast" for each in claimants)


def test_only_the_known_dates_are_missed(pack: Pack) -> None:
    assert {(event, day) for event, day in DATES if not _hit(pack, event, day)} == MISSED


def test_every_known_date_is_here_or_no_rule_claims_it(shared_folder: Path) -> None:
    with (shared_folder / "facts" / "known-dates.csv").open(encoding="utf-8") as file:
        rows = [(row["hendelse"], date.fromisoformat(row["dato"])) for row in csv.DictReader(file)]

    assert sorted(row for row in rows if row[0] not in UNCLAIMED) == sorted(DATES)
    assert {event for event, _ in rows} - set(CLAIMS) == UNCLAIMED
