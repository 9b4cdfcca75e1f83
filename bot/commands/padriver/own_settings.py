"""`/padriver mine`: a person's settings for messages to that person."""

from collections.abc import Iterable, Mapping
from datetime import time

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Choice, Code, Controls, Line, Note, Paragraph, line
from bot.cards.form import CheckInput, Form, FormErrors, TimeInput
from bot.cards.schedule import night
from bot.cards.words import clock
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.padriver.settings_form import hours
from bot.commands.padriver.settings_input import TOO_LITTLE, read_time
from bot.commands.shared.administration import current_workspace
from jobs.nudges.mornings import OWNER_KIND
from jobs.nudges.registry import OWN_SETTINGS
from models.workspace.audit import OWN, note
from models.workspace.preferences import OWN_NIGHT, PreferenceChange, Preferences, preferences, save_preference

OPEN, SAVE = "padriver.mine", "padriver.mine.lagre"
WANTED, AT = "wanted", "at"
FROM, TO = OWN_NIGHT
KINDS = {setting.name: kind for kind, setting in OWN_SETTINGS.items()}
"""The kinds that are sent to one person, by the name of the setting that turns each on or off."""
LABELS = {
    **{setting.name: setting.label for setting in OWN_SETTINGS.values()},
    AT: "Klokkeslett",
    FROM: "Ikke skriv til meg etter",
    TO: "Ikke skriv til meg før",
}
WHAT = f"{OWN} innstilling"


def own_form(ask: Ask, session: Session) -> Form:
    """Return the form with the person's current settings."""
    wanted = preferences(session, current_workspace(ask, session))
    usual = clock(wanted.workspace.deadline_time)
    chosen = tuple(kind for kind in KINDS.values() if _wants(wanted, ask.user_id, kind))
    return Form(
        "Mine innstillinger",
        SAVE,
        (
            CheckInput(
                WANTED, "Send meg", tuple(Choice(LABELS[name], kind) for name, kind in KINDS.items()), initial=chosen
            ),
            TimeInput(
                AT,
                LABELS[AT],
                initial=f"{wanted.owners_time(OWNER_KIND, ask.user_id):%H:%M}",
                hint=f"Vanlig tid her er kl. {usual}. Velg et klokkeslett {hours(wanted.own_night(ask.user_id))}.",
            ),
            TimeInput(
                FROM,
                LABELS[FROM],
                _own(wanted, ask.user_id, FROM),
                "Om kvelden. Tomt: som for alle andre.",
                optional=True,
            ),
            TimeInput(
                TO, LABELS[TO], _own(wanted, ask.user_id, TO), "Om morgenen. Tomt: som for alle andre.", optional=True
            ),
        ),
        intro=line(
            f"Dette gjelder bare deg. Om natten ({night(wanted)}) er jeg stille. Legg inn egen ferie med ",
            Code("/padriver pause meg …"),
            ".",
        ),
        state=",".join(KINDS.values()),
    )


def open_own(ask: Ask, press: Press, session: Session) -> Form:
    """Return the form of the person's own settings, as they are now."""
    del press
    return own_form(ask, session)


def save_own(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Save the person's settings, or return the form's errors."""
    wanted = preferences(session, current_workspace(ask, session))
    hours_off, errors = _hours_off(submission.values)
    night = wanted.night.longer(*hours_off)
    if not errors and not night.leaves_a_day:
        errors[FROM] = TOO_LITTLE
    at = read_time(submission.values.get(AT, ""))
    if not errors and (at is None or night.awake(at) != at):
        errors[AT] = f"Velg et klokkeslett {hours(night)}."
    if errors:
        return FormErrors(errors)
    before = _of(wanted, ask.user_id)
    chosen = submission.values.get(WANTED, "").split(",")
    # A form opened by an older version has no state, and offers only the first kind.
    offered = submission.state.split(",") if submission.state else (OWNER_KIND,)
    usual = at == wanted.workspace.deadline_time
    keep = {kind: PreferenceChange(kind in chosen) for kind in KINDS.values() if kind in offered}
    keep[OWNER_KIND] = PreferenceChange(OWNER_KIND in chosen, None if usual else at)
    keep |= {name: PreferenceChange(at=own) for name, own in zip(OWN_NIGHT, hours_off, strict=True)}
    for kind, each in keep.items():
        if each != wanted.preference(ask.user_id, kind):
            save_preference(session, wanted.workspace.id, ask.user_id, kind, each)
    after = _of(preferences(session, wanted.workspace), ask.user_id)
    changes = {name: text for name, text in after.items() if text != before[name]}
    if not changes:
        return Reply(card=Card("Ingenting er endret", (Paragraph(line("Innstillingene dine er som før.")),)))
    note(session, wanted.workspace.id, ask.user_id, ask.now, WHAT, {name: before[name] for name in changes}, changes)
    wanted.workspace.plan_after = None
    return Reply(card=_saved(wanted, before, changes))


def _hours_off(values: Mapping[str, str]) -> tuple[list[time | None], dict[str, str]]:
    """Return when the person's own night begins and ends (None if as for everybody), and the form's errors."""
    data = {name: values.get(name, "").strip() for name in OWN_NIGHT}
    read = {name: read_time(text) if text else None for name, text in data.items()}
    unread = [name for name, text in data.items() if text and read[name] is None]
    return list(read.values()), dict.fromkeys(
        unread, "Skriv et klokkeslett, for eksempel 18.00, eller la feltet stå tomt."
    )


def own_change_line(name: str, text: str) -> Line:
    """Return one of a person's own settings in words."""
    if name not in KINDS:
        return line(f"kl. {clock(time.fromisoformat(text))}" if text else "som for alle andre")
    return line("på" if text == "ja" else "av")


def _of(wanted: Preferences, user_id: str) -> dict[str, str]:
    values = {name: "ja" if _wants(wanted, user_id, kind) else "nei" for name, kind in KINDS.items()}
    values[AT] = f"{wanted.owners_time(OWNER_KIND, user_id):%H:%M}"
    return values | {name: _own(wanted, user_id, name) for name in OWN_NIGHT}


def _wants(wanted: Preferences, user_id: str, kind: str) -> bool:
    return wanted.preference(user_id, kind).wanted is not False


def _own(wanted: Preferences, user_id: str, name: str) -> str:
    at = wanted.preference(user_id, name).at
    return f"{at:%H:%M}" if at else ""


def _saved(wanted: Preferences, before: dict[str, str], changes: dict[str, str]) -> Card:
    rows = tuple(
        line(Bold(LABELS[name]), ": ", *own_change_line(name, before[name]), " → ", *own_change_line(name, text))
        for name, text in changes.items()
    )
    turned_on = [KINDS[name] for name, text in changes.items() if name in KINDS and text == "ja"]
    return Card(
        "Innstillingene dine er lagret",
        (Bullets(rows), *off_for_all(wanted, [OWNER_KIND, *turned_on]), Controls((Button("Endre", OPEN, ""),))),
    )


def off_for_all(wanted: Preferences, kinds: Iterable[str]) -> tuple[Note, ...]:
    """Return which of those kinds are off for everybody, regardless of a person's own settings."""
    off = [name for name, kind in KINDS.items() if kind in kinds and not wanted.wants(kind)]
    return tuple(Note(line(f"{LABELS[name]}: slått av for alle, så du får dem ikke uansett.")) for name in off)
