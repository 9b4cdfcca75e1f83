"""The form of the settings, and reading what was sent."""

import json
from collections.abc import Mapping

from bot.cards.card import line
from bot.cards.form import ChannelInput, Form, Input, TextInput, TimeInput
from bot.commands.padriver.fields import CHANNELS, LABELS, NTP, TIMES, ZONE, settings_of
from bot.commands.padriver.times import like_zone, read_time, read_year, read_zone
from models.nudges.quiet import Night
from models.tables import Workspace

SAVE = "padriver.lagre"
EARLIEST, LATEST = Night().ends, Night().latest
"""Nothing is posted at night, so a time outside of this would not be kept (`models.nudges.quiet`)."""
HINTS = {
    "shared_channel": "Her sender jeg ukesoversikt, årshjul, kampanje og frister.",
    "media_channel": "Her kommer mediesaker, når den delen er klar.",
    "digest_time": "Hver mandag. Fra kl. 7.00 til kl. 20.00.",
    "wheel_time": "Første virkedag i måneden.",
    "campaign_time": "Hver onsdag, og når et nytt grep begynner.",
    "deadline_time": "Om morgenen, når en frist nærmer seg.",
    ZONE: "For eksempel Europe/Oslo.",
    NTP: "Året neste NTP legges frem. Tomt felt betyr det som står i innholdet.",
}


def settings_form(workspace: Workspace) -> Form:
    """Return the form with the settings as they are now; its state remembers them."""
    seen = settings_of(workspace)
    return Form(
        "Innstillinger",
        SAVE,
        tuple(_input(name, label, seen[name]) for name, label in LABELS.items()),
        state=json.dumps(seen),
        intro=line("Innstillingene gjelder for alle her."),
    )


def _input(name: str, label: str, now: str) -> Input:
    if name in CHANNELS:
        return ChannelInput(name, label, initial=now or None, hint=HINTS[name])
    if name in TIMES:
        return TimeInput(name, label, initial=now, hint=HINTS[name])
    return TextInput(name, label, initial=now, hint=HINTS[name], optional=name == NTP, max_length=64)


def seen_in(state: str, otherwise: Mapping[str, str]) -> dict[str, str]:
    """Return the settings the person saw when the form was opened."""
    try:
        seen = json.loads(state)
    except ValueError:
        seen = None
    if not isinstance(seen, dict):
        return dict(otherwise)
    return {name: str(seen.get(name, now)) for name, now in otherwise.items()}


def read(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the settings that were sent, as texts, and what to mend by name."""
    settings: dict[str, str] = {}
    errors: dict[str, str] = {}
    for name in LABELS:
        text = values.get(name, "").strip()
        read_as = text if name in CHANNELS else _read(name, text)
        if read_as is None:
            errors[name] = _mend(name, text)
        else:
            settings[name] = read_as
    return settings, errors


def _read(name: str, text: str) -> str | None:
    if name in TIMES:
        at = read_time(text)
        return f"{at:%H:%M}" if at and EARLIEST <= at <= LATEST else None
    if name == ZONE:
        return read_zone(text)
    return str(read_year(text) or "") or None if text else ""


def _mend(name: str, text: str) -> str:
    if name in TIMES:
        if read_time(text):
            return "Jeg sender ikke noe om natten. Velg et klokkeslett fra kl. 7.00 til kl. 20.00."
        return "Skriv et klokkeslett, for eksempel 8.30."
    if name == ZONE:
        like = like_zone(text) or "Europe/Oslo"
        return f"Denne tidssonen kjenner jeg ikke. Mente du {like}?"
    return "Skriv et årstall fra 2020 til 2100, eller la feltet stå tomt."
