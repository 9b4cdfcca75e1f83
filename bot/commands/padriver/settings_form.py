"""The form of a workspace's settings, with hints about the current ones."""

import json

from bot.cards.card import Choice, Line, line
from bot.cards.form import ChannelInput, CheckInput, Form, Input, SelectInput, TextInput, TimeInput
from bot.cards.settings_in_words import AT_ONCE, CHANNELS, EVENING, NIGHT, NTP, OWN, OWNED, TIMES, ZONE
from bot.cards.status import people
from bot.cards.words import capital, clock, listing
from bot.commands.ask import Ask
from bot.commands.padriver.settings_fields import LABELS, settings_of
from jobs.nudges.calendar import coming
from jobs.nudges.campaign import MAIN_MESSAGE, OPENING, TALKING_POINT
from jobs.nudges.registry import CHOSEN, IN_SETTINGS
from models.calendar.quiet import Night
from models.workspace.preferences import CAMPAIGN, GROUPS, Preferences

SAVE = "padriver.lagre"
WANTED = "wanted"
"""The field of the kinds that are on; its value is those kinds, separated by commas."""
WAITING = (Choice("Vent til stilletiden er over", "nei"), Choice("Si fra med en gang", "ja"))
OWNED_WHERE = (Choice("Til den som er ansvarlig", "nei"), Choice("Til den ansvarlige og i kanalen", "ja"))
GROUP_NAMES = ("ukesoversikten", "månedens årshjul", "kampanjen", "frister")
WITHOUT_CAMPAIGN = "ukas budskap"
"""What the campaign's group sends in a year without one."""
CAMPAIGN_TIMES = {
    TALKING_POINT.kind: "onsdager",
    MAIN_MESSAGE.kind: "første tirsdag i måneden",
    OPENING.kind: "når et nytt grep begynner",
}
"""When the campaign's messages come, by kind."""


def settings_form(ask: Ask, manners: Preferences, deciding: tuple[str, ...]) -> Form:
    """Return the form with the current settings, which its state holds too. `deciding` are the administrators."""
    seen = settings_of(manners)
    hints = _hints(ask, manners)
    return Form(
        "Innstillinger",
        SAVE,
        (
            *(ChannelInput(name, LABELS[name], initial=seen[name] or None, hint=hints[name]) for name in CHANNELS),
            CheckInput(WANTED, "Dette sender jeg", _choices(), initial=tuple(filter(manners.wants, CHOSEN))),
            *(TimeInput(name, LABELS[name], initial=seen[name], hint=hints[name]) for name in (*TIMES, *NIGHT)),
            SelectInput(AT_ONCE, LABELS[AT_ONCE], WAITING, initial=seen[AT_ONCE], hint=hints[AT_ONCE]),
            SelectInput(OWNED, LABELS[OWNED], OWNED_WHERE, initial=seen[OWNED], hint=hints[OWNED]),
            *(ChannelInput(name, LABELS[name], initial=seen[name] or None, hint=hints[name]) for name in OWN),
            *(_text(name, seen[name], hints[name]) for name in (ZONE, NTP)),
        ),
        state=json.dumps(seen),
        intro=_intro(deciding),
    )


def hours(night: Night) -> str:
    """Return the hours in which a message can be planned."""
    return f"fra kl. {clock(night.ends)} til kl. {clock(night.latest)}"


def _intro(deciding: tuple[str, ...]) -> Line:
    return line("Innstillingene gjelder for alle her. Administratorer: ", *people(deciding), ".")


def _choices() -> tuple[Choice, ...]:
    return tuple(Choice(each.name, each.kind) for each in IN_SETTINGS)


def _text(name: str, now: str, hint: str) -> Input:
    return TextInput(name, LABELS[name], initial=now, hint=hint, optional=name == NTP, max_length=64)


def _hints(ask: Ask, manners: Preferences) -> dict[str, str]:
    local = ask.now.astimezone(manners.workspace.zone).time()
    return {
        "shared_channel": _shared(ask, manners),
        "media_channel": "Her kommer saker fra mediene som gjelder oss. Uten mediekanal hentes ingen.",
        "digest_time": f"Mandager. Velg et klokkeslett {hours(manners.night)}.",
        "wheel_time": "Første virkedag i måneden.",
        "campaign_time": _campaign_times(ask, manners),
        "deadline_time": "14, 7 og 1 dag før en frist, samme dag, og én gang når den er ute.",
        EVENING: "Til dem som er på et arrangement over flere dager, hver kveld.",
        "quiet_from": "Etter dette sender jeg ingenting før neste morgen.",
        "quiet_to": "Før dette om morgenen sender jeg ingenting.",
        AT_ONCE: "Gjelder når jeg ellers er stille. I pauser venter de uansett.",
        OWNED: "I kanalen kommer de uansett på mandager og når fristen er ute.",
        **dict.fromkeys(OWN, "Tomt felt betyr felleskanalen."),
        ZONE: f"Klokka er {clock(local)} der nå.",
        NTP: f"Tomt felt betyr {ask.pack.ntp.presented}, som dere har lagt inn.",
    }


def _campaign_times(ask: Ask, manners: Preferences) -> str:
    sent = coming(manners, ask.pack, ask.today)
    times = [when for kind, when in CAMPAIGN_TIMES.items() if kind in sent]
    if not times:
        return "Ingenting kommer på denne tiden nå."
    return capital(f"{', '.join(times[:-1])}, og {times[-1]}." if len(times) > 1 else f"{times[0]}.")


def _shared(ask: Ask, manners: Preferences) -> str:
    sent = coming(manners, ask.pack, ask.today)
    here = [
        WITHOUT_CAMPAIGN if group == CAMPAIGN and ask.pack.campaign(ask.today.year) is None else name
        for group, name in zip(GROUPS, GROUP_NAMES, strict=True)
        if not manners.own_channel(group)
        and any(each.kind in sent for each in IN_SETTINGS if each.receiver.group == group)
    ]
    return f"Hit sender jeg {listing(here)}." if here else "Nå sender jeg ingenting hit av meg selv."
