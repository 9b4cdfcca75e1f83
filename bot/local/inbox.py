"""The inbox of the demonstration: every e-mail that the bot sends there, to whatever address, with two pages to read them.

What somebody else wrote is never part of our page: the HTML of a mail is shown in a frame without scripts, forms or our origin.
"""

from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

INBOX = "/epost"
NOT_FOUND = 404
MOST = 500
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
PAGE_HEADERS = SAFE | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
}
FRAME_HEADERS = SAFE | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )
}
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True)
class ReceivedMail:
    """An e-mail, by its number in the inbox."""

    number: int
    to: str
    sender: str
    subject: str
    at: str
    text: str
    html: str


@dataclass
class Inbox:
    """The e-mails, the oldest first."""

    mails: list[ReceivedMail] = field(default_factory=list)

    def receive(self, content: bytes, to: str) -> None:
        """Keep an e-mail; of many, the newest."""
        message = message_from_bytes(content, policy=default)
        number = self.mails[-1].number + 1 if self.mails else 1
        sender, subject, at = (str(message[name] or "") for name in ("From", "Subject", "Date"))
        text, html = _form(message, "plain"), _form(message, "html")
        self.mails.append(ReceivedMail(number, to, sender, subject, at, text, html))
        del self.mails[:-MOST]

    def routes(self) -> list[BaseRoute]:
        """Return the list, and each mail with its HTML apart."""
        return [
            Route(INBOX, self._list),
            Route(f"{INBOX}/{{number:int}}", self._open),
            Route(f"{INBOX}/{{number:int}}/html", self._html),
        ]

    async def _list(self, _request: Request) -> Response:
        rows = "".join(
            f'<li><a href="{INBOX}/{each.number}">{escape(each.subject)}</a> '
            f"<small>til {escape(each.to)}, {escape(each.at)}</small></li>"
            for each in reversed(self.mails)
        )
        empty = "<p>Ingen e-post ennå. Siden henter ny e-post av seg selv.</p>"
        return _page("E-post", f"<ul>{rows}</ul>" if rows else empty, renews=True)

    async def _open(self, request: Request) -> Response:
        mail = self._found(request)
        if mail is None:
            return _page("E-posten finnes ikke lenger", "", NOT_FOUND)
        head = "".join(
            f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>"
            for name, value in (("Fra", mail.sender), ("Til", mail.to), ("Sendt", mail.at))
        )
        frame = (
            f'<iframe title="E-posten som HTML" sandbox="{SANDBOX}" src="{INBOX}/{mail.number}/html"></iframe>'
            f"<details><summary>Som ren tekst</summary><pre>{escape(mail.text)}</pre></details>"
        )
        return _page(mail.subject, f'<dl>{head}</dl>{frame}<p><a href="{INBOX}">Alle e-poster</a></p>')

    async def _html(self, request: Request) -> Response:
        mail = self._found(request)
        if mail is None:
            return RedirectResponse(INBOX)
        # Links open beside the page: the frame may not leave it.
        shown = mail.html.replace("<head>", '<head><base target="_blank">', 1)
        return HTMLResponse(shown, headers=FRAME_HEADERS)

    def _found(self, request: Request) -> ReceivedMail | None:
        number = request.path_params["number"]
        return next((each for each in self.mails if each.number == number), None)


def _form(message: object, kind: str) -> str:
    part = message.get_body((kind,)) if isinstance(message, EmailMessage) else None
    return str(part.get_content()) if part is not None else ""


def _page(title: str, body: str, status: int = 200, *, renews: bool = False) -> Response:
    again = '<meta http-equiv="refresh" content="5">' if renews else ""
    return HTMLResponse(
        '<!doctype html><html lang="nb"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark">{again}<title>{escape(title)} – øvingsrom</title>'
        '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="/static/base.css"><link rel="stylesheet" href="/static/inbox.css"></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>",
        status,
        PAGE_HEADERS,
    )
