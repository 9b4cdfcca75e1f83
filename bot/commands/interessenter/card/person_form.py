"""The forms of a new person, and of editing an entry without overwriting another person's edit at the same time."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Paragraph, line
from bot.cards.form import CheckInput, Form, FormErrors, Input, PersonInput, SelectInput, TextInput
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.interessenter.card.stakeholder_card import person_card
from bot.commands.interessenter.dialogue.dialogue_card import UNDO
from bot.commands.interessenter.dialogue.recording import add_person
from bot.commands.interessenter.municipality import place_name, read_place
from bot.commands.interessenter.names.kind_guess import guess_role_kind
from bot.commands.interessenter.names.parties import choices
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.references import Stakeholder, load, read_ref, ref_of
from bot.commands.parse.bounds import MOST_TEXT, length_errors
from bot.commands.parse.clean import clean
from bot.commands.parse.fault import Fault
from models.db.base import longest
from models.occurrences.changes import GoneError
from models.register import edits, organisations, people, postings
from models.register.edits import EditConflictError
from models.register.kinds import LEAST, MOST, PURPOSE, TIERS, WITH_PARTY
from models.tables import Organisation, Person
from models.workspace.contacts import has_departed

NEW_FORM, NEW, SAVE = "interessent.ny", "interessent.ny.lagre", "interessent.lagre"
LONG, SHORT = 200, 120
LIMITS = {
    "name": LONG,
    "title": SHORT,
    "organisation": LONG,
    "municipality": SHORT,
    "email": longest(Person.email),
    "phone": longest(Person.phone),
    "source": LONG,
    "purpose": LONG,
    "note": MOST_TEXT,
}
"""The most characters of each field; for e-mail and phone the lengths of their columns."""
ANOTHER = "annen"
LABELS = {
    "name": "Navn",
    "tier": "Nivå",
    "interest": "Interesse",
    "influence": "Innflytelse",
    "owner": "Ansvarlig hos oss",
    "municipality": "Kommune",
    "email": "E-post",
    "phone": "Telefon",
    "note": "Notat",
    "source": "Kilde",
    "purpose": "Formål",
}
"""The label of each column."""
GONE = Card("Personen er borte", (Paragraph(line("Noen har fjernet oppføringen i mellomtiden.")),))


def open_new_form(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form of a new person; the button's value may be a name."""
    del session
    return new_form(ask, WrittenName(press.value))


OWN_CONTACT = "Egen kontakt"


def new_form(ask: Ask, named: WrittenName, source: str = OWN_CONTACT) -> Form:
    """Return the form of a new person with what is known, and where we have it from."""
    parties = tuple(Choice(short, short) for short in choices(named.party))
    inputs: tuple[Input, ...] = (
        TextInput("name", "Navn", named.name, max_length=LONG),
        TextInput(
            "title", "Rolle", named.title, "For eksempel statssekretær eller leder.", optional=True, max_length=SHORT
        ),
        TextInput("organisation", "Virksomhet", named.organisation, optional=True, max_length=LONG),
        SelectInput(
            "party",
            "Parti",
            parties,
            named.party or None,
            "Lagres bare for folkevalgte og partifolk.",
            optional=True,
        ),
        TextInput("municipality", LABELS["municipality"], named.place, optional=True, max_length=SHORT),
        *_scales(None),
        PersonInput("owner", LABELS["owner"], ask.user_id),
        TextInput("source", LABELS["source"], source, "Hvor har vi opplysningene fra?", max_length=LONG),
        TextInput("purpose", LABELS["purpose"], PURPOSE, "Hva trenger vi dem til?", max_length=LONG),
        CheckInput(
            "another",
            "Samme navn",
            (Choice("Dette er en annen enn den som står i registeret med samme navn", ANOTHER),),
        ),
    )
    return Form("Ny person", NEW, inputs)


def submit_new(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Add a new person, or return the form's errors."""
    values = {name: clean(text) for name, text in sent.values.items()}
    wrong = {name: text for name, text in _wrong(values).items() if text}
    same = people.same_name(session, ask.workspace.id, values.get("name", "")) if values.get("name") else ()
    if same and ANOTHER not in values.get("another", ""):
        wrong["name"] = f"{same[0].name} står i registeret fra før. Kryss av nederst hvis dette er en annen."
    wrong |= length_errors(values, LIMITS)
    if wrong:
        return FormErrors(wrong)
    named = WrittenName(
        values["name"], values.get("party", ""), values.get("organisation", ""), values.get("title", "")
    )
    edit = edits.begin(session, ask.workspace.id, ask.user_id, "ny", ask.now)
    row = add_person(session, ask, named, values["source"], edit)
    names = ("tier", "interest", "influence", "owner", "municipality", "purpose")
    data = {name: _value(name, values.get(name, "")) for name in names}
    edits.changed(session, edit, row, {name: value for name, value in data.items() if value is not None})
    postings.write(session, ask.workspace.id, [row.id], (), ask.today)
    undo = Controls((Button("Angre", UNDO, str(edit.id)),))
    card = person_card(ask, session, row)
    return Reply(card=Card(f"{row.name} er lagt til", (*card.parts, undo), summary=f"{row.name} er lagt til."))


def open_edit_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form with the current values."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    return Reply(card=GONE) if row is None else edit_form(row)


def edit_form(row: Stakeholder) -> Form:
    """Return the form of a person or an organisation with its current values; the state holds their version."""
    contact: tuple[Input, ...] = ()
    if isinstance(row, Person):
        contact = (
            TextInput("email", LABELS["email"], row.email or "", optional=True, max_length=LIMITS["email"]),
            TextInput("phone", LABELS["phone"], row.phone or "", optional=True, max_length=LIMITS["phone"]),
            TextInput("purpose", LABELS["purpose"], row.purpose, max_length=LONG),
        )
    inputs: tuple[Input, ...] = (
        TextInput("name", LABELS["name"], row.name, max_length=LONG),
        *_scales(row),
        PersonInput("owner", LABELS["owner"], row.owner),
        TextInput(
            "municipality", LABELS["municipality"], place_name(row.municipality) or "", optional=True, max_length=SHORT
        ),
        *contact,
        TextInput("source", LABELS["source"], row.source, max_length=LONG),
        TextInput("note", LABELS["note"], row.note or "", multiline=True, optional=True, max_length=MOST_TEXT),
    )
    return Form("Endre", SAVE, inputs, state=json.dumps([str(ref_of(row)), row.version]))


def submit_edit(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Save an edit. If a colleague has changed the same fields meanwhile, return errors with the new values."""
    ref, seen = _seen(sent.state)
    row = load(session, ask.workspace.id, read_ref(ref))
    if row is None:
        return Reply(card=GONE)
    values = {name: text if name == "note" else clean(text) for name, text in sent.values.items()}
    names = [name for name in LABELS if hasattr(row, name)]
    wanted = {name: _value(name, values.get(name, "").strip()) for name in names}
    if not wanted["owner"] and has_departed(session, ask.workspace.id, row.owner):
        wanted["owner"] = (
            row.owner
        )  # the form does not offer an owner who has left, so an empty field does not remove one
    wrong = {
        name: f"Fyll inn {LABELS[name].lower()}." for name in ("name", "source", "purpose") if _empty(wanted, name)
    }
    if isinstance(place := read_place(values.get("municipality", "")), Fault):
        wrong["municipality"] = place.text
    wrong |= length_errors(values, LIMITS)
    if wrong:
        return FormErrors(wrong)
    module = people if isinstance(row, Person) else organisations
    try:
        saved: Person | Organisation = module.save(
            session, ask.workspace.id, row.id, seen, wanted, ask.user_id, ask.now
        )
    except GoneError:
        return Reply(card=GONE)
    except EditConflictError as conflict:
        return FormErrors({name: _theirs(name, value) for name, value in conflict.theirs.items() if name in LABELS})
    return Reply(card=person_card(ask, session, saved))


def _scales(row: Stakeholder | None) -> tuple[Input, ...]:
    degrees = tuple(Choice(str(degree), str(degree)) for degree in range(LEAST, MOST + 1))
    tiers = tuple(Choice(tier, tier) for tier in TIERS)
    interest, influence = (row.interest, row.influence) if row else (None, None)
    hint = "A er dem vi vil snakke oftest med."
    return (
        SelectInput("tier", LABELS["tier"], tiers, row.tier if row else "C", hint),
        SelectInput("interest", LABELS["interest"], degrees, str(interest) if interest else None, optional=True),
        SelectInput("influence", LABELS["influence"], degrees, str(influence) if influence else None, optional=True),
    )


def _wrong(values: Mapping[str, str]) -> dict[str, str | None]:
    kind = guess_role_kind(values.get("title", ""), values.get("party") or None, values.get("organisation", ""))
    no_party = "Parti kan bare lagres for folkevalgte og partifolk. Ta bort partiet, eller rett rollen."
    place = read_place(values.get("municipality", ""))
    return {
        "name": None if values.get("name") else "Skriv navnet.",
        "municipality": place.text if isinstance(place, Fault) else None,
        "party": no_party if values.get("party") and kind not in WITH_PARTY else None,
        "source": None if values.get("source") else "Skriv hvor vi har opplysningene fra.",
        "purpose": None if values.get("purpose") else "Skriv hva vi trenger dem til.",
    }


def _value(name: str, text: str) -> Any:
    if name in {"interest", "influence"}:
        return int(text) if text.isdecimal() and LEAST <= int(text) <= MOST else None
    if name == "municipality":
        place = read_place(text)
        return None if isinstance(place, Fault) else place
    if name == "tier":
        return text if text in TIERS else "C"
    return text if text or name in {"name", "source", "purpose"} else None


def _empty(wanted: Mapping[str, Any], name: str) -> bool:
    return name in wanted and not wanted[name]


def _theirs(name: str, value: Any) -> str:
    text = place_name(value) if name == "municipality" else value
    sentence = "tomt" if text in {None, ""} else f"«{text}»"
    return (
        f"En kollega har endret dette til {sentence} i mellomtiden. Lukk skjemaet og åpne det på nytt for å endre det."
    )


def _seen(state: str) -> tuple[str, int]:
    try:
        ref, version = json.loads(state)
        return str(ref), int(version)
    except (ValueError, TypeError):
        return "", 0
