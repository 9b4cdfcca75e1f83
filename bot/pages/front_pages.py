"""The pages that anybody may read: what the bot is, how it treats people's data, and the terms.

`/personvern` is for people outside, who may be in somebody's register. `/interessenter personvern` in the chat is for those inside,
with every table and field.
"""

import time
from collections.abc import Callable
from html import escape
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.commands.interessenter.privacy.privacy_policy import blocks, html_of
from bot.pages.address_limit import AddressLimit
from bot.runtime.web_page import PRIVACY, TERMS, web_page

MOST, WINDOW_SECONDS = 300, 60.0
"""How many pages an address may ask for, and within how many seconds. Behind a proxy all people may have one address."""
KEPT = "public, max-age=3600"
TOO_MANY = 429
FRONT = """\
Pådriver er en kollega i Slack og Teams for dem som jobber med interessepolitikk. Den kjenner det politiske året, minner om
frister, foreslår hva dere kan si, og husker hvem dere har snakket med.

Her er det ingenting å logge inn på. Skriv `hjelp` til Pådriver i chatten.

{contact}
"""


def front_routes(contact: str, seconds: Callable[[], float] = time.monotonic) -> list[Route]:
    """Return the routes of the three pages. `contact` is an e-mail or web address, or empty; `seconds` a monotonic clock."""
    limit = AddressLimit(seconds, MOST, WINDOW_SECONDS)
    titles = {"/": "Pådriver", PRIVACY: "Personvern", TERMS: "Vilkår"}
    texts = {
        "/": FRONT,
        **{path: (files("bot.pages") / f"{path[1:]}.md").read_text("utf-8") for path in (PRIVACY, TERMS)},
    }
    bodies = {path: _body(text, contact) for path, text in texts.items()}

    async def show(request: Request) -> Response:
        client = request.client.host if request.client else ""
        wait = limit.wait_seconds(client)
        if wait:
            return Response(status_code=TOO_MANY, headers={"Retry-After": str(wait)})
        limit.count(client)
        return web_page(titles[request.url.path], bodies[request.url.path], cache=KEPT)

    return [Route(path, show) for path in titles]


def _body(text: str, contact: str) -> str:
    """Return a text as HTML, with the contact address as a link where the text names it."""
    place = "\N{OBJECT REPLACEMENT CHARACTER}"
    html = "".join(map(html_of, blocks(text.replace("{contact}", f"Kontakt: {place}." if contact else ""))))
    return html.replace("<p></p>", "").replace(place, _link(contact))


def _link(contact: str) -> str:
    user, at, host = contact.partition("@")
    if user and at and "." in host and not set(contact) & set(" /<>:"):
        return f'<a href="mailto:{escape(contact)}">{escape(contact)}</a>'
    if contact.startswith("https://"):
        return f'<a href="{escape(contact)}">{escape(contact)}</a>'
    return escape(contact)
