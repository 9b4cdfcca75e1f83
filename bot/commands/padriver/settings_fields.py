"""The settings of a workspace as texts by name: in the form, its submission and the confirmation."""

from collections.abc import Mapping
from datetime import time

from sqlalchemy.orm import Session

from bot.cards.card import Channel, Line, line
from bot.cards.status import channel_line
from bot.cards.words import clock
from jobs.nudges.registry import IN_SETTINGS
from models.workspace.preferences import ALL, GROUPS, PreferenceChange, Preferences, save_preference, stored_preference
from models.workspace.preferences import AT_ONCE as MEDIA_AT_ONCE

CHANNELS = {"shared_channel": "Felleskanal", "media_channel": "Mediekanal"}
TIMES = {
    "digest_time": "Tid for ukesoversikten",
    "wheel_time": "Tid for månedens årshjul",
    "campaign_time": "Tid for kampanjen",
    "deadline_time": "Tid for frister",
}
NIGHT = {"quiet_from": "Stille fra", "quiet_to": "Stille til"}
ON = {f"on_{each.kind}": each.name for each in IN_SETTINGS}
"""Whether each kind is on: «ja» or «nei»."""
OWN = dict(
    zip(
        (f"channel_{group}" for group in GROUPS),
        (
            "Kanal for ukesoversikten",
            "Kanal for månedens årshjul",
            "Kanal for kampanjen",
            "Kanal for frister",
        ),
        strict=True,
    )
)
AT_ONCE = "media_at_once"
"""Whether cases in the media come in evenings and weekends too: «ja» or «nei»."""
ZONE = "timezone"
NTP = "ntp_presented"
LABELS = {
    **CHANNELS,
    **ON,
    **TIMES,
    **NIGHT,
    AT_ONCE: "Mediesaker på kveld og i helg",
    **OWN,
    ZONE: "Tidssone",
    NTP: "NTP legges frem",
}
"""Every setting; those in a column of the workspace are named after it."""
CLOCKS = {**TIMES, **NIGHT}


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
        else:
            setattr(manners.workspace, name, _value(name, text))


def change_line(name: str, text: str) -> Line:
    """Return one setting in words."""
    if name in CHANNELS:
        return channel_line(text or None)
    if name in OWN:
        return line(Channel(text) if text else "felleskanalen")
    if name == AT_ONCE:
        return line("kommer med en gang" if text == "ja" else "venter til stilletiden er over")
    if name in ON:
        return line("på" if text == "ja" else "av")
    if name in CLOCKS:
        return line(f"kl. {clock(time.fromisoformat(text))}")
    return line(text or "som dere har lagt inn")


def _text(name: str, manners: Preferences) -> str:
    _, _, kind = name.partition("_")
    if name in ON:
        return "ja" if manners.wants(kind) else "nei"
    if name == AT_ONCE:
        return "ja" if manners.hears_at_once else "nei"
    if name in OWN:
        return manners.own_channel(kind) or ""
    value = getattr(manners.workspace, name)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def _value(name: str, text: str) -> str | time | int | None:
    if name in CLOCKS:
        return time.fromisoformat(text)
    if name == NTP:
        return int(text) if text else None
    return text or None
