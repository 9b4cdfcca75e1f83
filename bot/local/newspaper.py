"""A made-up newspaper with a real feed, for the demonstration: its stories follow the clock, which can be moved."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.runtime.web import serving

NAME = "Øvingsavisa"
FEED = "/rss"
SATURDAY = 5
KEPT_DAYS = 7
ZONE = ZoneInfo("Europe/Oslo")
EARLY, LATER = time(6, 50), time(7, 40)
CASES = (
    ("Signalfeil stanset togene gjennom Oslo", "Pendlere ventet i to timer. Ordførere krever handling nå."),
    ("Bedrift må vente sju år på strøm", "Planene om nye arbeidsplasser stopper, fordi nettet er fullt."),
    ("Fant nesten ikke torsk i Oslofjorden", "Forskere er bekymret og ber om raskere rensing av avløp."),
    ("Vil flytte mer gods fra vei til bane", "Transportører sier at det ikke er plass til flere godstog."),
    ("Kommuner slår alarm om strømnettet", "Nye boliger og busser på strøm må vente, sier de."),
)
OTHERS = (
    ("Bakeriet på hjørnet fyller hundre år", "Det feires med gratis boller."),
    ("Ny svømmehall åpner på lørdag", "Køen var lang allerede til prøveåpningen."),
    ("Sol og varme i helgen", "Det blir opptil tjue grader, sier meteorologen."),
)


@dataclass(frozen=True)
class Story:
    """A story in the newspaper: `at` is aware."""

    name: str
    title: str
    text: str
    at: datetime


def stories(now: datetime) -> Iterator[Story]:
    """Return the stories of the last week before that moment (aware), the newest first: two each working day."""
    today = now.astimezone(ZONE).date()
    for back in range(KEPT_DAYS):
        yield from (each for each in _of(today - timedelta(days=back)) if each.at <= now)


def newspaper(now: Callable[[], datetime]) -> Starlette:
    """Return the newspaper's server: its feed, and a page for each story."""

    def feed(request: Request) -> Response:
        items = "".join(_item(each, str(request.base_url)) for each in stories(now()))
        text = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{NAME}</title>{items}</channel></rss>'
        return Response(text, media_type="application/rss+xml")

    def story(request: Request) -> Response:
        wanted = request.path_params["name"]
        article = next((each for each in stories(now()) if each.name == wanted), None)
        return HTMLResponse(_page(article), status_code=200 if article else 404)

    return Starlette(routes=[Route(FEED, feed), Route("/sak/{name}", story)])


@asynccontextmanager
async def publishing(now: Callable[[], datetime]) -> AsyncIterator[str]:
    """Serve the newspaper on this machine for as long as the block lasts; yields its feed's address."""
    async with serving(newspaper(now), "127.0.0.1", 0) as address:
        yield f"{address}{FEED}"


def _of(day: date) -> Iterator[Story]:
    if day.weekday() >= SATURDAY:
        return
    for kind, at, item in (("sak", LATER, CASES), ("liten", EARLY, OTHERS)):
        title, text = item[day.toordinal() % len(item)]
        yield Story(f"{day}-{kind}", title, text, datetime.combine(day, at, ZONE).astimezone(UTC))


def _item(each: Story, base: str) -> str:
    link = f"{base}sak/{each.name}"
    return (
        f"<item><guid>{each.name}</guid><title>{escape(each.title)}</title><link>{escape(link)}</link>"
        f"<description>{escape(each.text)}</description><pubDate>{format_datetime(each.at)}</pubDate></item>"
    )


def _page(story: Story | None) -> str:
    title, text = (story.title, story.text) if story else ("Saken finnes ikke lenger", "Avisa har bare den siste uka.")
    small = f"{NAME} er diktet opp for å øve. Ingenting av dette har skjedd."
    return (
        f'<!doctype html><html lang="nb"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1><p>{escape(text)}</p><p><small>{small}</small></p></html>"
    )
