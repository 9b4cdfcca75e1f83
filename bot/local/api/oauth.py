"""oauth.v2.access, auth.revoke and apps.uninstall: the app gets a token, and gives it up.

Source: https://docs.slack.dev/reference/methods/oauth.v2.access
"""

from bot.local.api.call import Call, Method
from bot.local.codes import AuthorizationCode
from bot.local.model import Json
from bot.local.oauth import installing


def access(call: Call) -> Json:
    """oauth.v2.access: a token for a code."""
    code = call.workspace.app.codes.use(call.optional("code"), call.optional("redirect_uri"))
    given = _whole_organisation(call, code) or _one_team(call, code)
    return {
        "app_id": call.state.app_id,
        "authed_user": {"id": code.user_id},
        "scope": ",".join(code.scopes),
        "token_type": "bot",
        **given,
    }


def _one_team(call: Call, code: AuthorizationCode) -> Json:
    workspace = next(each for each in call.workspace.app.workspaces if each.state.team.id == code.team_id)
    team = workspace.state.team
    return {
        "access_token": installing.install(workspace),
        "bot_user_id": workspace.state.bot.id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _whole_organisation(call: Call, code: AuthorizationCode) -> Json | None:
    organisation = call.workspace.app.organisation
    if organisation is None or organisation.id != code.team_id:
        return None
    return {
        "access_token": installing.install(call.workspace),
        "bot_user_id": call.state.bot.id,
        "team": None,
        "enterprise": {"id": organisation.id, "name": organisation.name},
        "is_enterprise_install": True,
    }


def revoke(call: Call) -> Json:
    """auth.revoke: the bot gives up its own token, and is thereby uninstalled."""
    installing.uninstall(call.workspace)
    return {"revoked": True}


METHODS = (
    Method("oauth.v2.access", access, by="client"),
    Method("auth.revoke", revoke),
)
