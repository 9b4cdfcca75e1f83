"""`/padriver mine`: what one person wants of the messages to that person."""

from datetime import time

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Choice, Code, Controls, Line, Note, Paragraph, line
from bot.cards.form import CheckInput, Form, FormErrors, TimeInput
from bot.cards.schedule import night
from bot.cards.words import clock
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.padriver.deciding import fresh
from bot.commands.padriver.form import hours
from bot.commands.padriver.times import read_time
from models.audit import OWN, note
from models.manners import Manners, Wish, manners, wish
from models.nudges.deadlines import OWNER_KIND

OPEN, SAVE = "padriver.mine", "padriver.mine.lagre"
WANTED, AT = "wanted", "at"
LABELS = {WANTED: "Påminnelser om frister du eier", AT: "Klokkeslett"}
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
                hint=f"Vanlig tid her er kl. {usual}. Velg et klokkeslett {hours(wanted)}.",
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
    at = read_time(submission.values.get(AT, ""))
    if at is None or wanted.night.awake(at) != at:
        return FormErrors({AT: f"Velg et klokkeslett {hours(wanted)}."})
    usual = at == wanted.workspace.deadline_time
    before = _of(wanted, ask.user_id)
    is_on = OWNER_KIND in submission.values.get(WANTED, "")
    wish(session, wanted.workspace.id, ask.user_id, OWNER_KIND, Wish(is_on, None if usual else at))
    after = _of(manners(session, wanted.workspace), ask.user_id)
    changes = {name: text for name, text in after.items() if text != before[name]}
    if not changes:
        return Reply(card=Card("Ingenting er endret", (Paragraph(line("Innstillingene dine er som før.")),)))
    note(session, wanted.workspace.id, ask.user_id, ask.now, WHAT, {name: before[name] for name in changes}, changes)
    wanted.workspace.plan_after = None
    return Reply(card=_saved(wanted, before, changes))


def told_own(name: str, text: str) -> Line:
    """Return one of a person's own settings as people read it."""
    if name == AT:
        return line(f"kl. {clock(time.fromisoformat(text))}")
    return line("på" if text == "ja" else "av")


def _of(wanted: Manners, user_id: str) -> dict[str, str]:
    is_off = wanted.wished(user_id, OWNER_KIND).wanted is False
    return {WANTED: "nei" if is_off else "ja", AT: f"{wanted.owners_time(OWNER_KIND, user_id):%H:%M}"}


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
