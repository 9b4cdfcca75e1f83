"""The settings of a workspace, and their values, in words."""

from collections.abc import Mapping
from datetime import time

from bot.cards.card import Bold, Bullets, Button, Card, Channel, Controls, Line, Paragraph, Person, line
from bot.cards.status import channel_line
from bot.cards.words import clock
from models.workspace.preferences import GROUPS

CHANNELS = {"shared_channel": "Felleskanal", "media_channel": "Mediekanal"}
EVENING = "evening_time"
"""When people are asked on the evenings of an event."""
TIMES = {
    "digest_time": "Tid for ukesoversikten",
    "wheel_time": "Tid for månedens årshjul",
    "campaign_time": "Tid for kampanjen",
    "deadline_time": "Tid for frister",
    EVENING: "Tid for spørsmål på arrangementer",
}
NIGHT = {"quiet_from": "Stille fra", "quiet_to": "Stille til"}
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
OWNED = "owned_deadlines"
"""Whether the channel gets the deadlines somebody is responsible for too, each time: «ja» or «nei»."""
ZONE = "timezone"
NTP = "ntp_presented"
ON = "on_"
"""The prefix of the name of a setting that turns a kind on or off."""
CLOCKS = {**TIMES, **NIGHT}
EITHER = {
    AT_ONCE: ("kommer med en gang", "venter til stilletiden er over"),
    OWNED: ("kommer i kanalen også", "kommer til den som er ansvarlig"),
}
"""Settings that are «ja» or «nei», in words."""
LABELS = {
    **CHANNELS,
    **TIMES,
    **NIGHT,
    AT_ONCE: "Mediesaker på kveld og i helg",
    OWNED: "Frister som noen er ansvarlig for",
    **OWN,
    ZONE: "Tidssone",
    NTP: "NTP legges frem",
}
"""Every setting that is no kind; those in a column of the workspace are named after it."""


def change_line(name: str, text: str) -> Line:
    """Return one setting in words."""
    if name in CHANNELS:
        return channel_line(text or None)
    if name in OWN:
        return line(Channel(text) if text else "felleskanalen")
    if name in EITHER:
        yes, no = EITHER[name]
        return line(yes if text == "ja" else no)
    if name.startswith(ON):
        return line("på" if text == "ja" else "av")
    if name in CLOCKS:
        return line(f"kl. {clock(time.fromisoformat(text))}")
    return line(text or "som dere har lagt inn")


def changed_in_form(
    user_id: str, kinds: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]
) -> Card:
    """Return who changed which settings for everybody; `kinds` are what people call each kind."""
    labels = LABELS | {f"{ON}{kind}": name for kind, name in kinds.items()}
    rows = tuple(
        line(Bold(labels[name]), ": ", *change_line(name, before.get(name, "")), " → ", *change_line(name, text))
        for name, text in after.items()
        if name in labels
    )
    said = line(Person(user_id), " har endret innstillingene for alle:")
    button = Controls((Button("Innstillinger", "padriver.settings", ""),))
    return Card("Innstillingene er endret", (Paragraph(said), Bullets(rows), button))
