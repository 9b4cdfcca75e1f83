"""The pages for people outside: what they say, their headers, and how many one address may ask for."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette

from bot.pages.front_pages import MOST, WINDOW_SECONDS, front_routes

PAGES = {"/": "Pådriver", "/personvern": "Personvern", "/vilkar": "Vilkår"}


class Seconds:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def visitor(contact: str, seconds: Seconds) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=front_routes(contact, seconds)))
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.example.no") as client:
        yield client


async def test_three_pages_say_what_it_is_with_safe_headers_and_no_more_than_so_many_a_minute() -> None:
    seconds = Seconds()
    async with visitor("post@example.no", seconds) as client:
        for path, title in PAGES.items():
            page = await client.get(path)
            assert page.status_code == 200
            assert f"<h1>{title}</h1>" in page.text
            assert '<a href="mailto:post@example.no">post@example.no</a>' in page.text
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            assert page.headers["cache-control"] == "public, max-age=3600"
            assert page.headers["referrer-policy"] == "no-referrer"
            assert "default-src 'none'" in page.headers["content-security-policy"]
            assert "set-cookie" not in page.headers
            assert not re.search(r"<script|<img|http://|\{contact\}", page.text)
            links = set(re.findall(r'href="(/[^"]*)"', page.text))
            assert links == {"/personvern", "/vilkar"}
        assert (await client.post("/vilkar")).status_code == 405
        for _ in range(MOST - len(PAGES)):
            assert (await client.get("/")).status_code == 200
        refused = await client.get("/personvern")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "61")
        seconds.now += WINDOW_SECONDS
        assert (await client.get("/personvern")).status_code == 200


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("", None),
        ("https://example.no/bot", 'Kontakt: <a href="https://example.no/bot">https://example.no/bot</a>.'),
        ("Ola <ola@example.no>", "Kontakt: Ola &lt;ola@example.no&gt;."),
        ("javascript:alert(1)", "Kontakt: javascript:alert(1)."),
    ],
)
async def test_the_contact_address_is_a_link_only_if_it_is_one(contact: str, said: str | None) -> None:
    async with visitor(contact, Seconds()) as client:
        text = (await client.get("/")).text
    assert (said in text) if said else ("Kontakt" not in text and "<p></p>" not in text)
