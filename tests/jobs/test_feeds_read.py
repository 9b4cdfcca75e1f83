"""Feeds are read as what they are, whatever shape they come in."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.feeds.outcome import Fetched
from jobs.feeds.read import MOST_ITEMS, FeedItem, ParsedFeed, UnreadableFeedError, read_feed
from models.media.links import canonical
from tests.support.any_text import texts
from tests.support.feeds import rss

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Departementet</title><entry>
<id>urn:1</id><title type="html">Strøm &amp;amp; &lt;b&gt;kraft&lt;/b&gt;</title>
<link href="https://a.no/1?utm_source=rss"/><updated>2026-11-23T10:00:00+01:00</updated><summary>Kort</summary>
</entry></feed>"""


def read(
    content: bytes | str, content_type: str = "application/rss+xml", url: str = "https://a.no/rss"
) -> ParsedFeed | UnreadableFeedError:
    raw = content.encode() if isinstance(content, str) else content
    return read_feed(Fetched(raw, url, content_type), NOW)


def items(content: bytes | str, content_type: str = "application/rss+xml") -> tuple[FeedItem, ...]:
    feed = read(content, content_type)
    assert isinstance(feed, ParsedFeed)
    return feed.items


def item(guid: str = "1", more: str = "") -> str:
    return f"<guid>{guid}</guid><title>Togene står</title>{more}"


def test_an_rss_item_is_read_whole() -> None:
    content = rss(
        "<title>Togene &lt;b&gt;står&lt;/b&gt;\n  igjen</title><link>/sak/1?utm_source=rss&amp;id=2#topp</link><guid>g-1</guid>"
        "<description><![CDATA[<p>Signalfeil&nbsp;ved <a href='x'>Lillestrøm</a></p>]]></description>"
        "<pubDate>Mon, 23 Nov 2026 10:30:00 +0100</pubDate>"
    )

    assert read(content) == ParsedFeed(
        (
            FeedItem(
                "g-1",
                "Togene står igjen",
                "https://a.no/sak/1?id=2",
                "Signalfeil ved Lillestrøm",
                datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
            ),
        ),
        "Avisa",
    )


def test_an_atom_entry_is_read_whole() -> None:
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)

    assert read(ATOM) == ParsedFeed(
        (FeedItem("urn:1", "Strøm & kraft", "https://a.no/1", "Kort", moment),), "Departementet"
    )


def test_an_item_without_guid_is_known_by_its_link_and_never_by_its_title() -> None:
    same = "<title>Siste nytt</title>"

    feed = read(rss(f"{same}<link>https://a.no/1?fbclid=x</link>", f"{same}<link>https://a.no/2</link>", same))

    assert isinstance(feed, ParsedFeed)
    assert [each.identity for each in feed.items] == ["https://a.no/1", "https://a.no/2"]
    assert feed.left_out == 1


def test_a_guid_is_the_same_wherever_the_feed_stands() -> None:
    here = read(rss(item("sak-1")), url="https://a.no/rss")
    there = read(rss(item("sak-1")), url="https://b.no/ny/rss")

    assert isinstance(here, ParsedFeed)
    assert isinstance(there, ParsedFeed)
    assert here.items == there.items == (FeedItem("sak-1", "Togene står", None, "", None),)


def test_twins_are_one_item_told_as_the_first() -> None:
    feed = read(rss(item("1"), "<guid>1</guid><title>Rettet</title>", item("2")))

    assert isinstance(feed, ParsedFeed)
    assert [(each.identity, each.title) for each in feed.items] == [("1", "Togene står"), ("2", "Togene står")]
    assert feed.left_out == 1


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://A.no:443/sak?utm_medium=x&utm_campaign=y", "https://a.no/sak"),
        ("http://a.no", "http://a.no/"),
        ("https://a.no/sak?id=1&gclid=z#kommentarer", "https://a.no/sak?id=1"),
        ("https://a.no/søk?q=tog og bane", "https://a.no/søk?q=togogbane"),
        ("https://æøå.no/", "https://xn--5cab8c.no/"),
        ("https://a.no:8443/x", "https://a.no:8443/x"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("/sak/1", None),
        ("https://", None),
        ("https://[::", None),
        ("https://a.no:x/", None),
        ("https://a.no/" + "x" * 2000, None),
        ("", None),
    ],
)
def test_a_link_is_told_without_what_only_tracks(link: str, told: str | None) -> None:
    assert canonical(link) == told


@given(texts())
def test_any_text_may_be_given_as_a_link_and_what_is_told_stays_the_same(text: str) -> None:
    for link in (text, f"https://a.no/{text}", f"https://{text}/"):
        told = canonical(link)
        assert told is None or canonical(told) in {told, None}


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Mon, 23 Nov 2026 13:05:00 +0100", datetime(2026, 11, 23, 12, 5, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 14:00:00 +0100", None),
        ("Tue, 01 Jan 2999 00:00:00 GMT", None),
        ("Fri, 99 Foo 99999 99:99:99 +9999", None),
        ("i går", None),
        ("", None),
    ],
)
def test_a_time_in_the_future_or_none_at_all_is_no_time(date: str, published: datetime | None) -> None:
    assert items(rss(item("1", f"<pubDate>{date}</pubDate>")))[0].published == published


@pytest.mark.parametrize(
    ("charset", "declared", "content_type"),
    [
        ("utf-8", "UTF-8", "text/xml"),
        ("latin-1", "iso-8859-1", "text/xml"),
        ("latin-1", "UTF-8", "text/xml"),
        ("utf-8", "iso-8859-1", "text/xml; charset=utf-8"),
        ("cp1252", "windows-1252", "text/html"),
        ("utf-16", "UTF-16", ""),
    ],
)
def test_letters_are_right_whatever_the_charset_is_said_to_be(charset: str, declared: str, content_type: str) -> None:
    text = rss(item("1")).decode().replace("UTF-8", declared).replace("Togene står", "Strøm på nett")

    assert items(text.encode(charset), content_type)[0].title == "Strøm på nett"


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    whole = rss(item("1"), item("2"), item("3"))

    assert [each.identity for each in items(whole[: whole.index(b"<guid>3")])] == ["1", "2"]


def test_of_fifty_thousand_items_the_first_are_taken_and_the_rest_counted() -> None:
    content = rss(*(item(str(number)) for number in range(50_000)))
    start = perf_counter()

    feed = read(content)

    assert isinstance(feed, ParsedFeed)
    assert [each.identity for each in feed.items] == [str(number) for number in range(MOST_ITEMS)]
    assert feed.left_out == 50_000 - MOST_ITEMS
    assert perf_counter() - start < 5


MILLION = 1_000_000
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "er ikke RSS eller Atom"),
        (b"<!doctype html><html><body><p>Siden finnes ikke</p></body></html>", "er ikke RSS eller Atom"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}', "er ikke RSS eller Atom"),
        (bytes(range(256)) * 100, "er ikke RSS eller Atom"),
        (LAUGHS.encode() + rss(item("1", "<description>&b;</description>")), "egne XML-entiteter er ikke tillatt"),
        (FILE.encode() + rss(item("1", "<description>&a;</description>")), "egne XML-entiteter er ikke tillatt"),
        ((LAUGHS + rss().decode()).encode("utf-16"), "egne XML-entiteter er ikke tillatt"),
        (b"<html>" + b"<p>hei" * MILLION, "har altfor mange koder"),
        (rss(item("1", "<b>" * MILLION)), "har altfor mange koder"),
        (rss(item("1", "&amp;" * MILLION)), "har altfor mange koder"),
        (rss(item("1", "<b " + "a='b' " * MILLION + "/>")), "har altfor mange koder"),
    ],
    ids=[
        "nothing", "a page", "json", "noise", "entities", "a file", "entities in UTF-16", "many tags", "nested", "ampersands",
        "attributes",
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told(content: bytes, reason: str) -> None:
    assert read(content) == UnreadableFeedError(reason)


def test_texts_are_cut_and_cleaned() -> None:
    hostile = "\u202eTog\x00\u200b " + "x" * 4_000

    found = items(rss(f"<guid>{'g' * 3_000}</guid><title>{hostile}</title><description>{hostile}</description>"))[0]

    assert (len(found.identity), len(found.title), len(found.summary)) == (500, 300, 2_000)
    assert found.title.startswith("Tog x")


def test_a_clock_that_is_a_little_fast_is_put_up_with() -> None:
    soon = NOW + timedelta(minutes=9)

    assert items(rss(item("1", f"<pubDate>{soon:%a, %d %b %Y %H:%M:%S} GMT</pubDate>")))[0].published == soon


@given(st.binary(max_size=400))
def test_any_bytes_may_come(noise: bytes) -> None:
    for content in (noise, rss(item("1"))[:120] + noise, rss(item("1")).replace(b"Togene", noise)):
        assert isinstance(read(content), ParsedFeed | UnreadableFeedError)
