"""A page that people open in a browser: no cookies, nothing from other servers, and no script but the page's own."""

import base64
import hashlib
from html import escape

from starlette.responses import HTMLResponse

STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;margin:8vh auto;max-width:38rem;padding:0 1.5rem;"
    "color:#1d2b32;background:#f6f8f9;overflow-wrap:anywhere}"
    "h1{font-size:1.6rem;line-height:1.25;color:#123c4a}h2{font-size:1.2rem;color:#123c4a;margin-top:2rem}a{color:#0b5870}"
    "a.next{display:inline-block;margin-top:.5rem;padding:.6rem 1.1rem;border-radius:.4rem;"
    "background:#123c4a;color:#fff;text-decoration:none}"
    "label{display:block;font-weight:600;margin-top:1rem}.hint{font-size:.95rem;color:#3c4d55;margin:.2rem 0}"
    "input[type=text],input[type=url],textarea{box-sizing:border-box;width:100%;padding:.6rem;margin-top:.3rem;"
    "font:inherit;color:inherit;background:#fff;border:2px solid #5b6b73;border-radius:.4rem}"
    "textarea[readonly]{background:#eef3f5;field-sizing:content}fieldset{border:0;margin:0;padding:0}"
    "button{min-height:2.75rem;margin:.8rem .6rem 0 0;padding:.6rem 1.1rem;font:inherit;font-weight:600;cursor:pointer;"
    "border:2px solid #123c4a;border-radius:.4rem;background:#123c4a;color:#fff}"
    "button.quiet{background:#fff;color:#123c4a}.done{padding:.8rem 1rem;border-left:.4rem solid #0b7a4b;background:#e8f5ee}"
    ".row{display:block;min-height:2.75rem;font-weight:400}:focus-visible{outline:3px solid #b45309;outline-offset:2px}"
    "footer{margin-top:3rem;font-size:.95rem}"
)
PRIVACY, TERMS = "/personvern", "/vilkar"
KEPT_NOWHERE = "no-store"
HEADERS = {
    # The address may hold a secret, such as Slack's code.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def _source(text: str) -> str:
    """Return what lets a style or a script of the page itself through, by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _policy(script: str, *, has_form: bool) -> str:
    scripts = f"script-src {_source(script)}; " if script else ""
    form = "'self'" if has_form else "'none'"
    return (
        f"default-src 'none'; style-src {_source(STYLE)}; {scripts}"
        f"base-uri 'none'; form-action {form}; frame-ancestors 'none'"
    )


POLICY = _policy("", has_form=False)


def web_page(
    title: str,
    body: str,
    status: int = 200,
    cache: str = KEPT_NOWHERE,
    script: str = "",
    *,
    has_form: bool = False,
    language: str = "nb",
) -> HTMLResponse:
    """Return a page. `body` is HTML, escaped by the caller; `cache` is the `Cache-Control`.

    `language` is its language, as HTML says it. `script` runs in the page if the browser runs scripts; with `has_form` the page may send forms to this server.
    """
    policy = _policy(script, has_form=has_form) if script or has_form else POLICY
    run = f"<script>{script}</script>" if script else ""
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main>"
        f'<footer><a href="{PRIVACY}">Personvern</a> · <a href="{TERMS}">Vilkår</a></footer>{run}</body></html>',
        status,
        {**HEADERS, "Content-Security-Policy": policy, "Cache-Control": cache},
    )
