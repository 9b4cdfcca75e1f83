"""The app manifest: what Slack must know of the bot, with the fewest permissions."""

from typing import Any

from bot.cards.catalogue import CATALOGUE, CatalogueEntry
from bot.commands.shortcuts import SHORTCUTS
from bot.slack.bolt_app import EVENTS

DESCRIPTION = "Kollegaen som kjenner det politiske året og sier fra i tide."
LONG_DESCRIPTION = (
    "Pådriver er en kollega i chatten for et interessepolitisk sekretariat. Den kjenner fristene i statsbudsjettet, "
    "NTP og årshjulet, minner dere på dem i kanalen og gir dere budskapet når dere trenger det. "
    "Svar på kommandoer er synlige bare for den som spør. Ukesoversikt, årshjul, kampanjegrep og fristvarsler kommer "
    "i kanalen dere velger med /padriver innstillinger."
)
COLOR = "#123c4a"
SCOPES = {
    "app_mentions:read": "svare når noen nevner boten",
    "channels:history": "finne igjen en melding som kanskje ble sendt, og se saker som andre apper legger i mediekanalen",
    "channels:read": "vite at den ble lagt til i en kanal",
    "chat:write": "skrive i kanaler den er invitert til",
    "commands": "svare på kommandoer",
    "files:read": "lese et regneark du gir den",
    "files:write": "gi deg en fil du ber om",
    "groups:history": "det samme i private kanaler",
    "groups:read": "vite at den ble lagt til i en privat kanal",
    "im:history": "lese det folk skriver til den",
    "im:write": "varsle den som er ansvarlig for en frist",
    "reactions:read": "se når noen tar en mediesak med en reaksjon",
    "users:read": "kjenne igjen de ansvarlige i et regneark på navnet",
}
"""Each scope with what the bot needs it for."""
EVENT_NAMES = {"message": ("message.channels", "message.groups", "message.im")}
"""An event's names in the manifest, if they differ. Of messages in channels, only other apps' are read."""


def manifest(request_url: str | None, socket_mode: bool, redirect_url: str | None = None) -> dict[str, Any]:
    """Return the manifest, for Socket Mode or for HTTP at `request_url` (the whole address of `/slack/events`).

    `redirect_url` is the whole address that Slack sends people back to, if many workspaces may install the bot.
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
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Pådriver", "always_online": True},
            "shortcuts": [
                {"name": each.label, "type": "message", "callback_id": name, "description": each.description}
                for name, each in SHORTCUTS.items()
            ],
            "slash_commands": [_command(each, address) for each in CATALOGUE],
        },
        "oauth_config": {
            **({"redirect_urls": [redirect_url]} if redirect_url else {}),
            "scopes": {"bot": sorted(SCOPES)},
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


def _command(listed: CatalogueEntry, address: dict[str, str]) -> dict[str, Any]:
    usage = {"usage_hint": listed.usage} if listed.usage else {}
    values = {"command": f"/{listed.name}", "description": listed.description, **usage, "should_escape": True}
    return {**values, **({"url": address["request_url"]} if address else {})}
