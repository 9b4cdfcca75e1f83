"""Shortcuts: on any message, from its menu, and from anywhere, where the platform has such a menu."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.workspace.contacts import ContactRole

FOLLOW, LOG = "folg_opp", "loggfor_dialog"


@dataclass(frozen=True)
class Shortcut:
    """A shortcut's label, description, and the least role of a person who may use it."""

    label: str
    description: str
    least: ContactRole


SHORTCUTS: Mapping[str, Shortcut] = {
    FOLLOW: Shortcut("Følg opp i dag", "Logger at du følger opp meldingen i dag.", ContactRole.COLLEAGUE),
    LOG: Shortcut("Loggfør dialog", "Loggfører en samtale med noen i interessentregisteret.", ContactRole.COLLEAGUE),
}
"""Those on a message, by the name in the manifest of each platform."""


@dataclass(frozen=True)
class GlobalShortcut:
    """A shortcut without a message: its label, description, and the command that it opens the form of."""

    label: str
    description: str
    command: str
    text: str


GLOBAL_SHORTCUTS: Mapping[str, GlobalShortcut] = {
    "ny_frist": GlobalShortcut("Ny frist", "Legger til en frist.", "frister", "ny"),
    "ny_dialog": GlobalShortcut(
        "Loggfør dialog", "Loggfører en samtale med noen i interessentregisteret.", "interessenter", "loggfør"
    ),
    "spor": GlobalShortcut("Spør", "Svarer på et spørsmål med vanlige ord.", "padriver", "spør"),
}
"""By the name in the manifest. Who may use one is said by its command."""
