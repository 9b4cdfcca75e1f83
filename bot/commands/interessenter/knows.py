"""«Jeg kjenner dem»: how well, and from where."""

from sqlalchemy.orm import Session

from bot.cards.card import Choice, line
from bot.cards.form import Form, FormErrors, SelectInput, TextInput
from bot.commands.ask import Ask, Reply, Submission
from bot.commands.interessenter.person import GONE
from bot.commands.interessenter.refs import Known, load, read_ref, ref_of
from bot.commands.interessenter.shown import person_card
from bot.commands.parse.clean import clean
from models.changes import Gone
from models.register import edits
from models.register.ties import NewTie, know

SAVE = "interessent.kjenner.lagre"
STRENGTHS = {"1": "Har møtt dem", "2": "Kjenner dem", "3": "Kjenner dem godt"}
LONG = 200


def open_tie(row: Known) -> Form:
    """Return the form of how well one knows somebody."""
    strengths = tuple(Choice(name, strength) for strength, name in STRENGTHS.items())
    return Form(
        "Kjenner du dem?",
        SAVE,
        (
            SelectInput("strength", "Hvor godt", strengths),
            TextInput("note", "Hvor kjenner dere hverandre fra?", optional=True, max_length=LONG),
        ),
        state=str(ref_of(row)),
        intro=line(row.name),
    )


def submit_tie(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Write down how well one knows somebody."""
    strength = sent.values.get("strength", "")
    if strength not in STRENGTHS:
        return FormErrors({"strength": "Velg hvor godt du kjenner dem."})
    row = load(session, ask.workspace.id, read_ref(sent.state))
    if row is None:
        return Reply(card=GONE)
    edit = edits.begin(session, ask.workspace.id, ask.user_id, "endret", ask.now)
    note = clean(sent.values.get("note", ""))[:LONG] or None
    try:
        know(session, ask.workspace.id, NewTie(row.id, ask.user_id, int(strength), note=note), edit)
    except Gone:
        return Reply(card=GONE)
    return Reply(card=person_card(ask, session, row))
