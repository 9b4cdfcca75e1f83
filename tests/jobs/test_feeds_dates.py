"""The dates of feeds, as standards have them and as Norwegian servers write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.feeds.dates import moment
from jobs.feeds.outcome import Fetched
from jobs.feeds.read import ParsedFeed, read_feed

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TEN = datetime(2026, 11, 30, 10, tzinfo=UTC)
NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)
SUMMER = datetime(2026, 6, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 30 Nov 2026 10:00:00 GMT", TEN),
        ("Mon, 30 Nov 2026 10:00:00 +0100", NINE),
        ("Mon, 30 Nov 2026 10:00:00 +01:00", NINE),
        ("Mon, 30 Nov 26 10:00:00 +0100", NINE),
        ("Tue, 30 Nov 2026 10:00:00 GMT", TEN),
        ("2026-11-30T10:00:00Z", TEN),
        ("2026-11-30T10:00:00+01:00", NINE),
        ("2026-11-30 10:00:00", TEN),
        ("Mon, 30 Nov 2026 10:00:00 CET", NINE),
        ("Tue, 30 Jun 2026 10:00:00 CEST", SUMMER),
        ("Tue, 30 Jun 2026 10:00:00 Europe/Oslo", SUMMER),
        ("man, 30 nov 2026 10:00:00 +0100", NINE),
        ("man., 30. nov. 2026 10:00:00", NINE),
        ("mandag 30. november 2026 kl. 10.00", NINE),
        ("tir, 30 jun 2026 10:00:00", SUMMER),
        ("ons, 30 des 2026 10:00:00 +0100", datetime(2026, 12, 30, 9, tzinfo=UTC)),
        ("30.11.2026 10:00", NINE),
        ("30.11.2026, 10.00", NINE),
        ("30. november 2026", datetime(2026, 11, 29, 23, tzinfo=UTC)),
        (str(int(TEN.timestamp())), TEN),
        (str(int(TEN.timestamp()) * 1000), TEN),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("31.11.2026 10:00", None),
        ("Mon, 30 Nov 2026 25:00:00 GMT", None),
        ("30. xyz 2026", None),
        ("i går", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_it_is_meant(written: str, expected: datetime | None) -> None:
    assert moment(written) == expected
    item = f"<item><guid>1</guid><title>Tog</title><pubDate>{written}</pubDate></item>"
    read = read_feed(Fetched(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode(), "https://a.no/"), NOW)
    assert isinstance(read, ParsedFeed)
    is_to_come = expected is not None and expected > NOW
    assert [each.published for each in read.items] == [None if is_to_come else expected]


@given(
    st.text() | st.from_regex(r"[0-9]{1,2}\.? ?[a-z]{3}\.? ?[0-9]{4} [0-9]{2}:[0-9]{2} [+-][0-9]{4}", fullmatch=True)
)
def test_any_text_is_a_moment_or_none(written: str) -> None:
    found = moment(written)
    assert found is None or found.utcoffset() is not None


def test_an_item_that_was_cut_off_is_read_when_it_is_whole() -> None:
    item = "<item><guid>{0}</guid><title>Toget til Ski står {0}</title><link>https://a.no/{0}</link></item>"
    whole = f'<rss version="2.0"><channel><title>A</title>{item.format(1)}{item.format(2)}</channel></rss>'
    for end in range(whole.index("<item>", whole.index("</item>")) + 8, whole.rindex("</item>")):
        read = read_feed(Fetched(whole[:end].encode(), "https://a.no/rss"), NOW)
        assert isinstance(read, ParsedFeed)
        assert [each.identity for each in read.items] == ["1"]
