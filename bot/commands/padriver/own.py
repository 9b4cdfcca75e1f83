"""`/padriver mine`: what one person wants of the messages to that person."""

from collections.abc import Mapping
from datetime import time

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Choice, Code, Controls, Line, Note, Paragraph, line
from bot.cards.form import CheckInput, Form, FormErrors, TimeInput
from bot.cards.schedule import night
from bot.cards.words import clock
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.padriver.deciding import fresh
from bot.commands.padriver.form import hours
from bot.commands.padriver.sent import TOO_LITTLE
from bot.commands.padriver.times import read_time
from models.audit import OWN, note
from models.manners import OWN_NIGHT, Manners, Wish, manners, wish
from models.nudges.deadlines import OWNER_KIND

OPEN, SAVE = "padriver.mine", "padriver.mine.lagre"
WANTED, AT = "wanted", "at"
FROM, TO = OWN_NIGHT
LABELS = {
    WANTED: "Påminnelser om frister du eier",
    AT: "Klokkeslett",
    FROM: "Ikke skriv til meg etter",
    TO: "Ikke skriv til meg før",
}
WHAT = f"{OWN} innstilling"


def own_form(ask: Ask, session: Session) -> Form:
    """Return the form with what the person wants now."""
    wanted = manners(session, fresh(ask, session))
    usual = clock(wanted.workspace.deadline_time)
    chosen = (OWNER_KIND,) if _of(wanted, ask.user_id)[WANTED] == "ja" else ()
    return Form(
        "Mine innstillinger",
        SAVE,
        (
            CheckInput(WANTED, "Send meg", (Choice(LABELS[WANTED], OWNER_KIND),), initial=chosen),
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
    )


def open_own(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form."""
    del press
    return own_form(ask, session)


def save_own(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Keep what the person wants, or say what to mend."""
    wanted = manners(session, fresh(ask, session))
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
    is_on = OWNER_KIND in submission.values.get(WANTED, "")
    usual = at == wanted.workspace.deadline_time
    keep = {OWNER_KIND: Wish(is_on, None if usual else at)}
    keep |= {name: Wish(at=own) for name, own in zip(OWN_NIGHT, hours_off, strict=True)}
    for kind, each in keep.items():
        if each != wanted.wished(ask.user_id, kind):
            wish(session, wanted.workspace.id, ask.user_id, kind, each)
    after = _of(manners(session, wanted.workspace), ask.user_id)
    changes = {name: text for name, text in after.items() if text != before[name]}
    if not changes:
        return Reply(card=Card("Ingenting er endret", (Paragraph(line("Innstillingene dine er som før.")),)))
    note(session, wanted.workspace.id, ask.user_id, ask.now, WHAT, {name: before[name] for name in changes}, changes)
    wanted.workspace.plan_after = None
    return Reply(card=_saved(wanted, before, changes))


def _hours_off(values: Mapping[str, str]) -> tuple[list[time | None], dict[str, str]]:
    """Return when the person's own night begins and ends, None where that is as for all, and what to mend."""
    told = {name: values.get(name, "").strip() for name in OWN_NIGHT}
    read = {name: read_time(text) if text else None for name, text in told.items()}
    unread = [name for name, text in told.items() if text and read[name] is None]
    return list(read.values()), dict.fromkeys(
        unread, "Skriv et klokkeslett, for eksempel 18.00, eller la feltet stå tomt."
    )


def told_own(name: str, text: str) -> Line:
    """Return one of a person's own settings as people read it."""
    if name != WANTED:
        return line(f"kl. {clock(time.fromisoformat(text))}" if text else "som for alle andre")
    return line("på" if text == "ja" else "av")


def _of(wanted: Manners, user_id: str) -> dict[str, str]:
    is_off = wanted.wished(user_id, OWNER_KIND).wanted is False
    at = f"{wanted.owners_time(OWNER_KIND, user_id):%H:%M}"
    return {WANTED: "nei" if is_off else "ja", AT: at} | {name: _own(wanted, user_id, name) for name in OWN_NIGHT}


def _own(wanted: Manners, user_id: str, name: str) -> str:
    at = wanted.wished(user_id, name).at
    return f"{at:%H:%M}" if at else ""


def _saved(wanted: Manners, before: dict[str, str], changes: dict[str, str]) -> Card:
    rows = tuple(
        line(Bold(LABELS[name]), ": ", *told_own(name, before[name]), " → ", *told_own(name, text))
        for name, text in changes.items()
    )
    off = "Påminnelser til eierne er slått av for alle, så du får dem ikke uansett."
    warned = () if wanted.wants(OWNER_KIND) else (Note(line(off)),)
    return Card(
        "Innstillingene dine er lagret",
        (Bullets(rows), *warned, Controls((Button("Endre", OPEN, ""),))),
    )
