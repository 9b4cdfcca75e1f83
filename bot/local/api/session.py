"""auth.test, team.info and apps.connections.open: the token's owner, its workspace, and a socket for it."""

from bot.local.api.call import Call, Method
from bot.local.model import Json


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


METHODS = (
    Method("auth.test", auth_test),
    Method("team.info", team_info),
    Method("apps.connections.open", connections_open, by="app"),
)
