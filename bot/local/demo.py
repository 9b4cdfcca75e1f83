"""The workspace of the demonstration."""

from typing import Any

from bot.local.server import LocalWorkspace


def demo_workspace(**settings: Any) -> LocalWorkspace:
    """Return «Osloregionen (øving)» with its people and channels; `settings` are LocalWorkspace's own."""
    furniture: dict[str, Any] = {
        "team": "Osloregionen (øving)",
        "people": ("Kari Nordmann", "Per Hansen", "Amina Yusuf", "Maria Berg"),
        "channels": ("sekretariatet", "media", "generelt"),
        "bot_in": ("sekretariatet", "media"),
    }
    return LocalWorkspace(**(furniture | settings))
