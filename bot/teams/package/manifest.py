"""The app manifest (https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.cards.catalogue import CATALOGUE
from bot.commands.shortcut_requests import GLOBAL_SHORTCUTS, SHORTCUTS

VERSION = "1.29"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
PACKAGE_VERSION = "1.1.0"
"""Raised when the package changes: Teams takes an update only with a higher version. Nothing depends on which one an
organisation has installed; what it lacks is only what people cannot reach: slash commands, and the search."""
SCOPES = ("personal", "team", "groupChat")
HOME = {"title": "hjem", "description": "Viser fristene dine og det vi sier nå."}
"""The person's own page: the platform has no place for it but the conversation with the bot."""
DESCRIPTION = "Kollegaen som kjenner det politiske året og sier fra i tide."
LONG_DESCRIPTION = (
    "Pådriver er en kollega i chatten for et interessepolitisk sekretariat. Den kjenner fristene i statsbudsjettet, "
    "NTP og årshjulet, minner dere på dem i kanalen og gir dere budskapet når dere trenger det.\n\n"
    "Skriv til den i en samtale for dere to («frister oktober»), eller nevn den i en kanal («@Pådriver frister»). "
    "Med «/» i en kanal spør du uten at noen andre ser det. Bare du ser svarene i en kanal, til du velger «Del i kanalen». Ukesoversikt, årshjul, kampanjegrep og fristvarsler kommer i kanalen dere "
    "velger i innstillingene. Meldinger i mediekanalen følger dere opp med «Følg opp i dag» fra menyen på meldingen, og samtaler loggføres med «Loggfør dialog». "
    "Med «Finn» setter du inn et klarert budskap eller en frist i en melding du skriver."
)
FORMS = ("ny_frist", "ny_dialog")
"""The shortcuts that open a form from anywhere. «Spør» is not one: people write to the bot, or use `/padriver spør`."""
FIND_ID, WORDS = "finn", "ord"
"""What Teams calls the search, and its only field."""
FIND = {
    "id": FIND_ID,
    "type": "query",
    "title": "Finn",
    "description": "Finner et klarert budskap, en frist eller en sak, og setter det inn i meldingen din.",
    "context": ["compose", "commandBox"],
    "initialRun": True,
    "parameters": [{"name": WORDS, "title": "Ord", "description": "Tema, frist eller sak", "inputType": "text"}],
}
"""A search has no place below «/» in Teams: it is below «+» where a message is written."""
COLOR = "#123C4A"
PERMISSIONS = {
    "identity": "vite hvem som spør",
    "messageTeamMembers": "varsle den som er ansvarlig for en frist",
}
"""Each permission with what the bot needs it for."""
COLOR_ICON, OUTLINE_ICON = "color.png", "outline.png"
LONGEST = 128


@dataclass(frozen=True)
class Publisher:
    """Who offers the bot: a name, and where people read of it, of privacy and of the terms (`https://…`)."""

    name: str
    website: str
    privacy: str
    terms: str


def manifest(app_id: str, publisher: Publisher, url: str) -> dict[str, Any]:
    """Return the manifest of the app with that id (a GUID), reached at `url` (`https://bot.example.no`)."""
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": PACKAGE_VERSION,
        "id": app_id,
        "localizationInfo": {"defaultLanguageTag": "nb"},
        "developer": {
            "name": publisher.name,
            "websiteUrl": publisher.website,
            "privacyUrl": publisher.privacy,
            "termsOfUseUrl": publisher.terms,
        },
        "name": {"short": "Pådriver", "full": "Pådriver, sekretariatets kollega i chatten"},
        "description": {"short": DESCRIPTION, "full": LONG_DESCRIPTION},
        "icons": {"color": COLOR_ICON, "outline": OUTLINE_ICON},
        "accentColor": COLOR,
        "bots": [_bot(app_id)],
        "composeExtensions": [{"botId": app_id, "commands": [*map(_action, SHORTCUTS), *map(_form, FORMS), FIND]}],
        "permissions": sorted(PERMISSIONS),
        "validDomains": [urlsplit(url).hostname or ""],
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
    }


def _bot(app_id: str) -> dict[str, Any]:
    commands = [{"title": each.name, "description": _short(each.description)} for each in CATALOGUE]
    personal, *shared = SCOPES
    return {
        "botId": app_id,
        "scopes": list(SCOPES),
        # So that the person who adds it to a team chooses the channel it greets in.
        "needsChannelSelector": True,
        "isNotificationOnly": False,
        "supportsFiles": True,
        # Without it Teams shows none of the commands below «/».
        "supportsTargetedMessages": True,
        "commandLists": [
            {"scopes": [personal], "commands": [HOME, *commands]},
            {"scopes": shared, "commands": commands, "triggers": ["mention", "slash"]},
        ],
    }


def _action(name: str) -> dict[str, Any]:
    shortcut = SHORTCUTS[name]
    return {
        "id": name,
        "type": "action",
        "title": shortcut.label,
        "description": shortcut.description,
        "context": ["message"],
        "fetchTask": True,
    }


def _form(name: str) -> dict[str, Any]:
    shortcut = GLOBAL_SHORTCUTS[name]
    return {
        "id": name,
        "type": "action",
        "title": shortcut.label,
        "description": shortcut.description,
        "context": ["compose", "commandBox"],
        "fetchTask": True,
        "triggers": ["slash"],
    }


def _short(text: str) -> str:
    """Return the first sentence if the whole text is too long."""
    return text if len(text) <= LONGEST else text.partition(". ")[0].rstrip(".")[: LONGEST - 1] + "."
