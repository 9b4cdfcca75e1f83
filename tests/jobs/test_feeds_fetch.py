"""Feeds are fetched from a real server, which may do anything at all."""

import asyncio
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from jobs.feeds.address import may_reach
from jobs.feeds.fetch import Fetcher, Limits
from jobs.feeds.outcome import Failed, FeedFailure, FeedState, Fetched, Outcome, Unchanged
from tests.support.certificates import certificate
from tests.support.feeds import LOOPBACK, FeedServer, bomb, feed_server, head, rss

FEED = rss("<guid>1</guid><title>Togene står</title>")
QUICK = Limits(connect=1, silence=0.3, whole=1)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as served:
        yield served


async def fetch(url: str, *, limits: Limits | None = None, **more: str) -> Outcome:
    return await Fetcher(allowed=LOOPBACK, limits=limits).fetch(FeedState(url, **more))


def failed(outcome: Outcome) -> FeedFailure:
    assert isinstance(outcome, Failed)
    return outcome.why


async def test_a_feed_is_fetched_with_what_to_ask_with_next_time(server: FeedServer) -> None:
    server.serve("/rss", FEED, etag='"a"', last_modified="Mon, 23 Nov 2026 08:00:00 GMT", content_type="text/xml")

    url = server.url("/rss")
    assert await fetch(url) == Fetched(FEED, url, "text/xml", '"a"', "Mon, 23 Nov 2026 08:00:00 GMT")
    assert server.asked[0][1]["host"] == f"127.0.0.1:{server.port}"


async def test_a_servers_long_headers_are_read_past(server: FeedServer) -> None:
    server.serve("/rss", FEED, content_security_policy="script-src 'self' " + "https://a.no " * 2000)

    assert isinstance(await fetch(server.url("/rss")), Fetched)


async def test_headers_without_end_are_left_long_before_the_time_is_out(server: FeedServer) -> None:
    async def page(writer: asyncio.StreamWriter, asked: dict[str, str]) -> None:
        del asked
        writer.write(b"HTTP/1.1 200 OK\r\n")
        with suppress(OSError):
            while True:
                writer.write(b"x: " + b"y" * 1000 + b"\r\n")
                await writer.drain()

    server.pages["/rss"] = page

    assert failed(await fetch(server.url("/rss"))) == FeedFailure.NETWORK


async def test_the_next_address_is_used_if_nothing_answers_at_the_first(server: FeedServer) -> None:
    server.serve("/rss", FEED)
    names = Names(avis_test=[["127.0.0.9", "127.0.0.1"]])
    fetcher = Fetcher(allowed=[ip_network("127.0.0.0/8")], resolve=names)

    assert isinstance(await fetcher.fetch(FeedState(server.url("/rss", "avis.test"))), Fetched)


async def test_proxies_of_the_environment_are_not_used(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.serve("/rss", FEED)

    assert isinstance(await fetch(server.url("/rss")), Fetched)


async def test_a_feed_that_has_not_changed_is_not_sent_again(server: FeedServer) -> None:
    server.serve("/rss", FEED, etag='"a"')

    assert await fetch(server.url("/rss"), etag='"a"', modified="Mon, 23 Nov 2026 08:00:00 GMT") == Unchanged()
    assert server.asked[0][1]["if-modified-since"] == "Mon, 23 Nov 2026 08:00:00 GMT"


@pytest.mark.parametrize("etag", ['"å"', '"a\r\nx: y"', "\x00"])
async def test_what_could_not_have_been_a_header_is_not_sent_back(server: FeedServer, etag: str) -> None:
    server.serve("/rss", FEED)

    assert isinstance(await fetch(server.url("/rss"), etag=etag), Fetched)
    assert "if-none-match" not in server.asked[0][1]


async def test_a_packed_feed_is_unpacked(server: FeedServer) -> None:
    packed = gzip.compress(FEED[:40]) + gzip.compress(FEED[40:])
    server.serve("/rss", packed, content_encoding="gzip")

    fetched = await fetch(server.url("/rss"))

    assert isinstance(fetched, Fetched)
    assert fetched.content == FEED
    assert server.asked[0][1]["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("content", "encoding", "why"),
    [
        (lambda: gzip.compress(FEED)[:-12], "gzip", FeedFailure.ENCODING),
        (lambda: FEED, "gzip", FeedFailure.ENCODING),
        (lambda: FEED, "br", FeedFailure.ENCODING),
        (lambda: b" " * (5 * 1024 * 1024 + 1), "identity", FeedFailure.SIZE),
        (lambda: bomb(200), "gzip", FeedFailure.SIZE),
        (lambda: gzip.compress(bomb(50)), "gzip, gzip", FeedFailure.ENCODING),
        (lambda: gzip.compress(FEED) + gzip.compress(b"") * 250_000, "gzip", FeedFailure.SIZE),
        (lambda: gzip.compress(FEED) + gzip.compress(b"") * 200, "x-gzip", FeedFailure.SIZE),
        (lambda: zlib.compress(FEED)[:2] + b"\0\0\0\xff\xff" * 1_100_000, "deflate", FeedFailure.SIZE),
    ],
    ids=[
        *("broken off", "not packed", "not asked for", "too large", "a bomb", "packed twice"),
        *("packed nothings past the most", "many packed nothings", "empty blocks for ever"),
    ],
)
async def test_what_cannot_be_taken_in_is_left(
    server: FeedServer, content: Callable[[], bytes], encoding: str, why: FeedFailure
) -> None:
    server.serve("/rss", content(), content_encoding=encoding)

    assert failed(await fetch(server.url("/rss"))) == why


async def test_five_megabytes_are_taken_in(server: FeedServer) -> None:
    server.serve("/rss", gzip.compress(b" " * 5 * 1024 * 1024), content_encoding="gzip")

    fetched = await fetch(server.url("/rss"))

    assert isinstance(fetched, Fetched)
    assert len(fetched.content) == 5 * 1024 * 1024


async def test_three_redirects_are_followed_and_a_move_for_good_is_told(server: FeedServer) -> None:
    server.serve("/1", status="301 Moved Permanently", location="/2")
    server.serve("/2", status="308 Permanent Redirect", location=server.url("/3"))
    server.serve("/3", status="301 Moved Permanently", location="rss")
    server.serve("/rss", FEED)

    fetched = await fetch(server.url("/1"))

    assert isinstance(fetched, Fetched)
    assert fetched.url == fetched.moved_to == server.url("/rss")


async def test_a_redirect_for_now_is_no_move(server: FeedServer) -> None:
    server.serve("/1", status="302 Found", location="/rss")
    server.serve("/rss", FEED)

    fetched = await fetch(server.url("/1"))

    assert isinstance(fetched, Fetched)
    assert fetched.moved_to is None


async def test_a_ring_of_redirects_is_left_after_three(server: FeedServer) -> None:
    server.serve("/1", status="302 Found", location="/1")

    assert failed(await fetch(server.url("/1"))) == FeedFailure.REDIRECTS
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://127.0.0.2/",
        "http://[::1]/",
        "file:///etc/passwd",
        "ftp://a.no/",
        "http://",
        "//",
        "http://[::",
    ],
)
async def test_a_redirect_to_where_it_may_not_go_is_not_followed(server: FeedServer, location: str) -> None:
    server.serve("/1", status="302 Found", location=location)

    outcome = await fetch(server.url("/1"), limits=QUICK)

    assert isinstance(outcome, Failed)
    assert len({path for path, _ in server.asked}) == 1


@pytest.mark.parametrize(
    ("status", "retry", "told"),
    [
        ("404 Not Found", "", Failed(FeedFailure.STATUS, "404", 404)),
        ("410 Gone", "", Failed(FeedFailure.STATUS, "410", 410)),
        ("503 Service Unavailable", "120", Failed(FeedFailure.STATUS, "503", 503, 120)),
        ("429 Too Many Requests", "Mon, 23 Nov 2026 08:00:00 GMT", Failed(FeedFailure.STATUS, "429", 429)),
        ("204 No Content", "", Failed(FeedFailure.STATUS, "204", 204)),
    ],
)
async def test_what_the_server_says_is_told(server: FeedServer, status: str, retry: str, told: Failed) -> None:
    server.serve("/rss", b"", status=status, retry_after=retry)

    outcome = await fetch(server.url("/rss"))

    assert outcome == told
    assert isinstance(outcome, Failed)
    assert outcome.gone is (outcome.status == 410)


async def test_a_server_that_drips_is_left_and_delays_nobody(server: FeedServer) -> None:
    server.drip("/slow", pause=0.02)
    server.serve("/rss", FEED)
    fetcher = Fetcher(allowed=LOOPBACK, limits=Limits(whole=3))

    slow = asyncio.create_task(fetcher.fetch(FeedState(server.url("/slow"))))
    quick = await fetcher.fetch(FeedState(server.url("/rss")))

    assert isinstance(quick, Fetched)
    assert not slow.done()
    assert failed(await slow) == FeedFailure.TIMEOUT
    await asyncio.wait_for(server.left.wait(), 5)


async def test_a_silent_server_is_left(server: FeedServer) -> None:
    async def silent(writer: asyncio.StreamWriter, asked: dict[str, str]) -> None:
        del asked
        writer.write(head("200 OK", {"content-length": "10"}))
        await asyncio.wait_for(writer.wait_closed(), 5)

    server.pages["/rss"] = silent

    assert failed(await fetch(server.url("/rss"), limits=QUICK)) == FeedFailure.TIMEOUT


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 200", b"\x00\xff\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nkort"]
)
async def test_a_server_that_does_not_speak_http_is_no_feed(server: FeedServer, said: bytes) -> None:
    async def page(writer: asyncio.StreamWriter, asked: dict[str, str]) -> None:
        del asked
        writer.write(said)

    server.pages["/rss"] = page

    assert failed(await fetch(server.url("/rss"), limits=QUICK)) == FeedFailure.NETWORK


async def test_a_server_that_is_not_there_is_told() -> None:
    async with feed_server() as other:
        gone = other.url("/rss")

    assert failed(await fetch(gone, limits=QUICK)) == FeedFailure.NETWORK


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.no/rss",
        "rss",
        "",
        "http://",
        "http://bruker:ord@a.no/rss",
        "http://[::1",
        "http://[2a00::1%251]/rss",
        "http://[fe80::1%25lo]/rss",
        "http://a.no:99999/",
        "http://a.no:0/",
        "http://\ud800/",
    ],
)
async def test_what_is_no_web_address_is_not_fetched(url: str) -> None:
    assert failed(await fetch(url, limits=QUICK)) == FeedFailure.ADDRESS


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "240.0.0.1", "::", "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
        "192.0.0.1", "192.0.0.9", "192.0.0.10", "192.0.0.170", "192.0.0.255", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "192.88.99.1", "192.31.196.1", "192.52.193.1", "192.175.48.1", "239.1.1.1", "255.0.0.1",
        "fec0::1", "feff::1", "fdff::1", "febf::1", "3fff::1", "3fff:fff::1", "5f00::1", "100::1", "100:0:0:1::1",
        "64:ff9b:1::1", "64:ff9b::7f00:1", "64:ff9b::c000:1", "2002:a00:1::1", "2002:c000:1::1", "2001::1",
        "2001:0:a00:1::f5ff:fffe", "2001:1::1", "2001:2::1", "2001:20::1", "2620:4f:8000::1", "::a00:1",
        "::ffff:0:a00:1", "::ffff:192.0.0.1", "1000::1", "4000::1", "e000::1", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_closed_networks_may_not_be_reached(address: str) -> None:
    assert not may_reach(ip_address(address), ())


PUBLIC = [
    "93.184.215.14", "1.1.1.1", "192.0.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "198.17.0.1", "223.255.255.1",
    "2a00:1450:400f:80c::200e", "2001:200::1", "2001:4860:4860::8888", "3ffe::1", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_may_be_reached(address: str) -> None:
    assert may_reach(ip_address(address), ())


def test_a_closed_network_may_be_allowed() -> None:
    assert may_reach(ip_address("10.1.2.3"), (ip_network("10.0.0.0/8"),))
    assert may_reach(ip_address("::ffff:10.1.2.3"), (ip_network("10.0.0.0/8"),))
    assert not may_reach(ip_address("192.168.0.1"), (ip_network("10.0.0.0/8"),))


class Names:
    """Answers for each name, in turn; the last one stays."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): list(told) for name, told in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        del port
        self.asked.append(host)
        told = self.answers.get(host)
        if not told:
            message = "unknown"
            raise OSError(message)
        return told.pop(0) if len(told) > 1 else told[0]


async def fetch_by_name(names: Names, url: str, tls: ssl.SSLContext | None = None) -> Outcome:
    return await Fetcher(allowed=LOOPBACK, resolve=names, tls=tls).fetch(FeedState(url))


async def test_a_name_is_asked_for_once_a_hop_so_it_cannot_change_its_answer(server: FeedServer) -> None:
    names = Names(avis_test=[["127.0.0.1"], ["10.0.0.1"]], ny_test=[["127.0.0.1"], ["10.0.0.1"]])
    server.serve("/1", status="302 Found", location=server.url("/rss", "ny.test"))
    server.serve("/rss", FEED)

    fetched = await fetch_by_name(names, server.url("/1", "avis.test"))

    assert isinstance(fetched, Fetched)
    assert fetched.url == server.url("/rss", "ny.test")
    assert names.asked == ["avis.test", "ny.test"]
    assert [asked["host"] for _, asked in server.asked] == [f"avis.test:{server.port}", f"ny.test:{server.port}"]


@pytest.mark.parametrize("answer", [["10.0.0.1"], ["127.0.0.1", "169.254.169.254"], ["::ffff:192.168.0.1"]])
async def test_a_name_that_leads_to_a_closed_network_is_refused(server: FeedServer, answer: list[str]) -> None:
    server.serve("/rss", FEED)

    outcome = await fetch_by_name(Names(avis_test=[answer]), server.url("/rss", "avis.test"))

    assert outcome == Failed(FeedFailure.ADDRESS, "adressen fører til et lukket nett")
    assert server.asked == []


async def test_a_redirect_to_a_name_in_a_closed_network_is_refused(server: FeedServer) -> None:
    names = Names(avis_test=[["127.0.0.1"]], intern_test=[["10.0.0.1"]])
    server.serve("/1", status="302 Found", location="http://intern.test/")

    assert failed(await fetch_by_name(names, server.url("/1", "avis.test"))) == FeedFailure.ADDRESS


async def test_an_unknown_name_is_told() -> None:
    assert failed(await fetch_by_name(Names(), "https://avis.test/rss")) == FeedFailure.NETWORK


async def test_a_certificate_must_be_of_the_name_that_was_asked_for(tmp_path: Path) -> None:
    server_side, trusting = certificate(tmp_path, "avis.test")
    names = Names(avis_test=[["127.0.0.1"]], annen_test=[["127.0.0.1"]])
    async with feed_server(server_side) as server:
        server.serve("/rss", FEED)

        right = await fetch_by_name(names, server.url("/rss", "avis.test", "https"), trusting)
        wrong = await fetch_by_name(names, server.url("/rss", "annen.test", "https"), trusting)

    assert isinstance(right, Fetched)
    assert failed(wrong) == FeedFailure.NETWORK


async def test_a_redirect_from_https_to_http_is_not_followed(tmp_path: Path) -> None:
    server_side, trusting = certificate(tmp_path, "avis.test")
    async with feed_server(server_side) as server:
        server.serve("/1", status="302 Found", location=server.url("/rss", "avis.test"))

        outcome = await fetch_by_name(
            Names(avis_test=[["127.0.0.1"]]), server.url("/1", "avis.test", "https"), trusting
        )

    assert failed(outcome) == FeedFailure.REDIRECTS
