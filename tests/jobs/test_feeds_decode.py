"""A feed's letters are right whatever its bytes and its declarations say of each other; only stray bytes are mended or lost."""

from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.feeds.decode import decode
from jobs.feeds.outcome import Fetched
from jobs.feeds.read import ParsedFeed, read_feed

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TITLES = ("Tømmertogene står på Ås", "Strømmen av «nye» tog – 40 % flere", "Sol på Nesodden")


def feed(*titles: bytes, declared: str = "UTF-8") -> bytes:
    items = b"".join(b"<item><guid>%d</guid><title>%s</title></item>" % (n, each) for n, each in enumerate(titles))
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return head.encode() + b'<rss version="2.0"><channel><title>Avisa</title>' + items + b"</channel></rss>"


def titles(content: bytes, content_type: str = "text/xml") -> list[str]:
    read = read_feed(Fetched(content, "https://a.no/rss", content_type), NOW)
    assert isinstance(read, ParsedFeed)
    return [each.title for each in read.items]


@pytest.mark.parametrize("declared", ["UTF-8", "", "iso-8859-1", "windows-1252", "utf-16", "x-ukjent"])
@pytest.mark.parametrize(
    ("stray", "said"),
    [
        (b"Bl\xe5tt tog", "Blått tog"),
        (b"Tog \x96 n\xe5", "Tog – nå"),
        (b"\xabTog\xbb\x85", "«Tog»…"),
        (b"Tog \x93n\xe5\x94", "Tog “nå”"),
        (b"Toget g\xc3", "Toget g\ufffd"),
        (b"Toget \xe2\x80", "Toget \ufffd"),
        (b"Toget \xff\x81", "Toget \ufffd\ufffd"),
    ],
)
def test_a_stray_byte_changes_no_other_letter(stray: bytes, said: str, declared: str) -> None:
    content = feed(*(each.encode() for each in TITLES), stray, declared=declared)

    assert titles(content) == [*TITLES, said]


@pytest.mark.parametrize(
    ("declared", "content_type"),
    [
        ("windows-1252", "text/xml"),
        ("iso-8859-1", "application/rss+xml"),
        ("UTF-8", "text/xml"),
        ("", "text/xml; charset=utf-8"),
        ("", "text/xml; charset=ISO-8859-1"),
        ("UTF-8", "text/html; charset='windows-1252'"),
        ("utf-16", ""),
        ("hex", "text/xml; charset=punycode"),
    ],
)
def test_a_feed_in_windows_1252_is_read_as_that_whatever_is_declared(declared: str, content_type: str) -> None:
    content = feed(*(each.encode("cp1252") for each in (*TITLES, "SE PÅ» NÅ–", "Slottet i Château")), declared=declared)

    said = titles(content, content_type)

    assert said[:4] == [*TITLES, "SE PÅ» NÅ–"]


def test_what_is_declared_decides_where_bytes_could_be_either() -> None:
    content = b"Ch\xe2teau og S\xc3O"

    assert decode(content, "text/xml; charset=iso-8859-1") == "Château og SÃO"
    assert decode(content, "text/xml; charset=utf-8") == "Ch\ufffdteau og S\ufffdO"


def test_a_text_in_utf_8_among_others_in_windows_1252_is_right_too() -> None:
    old = ("Tømmer på Ås", "Strømmen på nett", "Sørbyen står på")
    content = feed(*(each.encode("cp1252") for each in old), "Nytt år – igjen".encode(), declared="iso-8859-1")

    assert titles(content) == [*old, "Nytt år – igjen"]


@pytest.mark.parametrize(
    ("charset", "declared"), [("iso8859-15", "ISO-8859-15"), ("mac-roman", "macintosh"), ("iso8859-10", "latin6")]
)
def test_another_charset_is_believed_where_the_bytes_are_not_utf_8(charset: str, declared: str) -> None:
    assert titles(feed("Strøm på nett".encode(charset), declared=declared)) == ["Strøm på nett"]


@pytest.mark.parametrize(
    "charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("declared", ["UTF-8", "utf-16", ""])
def test_unicode_is_known_by_how_it_begins(charset: str, declared: str) -> None:
    content = feed("Strøm på nett".encode(), declared=declared).decode().encode(charset)

    assert titles(content, "text/xml; charset=utf-8") == ["Strøm på nett"]


def test_of_more_than_two_hundred_items_in_utf_16_the_newest_are_read() -> None:
    item = "<item><guid>{0}</guid><title>Tog</title><pubDate>Mon, {1:02} Nov 2026 10:00:00 GMT</pubDate></item>"
    days = [item.format(number, 1 + number % 20) for number in range(400)]

    read = read_feed(
        Fetched(f'<rss version="2.0"><channel>{"".join(days)}</channel></rss>'.encode("utf-16"), "https://a.no/"), NOW
    )

    assert isinstance(read, ParsedFeed)
    assert [each.identity for each in read.items] == [str(number) for number in range(400) if number % 20 >= 10]
    assert (read.left_out, read.past_most) == (200, 200)


@pytest.mark.parametrize("worst", [b"\xe5" * 4_000_000, b"\xc3\xa5\xe5 " * 1_000_000, b"\xc3\xa5\xe5\xe5 " * 1_000_000])
def test_the_worst_bytes_take_a_few_seconds(worst: bytes) -> None:
    start = process_time()
    decode(worst)
    assert process_time() - start < 5


@given(st.text(), st.sampled_from(["", "charset=utf-8", "charset=latin-1", "charset=hex"]))
def test_what_is_utf_8_stays_as_it_is(text: str, content_type: str) -> None:
    if not text.startswith("\ufeff") and "\0" not in text:
        assert decode(text.encode(), content_type) == text


@given(st.binary(), st.sampled_from(["", "charset=utf-8", "charset=latin-1", "charset=undefined", "charset=\0"]))
def test_any_bytes_are_text(content: bytes, content_type: str) -> None:
    text = decode(content, content_type)
    assert text.encode().decode() == text
