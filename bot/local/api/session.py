"""api.test, auth.test and apps.connections.open: whether anybody answers, who the token is, and a socket for it."""

from bot.local.api.call import Call, Method
from bot.local.model import Json
from bot.local.workspace_errors import SlackError


def auth_test(call: Call) -> Json:
    """auth.test."""
    state = call.state
    return {
        "url": call.workspace.base_url + "/",
        "team": state.team.name,
        "user": state.bot.name,
        "team_id": state.team.id,
        "user_id": state.bot.id,
        "bot_id": state.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """apps.connections.open: the address of one Socket Mode connection."""
    ws = call.workspace.base_url.replace("http://", "ws://", 1)
    return {"url": f"{ws}/link/?ticket={call.workspace.sockets.ticket()}&app_id={call.state.app_id}"}


def team_info(call: Call) -> Json:
    """team.info."""
    call.need("team:read")
    team = call.state.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain}}


def api_test(call: Call) -> Json:
    """api.test: says back what it was given, without a token too."""
    args = {name: value for name, value in call.arguments.items() if name != "token"}
    if call.optional("error"):
        raise SlackError(code=call.text("error"), args=args)
    return {"args": args} if args else {}


METHODS = (
    Method("api.test", api_test, by="anyone"),
    Method("auth.test", auth_test),
    Method("team.info", team_info),
    Method("apps.connections.open", connections_open, by="app"),
)
