"""Delivers a person's act to the app, and shows the person if it is not acknowledged."""

from dataclasses import dataclass

from bot.local.model import Json, LocalChannel, User
from bot.local.transport.envelope import Envelope
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotAckedError, SlackError

_NOTICES = {
    "timeout": "Boten svarte ikke innen 3 sekunder.",
    "http_timeout": "Boten svarte ikke innen 3 sekunder.",
    "not_connected": "Boten er ikke tilkoblet. Start den, og prøv igjen.",
}
_OTHERWISE = "Boten svarte med en feil. Prøv igjen om litt."


@dataclass(frozen=True)
class DeliveryOutcome:
    """The result: the app's answer, or the notice the person got."""

    answer: Json | None = None
    notice: str = ""

    @property
    def ok(self) -> bool:
        """Return True if the app acknowledged it."""
        return not self.notice


async def deliver(
    workspace: Workspace, user: User, envelope: Envelope, channel: LocalChannel | None = None
) -> DeliveryOutcome:
    """Deliver an envelope; return the app's answer, or the notice if it was not acknowledged."""
    try:
        return DeliveryOutcome(await workspace.deliver(envelope))
    except NotAckedError as refusal:
        return notice(workspace, user, _NOTICES.get(refusal.reason, _OTHERWISE), channel)


def notice(workspace: Workspace, user: User, text: str, channel: LocalChannel | None = None) -> DeliveryOutcome:
    """Show the person a sentence that is no message."""
    event = {"type": "notice", "text": text, "channel": channel.id if channel else None}
    workspace.bus.publish(event, lambda viewer: viewer == user.id)
    return DeliveryOutcome(notice=text)


def refused(
    workspace: Workspace, user: User, error: SlackError, channel: LocalChannel | None = None
) -> DeliveryOutcome:
    """Show the person that Slack would refuse the app's answer, with the reason for the app's developer."""
    details = error.extra.get("response_metadata", {}).get("messages", [])
    why = "; ".join((error.code, *details))
    return notice(workspace, user, f"Boten svarte med noe Slack ikke tar imot ({why}).", channel)


def who(workspace: Workspace, user: User, channel: LocalChannel | None = None) -> Json:
    """Return the part that every interaction carries; in a channel a view may be opened from there."""
    team = workspace.state.team
    return {
        "team": {"id": team.id, "domain": team.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id or team.id},
        "api_app_id": workspace.state.app_id,
        "token": "local-verification-token",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": workspace.triggers.new(user.id, _outer(workspace, channel)),
    }


def _outer(workspace: Workspace, channel: LocalChannel | None) -> str:
    return workspace.state.outer_team(channel) if channel else ""


def where(channel: LocalChannel) -> Json:
    """Return the channel as interactions carry it."""
    return {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name}


def response_url(workspace: Workspace, key: str) -> str:
    """Return the whole response address."""
    return f"{workspace.base_url}/response/{key}"
