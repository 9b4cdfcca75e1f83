"""The settings of a workspace as texts by name: in the form, its submission and the confirmation."""

from collections.abc import Mapping
from datetime import time

from sqlalchemy.orm import Session

from bot.cards.settings_in_words import AT_ONCE, CLOCKS, EVENING, NTP, OWN, OWNED
from bot.cards.settings_in_words import LABELS as WORDS
from jobs.nudges.registry import IN_SETTINGS
from models.workspace.preferences import (
    ALL,
    OWNED_IN_CHANNEL,
    PreferenceChange,
    Preferences,
    save_preference,
    stored_preference,
)
from models.workspace.preferences import AT_ONCE as MEDIA_AT_ONCE
from models.workspace.preferences import EVENING as EVENING_KIND

ON = {f"on_{each.kind}": each.name for each in IN_SETTINGS}
"""Whether each kind is on: «ja» or «nei»."""
LABELS = {**WORDS, **ON}
"""Every setting; those in a column of the workspace are named after it."""


def settings_of(manners: Preferences) -> dict[str, str]:
    """Return the settings as texts: times as `HH:MM`, empty if not set."""
    return {name: _text(name, manners) for name in LABELS}


def put(session: Session, manners: Preferences, changes: Mapping[str, str]) -> None:
    """Store settings, given as texts in the same form."""
    for name, text in changes.items():
        _, _, kind = name.partition("_")
        if name in ON:
            kept = stored_preference(session, manners.workspace.id, ALL, kind)
            save_preference(session, manners.workspace.id, ALL, kind, kept._replace(wanted=text == "ja"))
        elif name in OWN:
            kept = stored_preference(session, manners.workspace.id, ALL, kind)
            save_preference(session, manners.workspace.id, ALL, kind, kept._replace(channel=text or None))
        elif name == AT_ONCE:
            save_preference(session, manners.workspace.id, ALL, MEDIA_AT_ONCE, PreferenceChange(wanted=text == "ja"))
        elif name == OWNED:
            save_preference(session, manners.workspace.id, ALL, OWNED_IN_CHANNEL, PreferenceChange(wanted=text == "ja"))
        elif name == EVENING:
            kept = stored_preference(session, manners.workspace.id, ALL, EVENING_KIND)
            at = time.fromisoformat(text)
            save_preference(session, manners.workspace.id, ALL, EVENING_KIND, kept._replace(at=at))
        else:
            setattr(manners.workspace, name, _value(name, text))


def _text(name: str, manners: Preferences) -> str:
    _, _, kind = name.partition("_")
    if name in ON:
        return "ja" if manners.wants(kind) else "nei"
    if name == AT_ONCE:
        return "ja" if manners.hears_at_once else "nei"
    if name == OWNED:
        return "ja" if manners.owned_in_channel else "nei"
    if name in OWN:
        return manners.own_channel(kind) or ""
    value = manners.evening_time if name == EVENING else getattr(manners.workspace, name)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def _value(name: str, text: str) -> str | time | int | None:
    if name in CLOCKS:
        return time.fromisoformat(text)
    if name == NTP:
        return int(text) if text else None
    return text or None
