"""Actions on any message, from its menu: the same on every platform that has such a menu."""

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
"""By the name in the manifest of each platform."""
