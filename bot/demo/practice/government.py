"""Øvingsregjeringen: the government's listing of hearings, the hearings' own pages, and the ministries' RSS."""

import re
from collections.abc import Callable
from datetime import datetime, time
from email.utils import format_datetime
from html import escape
from itertools import islice

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.demo.practice.practice_events import OSLO, MinistryHearing, ministry_hearings
from jobs.official.sources import FEED, LISTING

NAME = "Øvingsregjeringen"
MADE_UP = f"{NAME} er diktet opp for å øve. Ingenting av dette har skjedd."
ROBOTS = "User-agent: *\nDisallow: /*/?documenttype\nDisallow: /*/?ownerid\nDisallow: /*/?sortby\nDisallow: /api/\n"
NEWEST, IN_A_FEED = 20, 100
NOT_IN_ADDRESSES = re.compile("[^a-z0-9]+")
FOLDED = str.maketrans({"æ": "a", "ø": "o", "å": "a"})


def government(now: Callable[[], datetime]) -> Starlette:
    """Return the server."""

    def listing(_: Request) -> Response:
        at = now()
        return _html(_listing(tuple(ministry_hearings(at)), at))

    def page(request: Request) -> Response:
        number = request.path_params["number"]
        found = next((each for each in ministry_hearings(now()) if each.number == number), None)
        return _html(_page(found), 200 if found else 404)

    def feed(request: Request) -> Response:
        owner = request.query_params.get("owner", "")
        of_owner = (each for each in ministry_hearings(now()) if each.subject.body_id == owner)
        items = "".join(_item(each, str(request.base_url)) for each in islice(of_owner, IN_A_FEED))
        text = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>RSS {NAME}</title>{items}</channel></rss>'
        return Response(text, media_type="application/rss+xml")

    def robots(_: Request) -> Response:
        return PlainTextResponse(ROBOTS)

    return Starlette(
        routes=[
            Route("/robots.txt", robots),
            Route(LISTING, listing),
            Route(FEED.partition("?")[0], feed),
            Route("/no/dokumenter/{name}/id{number:int}/", page),
        ]
    )


def _html(text: str, status: int = 200) -> Response:
    # Letters as entities, as the real pages have them.
    return Response(text.encode("ascii", "xmlcharrefreplace"), status, media_type="text/html; charset=utf-8")


def _listing(hearings: tuple[MinistryHearing, ...], now: datetime) -> str:
    rows = "".join(map(_row, hearings[:NEWEST]))
    count = f"Viser 1-{min(NEWEST, len(hearings))} av {len(hearings)} treff."
    head = f'<title>Høringer – {NAME}</title><meta name="csp-nonce" content="{now.isoformat()}">'
    return _document(
        head, f'<h1>Høringer</h1><p class="count">{count}</p><ul class="listing" id="searchResultsListing">{rows}</ul>'
    )


def _row(hearing: MinistryHearing) -> str:
    status, deadline, kind = _words(hearing)
    return (
        f'<li class="listItem"><h2 class="title"><a href="{_path(hearing)}" data-nav=searchResultItem>'
        f'{escape(hearing.title)}</a></h2><div class="info"><span class="date">{hearing.published:%d.%m.%Y}</span>'
        f' <span class="type">{kind}</span> <span class="department">{escape(hearing.subject.body)}</span></div>'
        f'<p class="excerpts">{escape(hearing.subject.text)}</p><p class="event-details">'
        f'<span class="event-details">{deadline}: {hearing.deadline:%d.%m.%Y}</span> '
        f'<span class="event-details-open">Status: {status}</span></p></li>'
    )


def _page(hearing: MinistryHearing | None) -> str:
    if hearing is None:
        return _document("<title>Siden finnes ikke</title>", "<h1>Siden finnes ikke</h1>")
    status, deadline, kind = _words(hearing)
    subject, title = hearing.subject, escape(hearing.title)
    head = (
        f'<title>{title} – {NAME}</title><meta name="DC.Type" content="Horing"><meta name="DC.Title" content="{title}">'
        f'<meta name="DC.Creator" content="{escape(subject.body)}"><meta name="ownerid" content="{subject.body_id}">'
        f'<meta name="DC.Date" content="{hearing.published}"><meta name="DC.Identifier.URL" content="{_path(hearing)}">'
    )
    return _document(
        head,
        f'<h1>{title}</h1><div class="article-info"><p><span class="type">{kind} |</span> <span class="date">Dato: '
        f'{hearing.published:%d.%m.%Y}</span> <span class="owner">| {escape(subject.body)}</span></p></div>'
        f'<div class="article-ingress">{escape(subject.text)}</div><div class="horing-meta content-row">'
        f"<p><strong>Status:</strong> {status}</p><p><strong>{deadline}:</strong> {hearing.deadline:%d.%m.%Y}</p></div>",
        "nn" if subject.is_nynorsk else "nb",
    )


def _document(head: str, body: str, language: str = "nb") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">{head}</head>'
        f"<body><main>{body}<p><small>{MADE_UP}</small></p></main></body></html>"
    )


def _words(hearing: MinistryHearing) -> tuple[str, str, str]:
    """Return the status, and the names of the deadline and of a hearing, in the hearing's form of Norwegian."""
    if hearing.subject.is_nynorsk:
        return "Trekt" if hearing.is_withdrawn else "På høyring", "Høyringsfrist", "Høyring"
    return "Trukket" if hearing.is_withdrawn else "På høring", "Høringsfrist", "Høring"


def _item(hearing: MinistryHearing, base: str) -> str:
    link = f"{base.rstrip('/')}{_path(hearing)}"
    published = format_datetime(datetime.combine(hearing.published, time(9), OSLO))
    return (
        f"<item><title>{escape(hearing.title)}</title><link>{escape(link)}</link>"
        f"<description>{escape(hearing.subject.text)}</description><guid>{hearing.number}</guid>"
        f"<pubDate>{published}</pubDate></item>"
    )


def _path(hearing: MinistryHearing) -> str:
    name = NOT_IN_ADDRESSES.sub("-", hearing.subject.title.lower().translate(FOLDED)).strip("-")
    return f"/no/dokumenter/{name}/id{hearing.number}/"
