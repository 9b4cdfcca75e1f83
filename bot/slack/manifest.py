"""The app manifest: what Slack must know of the bot, with the fewest permissions."""

from typing import Any

from bot.cards.catalogue import CATALOGUE, CatalogueEntry
from bot.commands.shortcut_requests import GLOBAL_SHORTCUTS, SHORTCUTS
from bot.slack.bolt_app import EVENTS
from bot.slack.scopes import OPTIONAL, SCOPES

DESCRIPTION = "Kollegaen som kjenner det politiske året og sier fra i tide."
LONG_DESCRIPTION = (
    "Pådriver er en kollega i chatten for et interessepolitisk sekretariat. Den kjenner fristene i statsbudsjettet, "
    "NTP og årshjulet, minner dere på dem i kanalen og gir dere budskapet når dere trenger det. "
    "Svar på kommandoer er synlige bare for den som spør. Ukesoversikt, årshjul, kampanjegrep og fristvarsler kommer "
    "i kanalen dere velger med /padriver innstillinger."
)
COLOR = "#123c4a"
AGENT_SCOPE = "assistant:write"
PROMPTS = {
    "Hva haster nå?": "frister denne uka",
    "Hva kan vi påvirke nå?": "arshjul åpent",
    "Hva sier vi om jernbanen?": "budskap jernbane",
    "Hva kan du hjelpe med?": "hjelp",
}
"""What Slack suggests beside an empty conversation, at most four: the label, and what is then written to the bot."""
EVENT_NAMES = {"message": ("message.channels", "message.groups", "message.im")}
"""An event's names in the manifest, if they differ. Of messages in channels, only other apps' are read."""


def manifest(
    request_url: str | None, socket_mode: bool, redirect_url: str | None = None, *, is_agent: bool = False
) -> dict[str, Any]:
    """Return the manifest, for Socket Mode or for HTTP at `request_url` (the whole address of `/slack/events`).

    `redirect_url` is the whole address that Slack sends people back to, if many workspaces may install the bot.
    With `is_agent` Slack shows the conversation with the bot beside what one reads, with suggestions (`agent_view`).
    """
    address = {} if socket_mode or not request_url else {"request_url": request_url}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Pådriver",
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": COLOR,
        },
        "features": _features(address, is_agent=is_agent),
        "oauth_config": {
            **({"redirect_urls": [redirect_url]} if redirect_url else {}),
            "scopes": {
                "bot": sorted([*SCOPES, AGENT_SCOPE] if is_agent else SCOPES),
                "bot_optional": sorted(OPTIONAL),
            },
        },
        "settings": {
            "event_subscriptions": {
                **address,
                "bot_events": sorted(name for each in EVENTS for name in EVENT_NAMES.get(each, (each,))),
            },
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _features(address: dict[str, str], *, is_agent: bool) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        **({"agent_view": _agent_view()} if is_agent else {}),
        "bot_user": {"display_name": "Pådriver", "always_online": True},
        "shortcuts": [
            {"name": each.label, "type": kind, "callback_id": name, "description": each.description}
            for kind, shortcuts in (("message", SHORTCUTS), ("global", GLOBAL_SHORTCUTS))
            for name, each in shortcuts.items()
        ],
        "slash_commands": [_command(each, address) for each in CATALOGUE],
    }


def _agent_view() -> dict[str, Any]:
    prompts = [{"title": title, "message": message} for title, message in PROMPTS.items()]
    return {"agent_description": DESCRIPTION, "suggested_prompts": prompts}


def _command(listed: CatalogueEntry, address: dict[str, str]) -> dict[str, Any]:
    usage = {"usage_hint": listed.usage} if listed.usage else {}
    values = {"command": f"/{listed.name}", "description": listed.description, **usage, "should_escape": True}
    return {**values, **({"url": address["request_url"]} if address else {})}
