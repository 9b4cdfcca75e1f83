"""A year of the sources as they usually are has no trouble to show; a source that stops is found out within a month."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.official.judge import quiet
from jobs.official.sources import LISTING
from models.calendar.workdays import is_working_day
from models.db.database import Database
from models.official.items import ItemKind
from tests.support.official import data, horinger, listing, official, row

WEEKS_OF_PAPER = ((7, 4, 8, 12), (12, 22, 12, 31), (1, 1, 1, 2))
"""When the ministries publish nothing: the last recorded listing has hearings until 3 July."""
WINTER, EASTER = (date(2027, 2, 22), date(2027, 2, 26)), (date(2027, 3, 22), date(2027, 3, 29))


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=each) for each in range((last - first).days + 1))


def of_government(first: date, last: date) -> list[date]:
    """Two or three on each working day, none in the holidays: as 20 in eight working days, which is recorded."""
    found = [each for each in days(first, last) if is_working_day(each) and not _is_in(each, WEEKS_OF_PAPER)]
    return [each for each in found for _ in range(2 + each.toordinal() % 2) if not EASTER[0] <= each <= EASTER[1]]


def of_ministry(first: date, last: date) -> list[date]:
    """About one a week, now and then two, now and then none in a month."""
    return [each for each in of_government(first, last) if (each.toordinal() * 7919) % 11 in (3, 4)][::2]


def of_storting(first: date, last: date) -> list[date]:
    """Three days a week from the middle of October to the end of May, with Christmas, a week in winter and Easter."""
    open_days = (each for each in days(first, last) if is_working_day(each) and each.weekday() in (1, 2, 3))
    spans = ((6, 1, 10, 15), (12, 14, 12, 31), (1, 1, 1, 12))
    return [
        each
        for each in open_days
        if not _is_in(each, spans) and not any(start <= each <= end for start, end in (WINTER, EASTER))
    ]


def _is_in(day: date, spans: Iterable[tuple[int, int, int, int]]) -> bool:
    return any((first, of) <= (day.month, day.day) <= (last, to) for first, of, last, to in spans)


KINDS = {
    "all ministries": (of_government, ItemKind.HEARING),
    "a ministry": (of_ministry, ItemKind.HEARING),
    "the Storting": (of_storting, ItemKind.COMMITTEE_HEARING),
}


@pytest.mark.parametrize("which", KINDS)
@pytest.mark.parametrize("since", [date(2025, 6, 1), date(2026, 10, 20)])
def test_a_usual_year_has_no_silence_to_speak_of(which: str, since: date) -> None:
    make, kind = KINDS[which]
    published = make(since, date(2027, 10, 31))
    for today in days(max(since + timedelta(days=20), date(2026, 12, 1)), date(2027, 10, 31)):
        known = [each for each in published if today - timedelta(weeks=60) <= each < today]
        assert not known or quiet(known, today, kind) is None, f"on the morning of {today}"


@pytest.mark.parametrize(
    ("which", "last", "found"),
    [
        ("all ministries", date(2026, 11, 10), date(2026, 11, 21)),
        ("all ministries", date(2026, 12, 18), date(2027, 1, 16)),
        ("the Storting", date(2026, 12, 3), date(2027, 1, 19)),
        ("the Storting", date(2027, 2, 3), date(2027, 2, 16)),
    ],
)
def test_a_source_that_stops_is_found_out(which: str, last: date, found: date) -> None:
    make, kind = KINDS[which]
    published = make(date(2025, 8, 1), last)
    quiet_days = [each for each in days(last, last + timedelta(days=60)) if quiet(published, each, kind)]
    assert quiet_days[0] == found


async def test_monday_morning_is_no_trouble(sqlite_database: Database) -> None:
    monday = datetime(2026, 11, 16, 6, tzinfo=UTC)
    past = of_government(date(2026, 8, 13), date(2026, 11, 13))[::-1]
    async with official(sqlite_database, monday - timedelta(days=3)) as here:
        here.turn_on("regjeringen-liste")
        rows = [row(9000 - each, "20.12.2026", day=f"{day:%d.%m.%Y}") for each, day in enumerate(past)]
        for number, hours in enumerate((0, 66, 1, 1, 1, 1)):
            here.served.serve(LISTING, listing(*rows, stamp=number))
            await here.round(timedelta(hours=hours))
            assert (here.trouble("regjeringen-liste"), here.shown()) == (None, []), here.at


async def test_a_list_that_bills_leave_may_grow_short(sqlite_database: Database) -> None:
    def bills(number: int) -> bytes:
        listed = [{"id": each, "tittel": f"Prop. {each}", "måned": "mars"} for each in range(number)]
        return data(here.at, saker_liste=listed)

    async with official(sqlite_database) as here:
        here.turn_on("stortinget-ventede")
        for count in (100, 70, 45, 30, 20):
            here.served.serve("/eksport/ventedesaker?format=json", bills(count))
            await here.round(timedelta(days=1))
            assert here.trouble("stortinget-ventede") is None
        for day in range(9):
            here.served.serve("/eksport/ventedesaker?format=json", bills(5))
            await here.round(timedelta(days=1))
            said = here.trouble("stortinget-ventede")
            assert said == (None if day >= 7 else "svaret har bare 5 rader, og har hatt 20"), day


async def test_the_session_before_is_forgotten_when_it_is_no_longer_read(sqlite_database: Database) -> None:
    async with official(sqlite_database, datetime(2026, 10, 12, 9, tzinfo=UTC)) as here:
        here.turn_on("stortinget-horinger")
        here.served.serve(horinger("2026-2027"), data(horinger_liste=[]))
        here.served.serve(horinger("2025-2026"), b"Internal Server Error", "500 Oops")
        for _ in range(4):
            await here.round(timedelta(hours=6))
        assert here.shown() == ["stortinget-horinger-forrige"]
        await here.round(timedelta(days=4))
        assert here.shown() == []
