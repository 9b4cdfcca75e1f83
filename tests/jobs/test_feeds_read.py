"""Feeds are read as what they are, whatever shape they come in."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.feeds.outcome import Fetched
from jobs.feeds.read import MOST_ITEMS, FeedItem, ParsedFeed, UnreadableFeedError, _date_in, read_feed
from models.media.links import article_key, canonical
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


def dated(number: int, moment: datetime | None) -> str:
    return item(str(number), f"<dc:date>{moment.isoformat()}</dc:date>" if moment else "")


HOURS = [NOW - timedelta(hours=hour) for hour in range(300)]


@pytest.mark.parametrize("order", ["newest first", "oldest first", "mixed"])
def test_of_more_than_two_hundred_the_newest_are_taken_wherever_they_are(order: str) -> None:
    numbered = list(enumerate(HOURS))
    ordered = {"newest first": numbered, "oldest first": numbered[::-1], "mixed": numbered[::2] + numbered[1::2]}[order]

    feed = read(rss(*(dated(number, moment) for number, moment in ordered)))

    assert isinstance(feed, ParsedFeed)
    kept = [str(number) for number, _ in ordered if number < MOST_ITEMS]
    assert [each.identity for each in feed.items] == kept
    assert (feed.left_out, feed.past_most) == (100, 100)


def test_the_newest_are_taken_where_the_ends_of_items_are_missing() -> None:
    content = rss(*(dated(number, moment) for number, moment in reversed(list(enumerate(HOURS)))))

    feed = read(content.replace(b"</item>", b""))

    assert isinstance(feed, ParsedFeed)
    assert {each.identity for each in feed.items} == {str(number) for number in range(MOST_ITEMS)}
    assert feed.past_most == 100


def test_an_item_without_a_date_is_as_old_as_its_neighbour_and_one_of_the_future_too() -> None:
    # Oldest first, and those without a date last: with the newest.
    moments = [*reversed(HOURS[:250]), *([None] * 49), NOW + timedelta(days=400)]

    feed = read(rss(*(dated(number, moment) for number, moment in enumerate(moments))))

    assert isinstance(feed, ParsedFeed)
    assert [each.identity for each in feed.items] == [str(number) for number in range(100, 300)]


def test_an_entry_is_as_old_as_it_was_published_and_not_as_it_was_changed() -> None:
    entry = "<entry><id>urn:{0}</id><updated>{1}</updated><published>{2}</published><title>Tog</title></entry>"
    entries = [
        entry.format(number, (NOW - timedelta(hours=300 - number)).isoformat(), moment.isoformat())
        for number, moment in enumerate(HOURS)
    ]
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(reversed(entries))}</feed>'

    assert {each.identity for each in items(atom)} == {f"urn:{number}" for number in range(MOST_ITEMS)}


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Mon, 23 Nov 2026 11:30:00 +0100", datetime(2026, 11, 23, 10, 30, tzinfo=UTC)),
        ("23 Nov 2026 11:30 GMT", datetime(2026, 11, 23, 11, 30, tzinfo=UTC)),
        ("<![CDATA[ 2026-11-23T11:30:00Z ]]>", datetime(2026, 11, 23, 11, 30, tzinfo=UTC)),
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("i går", None),
        ("Mon, 99 Foo 99999 99:99:99 +9999", None),
    ],
)
def test_a_date_is_read_before_the_item_is(written: str, moment: datetime | None) -> None:
    assert _date_in(f"<item><title>Tog</title><dc:date xmlns:dc='x'>{written}</dc:date></item>", NOW) == moment


@pytest.mark.parametrize(
    ("base", "entry", "link"),
    [
        ("", '<id>urn:1</id><link href="/sak/1"/>', "https://a.no/sak/1"),
        ("", '<id>https://a.no/?p=1</id><link href="sak/1"/>', "https://a.no/ny/sak/1"),
        ("", '<link href="../sak/1"/><id>1</id>', "https://a.no/sak/1"),
        ("", '<id>1</id><link rel="self" href="/x"/><link rel="alternate" href="?id=1"/>', "https://a.no/ny/atom?id=1"),
        ('xml:base="https://b.no/x/"', '<id>urn:1</id><link href="sak/1"/>', "https://b.no/x/sak/1"),
        ('xml:base="/x/"', '<id>urn:1</id><link href="sak/1"/>', "https://a.no/x/sak/1"),
        ('xml:base="/x/"', '<id>urn:1</id><link xml:base="y/" href="sak/1"/>', "https://a.no/x/y/sak/1"),
        ("", "<id>https://a.no/sak/1</id><title>Tog</title>", "https://a.no/sak/1"),
        ("", "<id>sak-1</id><title>Tog</title>", None),
    ],
)
def test_a_link_is_relative_to_the_feed_or_to_what_it_says_is_its_base(base: str, entry: str, link: str | None) -> None:
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom" {base}><entry>{entry}</entry></feed>'

    feed = read(atom, url="https://a.no/ny/atom")

    assert isinstance(feed, ParsedFeed)
    assert [each.link for each in feed.items] == [link]


def test_a_relative_link_after_a_guid_is_one_of_the_feed() -> None:
    assert items(rss("<guid>1</guid><link>/sak/1</link>"))[0].link == "https://a.no/sak/1"


SHARED = "https://www.stortinget.no/no/Saker-og-publikasjoner/Sporsmal/"
QUESTIONS = (
    ("Skriftlig spørsmål fra A til energiministeren", "Om strømpriser.", "2026-11-20T10:00:00+01:00"),
    ("Skriftlig spørsmål fra A til energiministeren", "Om havvind.", "2026-11-20T10:00:00+01:00"),
    ("Skriftlig spørsmål fra B til energiministeren", "", "2026-11-19T10:00:00+01:00"),
    ("Skriftlig spørsmål fra B til energiministeren", "", "2026-11-18T10:00:00+01:00"),
)


def question(number: int, *guids: str) -> str:
    """Return an item in the shape of the Storting's own feeds: no pubDate, and a link that is not its own."""
    title, text, date = QUESTIONS[number]
    guid = "".join(f"<guid>{each}</guid>" for each in guids)
    return (
        f"<title>{title}</title><link>{SHARED}</link><description>{text}</description>{guid}<dc:date>{date}</dc:date>"
    )


def test_a_link_that_items_share_is_no_identity() -> None:
    tagged = items(rss(*(question(number, f"tag:stortinget.no,2000:{number}") for number in range(4))))
    bare = items(rss(*(question(number) for number in range(4))))
    linked = items(rss(*(question(number, SHARED.removesuffix("/")) for number in range(4))))

    assert [each.identity for each in tagged] == [f"tag:stortinget.no,2000:{number}" for number in range(4)]
    assert [each.identity for each in linked] == [each.identity for each in bare]
    assert len({each.identity for each in bare}) == 4
    for read in (tagged, bare, linked):
        assert {each.link for each in read} == {SHARED}
        assert [each.distinction for each in read] == [each.distinction for each in bare]
    # The order and what else is there change nothing.
    assert items(rss(question(2), question(0))) == (bare[2], bare[0])


def test_a_link_of_ones_own_is_an_identity_beside_links_that_are_shared() -> None:
    own = "<title>Møte</title><link>https://a.no/1</link>"

    *_, last = items(rss(question(0), question(1), own))

    assert (last.identity, last.distinction) == ("https://a.no/1", "")


def test_the_same_item_twice_shares_its_link_with_nobody() -> None:
    first, *others = items(rss(question(0), question(0)))

    assert (first.identity, first.distinction, others) == (SHARED, "", [])


def test_the_page_of_the_feed_itself_is_no_identity() -> None:
    content = rss(question(0)).replace(b"<title>Avisa</title>", f"<link>{SHARED}</link>".encode())

    assert items(content)[0].identity != SHARED


def test_an_address_that_is_the_guid_of_several_items_is_no_identity() -> None:
    same = "<guid isPermaLink='false'>https://a.no/</guid>"
    content = rss(
        *(f"<title>Tog</title><link>https://a.no/{n}</link>{same}" for n in range(3)), f"<title>Buss</title>{same}"
    )

    found = items(content)

    assert [each.link for each in found] == ["https://a.no/0", "https://a.no/1", "https://a.no/2", None]
    assert len({each.identity for each in found}) == 4


@pytest.mark.parametrize(
    "same",
    [
        "https://www.avisa.no/sak/1/",
        "http://avisa.no/sak/1",
        "https://AVISA.no:443/sak/1/?utm_source=rss#kommentarer",
        "http://www.avisa.no:80/sak/1//",
        "https://avisa.no/sak/%31?fbclid=x",
    ],
)
def test_all_addresses_of_an_article_have_the_same_key(same: str) -> None:
    link = canonical(same)
    assert link
    assert article_key(link) == article_key("https://avisa.no/sak/1")


@pytest.mark.parametrize(
    "other",
    [
        "https://avisa.no/sak/1?id=2",
        "https://m.avisa.no/sak/1",
        "https://avisa.no/sak/12",
        "https://avisa.no:8443/sak/1",
    ],
)
def test_another_article_has_another_key(other: str) -> None:
    assert article_key(other) != article_key("https://avisa.no/sak/1")


def test_the_order_of_parameters_is_no_other_article() -> None:
    assert article_key("https://a.no/?b=2&a=1") == article_key("https://www.a.no?a=1&b=2")


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
