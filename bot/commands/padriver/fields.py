"""The settings as texts by name: what the form shows, sends back and tells of."""

from collections.abc import Mapping
from datetime import time

from bot.cards.card import Line, line
from bot.cards.status import channel_line
from bot.cards.words import clock
from models.tables import Workspace

CHANNELS = {"shared_channel": "Felleskanal", "media_channel": "Mediekanal"}
TIMES = {
    "digest_time": "Ukesoversikt",
    "wheel_time": "Månedens årshjul",
    "campaign_time": "Kampanjen",
    "deadline_time": "Frister",
}
ZONE = "timezone"
NTP = "ntp_presented"
LABELS = {**CHANNELS, **TIMES, ZONE: "Tidssone", NTP: "NTP legges frem"}
"""Every setting, in the order of the form, under the column it is kept in."""


def settings_of(workspace: Workspace) -> dict[str, str]:
    """Return the settings as texts: times as `HH:MM`, what is not set as an empty text."""
    return {name: _text(getattr(workspace, name)) for name in LABELS}


def put(workspace: Workspace, changes: Mapping[str, str]) -> None:
    """Write settings, as texts of the same form, to the workspace."""
    for name, text in changes.items():
        setattr(workspace, name, _value(name, text))


def told(name: str, text: str) -> Line:
    """Return one setting as people read it."""
    if name in CHANNELS:
        return channel_line(text or None)
    if name in TIMES:
        return line(f"kl. {clock(time.fromisoformat(text))}")
    return line(text or "som i innholdet")


def _text(value: str | time | int | None) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def _value(name: str, text: str) -> str | time | int | None:
    if name in TIMES:
        return time.fromisoformat(text)
    if name == NTP:
        return int(text) if text else None
    return text or None
