"""A page that people open in a browser: no scripts, no cookies, nothing from other servers."""

import base64
import hashlib
from html import escape

from starlette.responses import HTMLResponse

STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;margin:8vh auto;max-width:38rem;padding:0 1.5rem;"
    "color:#1d2b32;background:#f6f8f9;overflow-wrap:anywhere}"
    "h1{font-size:1.6rem;line-height:1.25;color:#123c4a}h2{font-size:1.2rem;color:#123c4a;margin-top:2rem}a{color:#0b5870}"
    "a.next,button{display:inline-block;margin-top:.5rem;padding:.6rem 1.1rem;border-radius:.4rem;"
    "background:#123c4a;color:#fff;text-decoration:none}button{border:0;font:inherit;cursor:pointer}footer{margin-top:3rem;font-size:.95rem}"
)
PRIVACY, TERMS = "/personvern", "/vilkar"
KEPT_NOWHERE = "no-store"
POLICY = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # The address may hold a secret, such as Slack's code.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
WITH_FORM = HEADERS | {"Content-Security-Policy": POLICY.replace("form-action 'none'", "form-action 'self'")}
"""The headers of a page with a form, which is sent to the same address."""


def web_page(
    title: str, body: str, status: int = 200, cache: str = KEPT_NOWHERE, *, has_form: bool = False
) -> HTMLResponse:
    """Return a page. `body` is HTML, escaped by the caller; `cache` is the `Cache-Control`."""
    return HTMLResponse(
        '<!doctype html><html lang="nb"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main>"
        f'<footer><a href="{PRIVACY}">Personvern</a> · <a href="{TERMS}">Vilkår</a></footer></body></html>',
        status,
        {**(WITH_FORM if has_form else HEADERS), "Cache-Control": cache},
    )
