"""The page where a person accepts or refuses the installation of the app in a workspace."""

from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.local.body import read
from bot.local.oauth.authorize_request import AuthorizeRequest, AuthorizeRequestError, read_authorize_request
from bot.local.workspace import Workspace

PATH = "/oauth/v2/authorize"
_LARGEST = 16 * 1024  # bytes
_ASKED = ("client_id", "scope", "redirect_uri", "state")
_STYLE = "body{font:16px/1.5 sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}button{font:inherit}"


def routes(workspace: Workspace) -> list[Route]:
    """Return the page and what its buttons do, for all workspaces of the app."""

    async def page(request: Request) -> Response:
        try:
            wanted = read_authorize_request(workspace, request.query_params)
        except AuthorizeRequestError as refusal:
            return _refused(str(refusal))
        return _page(workspace, wanted, request.query_params)

    async def decide(request: Request) -> Response:
        if request.headers.get("origin") not in {None, f"http://{request.headers['host']}"}:
            return _refused("invalid_origin")
        form = dict(parse_qsl((await read(request, _LARGEST)).decode(), keep_blank_values=True))
        try:
            wanted = read_authorize_request(workspace, form)
        except AuthorizeRequestError as refusal:
            return _refused(str(refusal))
        return RedirectResponse(_address(wanted, _answer(workspace, wanted, form)), 302)

    return [Route(PATH, page), Route(PATH, decide, methods=["POST"])]


def _answer(workspace: Workspace, wanted: AuthorizeRequest, form: Mapping[str, str]) -> dict[str, str]:
    if form.get("answer") != "install":
        return {"error": "access_denied"}
    team_id, _, user_id = form.get("who", "").partition(":")
    return {"code": workspace.app.codes.new(team_id, user_id, wanted.scopes, wanted.redirect_uri)}


def _address(wanted: AuthorizeRequest, answer: dict[str, str]) -> str:
    return f"{wanted.back}?{urlencode({**answer, 'state': wanted.state})}"


def _page(workspace: Workspace, wanted: AuthorizeRequest, query: Mapping[str, str]) -> HTMLResponse:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(query[name])}">' for name in _ASKED if name in query
    )
    scopes = "".join(f"<li>{escape(each)}</li>" for each in wanted.scopes)
    return _html(
        f"<h1>{escape(workspace.state.bot.real_name)} ber om å bli installert</h1>"
        f"<p>Den ber om disse tilgangene:</p><ul>{scopes}</ul>"
        f'<form method="post" action="{PATH}">{hidden}'
        f'<p><label>Installer i <select name="who">{_choices(workspace, query.get("team", ""))}</select></label></p>'
        '<button name="answer" value="install">Installer</button> '
        '<button name="answer" value="refuse">Avbryt</button></form>',
        back=wanted.back,
    )


def _choices(workspace: Workspace, wanted_team: str) -> str:
    app = workspace.app
    options = [
        (f"{each.state.team.id}:{person.id}", f"{each.state.team.name}, som {person.real_name}")
        for each in app.workspaces
        if wanted_team in {"", each.state.team.id}
        for person in each.state.people()
    ]
    if app.organisation:
        options.append((f"{app.organisation.id}:", f"Hele organisasjonen {app.organisation.name}"))
    return "".join(f'<option value="{value}">{escape(label)}</option>' for value, label in options)


def _refused(reason: str) -> HTMLResponse:
    return _html(f"<h1>Noe gikk galt</h1><p>Appen ba om noe Slack ikke viser en side for: {escape(reason)}.</p>", 400)


def _html(body: str, status: int = 200, back: str = "") -> HTMLResponse:
    parts = urlsplit(back)
    # A browser checks the address a form redirects to against form-action as well.
    target = f" {parts.scheme}://{parts.netloc}" if back else ""
    headers = {
        "Content-Security-Policy": f"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'{target}; "
        "base-uri 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    whole = f'<!doctype html><html lang="nb"><meta charset="utf-8"><title>Installer</title><style>{_STYLE}</style>{body}</html>'
    return HTMLResponse(whole, status, headers)
