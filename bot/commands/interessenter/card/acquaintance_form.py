"""«Nytt bekjentskap»: a colleague, or somebody else in the register; how well, and from where."""

from sqlalchemy.orm import Session

from bot.cards.card import Choice, line
from bot.cards.form import Form, FormErrors, PersonInput, SelectInput, TextInput
from bot.commands.ask import Ask, Reply, Submission
from bot.commands.interessenter.card.person_form import GONE, SHORT
from bot.commands.interessenter.card.stakeholder_card import person_card
from bot.commands.interessenter.municipality import read_place
from bot.commands.interessenter.references import Stakeholder, load, read_ref, ref_of
from bot.commands.parse.bounds import length_error
from bot.commands.parse.clean import clean, short
from bot.commands.parse.fault import Fault
from models.occurrences.changes import GoneError
from models.register import edits, people
from models.register.ties import NewTie, know
from models.tables import Person

SAVE = "interessent.kjenner.lagre"
STRENGTHS = {"1": "Har møtt hverandre", "2": "Kjenner hverandre", "3": "Kjenner hverandre godt"}
LONG = 200


def open_acquaintance_form(ask: Ask, row: Stakeholder) -> Form:
    """Return the form of who knows somebody."""
    strengths = tuple(Choice(name, strength) for strength, name in STRENGTHS.items())
    other_hint = "Skriv navnet hvis det er en annen i registeret, ikke en kollega."
    return Form(
        "Nytt bekjentskap",
        SAVE,
        (
            PersonInput("ours", "Kollega", ask.user_id),
            TextInput("other", "Eller en annen i registeret", hint=other_hint, optional=True, max_length=LONG),
            SelectInput("strength", "Hvor godt", strengths),
            TextInput("municipality", "Kommune der de kjenner hverandre fra", optional=True, max_length=SHORT),
            TextInput("note", "Hvor kjenner de hverandre fra?", optional=True, max_length=LONG),
        ),
        state=str(ref_of(row)),
        intro=line(row.name),
    )


def submit_acquaintance(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store who knows somebody, and how well, or return the form's errors."""
    row = load(session, ask.workspace.id, read_ref(sent.state))
    if not isinstance(row, Person):
        return Reply(card=GONE)
    values = {name: clean(text) for name, text in sent.values.items()}
    who = _who(ask, session, row, values.get("other", ""), values.get("ours", ""))
    place = read_place(values.get("municipality", ""))
    wrong = {
        "strength": None if values.get("strength") in STRENGTHS else "Velg hvor godt de kjenner hverandre.",
        "other": who.text if isinstance(who, Fault) else None,
        "municipality": place.text if isinstance(place, Fault) else None,
        "note": length_error(values.get("note", ""), LONG),
    }
    if any(wrong.values()) or isinstance(who, Fault) or isinstance(place, Fault):
        return FormErrors({name: text for name, text in wrong.items() if text})
    note = values.get("note") or None
    edit = edits.begin(session, ask.workspace.id, ask.user_id, "endret", ask.now)
    try:
        know(session, ask.workspace.id, NewTie(row.id, who, int(values["strength"]), place, note), edit)
    except GoneError:
        return Reply(card=GONE)
    return Reply(card=person_card(ask, session, row))


def _who(ask: Ask, session: Session, row: Person, other: str, ours: str) -> str | int | Fault:
    """Return who knows them: a person's id in the register if a name is written, else a colleague's user id."""
    if not other:
        return ours or ask.user_id
    named = load(session, ask.workspace.id, read_ref(other.lower()))
    same = [named] if isinstance(named, Person) else list(people.same_name(session, ask.workspace.id, other))
    others = [each for each in same if each.id != row.id]
    if same and not others:
        return Fault("Det er samme person. Skriv navnet på en annen.")
    if len(others) > 1:
        numbers = " eller ".join(str(ref_of(each)).upper() for each in others)
        return Fault(f"Flere heter {short(other)}. Skriv {numbers}, slik det står i kolonnen Id i regnearket.")
    return (
        others[0].id
        if others
        else Fault(f"Jeg fant ingen som heter {short(other)} i registeret. Legg til personen først.")
    )
