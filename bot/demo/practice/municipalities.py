"""Øvingskommunene: made-up council cases, in the shape of eInnsyn's search."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.demo.practice.practice_events import MARK, OSLO, WEEK

CASES = (
    ("Ullensaker", "Høringssvar om ny jernbane nordover"),
    ("Drammen", "Navn på en ny bro"),
    ("Ås", "Uttalelse om flere tog på Østfoldbanen"),
    ("Bergen", "Bybanen til en ny bydel"),
    ("Kongsberg", "Behov for mer kapasitet i strømnettet"),
    ("Gran", "Skilt på torget"),
)
"""The municipality and the title; most are about a theme that the demonstration's content has."""
MADE_UP = "Øvingskommunene er diktet opp for å øve. Ingenting av dette har skjedd."
FIRST_WEEK, WEEKS_BACK, MOST, MEETS_AFTER = date(2020, 1, 6), 60, 100, timedelta(days=9)
PUBLISHED_AT = time(9)


def municipalities(now: Callable[[], datetime]) -> Starlette:
    """Return the server. `now` gives the moment (aware) that what it publishes follows."""

    def search(_: Request) -> Response:
        return JSONResponse({"items": list(islice(_published(now()), MOST))})

    def robots(_: Request) -> Response:
        return PlainTextResponse("User-agent: *\nAllow: /\n")

    def page(request: Request) -> Response:
        number = request.path_params["number"]
        found = next((each for each in _published(now()) if each["id"] == number), None)
        if found is None:
            return PlainTextResponse("Not found", 404)
        said = f"{found['journalenhet']['navn']}, {found['utvalg']}: {found['offentligTittel']}"
        return PlainTextResponse(f"{said}\n\n{MADE_UP}\n")

    return Starlette(routes=[Route("/robots.txt", robots), Route("/search", search), Route("/moetesak/{number}", page)])


def _published(at: datetime) -> Iterator[dict[str, Any]]:
    """Yield the cases that are published by a moment, the newest first: one on the Monday of each week."""
    monday = at.astimezone(OSLO).date() - timedelta(days=at.astimezone(OSLO).weekday())
    for back in range(WEEKS_BACK):
        day = monday - back * WEEK
        published = datetime.combine(day, PUBLISHED_AT, OSLO)
        if published <= at:
            yield _case(day, published)


def _case(day: date, published: datetime) -> dict[str, Any]:
    number = (day - FIRST_WEEK).days // 7
    name, title = CASES[number % len(CASES)]
    meeting = datetime.combine(day + MEETS_AFTER, time(18), OSLO)
    return {
        "entity": "Moetesak",
        "id": f"ms_oving{number}",
        "offentligTittel": f"{title}{MARK}",
        "publisertDato": published.isoformat(),
        "moetesakstype": "politisk",
        "utvalg": "Kommunestyret",
        "journalenhet": {"entity": "Enhet", "id": f"enh_{name}", "navn": f"{name} kommune", "enhetstype": "KOMMUNE"},
        "moetemappe": {"entity": "Moetemappe", "id": f"mm_oving{number}", "moetedato": meeting.isoformat()},
    }
