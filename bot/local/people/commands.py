"""Slash commands. Source: https://docs.slack.dev/interactivity/implementing-slash-commands."""

from bot.local.model import LocalChannel, User
from bot.local.once import Hook
from bot.local.people.answers import answer
from bot.local.people.delivery import DeliveryOutcome, deliver, refused, response_url, where
from bot.local.people.typed import escaped, with_mentions
from bot.local.transport.envelope import Envelope
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError, SlackError


async def command(workspace: Workspace, user: User, channel: LocalChannel, name: str, text: str) -> DeliveryOutcome:
    """Send a command; returns when the app has acknowledged it. Refuses a command the manifest does not have."""
    entry = workspace.permissions.command(name)
    if entry is None:
        message = f"{name} er ikke en kommando her."
        raise NotPossibleError(message)
    state = workspace.state
    key = workspace.hooks.new(channel.id, user.id)
    payload = {
        "token": "local-verification-token",
        "team_id": state.team.id,
        "team_domain": state.team.domain,
        "channel_id": channel.id,
        "channel_name": where(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": with_mentions(state, text) if entry.get("should_escape") else escaped(text),
        "api_app_id": state.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, key),
        "trigger_id": workspace.triggers.new(user.id, state.outer_team(channel)),
    }
    outcome = await deliver(workspace, user, Envelope("slash_commands", payload), channel)
    return _answered(workspace, user, channel, outcome)


def _answered(workspace: Workspace, user: User, channel: LocalChannel, outcome: DeliveryOutcome) -> DeliveryOutcome:
    if not outcome.answer or not outcome.answer.keys() & {"text", "blocks", "attachments"}:
        return outcome
    try:
        answer(workspace, Hook(channel.id, user.id, None, 0), outcome.answer)
    except SlackError as error:
        return refused(workspace, user, error, channel)
    return outcome
