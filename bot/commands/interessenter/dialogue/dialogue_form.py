"""The form of a dialogue: for a new one, or for correcting what a line was understood as."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.cards.card import Choice, line
from bot.cards.form import CheckInput, DateInput, Form, Input, PersonInput, SelectInput, TextInput
from bot.cards.nudges.meeting import question
from bot.cards.words import at, hours
from bot.commands.ask import Ask, Submission
from bot.commands.interessenter.dialogue.recording import MAX_STEP, DialogueDetails
from bot.commands.parse.bounds import MOST_TEXT, length_errors
from bot.commands.parse.clean import clean
from bot.commands.parse.clock import TimeOfDay
from bot.commands.parse.fault import Fault
from bot.commands.parse.time import Timed, parse_clock, timed_title
from bot.commands.shared.deadline_form import CLOCK_HINT, MAX_CLOCK, theme_error, theme_input
from models.register.kinds import CHANNELS, STANCES

LOG = "interessent.loggfor"
MAX_WHOM, MAX_ABOUT = 300, 200
LIMITS = {"whom": MAX_WHOM, "about": MAX_ABOUT, "wants": MAX_ABOUT, "step": MAX_STEP}
JOURNAL = "ja"


@dataclass(frozen=True)
class DialogueFormState:
    """The state of a form: answers about names, the edit it corrects (`mends`), and the planned talk it logs (`holds`).

    `mends` and `holds` are ids; 0 means none.
    """

    picks: Mapping[str, str] = field(default_factory=dict)
    planned: bool = False
    place: str = ""
    link: str | None = None
    mends: int = 0
    holds: int = 0

    def __str__(self) -> str:
        """Return it as the form's state."""
        return json.dumps(
            [dict(self.picks), self.planned, self.place, self.link, self.mends, self.holds], ensure_ascii=False
        )


def read_form_state(state: str) -> DialogueFormState:
    """Parse a form's state; return an empty one if it is invalid."""
    try:
        picks, planned, place, link, mends, *more = json.loads(state)
        holds = int(more[0]) if more else 0  # the state of an older version has none
        return DialogueFormState(
            {str(name): str(pick) for name, pick in picks.items()}, bool(planned), str(place), link, int(mends), holds
        )
    except (ValueError, TypeError, AttributeError):
        return DialogueFormState()


def dialogue_form(ask: Ask, who: str, confirmation: DialogueDetails, known: DialogueFormState, fault: str = "") -> Form:
    """Return the form with what is known, headed by what to correct."""
    channels = tuple(Choice(name, channel) for channel, name in CHANNELS.items())
    stances = tuple(Choice(name, stance) for stance, name in STANCES.items())
    # Nothing has been said yet in a planned talk.
    said: tuple[Input, ...] = (
        (
            TextInput("time", "Klokkeslett", _clock(confirmation), CLOCK_HINT, optional=True, max_length=MAX_CLOCK),
            TextInput("said", "Notat", confirmation.said, multiline=True, optional=True, max_length=MOST_TEXT),
        )
        if known.planned
        else (
            SelectInput("stance", "Hva mener de?", stances, confirmation.stance or None, optional=True),
            TextInput("said", "Hva ble sagt?", confirmation.said, multiline=True, optional=True, max_length=MOST_TEXT),
        )
    )
    inputs: tuple[Input, ...] = (
        TextInput("whom", "Hvem", who, "Skriv gjerne parti eller virksomhet i parentes.", max_length=MAX_WHOM),
        DateInput("day", "Når", confirmation.day),
        SelectInput("channel", "Hvordan", channels, confirmation.channel),
        *theme_input(ask, confirmation.theme),
        TextInput("about", "Hva handlet det om?", confirmation.about, optional=True, max_length=MAX_ABOUT),
        *said,
        TextInput("wants", "Hva vil de ha av oss?", confirmation.wants, optional=True, max_length=MAX_ABOUT),
        TextInput("step", "Neste steg", _timed(confirmation), optional=True, max_length=MAX_STEP),
        DateInput("due", "Frist for neste steg", confirmation.due, optional=True),
        PersonInput("owner", "Hvem tar neste steg?", confirmation.owner, "Tomt betyr deg."),
        CheckInput(
            "journal",
            "Journal",
            (Choice("Bør journalføres", JOURNAL),),
            (JOURNAL,) if confirmation.journal else (),
        ),
    )
    title = "Planlegg en samtale" if known.planned else "Loggfør en samtale"
    title = question(confirmation.channel) if known.holds else title
    return Form(title, LOG, inputs, state=str(known), intro=line(fault))


def read_form(ask: Ask, sent: Submission, known: DialogueFormState) -> tuple[DialogueDetails, dict[str, str]]:
    """Return the dialogue in a form, and the error messages by input. Invalid values are left out or replaced."""
    values = {name: clean(text) for name, text in sent.values.items() if name != "said"}
    wrong = length_errors(values, LIMITS)
    clock = parse_clock(values.get("time", "")[:MAX_CLOCK])
    hours_of = clock if isinstance(clock, TimeOfDay) else None
    step = Timed() if "step" in wrong else timed_title(values.get("step", ""), ask.today)
    confirmation = DialogueDetails(
        _date(values.get("day")) or ask.today,
        values.get("channel", ""),
        known.planned,
        values.get("theme") or None,
        values.get("about", ""),
        known.place,
        values.get("stance", "") if values.get("stance") in STANCES else "",
        sent.values.get("said", "").strip(),
        values.get("wants", ""),
        step.title,
        _date(values.get("due")),
        values.get("owner") or None,
        JOURNAL in values.get("journal", ""),
        known.link,
        start=step.start or (hours_of.start if hours_of else None),
        minutes=step.minutes if step.start or not hours_of else hours_of.minutes,
    )
    missing = {
        "whom": None if values.get("whom") else "Skriv hvem du snakket med.",
        "day": _wrong_day(_date(values.get("day")), ask.today, planned=known.planned),
        "time": clock.text if isinstance(clock, Fault) else None,
        "channel": None if confirmation.channel in CHANNELS else "Velg hvordan dere snakket sammen.",
        "theme": theme_error(confirmation.theme, ask),
        "due": "Fristen er passert. Velg en dag fra i dag og fremover."
        if confirmation.due and confirmation.due < ask.today
        else None,
        "step": "Skriv hva neste steg er." if confirmation.due and not confirmation.step else None,
    }
    return confirmation, {name: text for name, text in missing.items() if text} | wrong


def _clock(confirmation: DialogueDetails) -> str:
    return hours(confirmation.start, confirmation.minutes) if confirmation.start and not confirmation.step else ""


def _timed(confirmation: DialogueDetails) -> str:
    return f"{confirmation.step}{at(confirmation.start, confirmation.minutes)}" if confirmation.step else ""


def _wrong_day(day: date | None, today: date, *, planned: bool) -> str | None:
    if day is None:
        return "Velg hvilken dag det er." if planned else "Velg hvilken dag det var."
    if not planned and day > today:
        return "Dagen har ikke vært ennå. Skriv «skal møte …» om det som kommer."
    return "Dagen er passert." if planned and day < today else None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
